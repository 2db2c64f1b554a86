"""Answers that hold for a time and run out soon: collective agreements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from domain.facts import Answer
from storage import units
from storage.database import Tx
from storage.tables import facts


@dataclass(frozen=True, slots=True)
class Expiring:
    """That a unit's answer holds until the end of a day and no later one has been given."""

    unit_id: int
    measure: str
    until: date


async def expiring(tx: Tx, unit_ids: Collection[int], first: date, last: date) -> list[Expiring]:
    """What runs out on these days for these units or any below them, the earliest first."""
    in_branches = [facts.c.unit_id.in_(unit_ids)]
    in_branches += [facts.c.unit_id.in_(select(units.below(unit_id, first).c.id)) for unit_id in unit_ids]
    later = facts.alias()
    newest = (
        select(func.max(later.c.id))
        .where(
            later.c.unit_id == facts.c.unit_id,
            later.c.measure == facts.c.measure,
            later.c.superseded_at.is_(None),
        )
        .scalar_subquery()
    )
    asked = (
        select(facts.c.unit_id, facts.c.measure, facts.c.until)
        .where(
            or_(*in_branches),
            facts.c.superseded_at.is_(None),
            facts.c.answer == Answer.YES,
            facts.c.until >= first,
            facts.c.until <= last,
            facts.c.id == newest,
        )
        .order_by(facts.c.until, facts.c.unit_id)
    )
    return [Expiring(*row) for row in await tx.execute(asked)]
