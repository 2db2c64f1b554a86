"""Running works that wait together in one transaction, each in a savepoint of its own."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Coroutine, Sequence
from typing import Any, Protocol, TypeVar

import aiosqlite
from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import StaticPool

from storage.tx import DirectTx, Tx

T = TypeVar("T")
Result_co = TypeVar("Result_co", covariant=True)


class Work(Protocol[Result_co]):
    """What is done in a transaction. It awaits nothing but that."""

    def __call__(self, tx: Tx, /) -> Coroutine[Any, Any, Result_co]:
        """Do it."""


Outcome = tuple[Any, BaseException | None]
"""What a work returned, or what it raised."""

RUN_AGAIN = frozenset({"40001", "40P01"})
"""PostgreSQL's states of a serialization failure and of a deadlock: nothing was kept, and a second run may succeed."""

PRAGMAS = (
    "busy_timeout=10000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "cache_size=-65536",
    "temp_store=MEMORY",
)


TRIES = 100
SECONDS_BETWEEN_TRIES = 0.05
PATIENCE = 2.0
"""Seconds until a writer that waits for another program says so. It waits on, however long that takes."""


class LostBeforeCommit(Exception):
    """The transaction is gone and nothing of it was kept: its works may run again. The cause says why."""


class Writer(Protocol):
    """The road of all writes of a process to its database."""

    @property
    def engine(self) -> Engine:
        """The engine, for those who listen to its events."""

    @property
    def hindered(self) -> asyncio.Event:
        """Set while another program, such as `tiendo load`, keeps this one from writing."""

    async def together(self, works: Sequence[Work[Any]]) -> list[Outcome]:
        """Run the works in one transaction, commit, and say what became of each. Raises `LostBeforeCommit`."""

    async def close(self) -> None:
        """Close the connection."""


class SqliteWriter:
    """Writes to SQLite: a whole batch of works is one trip to the driver's thread.

    The trips cost more than the statements do: SQLAlchemy's own adapter makes four for each of them. A work awaits
    nothing but its transaction, and the statements of this one never wait, so that it runs through where it is.
    """

    def __init__(self, url: URL) -> None:
        self.hindered = asyncio.Event()
        self._path = url.database or ""
        self._driver: aiosqlite.Connection | None = None
        # The one connection is the driver's; it is used in the driver's thread only.
        self._engine = create_engine("sqlite://", creator=lambda: self._raw, poolclass=StaticPool)
        event.listen(self._engine, "connect", prepare)
        event.listen(self._engine, "connect", _say_soon)
        event.listen(self._engine, "begin", begin_immediately)

    @property
    def engine(self) -> Engine:
        """See `Writer.engine`."""
        return self._engine

    @property
    def _raw(self) -> Any:
        return self._driver._conn if self._driver is not None else None  # noqa: SLF001  the driver's own connection

    async def together(self, works: Sequence[Work[Any]]) -> list[Outcome]:
        """See `Writer.together`."""
        if self._driver is None:
            driver = aiosqlite.connect(self._path)
            # A connection that nobody closed must not keep the process from ending.
            driver._thread.daemon = True  # noqa: SLF001  as SQLAlchemy does it
            self._driver = await driver
        while True:
            try:
                # aiosqlite has no public way to run several steps in its thread at once.
                outcomes: list[Outcome] = await self._driver._execute(self._run, works)  # type: ignore[no-untyped-call]  # noqa: SLF001
            except OperationalError as problem:
                # Only the beginning of a transaction waits for other programs: no work has run yet.
                if getattr(problem.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                    raise
                self.hindered.set()
            else:
                self.hindered.clear()
                return outcomes

    async def close(self) -> None:
        """See `Writer.close`."""
        if self._driver is not None:
            await self._driver.close()
            self._driver = None

    def _run(self, works: Sequence[Work[Any]]) -> list[Outcome]:
        with self._engine.begin() as connection:
            tx = DirectTx(connection)
            outcomes: list[Outcome] = []
            for work in works:
                connection.exec_driver_sql("SAVEPOINT work")
                try:
                    outcomes.append((_through(work(tx)), None))
                except BaseException as problem:  # noqa: BLE001  one that fails takes nothing with it
                    connection.exec_driver_sql("ROLLBACK TO SAVEPOINT work")
                    outcomes.append((None, problem))
                connection.exec_driver_sql("RELEASE SAVEPOINT work")
        return outcomes


class PostgresWriter:
    """Writes to PostgreSQL, on one connection that is made anew when it was lost."""

    def __init__(self, url: URL) -> None:
        self.hindered = asyncio.Event()
        self._async_engine = create_async_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True)

    @property
    def engine(self) -> Engine:
        """See `Writer.engine`."""
        return self._async_engine.sync_engine

    async def together(self, works: Sequence[Work[Any]]) -> list[Outcome]:
        """See `Writer.together`."""
        # Nothing tells a row that is locked from a work that takes long; works of ours do not take long.
        saying = asyncio.get_running_loop().call_later(PATIENCE, self.hindered.set)
        try:
            return await self._together(works)
        finally:
            saying.cancel()
            self.hindered.clear()

    async def _together(self, works: Sequence[Work[Any]]) -> list[Outcome]:
        committing = False
        try:
            async with self._async_engine.begin() as connection:
                outcomes = [await self._in_savepoint(connection, work) for work in works]
                # A connection that breaks from here on leaves open whether the commit took place.
                committing = True
        except DBAPIError as problem:
            if _asks_again(problem) or (problem.connection_invalidated and not committing):
                raise LostBeforeCommit from problem
            raise
        return outcomes

    async def close(self) -> None:
        """See `Writer.close`."""
        await self._async_engine.dispose()

    async def _in_savepoint(self, tx: Any, work: Work[Any]) -> Outcome:
        savepoint = await tx.begin_nested()
        try:
            result = await work(tx)
        except BaseException as problem:
            if isinstance(problem, DBAPIError) and (problem.connection_invalidated or _asks_again(problem)):
                raise
            await savepoint.rollback()
            return None, problem
        await savepoint.commit()
        return result, None


def prepare(connection: Any, _record: Any) -> None:
    """Set a new SQLite connection up: what is committed is on disk, and what is deleted is overwritten."""
    # The driver's own implicit BEGIN is deferred, and a deferred transaction that reads before it writes fails at
    # once when another one wrote in between: so the driver opens none, and the engine says which.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        _insist(cursor, f"PRAGMA {pragma}")
    cursor.close()


def _say_soon(connection: Any, _record: Any) -> None:
    """Let the driver give up waiting for another program now and then, so that it can be said."""
    connection.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")


def _insist(cursor: Any, statement: str) -> None:
    """Run a statement again while another program holds the database.

    SQLite does not wait by itself where two programs turn a new database to write-ahead logging at once.
    """
    for _ in range(TRIES):
        try:
            cursor.execute(statement)
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem):
                raise
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return
    cursor.execute(statement)


def begin_immediately(connection: Any) -> None:
    """Begin a SQLite transaction that may write from its first statement on."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _through(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never waits to its end."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    coroutine.close()
    raise RuntimeError("a work must await nothing but its transaction")


def _asks_again(problem: DBAPIError) -> bool:
    return getattr(problem.orig, "sqlstate", None) in RUN_AGAIN
