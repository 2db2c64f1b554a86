"""Numbers, days and lists as the language now spoken writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from locales.language import current

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The time zone of Viet Nam, in which people say and read every time."""
DAY = {"vi": "dd/MM/yyyy", "en": "d MMM yyyy"}
SHORT_DAY = {"vi": "dd/MM", "en": "d MMM"}
MOMENT = {"vi": "{time} ngày {day}", "en": "{time} on {day}"}
MONEY = {"vi": "{amount} đồng", "en": "{amount} VND"}


def number(n: int) -> str:
    """Write a whole number: 1.234 (vi), 1,234 (en)."""
    return _decimal(Decimal(n), "#,##0")


def signed(n: int) -> str:
    """Write a change with its sign: +6, −1, and a bare 0."""
    return f"+{number(n)}" if n > 0 else number(n)


def percent(share: Fraction | int, *, most_decimals: int = 1) -> str:
    """Write a share with one decimal, 2/3 as 66,6%; with more, up to `most_decimals`, only where they are not 0.

    It is cut, never rounded: 69,96 % must not read as the 70,0 % that it has not reached.
    """
    cut = Decimal(int(Fraction(share) * 100 * 10**most_decimals)).scaleb(-most_decimals)
    return _decimal(cut, "#,##0.0" + "#" * (most_decimals - 1)) + "%"


def average(mean: Fraction) -> str:
    """Write an average with one decimal or two, 2/3 as 0,66: cut, never rounded up."""
    hundredths = int(mean * 100)
    return _decimal(Decimal(hundredths).scaleb(-2), "#,##0.0#")


def money(dong: int) -> str:
    """Write an amount of money, which is always whole đồng: 5.000.000 đồng."""
    return MONEY[current()].format(amount=number(dong))


def day(d: date) -> str:
    """Write a day with its year: 12/03/2026 (vi), 12 Mar 2026 (en)."""
    return format_date(d, DAY[current()], locale=current())


def short_day(d: date) -> str:
    """Write a day whose year is clear from the sentence: 12/03 (vi), 12 Mar (en)."""
    return format_date(d, SHORT_DAY[current()], locale=current())


def local(instant: datetime) -> datetime:
    """Return an instant as the clocks in Viet Nam show it; raise `ValueError` for one without time zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(ZONE)


def clock_time(instant: datetime) -> str:
    """Write the local time of day of an instant: 08:42."""
    return f"{local(instant):%H:%M}"


def moment(instant: datetime) -> str:
    """Write the local time and day of an instant: 08:42 ngày 13/03/2026."""
    return MOMENT[current()].format(time=clock_time(instant), day=day(local(instant).date()))


def listing(items: Iterable[object]) -> Markup:
    """Join items to "a, b và c"; what is not `Markup` is escaped."""
    return Markup(format_list([str(escape(item)) for item in items], locale=current()))  # noqa: S704 - escaped


def _decimal(value: Decimal, pattern: str) -> str:
    return _written(value, pattern, current())


@lru_cache(maxsize=4096)
def _written(value: Decimal, pattern: str, language: str) -> str:
    return format_decimal(value, pattern, locale=language).replace("-", "\N{MINUS SIGN}")
