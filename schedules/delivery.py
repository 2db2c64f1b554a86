"""Which of what was planned may go out now, and how much of it at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from domain.courtesy import Hours, may_be_written_to, window_at
from domain.days import ZONE
from storage.database import Database, Tx
from storage.outbox import Outgoing
from storage.reminding import handing, wishes
from storage.reminding.items import Kind, Reminder


async def due_now(
    database: Database,
    now: datetime,
    *,
    limit: int,
    lease_until: datetime,
    spared: Collection[str] = (),
    held: Collection[str] = (),
) -> list[Outgoing]:
    """Hand over the messages of up to `limit` persons that may go out now. That it is a working day was asked when
    they were planned. `spared` and `held` are those of `handing.Moment`.
    """
    at = now.astimezone(ZONE)
    hours = [one for one in Hours if window_at(one, at.time())]
    later = may_be_written_to(at)
    if not (hours or later):
        return []
    moment = handing.Moment(day=at.date(), now=now, hours=hours, later=later, spared=spared, held=held)

    async with database.read() as tx:
        if not await handing.anything_due(tx, moment):
            return []

    async def hand_over(tx: Tx) -> list[Outgoing]:
        return await handing.hand_over(tx, moment, limit=limit, lease_until=lease_until)

    return await database.write(hand_over)


async def may_leave(tx: Tx, some: Sequence[Reminder], now: datetime) -> bool:
    """Whether a person may be told these now: a message that the network held up may have come too late for that."""
    at = now.astimezone(ZONE)
    if any(one.day != at.date() for one in some):
        return False
    if all(one.kind is Kind.LATER for one in some):
        return may_be_written_to(at)
    officer = some[0].officer_id
    assert officer is not None
    return window_at((await wishes.of_officer(tx, officer)).hours, at.time())
