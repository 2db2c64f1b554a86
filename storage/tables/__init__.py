"""Every table. Nothing that counts is ever updated in place or deleted: what changes gets a new row."""

from storage.tables.assigned import quota_receipts, quotas
from storage.tables.base import metadata
from storage.tables.calendar import (
    calendar_entries,
    locked_figures,
    nothing_told,
    reminder_settings,
    reminders,
    rounds,
    submissions,
)
from storage.tables.journal import audit, meta
from storage.tables.messages import channel_months, conversations, files, inbox, outbox, shared_files
from storage.tables.people import appointments, chats, entry_codes, invitations, officers
from storage.tables.reported import facts, report_versions, reports, totals
from storage.tables.union_tree import unit_parents, unit_versions, units
from storage.tables.web import web_messages, web_sessions

__all__ = [
    "appointments",
    "audit",
    "calendar_entries",
    "channel_months",
    "chats",
    "conversations",
    "entry_codes",
    "facts",
    "files",
    "inbox",
    "invitations",
    "locked_figures",
    "meta",
    "metadata",
    "nothing_told",
    "officers",
    "outbox",
    "quota_receipts",
    "quotas",
    "reminder_settings",
    "reminders",
    "report_versions",
    "reports",
    "rounds",
    "shared_files",
    "submissions",
    "totals",
    "unit_parents",
    "unit_versions",
    "units",
    "web_messages",
    "web_sessions",
]
