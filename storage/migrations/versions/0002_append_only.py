"""What was reported and who did what can be added to, never changed or deleted.

Only a restore may empty these tables: it keeps a row `restoring` in `meta` for as long as its transaction lasts.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("audit", "report_versions")
DEEDS = ("UPDATE", "DELETE")
RESTORING = "EXISTS (SELECT 1 FROM meta WHERE key = 'restoring')"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"""CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {RESTORING} THEN RETURN COALESCE(NEW, OLD); END IF;
                RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
            END $$"""
        )
        for table in TABLES:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION append_only()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
            )
        return
    for table in TABLES:
        for deed in DEEDS:
            op.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} WHEN NOT {RESTORING} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        op.execute("DROP FUNCTION append_only()")
        return
    for table in TABLES:
        for deed in DEEDS:
            op.execute(f"DROP TRIGGER {table}_no_{deed.lower()}")
