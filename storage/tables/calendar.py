"""The reporting calendar: rounds and who was expected in them, what was submitted, reminders, and what was set."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
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

rounds = Table(
    "rounds",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("opened_at", Moment, nullable=False),
    Column("locked_at", Moment, comment="From then on its figures stay as submitted"),
    comment="Reporting rounds that have been opened: who is expected in them is laid down",
)

_WAITING = "closed_at IS NULL AND locked_at IS NULL AND excused IS NULL"

submissions = Table(
    "submissions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("round", String(40), ForeignKey("rounds.code"), nullable=False),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("superior_id", Id, ForeignKey("units.id"), comment="Who led the unit when the round opened"),
    Column("level", String(20), nullable=False),
    Column("cut_off", Date, nullable=False),
    Column("due", Date, nullable=False, comment="A working day"),
    Column("closed_at", Moment, comment="When the unit had reported"),
    Column("closed_by", Id, ForeignKey("officers.id")),
    Column("office_id", Id, ForeignKey("units.id"), comment="The unit in whose office it was closed"),
    Column("excused", String(12), comment="Why it is not waited for: the unit was closed"),
    Column("locked_at", Moment),
    Column("reopened_at", Moment),
    Column("reopened_by", Id, ForeignKey("officers.id")),
    Column("reopened_for", Text, comment="Why it was opened again after the lock"),
    UniqueConstraint("round", "unit_id"),
    Index("ix_submissions_superior_id_round", "superior_id", "round"),
    Index(
        "ix_submissions_waiting",
        "round",
        "due",
        sqlite_where=text(_WAITING),
        postgresql_where=text(_WAITING),
    ),
    comment="What is expected of each unit in a round: the list is laid down when the round opens",
)

nothing_told = Table(
    "nothing_told",
    metadata,
    Column("submission_id", Id, ForeignKey("submissions.id"), nullable=False),
    Column("form", String(40), nullable=False),
    Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("submission_id", "form"),
    comment="Forms of which a unit said that there is nothing to report in a round",
)

locked_figures = Table(
    "locked_figures",
    metadata,
    Column("round", String(40), ForeignKey("rounds.code"), nullable=False),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False),
    Column("indicator", String(40), nullable=False),
    Column("locked_at", Moment, nullable=False),
    Column("numerator", Id, comment="The value itself where there is no denominator; None: unknown"),
    Column("denominator", Id),
    Column("answered", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    PrimaryKeyConstraint("round", "unit_id", "indicator", "locked_at"),
    sqlite_with_rowid=False,
    comment="Figures as they were submitted, frozen at the lock; the latest of a unit hold",
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("key", String(120), nullable=False, unique=True, comment="Makes sure that it is planned once"),
    Column("officer_id", Id, ForeignKey("officers.id"), comment="None: nobody holds the office"),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("about", String(60), nullable=False, comment="The round, the quota …, as the kind needs it"),
    Column("step", String(4), comment="How near the due day is: T-5, T-2, T or T+1"),
    Column("day", Date, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", String(20)),
    Column("payload", Json, comment="What is said, where it was put into words when it was planned"),
    Column("outbox_id", Id, comment="The message in which it left"),
    Column("planned_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("ix_reminders_officer_id_day", "officer_id", "day"),
    Index("ix_reminders_unit_id_kind", "unit_id", "kind"),
    Index(
        "ix_reminders_planned",
        "not_before",
        sqlite_where=text("state = 'planned'"),
        postgresql_where=text("state = 'planned'"),
    ),
    Index("ix_reminders_outbox_id", "outbox_id"),
    Index(
        "ix_reminders_sent",
        "id",
        sqlite_where=text("state = 'sent'"),
        postgresql_where=text("state = 'sent'"),
    ),
    comment="What people are told by the clock, each with what became of it",
)

reminder_settings = Table(
    "reminder_settings",
    metadata,
    Column("officer_id", Id, ForeignKey("officers.id"), primary_key=True, autoincrement=False),
    Column("hours", String(8), nullable=False),
    Column("only_deadlines", Boolean, nullable=False),
    Column("summary_weekday", Integer, nullable=False, comment="1 Monday to 5 Friday, 0: no summaries"),
    Column("summary_hour", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    comment="How an officer wants to be reminded, where it is not as usual",
)

calendar_entries = Table(
    "calendar_entries",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True, comment="It and all units below it"),
    Column("kind", String(8), nullable=False, comment="off, working, due, pause or greeting"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("round", String(40), comment="Whose due day it is: a round's code, or that of all of its kind from then on"),
    Column("level", String(20)),
    Column("days", Integer, comment="Of all rounds of a kind: so many days after the cut-off"),
    Column("why", String(200), nullable=False, comment="The decision or reason"),
    Column("officer_id", Id, ForeignKey("officers.id")),
    Column("made_at", Moment, nullable=False),
    Column("taken_back_at", Moment),
    comment="What was set for a unit's branch: holidays and workdays, due days, pauses, the Tết greeting",
)
