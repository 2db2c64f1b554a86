"""Stretches of time that figures are measured over: a statistical year or a phase of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Period:
    """A statistical year or, where `phase` has its code, a phase. Both days belong to it."""

    first_day: date
    last_day: date
    phase: str | None = None

    @property
    def eve(self) -> date:
        """The evening before it began: where the levels stood that growth is counted from."""
        return self.first_day - timedelta(days=1)


def year_period(plan: Plan, year: int) -> Period:
    """The statistical year."""
    return Period(plan.first_day_of(year), plan.first_day_of(year + 1) - timedelta(days=1))


def period_between(plan: Plan, first_day: date, last_day: date) -> Period:
    """The statistical year or phase with these days.

    Raises ValueError for any other days: the evening that growth starts from is kept for these periods only.
    """
    year = year_period(plan, plan.year_of(first_day))
    if (year.first_day, year.last_day) == (first_day, last_day):
        return year
    for phase in plan.phases:
        if (phase.first_day, phase.last_day) == (first_day, last_day):
            return Period(first_day, last_day, phase.code)
    raise ValueError(f"{first_day} to {last_day} is neither a statistical year nor a phase of plan '{plan.code}'")
