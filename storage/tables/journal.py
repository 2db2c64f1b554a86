"""What is known of the database itself, and who did what."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text

from storage.columns import Id, Moment
from storage.tables.base import metadata

meta = Table(
    "meta",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
    comment="Facts about this database: its plan, whether its data are samples",
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("actor", Id, index=True, comment="An officer's id; None: the command line"),
    Column("act", String(40), nullable=False),
    Column("object", String(60), nullable=False, index=True),
    Column("content_hash", String(64), nullable=False),
    comment="Append-only: who did what to which report, quota, appointment or unit. No names",
)
