"""Every module with a command, imported so that each registers what it has."""

from __future__ import annotations

from handlers import helping, languages, menu
from handlers.cases import case_steps, cases
from handlers.offices import accounts, inviting, joining, open_invitations, own_data, signing_out
from handlers.progress import tiendo
from handlers.quotas import assigning
from handlers.reports import changing, history, in_bulk, report, transfers

__all__ = [
    "accounts",
    "assigning",
    "case_steps",
    "cases",
    "changing",
    "helping",
    "history",
    "in_bulk",
    "inviting",
    "joining",
    "languages",
    "menu",
    "open_invitations",
    "own_data",
    "report",
    "signing_out",
    "tiendo",
    "transfers",
]
