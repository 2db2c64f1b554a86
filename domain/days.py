"""Arithmetic on days and months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def after_months(first: date, months: int) -> date:
    """The first day after a stretch of so many months that begins with `first`.

    24 months from 01/03/2024 end with 28/02/2026, and the first day after them is 01/03/2026. Where the month has
    no such day, the stretch ends with the month: one month from 31/01 is over on 01/03.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if first.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, first.day)
    return after_months(date(year, month + 1, 1), 1)
