"""What one looks at before assigning: the units directly below with their numbers, and the own quota."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from domain.assigning import period_of, takes_quota, threshold
from domain.plan import Indicator, Level, Plan
from domain.plan.events import membership, workforce
from domain.progress import Sums, year_span
from domain.progress.readings import COUNTS
from domain.quotas import Quota, in_force
from domain.splitting import Method
from storage import figures, quotas, totals, units
from storage.database import Tx
from storage.units import Unit


@dataclass(frozen=True, slots=True)
class Child:
    """A unit directly below that may be given a quota.

    `members` and `workers` (members included) are those of the unit and all below it, as far as the indicator asks
    them and their numbers are known; None where none is. `last_year` is the indicator's value in the year before,
    None where it is unknown. `given` is the quota in force for the period, None without one.
    """

    unit: Unit
    members: int | None
    workers: int | None
    last_year: int | Fraction | None
    given: Fraction | None


async def children(  # noqa: PLR0917  a unit, an indicator, a period, a day
    tx: Tx, plan: Plan, unit_id: int, indicator: str, first_day: date, last_day: date, on: date
) -> list[Child]:
    """The units directly below that may be given a quota of the indicator (its code), as of the day, sorted by name.

    Units of whose branch nobody is in the indicator's scope are left out.
    """
    aim = plan.indicator(indicator)
    below = [unit for unit in await units.children(tx, unit_id, on) if takes_quota(plan, aim, unit.kind)]
    ids = [unit.id for unit in below]
    counted = _Headcounts(plan, aim, on)
    sums = await totals.sums(tx, ids, [on], counted.tallies)
    before = await _year_before(tx, plan, ids, aim, (first_day, last_day), on)
    given = {quota.unit: quota.amount for quota in await _given(tx, ids, indicator, first_day, last_day, on)}
    return [
        Child(
            unit=unit,
            members=counted.members(sums[unit.id]),
            workers=counted.workers(sums[unit.id]),
            last_year=before.get(unit.id),
            given=given.get(unit.id),
        )
        for unit in below
        if counted.units(sums[unit.id])
    ]


async def own_goal(  # noqa: PLR0917  a unit, an indicator, a period, a day
    tx: Tx, plan: Plan, unit: Unit, indicator: str, first_day: date, last_day: date, on: date
) -> Fraction | None:
    """What the unit itself is to reach in the period: its quota in force on the day, else what the plan sets for it.

    A count has the plan's goal of that very year or phase, which is the province's; a share the plan's threshold.
    """
    for quota in await _given(tx, [unit.id], indicator, first_day, last_day, on):
        return quota.amount
    top = plan.unit_kind(unit.kind).level is Level.PROVINCE
    aim = plan.indicator(indicator)
    if aim.formula.kind not in COUNTS:
        return threshold(plan, aim, last_day, top=top)
    return _goal_of_period(plan, aim, first_day, last_day, top=top)


def weights(method: Method, of: Sequence[Child]) -> list[int | Fraction]:
    """What a quota is split over the children by, in their order; what is unknown counts 0.

    Raises ValueError for typed parts, which are not split by anything.
    """
    match method:
        case Method.MEMBERS:
            return [child.members or 0 for child in of]
        case Method.HEADROOM:
            return [max(0, headroom(child) or 0) for child in of]
        case Method.EVENLY:
            return [1 for _ in of]
        case Method.LAST_YEAR:
            return [max(0, child.last_year or 0) for child in of]
        case Method.TYPED:
            raise ValueError("typed parts are not split by anything")


def headroom(child: Child) -> int | None:
    """How many workers could still join; None where one of the two numbers is unknown, below 0 where they clash."""
    return None if child.workers is None or child.members is None else child.workers - child.members


class _Headcounts:
    """The numbers of people in an indicator's scope, read from sums of the day.

    Where members are not compared with another number (an occupational union), they are the workers, too.
    """

    def __init__(self, plan: Plan, indicator: Indicator, on: date) -> None:
        self._on = on
        self._scope = indicator.scope
        self._members = membership(plan)
        self._workers: dict[str, list[str]] = {}
        for kind in indicator.scope:
            level = workforce(plan, kind) or self._members
            if level is not None:
                self._workers.setdefault(level, []).append(kind)
        levels = {self._members, *self._workers} - {None}
        self.tallies: dict[str, tuple[int, ...] | None] = {"units": None}
        for level in sorted(filter(None, levels)):
            self.tallies |= {level: (0,), f"{level}:known": (0,)}

    def units(self, sums: Sums) -> int:
        return sums.total("units", self._on, counts_for=None, kinds=self._scope)

    def members(self, sums: Sums) -> int | None:
        return None if self._members is None else self._known(sums, {self._members: self._scope})

    def workers(self, sums: Sums) -> int | None:
        return self._known(sums, self._workers)

    def _known(self, sums: Sums, kinds_of: Mapping[str, Sequence[str]]) -> int | None:
        known = sum(sums.total(f"{level}:known", self._on, kinds=kinds) for level, kinds in kinds_of.items())
        return sum(sums.total(level, self._on, kinds=kinds) for level, kinds in kinds_of.items()) if known else None


async def _year_before(  # noqa: PLR0917  units, an indicator, a period, a day
    tx: Tx, plan: Plan, ids: Sequence[int], indicator: Indicator, days: tuple[date, date], on: date
) -> dict[int, int | Fraction | None]:
    """The indicator in the statistical year before the period; before a phase it is the year before the day `on`."""
    period = period_of(plan, *days)
    start = on if period is None or period.phase is not None else period.first_day
    year = min(plan.year_of(start) - 1, plan.year_of(on))
    day = min(on, plan.first_day_of(year + 1) - timedelta(days=1))
    found = await figures.of_units(tx, plan, ids, day, indicators=[indicator], span=year_span(plan, year))
    return {unit_id: figure.value for unit_id, (figure,) in found.items()}


async def _given(  # noqa: PLR0917  units, an indicator, a period, a day
    tx: Tx, ids: Sequence[int], indicator: str, first_day: date, last_day: date, on: date
) -> list[Quota]:
    return [
        quota
        for quota in in_force(await quotas.of_units(tx, ids, on), on)
        if (quota.indicator, quota.first_day, quota.last_day) == (indicator, first_day, last_day)
    ]


def _goal_of_period(plan: Plan, indicator: Indicator, first_day: date, last_day: date, *, top: bool) -> Fraction | None:
    period = period_of(plan, first_day, last_day)
    if period is None:
        return None
    year = plan.year_of(last_day)
    for goal in indicator.goals:
        if goal.top_only and not top:
            continue
        if goal.by is not None:
            if goal.by == last_day and goal.since in (None, first_day):
                return goal.value
        elif period.phase is None and (goal.first_year or year) <= year <= (goal.last_year or year):
            return goal.value
    return None
