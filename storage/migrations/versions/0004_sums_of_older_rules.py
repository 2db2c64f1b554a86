"""Sums that were made before it was noted by which rules are marked, so that they are made again by those of the plan.

An empty value under the key is the rules of no plan: the next `tiendo init` or `tiendo serve` counts everything anew.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = "counted-by"


def upgrade() -> None:
    op.execute(
        f"INSERT INTO meta (key, value) SELECT '{KEY}', '' WHERE EXISTS (SELECT 1 FROM totals) "  # noqa: S608
        f"AND NOT EXISTS (SELECT 1 FROM meta WHERE key = '{KEY}')"
    )


def downgrade() -> None:
    """What an older program adds to the sums is by its own rules: they are marked again on the way back up."""
    op.execute(f"DELETE FROM meta WHERE key = '{KEY}'")  # noqa: S608
