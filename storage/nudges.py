"""Which units were reminded of which indicator: remembered in the audit log, as acts on the unit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from storage import audit
from storage.database import Tx
from storage.tables import audit as acts

ACT = "progress.nudged"


async def since(tx: Tx, indicator: str, unit_ids: Collection[int], moment: datetime) -> set[int]:
    """The units among these that anybody let be reminded of the indicator since the moment (aware)."""
    of_object = {_object(unit_id, indicator): unit_id for unit_id in unit_ids}
    found = select(acts.c.object).where(acts.c.object.in_(of_object), acts.c.act == ACT, acts.c.at >= moment)
    return {of_object[named] for named in await tx.scalars(found)}


async def keep(tx: Tx, indicator: str, unit_ids: Collection[int], officer_id: int, now: datetime) -> None:
    """Remember that the officer let these units be reminded now."""
    await audit.write_many(tx, officer_id, ACT, [(_object(unit_id, indicator), {}) for unit_id in unit_ids], now)


def _object(unit_id: int, indicator: str) -> str:
    return f"unit:{unit_id}:{indicator}"
