"""Whom reminders go to, without names of persons: the unit and the office."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from storage.database import Tx
from storage.reminding.items import Reminder
from storage.tables import appointments, units

AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Whom:
    """The code of a unit, and the office in it that the person holds or held; "" where nobody does."""

    unit: str
    office: str


async def named(tx: Tx, some: Iterable[Reminder]) -> Mapping[int, Whom]:
    """Whom each of the reminders goes to, by its id."""
    reminders = list(some)
    codes = await _codes(tx, {one.unit_id for one in reminders})
    offices = await _offices(tx, {one.officer_id for one in reminders if one.officer_id is not None})
    return {one.id: Whom(codes[one.unit_id], offices.get((one.officer_id, one.unit_id), "")) for one in reminders}


async def _codes(tx: Tx, ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in _some(ids):
        rows = await tx.execute(select(units.c.id, units.c.code).where(units.c.id.in_(some)))
        found |= {row.id: row.code for row in rows}
    return found


async def _offices(tx: Tx, officers: Collection[int]) -> dict[tuple[int | None, int], str]:
    found: dict[tuple[int | None, int], str] = {}
    for some in _some(officers):
        asked = select(appointments.c.officer_id, appointments.c.unit_id, appointments.c.role).where(
            appointments.c.officer_id.in_(some)
        )
        rows = await tx.execute(asked.order_by(appointments.c.id))
        found |= {(row.officer_id, row.unit_id): row.role for row in rows}
    return found


def _some(ids: Collection[int]) -> Iterable[list[int]]:
    given = list(ids)
    return (given[first : first + AT_ONCE] for first in range(0, len(given), AT_ONCE))
