"""The tables as they were first released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("actor", Id, nullable=True, comment="An officer's id; None: the command line"),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("object", sa.String(length=60), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        comment="Append-only: who did what to which report, quota, appointment or unit. No names",
    )
    op.create_index(op.f("ix_audit_actor"), "audit", ["actor"], unique=False)
    op.create_index(op.f("ix_audit_object"), "audit", ["object"], unique=False)
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
        comment="Pictures kept in the content-addressed folder beside the database",
    )
    op.create_table(
        "inbox",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("bot", sa.String(length=40), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=False),
        sa.Column("raw", sa.Text(), nullable=True, comment="As it came; emptied in the turn that handled it"),
        sa.Column("status", sa.String(length=12), server_default="new", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("received_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "bot", "external_id", name=op.f("uq_inbox_channel_bot_external_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_inbox_unfinished",
        "inbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status = 'new'"),
        postgresql_where=sa.text("status = 'new'"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
        comment="Facts about this database: its plan, whether its data are samples",
    )
    op.create_table(
        "officers",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True, comment="Empty once the officer asked to be forgotten"),
        sa.Column("language", sa.String(length=5), server_default="vi", nullable=False),
        sa.Column("consent_version", sa.String(length=20), nullable=True),
        sa.Column("consented_at", Moment, nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("anonymised_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officers")),
    )
    op.create_table(
        "units",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", name=op.f("uq_units_code")),
    )
    op.create_table(
        "appointments",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("officer_id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=True),
        sa.Column("since", Moment, nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_appointments_officer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_appointments_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        comment="Who holds which office (unit and role), from when to when",
    )
    op.create_index(op.f("ix_appointments_officer_id"), "appointments", ["officer_id"], unique=False)
    op.create_index(op.f("ix_appointments_unit_id"), "appointments", ["unit_id"], unique=False)
    op.create_table(
        "chats",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=80), nullable=False, comment="The channel's own id of the chat"),
        sa.Column("officer_id", Id, nullable=True),
        sa.Column("blocked_at", Moment, nullable=True, comment="Since when messages to it are refused"),
        sa.Column("menu", Json, nullable=True, comment="The last menu it was offered: number to command or option"),
        sa.Column("menu_until", Moment, nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_chats_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_chats_channel_address")),
    )
    op.create_index(op.f("ix_chats_officer_id"), "chats", ["officer_id"], unique=False)
    op.create_table(
        "quotas",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("amount", Id, nullable=True, comment="Divided by the divisor; None withdraws the quota"),
        sa.Column("divisor", Id, server_default="1", nullable=False, comment="1, but for shares"),
        sa.Column("decision", sa.String(length=120), nullable=False),
        sa.Column("decided", sa.Date(), nullable=False),
        sa.Column("given_by", Id, nullable=False, comment="The unit that assigned it"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("officer_id", Id, nullable=True, comment="Who entered it; None: the command line"),
        sa.Column("known_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["units.id"], name=op.f("fk_quotas_given_by")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_quotas_officer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_quotas_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotas")),
        comment="A ledger: the latest entry of a unit, indicator and period is in force",
    )
    op.create_index(op.f("ix_quotas_unit_id"), "quotas", ["unit_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("plan", sa.String(length=40), nullable=False),
        sa.Column("counterpart_id", Id, nullable=True, comment="The unit at the other end of a transfer"),
        sa.Column("takes_over_id", Id, nullable=True, comment="The report that this one takes over"),
        sa.Column("created_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["counterpart_id"], ["units.id"], name=op.f("fk_reports_counterpart_id")),
        sa.ForeignKeyConstraint(["takes_over_id"], ["reports.id"], name=op.f("fk_reports_takes_over_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_reports_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("takes_over_id", name=op.f("uq_reports_takes_over_id")),
        comment="One filled form about one unit; its id is the number on the receipt",
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reports_counterpart_id"), "reports", ["counterpart_id"], unique=False)
    op.create_index(op.f("ix_reports_unit_id"), "reports", ["unit_id"], unique=False)
    op.create_table(
        "totals",
        sa.Column("node_id", Id, nullable=False),
        sa.Column("grain", sa.String(length=1), nullable=False, comment="y, m or d"),
        sa.Column("period", sa.Integer(), nullable=False, comment="2026, 202603 or 20260315"),
        sa.Column("tally", sa.String(length=80), nullable=False),
        sa.Column("counts_for", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", Id, nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["units.id"], name=op.f("fk_totals_node_id")),
        sa.PrimaryKeyConstraint("node_id", "grain", "period", "tally", "counts_for", "kind", name=op.f("pk_totals")),
        comment="Sums of the steps of all units below a node, per calendar year, month and day",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit_parents",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("parent_id", Id, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True, comment="The first day on which it no longer holds"),
        sa.Column("decision", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name=op.f("fk_unit_parents_parent_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_parents_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_parents")),
        sa.UniqueConstraint("unit_id", "first_day", name=op.f("uq_unit_parents_unit_id_first_day")),
        comment="Who leads a unit, over time: at most one parent on any day",
    )
    op.create_index(op.f("ix_unit_parents_parent_id"), "unit_parents", ["parent_id"], unique=False)
    op.create_index(op.f("ix_unit_parents_unit_id"), "unit_parents", ["unit_id"], unique=False)
    op.create_table(
        "unit_versions",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded_name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("traits", Json, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True, comment="The first day on which it no longer holds"),
        sa.Column("decision", sa.String(length=120), nullable=True),
        sa.Column("end_decision", sa.String(length=120), nullable=True, comment="The decision that closed the unit"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_versions_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_versions")),
        sa.UniqueConstraint("unit_id", "first_day", name=op.f("uq_unit_versions_unit_id_first_day")),
        comment="A unit's name and kind over time; its founding is the first row, its closing the last end",
    )
    op.create_index(op.f("ix_unit_versions_folded_name"), "unit_versions", ["folded_name"], unique=False)
    op.create_index(op.f("ix_unit_versions_unit_id"), "unit_versions", ["unit_id"], unique=False)
    op.create_table(
        "conversations",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("officer_id", Id, nullable=True),
        sa.Column("appointment_id", Id, nullable=True),
        sa.Column("command", sa.String(length=40), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=120), nullable=True, comment="The key of the question that is open"),
        sa.Column("nonce", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False, comment="open or later"),
        sa.Column("updated_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointments.id"], name=op.f("fk_conversations_appointment_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_conversations_chat_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_conversations_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        comment="One row is one conversation under way or put aside; a finished one has none",
        sqlite_autoincrement=True,
    )
    op.create_index("ix_conversations_chat_id_status", "conversations", ["chat_id", "status"], unique=False)
    op.create_index("ix_conversations_officer_id_status", "conversations", ["officer_id", "status"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("hands_over", Id, nullable=True, comment="The appointment that it ends when used"),
        sa.Column("appointment_id", Id, nullable=True, comment="The appointment that it became"),
        sa.Column("created_by", Id, nullable=True, comment="None: made on the command line"),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_at", Moment, nullable=True),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointments.id"], name=op.f("fk_invitations_appointment_id")),
        sa.ForeignKeyConstraint(["created_by"], ["officers.id"], name=op.f("fk_invitations_created_by")),
        sa.ForeignKeyConstraint(["hands_over"], ["appointments.id"], name=op.f("fk_invitations_hands_over")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_invitations_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitations_code_hash")),
    )
    op.create_index(op.f("ix_invitations_unit_id"), "invitations", ["unit_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("lane", sa.String(length=8), nullable=False),
        sa.Column("dedupe_key", sa.String(length=120), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column(
            "question", sa.String(length=40), nullable=True, comment="Conversation id and nonce, where it asks one"
        ),
        sa.Column("status", sa.String(length=12), server_default="waiting", nullable=False),
        sa.Column("lease_until", Moment, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column(
            "message_id", sa.String(length=40), nullable=True, comment="The channel's id of the message it became"
        ),
        sa.Column("after_inbox", Id, nullable=True, comment="The newest inbox row when it was delivered"),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("sent_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_outbox_chat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_outbox_dedupe_key")),
    )
    op.create_index("ix_outbox_chat_id_id", "outbox", ["chat_id", "id"], unique=False)
    op.create_index("ix_outbox_question", "outbox", ["question"], unique=False)
    op.create_index(
        "ix_outbox_unsent",
        "outbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_table(
        "report_versions",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("report_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False, comment="sent or withdrawn"),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="The day it happened, or as of which it was stated"),
        sa.Column("kept", Json, nullable=False, comment="Differences that the officer kept, with the reason"),
        sa.Column("reason", sa.Text(), nullable=True, comment="Why it was corrected or withdrawn"),
        sa.Column("officer_id", Id, nullable=False),
        sa.Column("appointment_id", Id, nullable=True),
        sa.Column("known_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_report_versions_appointment_id")
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_report_versions_officer_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_versions_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_versions")),
        sa.UniqueConstraint("report_id", "version", name=op.f("uq_report_versions_report_id_version")),
    )
    op.create_table(
        "facts",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("report_id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counts_for", sa.Integer(), nullable=False),
        sa.Column("number", Id, nullable=True),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("known_at", Moment, nullable=False),
        sa.Column("superseded_at", Moment, nullable=True, comment="When a later version took its place"),
        sa.CheckConstraint("(number IS NULL) <> (answer IS NULL)", name=op.f("ck_facts_one_value")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_facts_report_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_facts_unit_id")),
        sa.ForeignKeyConstraint(["version_id"], ["report_versions.id"], name=op.f("fk_facts_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
    )
    op.create_index(
        "ix_facts_current",
        "facts",
        ["unit_id", "measure"],
        unique=False,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_index(op.f("ix_facts_report_id"), "facts", ["report_id"], unique=False)
    op.create_index(op.f("ix_facts_version_id"), "facts", ["version_id"], unique=False)


def downgrade() -> None:
    op.drop_table("facts")
    op.drop_table("report_versions")
    op.drop_table("outbox")
    op.drop_table("invitations")
    op.drop_table("conversations")
    op.drop_table("unit_versions")
    op.drop_table("unit_parents")
    op.drop_table("totals")
    op.drop_table("reports")
    op.drop_table("quotas")
    op.drop_table("chats")
    op.drop_table("appointments")
    op.drop_table("units")
    op.drop_table("officers")
    op.drop_table("meta")
    op.drop_table("inbox")
    op.drop_table("files")
    op.drop_table("audit")
