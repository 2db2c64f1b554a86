"""Many rows with one statement, as the driver takes them.

SQLAlchemy's own way makes a dictionary of every row and reads each value through it, which takes longer than storing
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Column, Dialect, Table, TextClause, insert

from storage.database import Tx

KEPT = 4096
"""So many days and moments are kept as the driver takes them: many rows have the same ones."""

Row = Sequence[Any]


async def insert_rows(tx: Tx, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows. `names` are the columns that they hold, in the order in which the table has them."""
    statement = insert(table).compile(dialect=tx.dialect, column_keys=list(names))
    assert statement.positiontup == list(names), f"the columns of {table.name} stand in another order"
    processes = [_process(table.c[name], tx.dialect) for name in names]
    columns = zip(*rows, strict=True)
    taken = [
        column if process is None else map(process, column) for process, column in zip(processes, columns, strict=False)
    ]
    if taken:
        await tx.exec_driver_sql(statement.string, list(zip(*taken, strict=True)))


async def run(tx: Tx, statement: TextClause, rows: Sequence[Row]) -> None:
    """Run a statement once for each row, which holds the values in the order in which the statement names them."""
    if rows:
        await tx.exec_driver_sql(statement.compile(dialect=tx.dialect).string, rows)


def _process(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns a value of the column into what the driver takes."""
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    return process if process is None or isinstance(column.type, JSON) else lru_cache(KEPT)(process)
