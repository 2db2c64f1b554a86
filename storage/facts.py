"""The facts that reports contribute. A fact is superseded by a later version of its report, never deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from domain.facts import Answer, Fact
from domain.known import Known, LevelOn
from domain.plan import Plan
from storage.database import Tx
from storage.tables import facts, unit_versions
from storage.units import below

COLUMNS = ("measure", "day", "counts_for", "number", "answer", "until", "known_at")
"""What a fact says, as its columns stand in the table."""


async def add(tx: Tx, unit_id: int, report_id: int, version_id: int, new: Iterable[Fact]) -> None:
    """Keep the facts of a report's version."""
    ids = {"version_id": version_id, "report_id": report_id, "unit_id": unit_id}
    rows = [ids | row_of(fact) for fact in new]
    if rows:
        await tx.execute(insert(facts), rows)


def row_of(fact: Fact) -> dict[str, Any]:
    """What a fact says, as it stands in the table."""
    return {
        "measure": fact.measure,
        "day": fact.day,
        "counts_for": fact.counts_for,
        "number": None if isinstance(fact.value, Answer) else fact.value,
        "answer": fact.value if isinstance(fact.value, Answer) else None,
        "until": fact.until,
        "known_at": fact.known_at,
    }


async def supersede(tx: Tx, report_id: int, now: datetime) -> list[Fact]:
    """Take the facts of the report's versions so far out of the count, from `now` on, and return them."""
    of_report = (facts.c.report_id == report_id) & facts.c.superseded_at.is_(None)
    taken_out = await tx.execute(update(facts).where(of_report).values(superseded_at=now).returning(facts))
    return [_fact(row) for row in taken_out]


async def standing(
    tx: Tx,
    unit_ids: Collection[int],
    measures: Collection[str] | None = None,
    *,
    known_at: datetime | None = None,
    leaving_out: int | None = None,
    before: int | None = None,
) -> defaultdict[int, list[Fact]]:
    """The facts that count now, by unit: those of the measures, or (None) all.

    With `known_at` those that counted at that moment. `leaving_out` is a report that is being corrected, `before` the
    first of those that have only just been written.
    """
    asked = select(facts).where(facts.c.unit_id.in_(unit_ids), _counted(known_at, leaving_out))
    if before is not None:
        asked = asked.where(facts.c.report_id < before)
    if measures is not None:
        asked = asked.where(facts.c.measure.in_(measures))
    found: defaultdict[int, list[Fact]] = defaultdict(list)
    for row in (await tx.execute(asked)).all():
        found[row.unit_id].append(_fact(row))
    return found


async def reports_since(tx: Tx, unit_id: int, day: date) -> set[int]:
    """The reports with a fact that counts now and is dated `day` or later."""
    of_unit = (facts.c.unit_id == unit_id) & _counted() & (facts.c.day >= day)
    return set(await tx.scalars(select(facts.c.report_id).where(of_unit)))


async def known(
    tx: Tx,
    plan: Plan,
    unit_ids: Collection[int],
    measures: Collection[str],
    *,
    known_at: datetime | None = None,
    leaving_out: int | None = None,
) -> dict[int, Known]:
    """What is known of each unit, as far as these measures say. `known_at` and `leaving_out` as in `standing`."""
    said = await standing(tx, unit_ids, measures, known_at=known_at, leaving_out=leaving_out)
    first_day = func.min(unit_versions.c.first_day).label("first_day")
    asked = select(unit_versions.c.unit_id, first_day).where(unit_versions.c.unit_id.in_(unit_ids))
    founded = {row.unit_id: row.first_day for row in await tx.execute(asked.group_by(unit_versions.c.unit_id))}
    return {unit: Known(plan, founded.get(unit), said[unit]) for unit in unit_ids}


async def level_on(
    tx: Tx,
    plan: Plan,
    unit_id: int,
    measure: str,
    day: date,
    *,
    known_at: datetime | None = None,
    leaving_out: int | None = None,
) -> LevelOn:
    """A unit's level at the end of `day` (`Known.level_on`). `known_at` and `leaving_out` as in `standing`."""
    level = plan.measure(measure)
    needed = (measure, *level.raised_by, *level.lowered_by)
    of_unit = await known(tx, plan, [unit_id], needed, known_at=known_at, leaving_out=leaving_out)
    return of_unit[unit_id].level_on(measure, day)


async def stated_between(tx: Tx, unit_id: int, measures: Collection[str], on: date) -> dict[str, tuple[date, date]]:
    """Of what days the latest statements of a unit and of all below it are, the oldest and the newest, by measure.

    A measure that nobody has stated by the day `on` is not in it.
    """
    in_branch = or_(facts.c.unit_id == unit_id, facts.c.unit_id.in_(select(below(unit_id, on).c.id)))
    latest = (
        select(facts.c.measure, func.max(facts.c.day).label("day"))
        .where(in_branch, facts.c.measure.in_(measures), facts.c.day <= on, _counted())
        .group_by(facts.c.measure, facts.c.unit_id)
        .subquery()
    )
    asked = select(latest.c.measure, func.min(latest.c.day), func.max(latest.c.day)).group_by(latest.c.measure)
    return {measure: (oldest, newest) for measure, oldest, newest in await tx.execute(asked)}


def _counted(known_at: datetime | None = None, leaving_out: int | None = None) -> ColumnElement[bool]:
    """Whether a fact counts now, or counted at the moment `known_at`."""
    counted: ColumnElement[bool] = facts.c.superseded_at.is_(None)
    if known_at is not None:
        counted = and_(facts.c.known_at <= known_at, or_(counted, facts.c.superseded_at > known_at))
    return counted if leaving_out is None else counted & (facts.c.report_id != leaving_out)


def _fact(row: Row[Any]) -> Fact:
    return Fact(
        measure=row.measure,
        day=row.day,
        counts_for=row.counts_for,
        value=row.number if row.answer is None else Answer(row.answer),
        known_at=row.known_at,
        order=row.report_id,
        until=row.until,
    )
