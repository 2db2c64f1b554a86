"""Which schema a database has, and bringing it to the one that this program speaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import URL, Connection, event, text

from storage.database import database_url, reach, writing_engine

T = TypeVar("T")

STEPS = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 7_466_001
"""The PostgreSQL advisory lock under which two programs that start together migrate one after the other."""


async def upgrade(url: str) -> None:
    """Bring the database to the newest schema, all steps or none; nothing happens where it is there already.

    Raises alembic's `CommandError` where the database has a schema that only a newer program knows.
    """
    await move(url, "head")


async def move(url: str, revision: str) -> None:
    """Step up or down to a revision; `base` leaves an empty database."""

    def step(connection: Connection) -> None:
        # Steps are applied downwards where the revision lies below the current one.
        below = revision == "base" or revision in _ancestors(_revision(connection))
        (command.downgrade if below else command.upgrade)(_config(connection), revision)

    await _in_transaction(url, step)


async def current(url: str) -> str | None:
    """Return the revision of the database's schema; None for a database without tables of ours, or no database yet."""
    if _has_no_file(database_url(url)):
        return None
    return await _in_transaction(url, _revision)


def head() -> str:
    """Return the revision that this program speaks."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None
    return revision


def knows(revision: str) -> bool:
    """Whether this program can bring a schema of that revision to its own."""
    return revision in _ancestors(head()) | {head()}


async def is_current(url: str) -> bool:
    """Whether the database has the schema that this program speaks."""
    return await current(url) == head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _has_no_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _ancestors(revision: str | None) -> set[str]:
    if revision is None:
        return set()
    scripts = ScriptDirectory.from_config(_config())
    try:
        return {script.revision for script in scripts.iterate_revisions(revision, "base")} - {revision}
    except RevisionError as problem:
        raise CommandError(str(problem)) from problem


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    return config


async def _in_transaction(url: str, step: Callable[[Connection], T]) -> T:
    engine = writing_engine(database_url(url))

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # SQLite alters a table by copying it and dropping the old one, which must not be taken for a deletion.
        if engine.dialect.name == "sqlite":
            cursor = connection.cursor()
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.close()

    try:
        await reach(engine)
        async with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ONE_AT_A_TIME})
            return await connection.run_sync(step)
    finally:
        await engine.dispose()
