"""The web page: sessions of browsers, what was said in web chats, and codes that stand for a longer way in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "chats",
        sa.Column(
            "wrong_codes",
            sa.Integer(),
            nullable=False,
            server_default="0",
            comment="Codes typed in vain, one after another",
        ),
    )
    op.add_column("chats", sa.Column("wrong_codes_since", Moment))
    op.create_table(
        "entry_codes",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("invitation_id", Id, nullable=True),
        sa.Column("officer_id", Id, nullable=True),
        sa.Column("single_use", sa.Boolean(), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.CheckConstraint("(invitation_id IS NULL) <> (officer_id IS NULL)", name=op.f("ck_entry_codes_one_aim")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f("fk_entry_codes_invitation_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_entry_codes_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_entry_codes_code_hash")),
        sqlite_autoincrement=True,
        comment="Codes that stand for an invitation, or lead an officer back to the web page",
    )
    op.create_index(op.f("ix_entry_codes_invitation_id"), "entry_codes", ["invitation_id"], unique=False)
    op.create_index(op.f("ix_entry_codes_officer_id"), "entry_codes", ["officer_id"], unique=False)
    op.create_table(
        "web_sessions",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_web_sessions_chat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_web_sessions_token_hash")),
        sqlite_autoincrement=True,
        comment="The browsers in which a web chat is open; one that was signed out has no row",
    )
    op.create_index(op.f("ix_web_sessions_chat_id"), "web_sessions", ["chat_id"], unique=False)
    op.create_table(
        "web_messages",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("edits", Id, nullable=True, comment="The message that this one is shown in place of"),
        sa.Column("once", sa.Boolean(), nullable=False, comment="Holds a secret: forgotten once it was shown"),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("content", sa.Text(), nullable=True, comment="The attachment in base 64"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_web_messages_chat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_messages")),
        sqlite_autoincrement=True,
        comment="What was said in web chats, for browsers to fetch",
    )
    op.create_index("ix_web_messages_chat_id_id", "web_messages", ["chat_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("web_messages")
    op.drop_table("web_sessions")
    op.drop_table("entry_codes")
    op.drop_column("chats", "wrong_codes_since")
    op.drop_column("chats", "wrong_codes")
