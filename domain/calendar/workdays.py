"""Which days are worked on in Viet Nam, and the days around Tết on which nobody is reminded of anything.

Holidays and swapped Saturdays come from the library `holidays`; those of years that are not announced yet are its
estimates. What the authorities announce, and what is closed in one place only, wins over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from holidays import HolidayBase, country_holidays

from domain.days import ONE_DAY

NEW_YEAR = "Tết Nguyên Đán"
"""What the library calls the first day of the lunar year."""
QUIET_BEFORE, QUIET_AFTER = timedelta(days=6), timedelta(days=5)
"""From the 25th of the twelfth month, which may have 29 days or 30, to the 6th of the first."""


class WorkingDays:
    """The working days of one place. `announced` says of single days whether they are worked on, whatever else."""

    def __init__(self, announced: Mapping[date, bool] | None = None) -> None:
        self._announced = dict(announced or {})

    def is_working(self, day: date) -> bool:
        """Whether the day is worked on."""
        announced = self._announced.get(day)
        return _of_year(day.year).is_working_day(day) if announced is None else announced

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next working day: a deadline on another day moves there (Civil Code 2015, 148)."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def after(self, day: date, number: int) -> date:
        """The working day `number` working days after `day`."""
        return self._count(day, number, ONE_DAY)

    def before(self, day: date, number: int) -> date:
        """The working day `number` working days before `day`."""
        return self._count(day, number, -ONE_DAY)

    def until(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to `last`; 0 where `last` is not later."""
        days = (first + timedelta(days=place) for place in range(1, (last - first).days + 1))
        return sum(self.is_working(day) for day in days)

    def _count(self, day: date, number: int, step: timedelta) -> date:
        while number:
            day += step
            number -= self.is_working(day)
        return day


def new_year(year: int) -> date:
    """The first day of the lunar year that begins in the calendar year."""
    return next(day for day, name in _of_year(year).items() if name == NEW_YEAR)


def is_quiet(day: date) -> bool:
    """Whether the day lies around Tết: from the 25th of the twelfth lunar month to the 6th of the first."""
    first = new_year(day.year)
    return first - QUIET_BEFORE <= day <= first + QUIET_AFTER


@lru_cache(maxsize=32)
def _of_year(year: int) -> HolidayBase:
    return country_holidays("VN", years=year, language="vi", expand=False)
