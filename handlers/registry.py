"""Every module with a command, imported so that each registers what it has."""

from __future__ import annotations

from handlers import helping, languages, menu
from handlers.calendar import (
    closing,
    help_needed,
    later,
    missing,
    nudging,
    reopening,
    setting,
    waiting,
    wishes,
)
from handlers.cases import case_steps, cases
from handlers.offices import accounts, inviting, joining, lost_phone, open_invitations, own_data, reached, signing_out
from handlers.progress import reminding, tiendo
from handlers.quotas import acknowledging, assigning, from_sheet, given
from handlers.reports import changing, history, in_bulk, report, transfers

__all__ = [
    "accounts",
    "acknowledging",
    "assigning",
    "case_steps",
    "cases",
    "changing",
    "closing",
    "from_sheet",
    "given",
    "help_needed",
    "helping",
    "history",
    "in_bulk",
    "inviting",
    "joining",
    "languages",
    "later",
    "lost_phone",
    "menu",
    "missing",
    "nudging",
    "open_invitations",
    "own_data",
    "reached",
    "reminding",
    "reopening",
    "report",
    "setting",
    "signing_out",
    "tiendo",
    "transfers",
    "waiting",
    "wishes",
]
