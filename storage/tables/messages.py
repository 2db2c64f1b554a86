"""The way of a message: what came, what is to be said, conversations under way, and pictures."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from storage.columns import Id, Moment
from storage.tables.base import Json, metadata

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

shared_files = Table(
    "shared_files",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("chat_id", Id, ForeignKey("chats.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("picture", Boolean, nullable=False, comment="A picture opens for whoever has the link"),
    Column("expires_at", Moment, nullable=False),
    comment="Files that went out as links, for a channel that carries none",
)

channel_months = Table(
    "channel_months",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("bot", String(40), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("received", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    comment="Messages of a bot in a month, where its channel allows only so many",
)
