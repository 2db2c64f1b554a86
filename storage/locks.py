"""What a turn that writes takes first on PostgreSQL: its officer, then units in order of ids.

SQLite has one writer at a time, so nothing is to be locked there.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from storage.database import Tx
from storage.tables import officers, reminders, reports
from storage.tables import units as unit_rows


async def officer(tx: Tx, officer_id: int) -> bool:
    """Let the officer's other turns wait until this transaction has ended.

    Returns whether it may have waited itself, so that what was read before may have changed.
    """
    if tx.dialect.name != "postgresql":
        return False
    # What only refers to the officer, as reminders of a morning do, need not wait.
    await tx.execute(select(officers.c.id).where(officers.c.id == officer_id).with_for_update(key_share=True))
    return True


async def units(tx: Tx, unit_ids: Collection[int] | None = None) -> None:
    """Let other changes of these units (None: of any) wait until this transaction has ended."""
    if tx.dialect.name == "postgresql":
        asked = select(unit_rows.c.id).order_by(unit_rows.c.id).with_for_update()
        await tx.execute(asked if unit_ids is None else asked.where(unit_rows.c.id.in_(unit_ids)))


PLANNING = 7_466_003
"""The advisory lock of PostgreSQL of the process that plans a day."""


async def planning(tx: Tx) -> None:
    """Let another process that plans a day wait until this transaction has ended: two may lead for a moment."""
    if tx.dialect.name == "postgresql":
        await tx.execute(select(func.pg_advisory_xact_lock(PLANNING)))


async def reminders_of(tx: Tx, officer_ids: Collection[int]) -> None:
    """Let another process that hands reminders of these officers over wait: two may lead for a moment."""
    if tx.dialect.name == "postgresql":
        planned = reminders.c.officer_id.in_(officer_ids) & (reminders.c.state == "planned")
        await tx.execute(select(reminders.c.id).where(planned).order_by(reminders.c.id).with_for_update())


async def report(tx: Tx, report_id: int) -> None:
    """Let other changes of the report wait until this transaction has ended."""
    if tx.dialect.name == "postgresql":
        await tx.execute(select(reports.c.id).where(reports.c.id == report_id).with_for_update())
