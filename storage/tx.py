"""What storage functions take first: a transaction, the same on every road to the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Connection, CursorResult, Dialect, Executable, ScalarResult

Rows: TypeAlias = CursorResult[*tuple[Any, ...]]


class Tx(Protocol):
    """A connection inside a transaction, as far as storage functions use it. SQLAlchemy's `AsyncConnection` is one."""

    @property
    def dialect(self) -> Dialect:
        """Which database it is."""

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """Run a statement, or run it once for each of several parameters."""

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        """The first column of the first row, or None."""

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        """The first column of every row."""

    async def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Rows:
        """Run a statement as the driver takes it, once for each of several tuples of parameters."""

    def begin_nested(self) -> AbstractAsyncContextManager[Any]:
        """A savepoint: what raises inside the block is undone, and nothing else."""


class _Rehearsed(Exception):
    """What was written in a rehearsal is undone."""


@asynccontextmanager
async def rehearsal(tx: Tx) -> AsyncIterator[None]:
    """Whatever is written inside the block is undone at its end, so that what it would do can be seen before."""
    try:
        async with tx.begin_nested():
            yield
            raise _Rehearsed
    except _Rehearsed:
        pass


class DirectTx:
    """A transaction whose statements run where they are called: none of its methods ever waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        """See `Tx.dialect`."""
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """See `Tx.execute`."""
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        """See `Tx.scalar`."""
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        """See `Tx.scalars`."""
        return self._connection.scalars(statement, parameters)

    async def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Rows:
        """See `Tx.exec_driver_sql`."""
        return self._connection.exec_driver_sql(statement, parameters)

    @asynccontextmanager
    async def begin_nested(self) -> AsyncIterator[None]:
        """See `Tx.begin_nested`."""
        with self._connection.begin_nested():
            yield
