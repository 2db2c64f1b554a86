"""The database: one writer that shares commits, and readers beside it.

SQLite by default, PostgreSQL by URL. All writes of a process go through one task that owns the write connection:
works that wait together share one transaction and one commit, each in a savepoint of its own, so that one that
fails takes nothing with it. A work is done when `write` returns: then it is on disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import URL, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

T = TypeVar("T")
Tx = AsyncConnection
"""What storage functions take first: a connection inside a transaction."""

Work = Callable[[Tx], Awaitable[T]]

SHARED_AT_MOST = 64
"""So many works share a commit at the most, so that the first of them does not wait for ever."""


class DatabaseUnreachable(Exception):
    """The database cannot be opened; the message says why."""


@dataclass(slots=True)
class _Job:
    work: Work[Any]
    done: asyncio.Future[Any]


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
        return url.set(drivername="sqlite+aiosqlite")
    if family in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+asyncpg")
    raise ValueError(f"the database must be SQLite or PostgreSQL, not '{family}'")


class Database:
    """An open database. Make one with `open_database`, close it with `close`."""

    def __init__(self, writer: AsyncEngine, readers: AsyncEngine) -> None:
        self._writer_engine = writer
        self._readers = readers
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

    async def write(self, work: Work[T]) -> T:
        """Run `work` in the writer's transaction and return its result once that is committed.

        `work` must await nothing but its transaction, and may run again from the start where the database
        asks for that (a deadlock, a serialization failure). Whatever it raises is raised here, and nothing of
        it is kept.
        """
        job = _Job(work, asyncio.get_running_loop().create_future())
        self._jobs.put_nowait(job)
        result: T = await asyncio.shield(job.done)
        return result

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A consistent view for reading; what is written in it is rolled back."""
        async with self._readers.connect() as connection:
            yield connection
            await connection.rollback()

    async def close(self) -> None:
        """Finish the works that wait, then close every connection."""
        await self._jobs.join()
        self._writing.cancel()
        await asyncio.gather(self._writing, return_exceptions=True)
        await self._writer_engine.dispose()
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
            async with self._writer_engine.begin() as connection:
                outcomes = [(job, *await _in_savepoint(connection, job.work)) for job in batch]
        except Exception as problem:  # noqa: BLE001  whatever it is, those who wait must hear of it
            outcomes = [(job, None, problem) for job in batch]
        for job, result, failure in outcomes:
            if job.done.done():
                continue
            if failure is None:
                job.done.set_result(result)
            else:
                job.done.set_exception(failure)


async def _in_savepoint(connection: Tx, work: Work[T]) -> tuple[T | None, Exception | None]:
    savepoint = await connection.begin_nested()
    try:
        result = await work(connection)
    except DBAPIError as problem:
        await savepoint.rollback()
        if problem.connection_invalidated:
            raise
        return None, problem
    except Exception as problem:  # noqa: BLE001  the others of the batch must not suffer
        await savepoint.rollback()
        return None, problem
    await savepoint.commit()
    return result, None


async def open_database(given_url: str) -> Database:
    """Open the database at a URL. Raises `DatabaseUnreachable`."""
    url = database_url(given_url)
    if url.get_backend_name() == "sqlite":
        writer, readers = _sqlite_engine(url, writes=True), _sqlite_engine(url, writes=False)
    else:
        writer = create_async_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True)
        readers = create_async_engine(url, pool_size=4, pool_pre_ping=True)
    try:
        async with readers.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except Exception as problem:
        await writer.dispose()
        await readers.dispose()
        raise DatabaseUnreachable(str(problem).splitlines()[0]) from problem
    return Database(writer, readers)


def _sqlite_engine(url: URL, *, writes: bool) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=1 if writes else 4, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver's own implicit BEGIN is deferred, and a deferred transaction that reads before it writes
        # fails at once when another one wrote in between: so the driver opens none and `_begin` says which.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "secure_delete=ON",
            "cache_size=-65536",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
