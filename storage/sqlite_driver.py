"""SQLite through aiosqlite in one trip to its thread per statement.

SQLAlchemy's own adapter makes four trips for each statement (make a cursor, execute, fetch, close), and on this road
the trips cost more than the statements. What they do is done here in one go: the rows are read at once, as they are
there too, only nearer to the database.
"""
# The adapter that this stands on, and the driver below it, offer these seams only under private names.
# ruff: noqa: SLF001

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.util.concurrency import await_

Trip = Callable[[sqlite3.Cursor], object]


class OneTripCursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that lives in the driver's thread only for the length of one statement."""

    __slots__ = ("_found",)

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._rows: deque[Any] = deque()
        self._found: tuple[Any, int, int | None] = (None, -1, None)

    @property
    def description(self) -> Any:
        """The columns of the last statement; None where it returned no rows."""
        return self._found[0]

    @property
    def rowcount(self) -> int:
        """How many rows the last statement changed."""
        return self._found[1]

    @property
    def lastrowid(self) -> int | None:  # type: ignore[override]
        """The id of the row that was inserted last."""
        return self._found[2]

    @property
    def arraysize(self) -> int:
        """How many rows `fetchmany` returns."""
        return 1

    @arraysize.setter
    def arraysize(self, value: int) -> None:
        """All rows are there already."""

    def execute(self, operation: Any, parameters: Sequence[Any] | None = None) -> None:  # type: ignore[override]
        """Run one statement and read its rows."""
        self._travel(lambda cursor: cursor.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        """Run one statement once for each of the parameters."""
        self._travel(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def close(self) -> None:
        """Forget the rows."""
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """Nothing is open in the driver's thread."""

    def _travel(self, trip: Trip) -> None:
        raw: sqlite3.Connection = self._connection._conn

        def there() -> tuple[Any, int, int | None, list[Any]]:
            cursor = raw.cursor()
            try:
                trip(cursor)
                rows = cursor.fetchall() if cursor.description else []
                return cursor.description, cursor.rowcount, cursor.lastrowid, rows
            finally:
                cursor.close()

        try:
            # aiosqlite has no public way to run several steps in its thread at once.
            *found, rows = await_(self._connection._execute(there))
        except Exception as problem:  # noqa: BLE001  as the adapter does: it raises it again in SQLAlchemy's terms
            self._adapt_connection._handle_exception(problem)
        self._found = (found[0], found[1], found[2])
        self._rows = deque(rows)


class OneTripConnection(AsyncAdapt_aiosqlite_connection):
    """A connection whose cursors make one trip per statement."""

    __slots__ = ()
    _cursor_cls = OneTripCursor


def connect(dialect: Any, *arguments: Any, **options: Any) -> OneTripConnection:
    """Open a connection as SQLAlchemy's dialect would."""
    connection: Any = aiosqlite.connect(*arguments, **options)
    # A connection that nobody closed must not keep the process from ending.
    connection._thread.daemon = True
    return OneTripConnection(dialect.dbapi, await_(connection))
