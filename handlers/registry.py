"""Every module with a command, imported so that each registers what it has."""

from __future__ import annotations

from handlers import (
    accounts,
    case_steps,
    cases,
    changing,
    helping,
    history,
    in_bulk,
    inviting,
    joining,
    languages,
    menu,
    open_invitations,
    own_data,
    report,
    signing_out,
    tiendo,
    transfers,
)

__all__ = [
    "accounts",
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
