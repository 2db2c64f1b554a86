"""How many people something reaches that is set for a branch."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, or_, select

from storage import units
from storage.database import Tx
from storage.tables import appointments, chats


async def people_in(tx: Tx, unit_id: int, on: date) -> int:
    """How many people who have joined hold an office in the unit or any below it."""
    in_branch = or_(
        appointments.c.unit_id == unit_id, appointments.c.unit_id.in_(select(units.below(unit_id, on).c.id))
    )
    asked = (
        select(func.count(appointments.c.officer_id.distinct()))
        .join(chats, chats.c.officer_id == appointments.c.officer_id)
        .where(in_branch, appointments.c.ended_at.is_(None))
    )
    return int(await tx.scalar(asked) or 0)
