"""One officer on several channels: one open conversation for each officer, and files that go out as links."""

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


def downgrade() -> None:
    op.drop_table("shared_files")
