"""Quotas: a picture of the decision, who has said that a quota arrived, and a ledger that cannot be changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)

TABLE = "quotas"
DEEDS = ("UPDATE", "DELETE")
RESTORING = "EXISTS (SELECT 1 FROM meta WHERE key = 'restoring')"
"""Only a restore may empty the ledger, as it does the other tables that are never changed (step 0002)."""


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(
            sa.Column(
                "photo",
                sa.String(length=64),
                sa.ForeignKey("files.sha256", name="fk_quotas_photo"),
                comment="A picture of the decision",
            )
        )
        table.create_index("ix_quotas_photo", ["photo"])
    op.create_table(
        "quota_receipts",
        sa.Column("quota_id", Id, autoincrement=False, nullable=False),
        sa.Column("officer_id", Id, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_quota_receipts_officer_id")),
        sa.ForeignKeyConstraint(["quota_id"], ["quotas.id"], name=op.f("fk_quota_receipts_quota_id")),
        sa.PrimaryKeyConstraint("quota_id", name=op.f("pk_quota_receipts")),
        comment="Which entries of the ledger have been received, by whom and when",
    )
    _guard()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {TABLE}_append_only ON {TABLE}")
        op.execute(f"DROP TRIGGER {TABLE}_no_truncate ON {TABLE}")
    else:
        for deed in DEEDS:
            op.execute(f"DROP TRIGGER {TABLE}_no_{deed.lower()}")
    op.drop_table("quota_receipts")
    with op.batch_alter_table(TABLE) as table:
        table.drop_index("ix_quotas_photo")
        table.drop_constraint("fk_quotas_photo", type_="foreignkey")
        table.drop_column("photo")


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
        return
    for deed in DEEDS:
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_{deed.lower()} BEFORE {deed} ON {TABLE} WHEN NOT {RESTORING} "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
        )
