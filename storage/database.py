"""The database: one writer that shares commits, and readers beside it.

SQLite by default, PostgreSQL by URL. All writes of a process go through one task that owns the write connection:
works that wait together share one transaction and one commit, each in a savepoint of its own, so that one that
fails takes nothing with it. A work is done when `write` returns: then it is on disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, event, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.tx import Tx
from storage.writers import (
    LostBeforeCommit,
    Outcome,
    PostgresWriter,
    SqliteWriter,
    Work,
    Writer,
    begin_immediately,
    prepare,
)

__all__ = [
    "Database",
    "DatabaseUnreachable",
    "Tx",
    "Work",
    "database_url",
    "open_database",
    "opened",
    "reach",
    "writing_engine",
]

T = TypeVar("T")

SHARED_AT_MOST = 64
"""So many works share a commit at the most, so that the first of them does not wait for ever."""

TRIES = 3
"""So often a work runs alone, at the most, after its transaction was lost."""


class DatabaseUnreachable(Exception):
    """The database cannot be opened; the message says why."""


@dataclass(slots=True)
class _Job:
    work: Work[Any]
    done: asyncio.Future[Any]

    def answer(self, result: Any, failure: BaseException | None) -> None:
        """Tell the one who waits, if anyone still does."""
        if self.done.done():
            return
        if failure is None:
            self.done.set_result(result)
        else:
            self.done.set_exception(failure)


def database_url(given: str) -> URL:
    """A URL as people write it, with the asynchronous driver filled in.

    Raises ValueError with a sentence where it is neither SQLite nor PostgreSQL.
    """
    try:
        url = make_url(given)
    except Exception as problem:
        raise ValueError(f"'{given}' is not a database URL, such as sqlite:///tiendo.db") from problem
    family = url.get_backend_name()
    if family == "sqlite":
        if url.database in (None, "", ":memory:"):
            raise ValueError("a SQLite database needs a file, such as sqlite:///tiendo.db")
        return url.set(drivername="sqlite+aiosqlite")
    if family in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+asyncpg")
    raise ValueError(f"the database must be SQLite or PostgreSQL, not '{family}'")


class Database:
    """An open database. Make one with `open_database`, close it with `close`."""

    def __init__(self, writer: Writer, readers: AsyncEngine) -> None:
        self.writer = writer
        self._readers = readers
        self._closed = False
        self._jobs: asyncio.Queue[_Job] = asyncio.Queue()
        self._writing = asyncio.create_task(self._serve(), name="database writer")

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._readers.dialect.name

    @property
    def url(self) -> URL:
        """Where the database is."""
        return self._readers.url

    @property
    def hindered(self) -> asyncio.Event:
        """Set while another program keeps this one from writing; what is to be written waits, and is not lost."""
        return self.writer.hindered

    async def write(self, work: Work[T]) -> T:
        """Run `work` in the writer's transaction and return its result once that is committed.

        `work` must await nothing but its transaction, and may run again from the start where the database
        asks for that (a deadlock, a serialization failure). Whatever it raises is raised here, and nothing of
        it is kept.
        """
        if self._closed:
            raise RuntimeError("the database is closed")
        job = _Job(work, asyncio.get_running_loop().create_future())
        self._jobs.put_nowait(job)
        result: T = await job.done
        return result

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view for reading; what is written in it is rolled back."""
        async with self._readers.connect() as connection:
            yield connection
            await connection.rollback()

    async def close(self) -> None:
        """Finish the works that wait, then close every connection."""
        self._closed = True
        await self._jobs.join()
        self._writing.cancel()
        await asyncio.gather(self._writing, return_exceptions=True)
        await self.writer.close()
        await self._readers.dispose()

    async def _serve(self) -> None:
        while True:
            batch = [await self._jobs.get()]
            while len(batch) < SHARED_AT_MOST and not self._jobs.empty():
                batch.append(self._jobs.get_nowait())
            try:
                await self._commit_together(batch)
            finally:
                for _ in batch:
                    self._jobs.task_done()

    async def _commit_together(self, batch: list[_Job]) -> None:
        try:
            outcomes = await self.writer.together([job.work for job in batch])
        except LostBeforeCommit:
            for job in batch:
                job.answer(*await self._alone(job))
            return
        except Exception as problem:  # noqa: BLE001  whatever it is, those who wait must hear of it
            outcomes = [(None, problem) for _ in batch]
        for job, outcome in zip(batch, outcomes, strict=True):
            job.answer(*outcome)

    async def _alone(self, job: _Job) -> Outcome:
        failure: BaseException | None = None
        for _ in range(TRIES):
            try:
                return (await self.writer.together([job.work]))[0]
            except LostBeforeCommit as lost:
                failure = lost.__cause__
            except Exception as problem:  # noqa: BLE001  the one who waits must hear of it
                return None, problem
        return None, failure


async def open_database(given_url: str) -> Database:
    """Open the database at a URL. Raises `DatabaseUnreachable`."""
    url = database_url(given_url)
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite and not (folder := Path(url.database or "").parent).is_dir():
        raise DatabaseUnreachable(f"there is no folder {folder}")
    readers = _reading_sqlite(url) if sqlite else _reading_postgres(url)
    try:
        await reach(readers)
    except DatabaseUnreachable:
        await readers.dispose()
        raise
    return Database(SqliteWriter(url) if sqlite else PostgresWriter(url), readers)


async def reach(engine: AsyncEngine) -> None:
    """Make sure that the database answers. Raises `DatabaseUnreachable`."""
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except Exception as problem:
        said = str(problem) or type(problem).__name__
        raise DatabaseUnreachable(said.splitlines()[0]) from problem


@asynccontextmanager
async def opened(given_url: str) -> AsyncIterator[Database]:
    """The database at a URL, open for the length of a block. Raises `DatabaseUnreachable`."""
    database = await open_database(given_url)
    try:
        yield database
    finally:
        await database.close()


def writing_engine(url: URL) -> AsyncEngine:
    """An engine of one connection whose transactions may write from their first statement on, for whole tables."""
    engine = create_async_engine(url, pool_size=1, max_overflow=0)
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", prepare)
        event.listen(engine.sync_engine, "begin", begin_immediately)
    return engine


def _reading_sqlite(url: URL) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=4, max_overflow=0)
    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", _begin_reading)
    return engine


def _begin_reading(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")


def _reading_postgres(url: URL) -> AsyncEngine:
    return create_async_engine(url, pool_size=4, pool_pre_ping=True, isolation_level="REPEATABLE READ")
