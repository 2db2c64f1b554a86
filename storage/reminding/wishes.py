"""How an officer wants to be reminded: at which hours, of what, and when the summary comes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from domain.courtesy import Hours
from storage.database import Tx
from storage.tables import reminder_settings

NO_SUMMARY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """`only_deadlines`: of what is due only on the day itself and once after it. `summary_weekday`: 1 is Monday, 5
    Friday, `NO_SUMMARY` none at all; `summary_hour` is within office hours.
    """

    hours: Hours = Hours.OFFICE
    only_deadlines: bool = False
    summary_weekday: int = 1
    summary_hour: int = 8


async def of_officer(tx: Tx, officer_id: int) -> Wishes:
    """What the officer wants; as usual where nothing was said."""
    asked = select(reminder_settings).where(reminder_settings.c.officer_id == officer_id)
    row = (await tx.execute(asked)).first()
    if row is None:
        return Wishes()
    return Wishes(
        hours=Hours(row.hours),
        only_deadlines=row.only_deadlines,
        summary_weekday=row.summary_weekday,
        summary_hour=row.summary_hour,
    )


async def keep(tx: Tx, officer_id: int, wishes: Wishes, now: datetime) -> None:
    """Let it be so from now on."""
    await tx.execute(delete(reminder_settings).where(reminder_settings.c.officer_id == officer_id))
    await tx.execute(insert(reminder_settings).values(officer_id=officer_id, **asdict(wishes), changed_at=now))
