"""What is reported, the facts in it, and their sums."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Id, Moment
from storage.tables.base import Json, metadata

reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("form", String(40), nullable=False),
    Column("plan", String(40), nullable=False),
    Column(
        "counterpart_id",
        Id,
        ForeignKey("units.id"),
        index=True,
        comment="The unit at the other end of a transfer",
    ),
    Column(
        "takes_over_id",
        Id,
        ForeignKey("reports.id"),
        unique=True,
        comment="The report that this one takes over",
    ),
    Column("created_at", Moment, nullable=False),
    sqlite_autoincrement=True,
    comment="One filled form about one unit; its id is the number on the receipt",
)

report_versions = Table(
    "report_versions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String(12), nullable=False, comment="sent or withdrawn"),
    Column("plan_version", Integer, nullable=False),
    Column("answers", Json, nullable=False),
    Column("day", Date, nullable=False, comment="The day it happened, or as of which it was stated"),
    Column("kept", Json, nullable=False, comment="Differences that the officer kept, with the reason"),
    Column("reason", Text, comment="Why it was corrected or withdrawn"),
    Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
    Column("appointment_id", Id, ForeignKey("appointments.id")),
    Column("known_at", Moment, nullable=False),
    Column(
        "office_id",
        Id,
        ForeignKey("units.id"),
        index=True,
        comment="The unit in whose office it was entered; None: the program, or the command line",
    ),
    UniqueConstraint("report_id", "version"),
)

facts = Table(
    "facts",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("version_id", Id, ForeignKey("report_versions.id"), nullable=False, index=True),
    Column("report_id", Id, ForeignKey("reports.id"), nullable=False, index=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False),
    Column("measure", String(40), nullable=False),
    Column("day", Date, nullable=False),
    Column("counts_for", Integer, nullable=False),
    Column("number", Id),
    Column("answer", String(20)),
    Column("until", Date),
    Column("known_at", Moment, nullable=False),
    Column("superseded_at", Moment, comment="When a later version took its place"),
    Index(
        "ix_facts_current",
        "unit_id",
        "measure",
        sqlite_where=text("superseded_at IS NULL"),
        postgresql_where=text("superseded_at IS NULL"),
    ),
    CheckConstraint("(number IS NULL) <> (answer IS NULL)", name="one_value"),
)

totals = Table(
    "totals",
    metadata,
    Column("node_id", Id, ForeignKey("units.id"), nullable=False),
    Column("grain", String(1), nullable=False, comment="y, m or d"),
    Column("period", Integer, nullable=False, comment="2026, 202603 or 20260315"),
    Column("tally", String(80), nullable=False),
    Column("counts_for", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("value", Id, nullable=False),
    PrimaryKeyConstraint("node_id", "grain", "period", "tally", "counts_for", "kind"),
    sqlite_with_rowid=False,
    comment="Sums of the steps of all units below a node, per calendar year, month and day",
)
