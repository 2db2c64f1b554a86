"""Who reports in the sample: the chair of each union, and an officer of each unit above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.sample.table import KINDS
from bot.sample.units import Seat
from domain.access import Role
from domain.plan import Plan
from locales import ZONE
from storage import bulk
from storage.bulk import NewHolder
from storage.database import Tx

ROLES = {"cttt": Role.SUPERIOR_OFFICER, "tinh": Role.DEPT_OFFICER}
"""Who reports for units of a kind; for all others it is the chair."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the reports of a unit come from: who sends them, in which office."""

    unit_id: int
    officer_id: int
    appointment_id: int


async def appoint(tx: Tx, plan: Plan, seats: Sequence[Seat], ids: Mapping[str, int], since: date) -> list[Desk]:
    """Somebody who reports for each unit, by the units' places. `ids` are those of the units by code."""
    holders = [
        NewHolder(
            name=_name(seat),
            unit_id=ids[seat.unit.code],
            role=(role := ROLES.get(seat.unit.kind, Role.CHAIR)),
            department=plan.departments[0].code if role is Role.DEPT_OFFICER else None,
            since=datetime.combine(since, time(), ZONE),
        )
        for seat in seats
    ]
    held = await bulk.appoint_many(tx, holders)
    return [Desk(holder.unit_id, *numbers) for holder, numbers in zip(holders, held, strict=True)]


def _name(seat: Seat) -> str:
    return f"Chủ tịch CĐCS #{seat.place + 1:04}" if seat.unit.kind in KINDS else f"Cán bộ {seat.unit.name}"
