"""What a unit has reported for a round, and what came in for a round that was locked already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select

from storage.database import Tx
from storage.kept_reports import SENT
from storage.tables import report_versions, reports, submissions


@dataclass(frozen=True, slots=True)
class Told:
    """A report that stands: its number, form, the day it is about, and when it first became known."""

    report_id: int
    form: str
    day: date
    known_at: datetime


async def since(tx: Tx, unit_id: int, first_day: date) -> list[Told]:
    """The reports of the unit that stand and are about the day or a later one."""
    return await _told(tx, reports.c.unit_id == unit_id, report_versions.c.day >= first_day)


async def added_after(tx: Tx, unit_id: int, cut_off: date, locked_at: datetime) -> list[Told]:
    """The reports of the unit about days up to the cut-off that came, or were changed, after the lock."""
    return await _told(
        tx, reports.c.unit_id == unit_id, report_versions.c.day <= cut_off, report_versions.c.known_at > locked_at
    )


async def closings(tx: Tx, unit_id: int, codes: Collection[str]) -> dict[str, datetime]:
    """When the unit closed each of these rounds, as far as it did."""
    asked = select(submissions.c.round, submissions.c.closed_at).where(
        submissions.c.unit_id == unit_id, submissions.c.round.in_(codes), submissions.c.closed_at.is_not(None)
    )
    return {row.round: row.closed_at for row in await tx.execute(asked)}


_later = report_versions.alias()
_LATEST = select(func.max(_later.c.version)).where(_later.c.report_id == reports.c.id).scalar_subquery()


async def _told(tx: Tx, *conditions: ColumnElement[bool]) -> list[Told]:
    asked = (
        select(reports.c.id, reports.c.form, report_versions.c.day, reports.c.created_at)
        .join(report_versions, report_versions.c.report_id == reports.c.id)
        .where(report_versions.c.version == _LATEST, report_versions.c.status == SENT, *conditions)
        .order_by(reports.c.id)
    )
    return [Told(*row) for row in await tx.execute(asked)]
