"""One officer on several channels: one open conversation for each officer, files as links, messages of a month."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    # From now on an officer has one open conversation, whatever the chat: of several, the newest stays open.
    op.execute(
        "UPDATE conversations SET status = 'later' WHERE status = 'open' AND officer_id IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM conversations newer WHERE newer.status = 'open' "
        "AND newer.officer_id = conversations.officer_id AND newer.id > conversations.id)"
    )
    # What was offered before is forgotten: it does not say when it could be seen.
    op.execute("UPDATE chats SET menu = NULL, menu_until = NULL")
    op.add_column("chats", sa.Column("menu_after", Id, comment="The newest inbox row when that was delivered"))
    op.add_column(
        "chats", sa.Column("menu_as", sa.String(length=40), comment="The channel's id of the message that offers it")
    )
    op.create_table(
        "shared_files",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("chat_id", Id, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("picture", sa.Boolean(), nullable=False, comment="A picture opens for whoever has the link"),
        sa.Column("expires_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_shared_files_chat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_shared_files")),
        comment="Files that went out as links, for a channel that carries none",
    )
    op.create_index(op.f("ix_shared_files_chat_id"), "shared_files", ["chat_id"], unique=False)
    op.create_index(op.f("ix_shared_files_sha256"), "shared_files", ["sha256"], unique=False)
    op.create_table(
        "channel_months",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("bot", sa.String(length=40), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "bot", "month", name=op.f("pk_channel_months")),
        comment="Messages of a bot in a month, where its channel allows only so many",
    )


def downgrade() -> None:
    op.drop_table("channel_months")
    op.drop_table("shared_files")
    op.drop_column("chats", "menu_as")
    op.drop_column("chats", "menu_after")
