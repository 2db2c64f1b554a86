"""Every table. Nothing that counts is ever updated in place or deleted: what changes gets a new row."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.columns import Id, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

meta = Table(
    "meta",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Text, nullable=False),
    comment="Facts about this database: its plan, whether its data are samples",
)

# --- The tree ---------------------------------------------------------------------------------------------------------

units = Table(
    "units",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("code", String(60), nullable=False, unique=True),
)

unit_versions = Table(
    "unit_versions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("folded_name", String(200), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("traits", Json, nullable=False, server_default=text("'{}'")),
    Column("first_day", Date, nullable=False),
    Column("end", Date, comment="The first day on which it no longer holds"),
    Column("decision", String(120)),
    Column("end_decision", String(120), comment="The decision that closed the unit"),
    UniqueConstraint("unit_id", "first_day"),
    comment="A unit's name and kind over time; its founding is the first row, its closing the last end",
)

unit_parents = Table(
    "unit_parents",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("parent_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("end", Date, comment="The first day on which it no longer holds"),
    Column("decision", String(120)),
    UniqueConstraint("unit_id", "first_day"),
    comment="Who leads a unit, over time: at most one parent on any day",
)

# --- People -----------------------------------------------------------------------------------------------------------

officers = Table(
    "officers",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("name", String(120), comment="Empty once the officer asked to be forgotten"),
    Column("language", String(5), nullable=False, server_default="vi"),
    Column("consent_version", String(20)),
    Column("consented_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("anonymised_at", Moment),
)

chats = Table(
    "chats",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("channel", String(20), nullable=False),
    Column("address", String(80), nullable=False, comment="The channel's own id of the chat"),
    Column("officer_id", Id, ForeignKey("officers.id"), index=True),
    Column("blocked_at", Moment, comment="Since when messages to it are refused"),
    Column("menu", Json, comment="The last menu it was offered: number to command or option"),
    Column("menu_until", Moment),
    Column("created_at", Moment, nullable=False),
    Column(
        "wrong_codes", Integer, nullable=False, server_default="0", comment="Codes typed in vain, one after another"
    ),
    Column("wrong_codes_since", Moment),
    UniqueConstraint("channel", "address"),
)

appointments = Table(
    "appointments",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("officer_id", Id, ForeignKey("officers.id"), nullable=False, index=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("department", String(40)),
    Column("since", Moment, nullable=False),
    Column("ended_at", Moment),
    comment="Who holds which office (unit and role), from when to when",
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("department", String(40)),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("hands_over", Id, ForeignKey("appointments.id"), comment="The appointment that it ends when used"),
    Column("appointment_id", Id, ForeignKey("appointments.id"), comment="The appointment that it became"),
    Column("created_by", Id, ForeignKey("officers.id"), comment="None: made on the command line"),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
)

entry_codes = Table(
    "entry_codes",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("invitation_id", Id, ForeignKey("invitations.id"), index=True),
    Column("officer_id", Id, ForeignKey("officers.id"), index=True),
    Column("single_use", Boolean, nullable=False),
    Column("expires_at", Moment, nullable=False),
    CheckConstraint("(invitation_id IS NULL) <> (officer_id IS NULL)", name="one_aim"),
    sqlite_autoincrement=True,
    comment="Codes that stand for an invitation, or lead an officer back to the web page",
)

# --- The way of a message ---------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("channel", String(20), nullable=False),
    Column("bot", String(40), nullable=False),
    Column("external_id", String(80), nullable=False),
    Column("raw", Text, comment="As it came; emptied in the turn that handled it"),
    Column("status", String(12), nullable=False, server_default="new"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("channel", "bot", "external_id"),
    Index(
        "ix_inbox_unfinished",
        "id",
        sqlite_where=text("status = 'new'"),
        postgresql_where=text("status = 'new'"),
    ),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("chat_id", Id, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("lane", String(8), nullable=False),
    Column("dedupe_key", String(120), nullable=False, unique=True),
    Column("payload", Json, nullable=False),
    Column("question", String(40), comment="Conversation id and nonce, where it asks one"),
    Column("status", String(12), nullable=False, server_default="waiting"),
    Column("lease_until", Moment),
    Column("error", Text),
    Column("message_id", String(40), comment="The channel's id of the message it became"),
    Column("after_inbox", Id, comment="The newest inbox row when it was delivered"),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Index("ix_outbox_chat_id_id", "chat_id", "id"),
    Index(
        "ix_outbox_unsent",
        "id",
        sqlite_where=text("status = 'waiting'"),
        postgresql_where=text("status = 'waiting'"),
    ),
    Index("ix_outbox_question", "question"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("chat_id", Id, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("officer_id", Id, ForeignKey("officers.id")),
    Column("appointment_id", Id, ForeignKey("appointments.id")),
    Column("command", String(40), nullable=False),
    Column("plan_version", Integer, nullable=False),
    Column("question", String(120), comment="The key of the question that is open"),
    Column("nonce", Integer, nullable=False, server_default="0"),
    Column("answers", Json, nullable=False),
    Column("status", String(8), nullable=False, comment="open or later"),
    Column("updated_at", Moment, nullable=False),
    Index("ix_conversations_chat_id_status", "chat_id", "status"),
    Index("ix_conversations_officer_id_status", "officer_id", "status"),
    sqlite_autoincrement=True,
    comment="One row is one conversation under way or put aside; a finished one has none",
)

files = Table(
    "files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("media_type", String(60), nullable=False),
    Column("size", Integer, nullable=False),
    Column("stored_at", Moment, nullable=False),
    comment="Pictures kept in the content-addressed folder beside the database",
)

# --- The web page -----------------------------------------------------------------------------------------------------

web_sessions = Table(
    "web_sessions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("chat_id", Id, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("device", String(80), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    sqlite_autoincrement=True,
    comment="The browsers in which a web chat is open; one that was signed out has no row",
)

web_messages = Table(
    "web_messages",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("chat_id", Id, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("payload", Json, nullable=False),
    Column("edits", Id, comment="The message that this one is shown in place of"),
    Column("once", Boolean, nullable=False, comment="Holds a secret: forgotten once it was shown"),
    Column("created_at", Moment, nullable=False),
    Column("content", Text, comment="The attachment in base 64"),
    Index("ix_web_messages_chat_id_id", "chat_id", "id"),
    sqlite_autoincrement=True,
    comment="What was said in web chats, for browsers to fetch",
)

# --- What is reported -------------------------------------------------------------------------------------------------

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

quotas = Table(
    "quotas",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("indicator", String(40), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("amount", Id, comment="Divided by the divisor; None withdraws the quota"),
    Column("divisor", Id, nullable=False, server_default="1", comment="1, but for shares"),
    Column("decision", String(120), nullable=False),
    Column("decided", Date, nullable=False),
    Column("given_by", Id, ForeignKey("units.id"), nullable=False, comment="The unit that assigned it"),
    Column("reason", Text, nullable=False),
    Column("officer_id", Id, ForeignKey("officers.id"), comment="Who entered it; None: the command line"),
    Column("known_at", Moment, nullable=False),
    comment="A ledger: the latest entry of a unit, indicator and period is in force",
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
