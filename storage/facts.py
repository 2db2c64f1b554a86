"""The facts that reports contribute. A fact is superseded by a later version of its report, never deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from domain.facts import Answer, Fact
from domain.plan import Plan
from storage.database import Tx
from storage.tables import facts, unit_versions
from storage.units import below


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOn:
    """A unit's level on a day, and where it comes from.

    `value` is the latest statement moved by the flows since, None where it is unknown. `stated` is that statement,
    made as of `stated_on`; None where there is none.
    """

    value: int | None
    stated: int | None
    stated_on: date | None


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
    tx: Tx, unit_ids: Collection[int], measures: Collection[str] | None = None
) -> defaultdict[int, list[Fact]]:
    """The facts that count now, by unit: those of the measures, or (None) all."""
    asked = select(facts).where(facts.c.unit_id.in_(unit_ids), _counted())
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
    """A unit's level at the end of `day`: the latest statement, moved by the flows of strictly later days.

    Without a statement a level that flows move begins at 0 on the eve of the founding of a unit founded since the
    plan's start; any other is unknown. With `known_at` it is the level as it was known at that moment. `leaving_out`
    is a report that is being corrected: the level as it is without it.
    """
    level = plan.measure(measure)
    condition = (facts.c.unit_id == unit_id) & (facts.c.day <= day) & _counted(known_at, leaving_out)
    statement = (
        await tx.execute(
            select(facts.c.day, facts.c.number)
            .where(condition, facts.c.measure == measure)
            .order_by(facts.c.day.desc(), facts.c.known_at.desc(), facts.c.report_id.desc())
            .limit(1)
        )
    ).one_or_none()
    if statement is not None:
        start, since = int(statement.number), statement.day
    elif not level.moved_by_flows:
        return LevelOn(value=None, stated=None, stated_on=None)
    else:
        founded = await tx.scalar(select(func.min(unit_versions.c.first_day)).where(unit_versions.c.unit_id == unit_id))
        if founded is None or founded < plan.starts or day < founded:
            return LevelOn(value=None, stated=None, stated_on=None)
        start, since = 0, founded - timedelta(days=1)
    flows = await tx.execute(
        select(facts.c.measure, func.sum(facts.c.number).label("amount"))
        .where(condition, facts.c.measure.in_((*level.raised_by, *level.lowered_by)), facts.c.day > since)
        .group_by(facts.c.measure)
    )
    net = sum(int(row.amount) * (1 if row.measure in level.raised_by else -1) for row in flows)
    return LevelOn(
        value=start + net,
        stated=start if statement is not None else None,
        stated_on=since if statement is not None else None,
    )


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


async def running_so_far(
    tx: Tx, unit_id: int, measure: str, year: int, day: date, *, leaving_out: int | None = None
) -> int | None:
    """The latest statement of a unit's running count for the year, as of `day`; None where there is none."""
    so_far = _of_year(unit_id, measure, year, day) & _counted(leaving_out=leaving_out)
    latest: int | None = await tx.scalar(
        select(facts.c.number)
        .where(so_far)
        .order_by(facts.c.day.desc(), facts.c.known_at.desc(), facts.c.report_id.desc())
        .limit(1)
    )
    return latest


async def year_so_far(
    tx: Tx, unit_id: int, measure: str, year: int, day: date, *, leaving_out: int | None = None
) -> int:
    """The sum of a unit's flow over the year, to the end of `day`."""
    so_far = _of_year(unit_id, measure, year, day) & _counted(leaving_out=leaving_out)
    return int(await tx.scalar(select(func.sum(facts.c.number)).where(so_far)) or 0)


def _of_year(unit_id: int, measure: str, year: int, day: date) -> ColumnElement[bool]:
    return and_(
        facts.c.unit_id == unit_id,
        facts.c.measure == measure,
        facts.c.counts_for == year,
        facts.c.day <= day,
    )


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
