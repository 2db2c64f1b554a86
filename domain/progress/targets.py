"""What a reading is held against: quotas, goals of the year, and milestones passed and to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

from domain.plan import Goal, Indicator, Plan
from domain.progress.formulas import read
from domain.progress.pace import expected_share
from domain.progress.periods import Period, period_between, year_period
from domain.progress.readings import COUNTS, Reading
from domain.progress.sums import Measurement
from domain.quotas import Quota


class Basis(StrEnum):
    """Where a target comes from."""

    QUOTA = "quota"
    YEAR = "year"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One goal with its own period and its own value in it.

    `value` is what counts towards the goal, of a passed target on its last day. `floor` is the
    milestone passed before it. `expected` is the share of the goal that can be expected by now (0 to 1).
    """

    basis: Basis
    first_day: date
    last_day: date
    value: int | Fraction | None
    goal: int | Fraction
    floor: int | Fraction | None
    missing: int | None
    expected: Fraction


def targets_of(asked: Measurement, reading: Reading, *, top: bool, quotas: Sequence[Quota]) -> tuple[Target, ...]:
    """Every quota, goal and milestone that has begun: the one that ends first coming first, then the shorter.

    `asked` and `reading` are those of the year asked for. `top` says whether the node is the plan's own: goals
    marked as the province's hold nowhere else.
    """
    aims = [*_quotas(asked, quotas), *_goals(asked, top=top)]
    aims.sort(key=lambda aim: (aim.last_day, aim.last_day - aim.first_day))
    return tuple(_measured(asked, reading, aim) for aim in aims)


def in_force(targets: Iterable[Target], period: Period, day: date, *, counted: bool) -> Target | None:
    """Of a year its quota, else that of the phase that ends first, else the year's goal, else the next milestone.

    Of a phase what is of its own days comes first, a quota before a milestone; a count (`counted`) has nothing else, as
    what it came to in a phase cannot be held against a goal of other days.
    """

    def is_own(target: Target) -> bool:
        return (target.first_day, target.last_day) == (period.first_day, period.last_day)

    def nearness(target: Target) -> tuple[bool, bool, bool, bool]:
        own = is_own(target)
        return bool(period.phase) and not own, target.basis is not Basis.QUOTA, target.basis is Basis.MILESTONE, not own

    open_ = [target for target in targets if target.last_day >= day]
    if period.phase and counted:
        open_ = [target for target in open_ if is_own(target)]
    return min(open_, key=nearness, default=None)


def floor_of(plan: Plan, indicator: Indicator, year: int, day: date, *, top: bool) -> tuple[int, int | Fraction] | None:
    """What is to be kept up, with the year in which it ended: the goal that ended last.

    A milestone of a growth counts from its own first day on and is no floor for a year.
    """
    ended: list[tuple[int, Fraction]] = []
    for goal in _held(indicator, top=top):
        if goal.by is None and goal.last_year is not None and goal.last_year < year:
            ended.append((goal.last_year, goal.value))
        if goal.by is not None and goal.since is None and goal.by < day:
            ended.append((plan.year_of(goal.by), goal.value))
    if not ended:
        return None
    last_year, value = max(ended)
    return last_year, _amount(indicator, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aim:
    """A goal or quota before it is measured: over `period`, on the last of its days or today."""

    basis: Basis
    period: Period
    first_day: date
    last_day: date
    goal: Fraction
    floor: Fraction | None = None


def _quotas(asked: Measurement, quotas: Sequence[Quota]) -> Iterator[_Aim]:
    for quota in quotas:
        if quota.indicator == asked.indicator.code and quota.amount is not None and quota.first_day <= asked.day:
            yield _Aim(
                basis=Basis.QUOTA,
                period=period_between(asked.plan, quota.first_day, quota.last_day),
                first_day=quota.first_day,
                last_day=quota.last_day,
                goal=quota.amount,
            )


def _goals(asked: Measurement, *, top: bool) -> Iterator[_Aim]:
    held = _held(asked.indicator, top=top)
    for goal in held:
        if goal.by is None:
            if (goal.first_year or 0) <= asked.year <= (goal.last_year or asked.year):
                year = year_period(asked.plan, asked.year)
                yield _Aim(
                    basis=Basis.YEAR,
                    period=year,
                    first_day=year.first_day,
                    last_day=year.last_day,
                    goal=goal.value,
                )
        elif goal.since is None or goal.since <= asked.day:
            yield _Aim(
                basis=Basis.MILESTONE,
                period=_measured_over(asked, goal, goal.by),
                first_day=goal.since or asked.plan.starts,
                last_day=goal.by,
                goal=goal.value,
                floor=_floor(held, goal, asked.day),
            )


def _measured_over(asked: Measurement, goal: Goal, by: date) -> Period:
    """A milestone of a growth counts over its own days, any other is what the last of its years came to."""
    if goal.since is not None:
        return period_between(asked.plan, goal.since, by)
    return year_period(asked.plan, asked.plan.year_of(min(asked.day, by)))


def _held(indicator: Indicator, *, top: bool) -> list[Goal]:
    return [goal for goal in indicator.goals if top or not goal.top_only]


def _floor(held: Iterable[Goal], goal: Goal, day: date) -> Fraction | None:
    """The last milestone passed before this one that counts from the same day."""
    assert goal.by is not None
    before = [
        (other.by, other.value)
        for other in held
        if other.by is not None and other.since == goal.since and other.by < min(goal.by, day)
    ]
    return max(before)[1] if before else None


def _measured(asked: Measurement, reading: Reading, aim: _Aim) -> Target:
    own = reading
    if aim.period != asked.period or aim.last_day < asked.day:
        day = min(asked.day, aim.last_day)
        own = read(replace(asked, period=aim.period, on=day))
    goal = _amount(asked.indicator, aim.goal)
    return Target(
        basis=aim.basis,
        first_day=aim.first_day,
        last_day=aim.last_day,
        value=own.counted,
        goal=goal,
        floor=None if aim.floor is None else _amount(asked.indicator, aim.floor),
        missing=own.missing_to(goal),
        expected=expected_share(asked.plan, asked.indicator, aim.period, asked.on, over=asked.over),
    )


def _amount(indicator: Indicator, goal: Fraction) -> int | Fraction:
    return ceil(goal) if indicator.formula.kind in COUNTS else goal
