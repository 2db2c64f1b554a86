"""The steps lead up and down, and end at the tables that the program speaks of."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage import audit, migrate
from storage.database import Database, database_url, writing_engine
from storage.tables import metadata
from tests.storage.moments import NOON


async def look(url: str, question: Any) -> Any:
    engine = writing_engine(database_url(url))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(question)
    finally:
        await engine.dispose()


def schema(connection: Connection) -> dict[str, Any]:
    """Everything the database can say about its tables."""
    inspector = inspect(connection)
    order = str
    found = {
        table: {
            "columns": [{**column, "type": str(column["type"])} for column in inspector.get_columns(table)],
            "key": inspector.get_pk_constraint(table),
            "foreign": sorted(inspector.get_foreign_keys(table), key=order),
            "unique": sorted(inspector.get_unique_constraints(table), key=order),
            "checks": sorted(inspector.get_check_constraints(table), key=order),
            "indexes": sorted(map(without_objects, inspector.get_indexes(table)), key=order),
            "options": inspector.get_table_options(table),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
    if connection.dialect.name == "postgresql":
        for table, parts in found.items():
            parts["comment"] = inspector.get_table_comment(table)
    return found


def without_objects(index: Any) -> dict[str, Any]:
    return {**index, "dialect_options": {key: str(value) for key, value in index.get("dialect_options", {}).items()}}


async def test_up_down_up_by_every_step(empty_url: str) -> None:
    scripts = ScriptDirectory(str(migrate.STEPS))
    steps = [script.revision for script in scripts.walk_revisions()][::-1]
    assert await migrate.current(empty_url) is None
    before = "base"
    for step in steps:
        await migrate.move(empty_url, step)
        there = await look(empty_url, schema)
        await migrate.move(empty_url, before)
        await migrate.move(empty_url, step)
        assert await migrate.current(empty_url) == step
        assert await look(empty_url, schema) == there
        before = step
    assert await migrate.is_current(empty_url)
    await migrate.move(empty_url, "base")
    assert await look(empty_url, schema) == {}
    await migrate.upgrade(empty_url)
    assert await migrate.is_current(empty_url)


async def test_the_steps_end_at_the_tables(empty_url: str, url: str) -> None:
    def differences(connection: Connection) -> Any:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "target_metadata": metadata}
        )
        return compare_metadata(context, metadata)

    assert await look(url, differences) == []
    await look(empty_url, metadata.create_all)
    assert await look(url, schema) == await look(empty_url, schema)


async def test_upgrading_again_changes_nothing(database: Database, url: str) -> None:
    await database.write(lambda tx: audit.write(tx, None, "test", "unit:1", {}, NOON))
    await migrate.upgrade(url)
    async with database.read() as tx:
        assert len(await audit.of(tx, "unit:1")) == 1


async def test_two_programs_that_start_together_migrate_once(empty_url: str) -> None:
    await asyncio.gather(migrate.upgrade(empty_url), migrate.upgrade(empty_url))
    assert await migrate.is_current(empty_url)


def test_head_is_the_last_step() -> None:
    assert migrate.head() in {path.name[:4] for path in migrate.STEPS.glob("versions/0*.py")}


async def test_reports_of_the_released_schema_are_kept_and_still_cannot_be_changed(empty_url: str) -> None:
    """What was reported before it was known in whose office is as it was, and nobody's on behalf."""
    await migrate.move(empty_url, "0002")
    await look(empty_url, fill_a_report)
    before = await look(empty_url, every_version)
    await migrate.upgrade(empty_url)
    assert await look(empty_url, every_version) == [(*row, None) for row in before]
    for deed in ("UPDATE report_versions SET version = 2", "DELETE FROM report_versions"):
        with pytest.raises(DBAPIError, match="append-only"):
            await look(empty_url, lambda connection, deed=deed: connection.execute(text(deed)))
    await migrate.move(empty_url, "0002")
    assert await look(empty_url, every_version) == before


def fill_a_report(connection: Connection) -> None:
    """A unit, an officer, and a report with a fact."""
    for line in (
        "INSERT INTO units (id, code) VALUES (1, 'A')",
        f"INSERT INTO officers (id, language, created_at) VALUES (1, 'vi', '{NOON}')",
        f"INSERT INTO reports (id, unit_id, form, plan, created_at) VALUES (1, 1, 'ket-nap', 'p', '{NOON}')",
        (
            "INSERT INTO report_versions (id, report_id, version, status, plan_version, answers, day, kept, "
            f"officer_id, known_at) VALUES (1, 1, 1, 'sent', 1, '{{}}', '2026-03-12', '[]', 1, '{NOON}')"
        ),
        (
            "INSERT INTO facts (version_id, report_id, unit_id, measure, day, counts_for, number, known_at) "
            f"VALUES (1, 1, 1, 'admissions', '2026-03-12', 2026, 5, '{NOON}')"
        ),
    ):
        connection.execute(text(line))


def every_version(connection: Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text("SELECT * FROM report_versions"))]
