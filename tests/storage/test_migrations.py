"""The steps lead up and down, and end at the tables that the program speaks of."""

from __future__ import annotations

import asyncio
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from storage import audit, migrate
from storage.database import Database, database_url, writing_engine
from storage.tables import metadata
from tests.storage.moments import NOON


async def look(url: str, question: Any) -> Any:
    engine = writing_engine(database_url(url))
    async with engine.begin() as connection:
        answer = await connection.run_sync(question)
    await engine.dispose()
    return answer


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
