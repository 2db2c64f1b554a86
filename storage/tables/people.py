"""Officers, their chats and offices, and the ways in."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from storage.columns import Id, Moment
from storage.tables.base import Json, metadata

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
    Column("heard_at", Moment, comment="When something last came from it, to the hour"),
    Column("menu_after", Id, comment="The newest inbox row when that was delivered"),
    Column("menu_as", String(40), comment="The channel's id of the message that offers it"),
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
