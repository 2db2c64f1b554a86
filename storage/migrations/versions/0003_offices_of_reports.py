"""A version of a report knows the unit in whose office it was entered, so that one entered on behalf can be told.

None for what was reported before: nobody could enter anything for another unit then.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, text

from storage.columns import Id

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLE = "report_versions"
COMMENT = "The unit in whose office it was entered; None: the program, or the command line"


def upgrade() -> None:
    guards = _guards()
    with op.batch_alter_table(TABLE) as table:
        table.add_column(
            Column("office_id", Id, ForeignKey("units.id", name="fk_report_versions_office_id"), comment=COMMENT)
        )
        table.create_index("ix_report_versions_office_id", ["office_id"])
    _put_back(guards)


def downgrade() -> None:
    guards = _guards()
    with op.batch_alter_table(TABLE) as table:
        table.drop_index("ix_report_versions_office_id")
        table.drop_constraint("fk_report_versions_office_id", type_="foreignkey")
        table.drop_column("office_id")
    _put_back(guards)


def _guards() -> list[str]:
    """The triggers that keep the table append-only on SQLite, where altering a table makes it anew without them."""
    if op.get_bind().dialect.name == "postgresql":
        return []
    asked = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    return list(op.get_bind().scalars(asked, {"table": TABLE}))


def _put_back(guards: list[str]) -> None:
    for guard in guards:
        op.execute(guard)
