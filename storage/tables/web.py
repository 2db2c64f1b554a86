"""The web page: browsers, and what was said in them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text

from storage.columns import Id, Moment
from storage.tables.base import Json, metadata

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
