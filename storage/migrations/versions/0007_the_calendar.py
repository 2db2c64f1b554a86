"""The reporting calendar: rounds, submissions, frozen figures, reminders, and what was set; when a chat was heard."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("locked_at", Moment, nullable=True, comment="From then on its figures stay as submitted"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_rounds")),
        comment="Reporting rounds that have been opened: who is expected in them is laid down",
    )
    op.create_table(
        "calendar_entries",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("unit_id", Id, nullable=False, comment="It and all units below it"),
        sa.Column("kind", sa.String(length=8), nullable=False, comment="off, working, due, pause or greeting"),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column(
            "round",
            sa.String(length=40),
            nullable=True,
            comment="Whose due day it is: a round's code, or that of all of its kind from then on",
        ),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column(
            "days", sa.Integer(), nullable=True, comment="Of all rounds of a kind: so many days after the cut-off"
        ),
        sa.Column("why", sa.String(length=200), nullable=False, comment="The decision or reason"),
        sa.Column("officer_id", Id, nullable=True),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("taken_back_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_calendar_entries_officer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_calendar_entries_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_entries")),
        comment="What was set for a unit's branch: holidays and workdays, due days, pauses, the Tết greeting",
    )
    op.create_index(op.f("ix_calendar_entries_unit_id"), "calendar_entries", ["unit_id"], unique=False)
    op.create_table(
        "locked_figures",
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=False),
        sa.Column("locked_at", Moment, nullable=False),
        sa.Column(
            "numerator", Id, nullable=True, comment="The value itself where there is no denominator; None: unknown"
        ),
        sa.Column("denominator", Id, nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.code"], name=op.f("fk_locked_figures_round")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_locked_figures_unit_id")),
        sa.PrimaryKeyConstraint("round", "unit_id", "indicator", "locked_at", name=op.f("pk_locked_figures")),
        comment="Figures as they were submitted, frozen at the lock; the latest of a unit hold",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reminder_settings",
        sa.Column("officer_id", Id, autoincrement=False, nullable=False),
        sa.Column("hours", sa.String(length=8), nullable=False),
        sa.Column("only_deadlines", sa.Boolean(), nullable=False),
        sa.Column("summary_weekday", sa.Integer(), nullable=False, comment="1 Monday to 5 Friday, 0: no summaries"),
        sa.Column("summary_hour", sa.Integer(), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_reminder_settings_officer_id")),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_reminder_settings")),
        comment="How an officer wants to be reminded, where it is not as usual",
    )
    op.create_table(
        "reminders",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False, comment="Makes sure that it is planned once"),
        sa.Column("officer_id", Id, nullable=True, comment="None: nobody holds the office"),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column(
            "about",
            sa.String(length=60),
            nullable=False,
            comment="The round, the quota …, as the kind needs it",
        ),
        sa.Column("step", sa.String(length=4), nullable=True, comment="How near the due day is: T-5, T-2, T or T+1"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("not_before", Moment, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column(
            "payload", Json, nullable=True, comment="What is said, where it was put into words when it was planned"
        ),
        sa.Column("outbox_id", Id, nullable=True, comment="The message in which it left"),
        sa.Column("planned_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_reminders_officer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_reminders_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("key", name=op.f("uq_reminders_key")),
        comment="What people are told by the clock, each with what became of it",
    )
    op.create_index("ix_reminders_officer_id_day", "reminders", ["officer_id", "day"], unique=False)
    op.create_index("ix_reminders_outbox_id", "reminders", ["outbox_id"], unique=False)
    op.create_index(
        "ix_reminders_planned",
        "reminders",
        ["not_before"],
        unique=False,
        sqlite_where=sa.text("state = 'planned'"),
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.create_index(
        "ix_reminders_sent",
        "reminders",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'sent'"),
        postgresql_where=sa.text("state = 'sent'"),
    )
    op.create_index("ix_reminders_unit_id_kind", "reminders", ["unit_id", "kind"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("superior_id", Id, nullable=True, comment="Who led the unit when the round opened"),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False, comment="A working day"),
        sa.Column("closed_at", Moment, nullable=True, comment="When the unit had reported"),
        sa.Column("closed_by", Id, nullable=True),
        sa.Column("office_id", Id, nullable=True, comment="The unit in whose office it was closed"),
        sa.Column(
            "excused", sa.String(length=12), nullable=True, comment="Why it is not waited for: the unit was closed"
        ),
        sa.Column("locked_at", Moment, nullable=True),
        sa.Column("reopened_at", Moment, nullable=True),
        sa.Column("reopened_by", Id, nullable=True),
        sa.Column("reopened_for", sa.Text(), nullable=True, comment="Why it was opened again after the lock"),
        sa.ForeignKeyConstraint(["closed_by"], ["officers.id"], name=op.f("fk_submissions_closed_by")),
        sa.ForeignKeyConstraint(["office_id"], ["units.id"], name=op.f("fk_submissions_office_id")),
        sa.ForeignKeyConstraint(["reopened_by"], ["officers.id"], name=op.f("fk_submissions_reopened_by")),
        sa.ForeignKeyConstraint(["round"], ["rounds.code"], name=op.f("fk_submissions_round")),
        sa.ForeignKeyConstraint(["superior_id"], ["units.id"], name=op.f("fk_submissions_superior_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_submissions_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("round", "unit_id", name=op.f("uq_submissions_round_unit_id")),
        comment="What is expected of each unit in a round: the list is laid down when the round opens",
    )
    op.create_index("ix_submissions_superior_id_round", "submissions", ["superior_id", "round"], unique=False)
    op.create_index(op.f("ix_submissions_unit_id"), "submissions", ["unit_id"], unique=False)
    op.create_index(
        "ix_submissions_waiting",
        "submissions",
        ["round", "due"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL AND locked_at IS NULL AND excused IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND locked_at IS NULL AND excused IS NULL"),
    )
    op.create_table(
        "nothing_told",
        sa.Column("submission_id", Id, nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("officer_id", Id, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_nothing_told_officer_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_nothing_told_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "form", name=op.f("pk_nothing_told")),
        comment="Forms of which a unit said that there is nothing to report in a round",
    )
    op.add_column(
        "chats", sa.Column("heard_at", Moment, nullable=True, comment="When something last came from it, to the hour")
    )


def downgrade() -> None:
    op.drop_column("chats", "heard_at")
    op.drop_table("nothing_told")
    op.drop_table("submissions")
    op.drop_table("reminders")
    op.drop_table("reminder_settings")
    op.drop_table("locked_figures")
    op.drop_table("calendar_entries")
    op.drop_table("rounds")
