"""Arithmetic on days and months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Where the days of reports and deadlines begin and end."""


def day_in_zone(moment: datetime) -> date:
    """The day that a moment (aware) lies in."""
    return moment.astimezone(ZONE).date()


def moment_of(day: date, at: time) -> datetime:
    """The moment at which the clocks show a time on a day."""
    return datetime.combine(day, at, ZONE)


def after_months(first: date, months: int) -> date:
    """The first day after a stretch of so many months that begins with `first`.

    24 months from 01/03/2024 end with 28/02/2026, and the first day after them is 01/03/2026. Where the month has
    no such day, the stretch ends with the month: one month from 31/01 is over on 01/03.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if first.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, first.day)
    return after_months(date(year, month + 1, 1), 1)
