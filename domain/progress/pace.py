"""What can be expected by now, and what is needed from now on."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from domain.plan import Indicator, Plan, Season
from domain.progress.periods import Period

MONTH = Fraction(365, 12)
"""Days of a month, where a pace is reckoned."""


def expected_share(plan: Plan, indicator: Indicator, period: Period, on: date, *, over: bool = False) -> Fraction:
    """What share of a goal over `period` can be expected on the day (0 to 1), by the indicator's season.

    Linear: days passed, the day itself included, ÷ days of the period. Once a year: nothing until the due
    month of the period's last year (or of the year after it, where the figure becomes known only then) has ended,
    then all. Always: all. `over`: the day has passed, so what falls due on it is expected, too.
    """
    match indicator.season:
        case Season.ALWAYS:
            return Fraction(1)
        case Season.ONCE_A_YEAR:
            year = plan.year_of(period.last_day) + indicator.of_last_year
            due = last_day_due(plan, indicator.due_month, year)
            return Fraction(on > due or (over and on == due))
        case Season.LINEAR:
            days = (period.last_day - period.first_day).days + 1
            return max(Fraction(0), min(Fraction((on - period.first_day).days + 1, days), Fraction(1)))


def last_day_due(plan: Plan, month: int, year: int) -> date:
    """The last day of the month within the statistical year, in whichever calendar year that is."""
    first_day = plan.first_day_of(year)
    calendar_year = first_day.year if month >= first_day.month else first_day.year + 1
    after = date(calendar_year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def needed_a_month(missing: int, on: date, last_day: date) -> int | None:
    """How many a month reach the goal from tomorrow to the last day; None where less than a month is left."""
    days = (last_day - on).days
    return ceil(missing / (days / MONTH)) if days >= MONTH else None
