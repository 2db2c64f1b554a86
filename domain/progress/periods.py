"""Stretches of time that figures are measured over: a statistical year or a phase of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from domain.plan import Indicator, Plan, Season


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


def expected_share(plan: Plan, indicator: Indicator, period: Period, on: date) -> Fraction:
    """What share of a goal can be expected on the day (0 to 1), by the indicator's season.

    Linear: days passed, the day itself included, ÷ days of the period. Once a year: nothing until the due
    month of the period's last year (or of the year after it, where the figure becomes known only then) has ended,
    then all. Always: all.
    """
    match indicator.season:
        case Season.ALWAYS:
            return Fraction(1)
        case Season.ONCE_A_YEAR:
            year = plan.year_of(period.last_day) + indicator.of_last_year
            return Fraction(on > _due(plan, indicator.due_month, year))
        case Season.LINEAR:
            days = (period.last_day - period.first_day).days + 1
            return max(Fraction(0), min(Fraction((on - period.first_day).days + 1, days), Fraction(1)))


def _due(plan: Plan, month: int, year: int) -> date:
    """The last day of the month within the statistical year, in whichever calendar year that is."""
    first_day = plan.first_day_of(year)
    calendar_year = first_day.year if month >= first_day.month else first_day.year + 1
    after = date(calendar_year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)
