"""Numbers of rows: the highest there is, and many new ones, taken before their rows are written."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table, func, select, text

from storage.database import Tx

_NEXT = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")


async def take(tx: Tx, table: Table, count: int) -> Sequence[int]:
    """So many ids of the table that no other row has or will get, in rising order.

    SQLite has one writer at a time: there they are simply the next ones.
    """
    if tx.dialect.name == "postgresql":
        return [int(number) for number in await tx.scalars(_NEXT, {"table": table.name, "count": count})]
    first = await newest(tx, table) + 1
    return range(first, first + count)


async def newest(tx: Tx, table: Table) -> int:
    """The highest id of the table, 0 where it is empty."""
    return int(await tx.scalar(select(func.coalesce(func.max(table.c.id), 0))))
