"""What a count will come to by the end of its year, judged by how former years went from the same day on.

The method, and how often it was right, stand in docs/forecast.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from statistics import median

from domain.plan import FormulaKind, Indicator

MOST_YEARS = 5
"""Only so many former years are looked at: what was longer ago says little."""
WIDENED = {3: Fraction(2), 4: Fraction(3, 2), 5: Fraction(1)}
"""By how much the largest mistake about former years is widened, by their number: few can agree by chance."""
LARGEST_SHARE = Fraction(1, 5)
"""A range wider than this share of a usual year to either side says nothing, and is not shown …"""
SMALL = Fraction(2)
"""… unless it is no wider than so many to either side."""
LEAST_FACTOR, MOST_FACTOR = Fraction(1, 2), Fraction(2)
"""The rest of a year is never taken for less or more than so many times that of former years."""


@dataclass(frozen=True, slots=True)
class Past:
    """A completed statistical year: what the count was at the end of the same day of it, and at its end."""

    year: int
    so_far: int
    whole: int

    @property
    def rest(self) -> int:
        """What came from that day on."""
        return self.whole - self.so_far

    @property
    def only_grew(self) -> bool:
        """Whether nothing shows that the count can also fall."""
        return 0 <= self.so_far <= self.whole


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value to expect at the year's end, and between what it ends in about four of five years.

    `years` are the former years that it was judged by, in order.
    """

    value: int
    low: int
    high: int
    years: tuple[int, ...]


def can_be_forecast(indicator: Indicator) -> bool:
    """Whether it is a count that adds up over the year in which it becomes known, and the plan lets it be forecast."""
    adds_up = indicator.formula.kind in (FormulaKind.SUM, FormulaKind.NET) and not indicator.of_last_year
    return adds_up and indicator.forecast


def forecast(so_far: int, pasts: Sequence[Past], passed: Fraction) -> Forecast | None:
    """What `so_far` will have come to by the end of the year; None where former years do not support an answer.

    `pasts` are former years, of which the latest `MOST_YEARS` are used. `passed` is the share of the year that has
    passed (0 to 1). Each of those years is forecast from the others as this year is from all: the largest mistake is
    how far the range reaches to either side, and where that is too far, there is no forecast.
    """
    used = sorted(pasts, key=lambda past: past.year)[-MOST_YEARS:]
    if len(used) not in WIDENED:
        return None
    mistakes = [abs(_expected(past.so_far, _without(used, past), passed) - past.whole) for past in used]
    reach = max(mistakes) * WIDENED[len(used)]
    if reach > max(LARGEST_SHARE * median(Fraction(abs(past.whole)) for past in used), SMALL):
        return None
    value = _expected(so_far, used, passed)
    low, high = floor(value - reach), ceil(value + reach)
    if _only_grows(so_far, used):
        low = max(low, so_far)
    return Forecast(round(value), low, high, tuple(past.year for past in used))


def _expected(so_far: int, pasts: Sequence[Past], passed: Fraction) -> Fraction:
    """The rest of the year is that of former years: the more of this one has passed, the more by its own pace."""
    rest = Fraction(sum(past.rest for past in pasts), len(pasts))
    usual = Fraction(sum(past.so_far for past in pasts), len(pasts))
    if not usual or not _only_grows(so_far, pasts):
        return so_far + rest
    pace = min(max(so_far / usual, LEAST_FACTOR), MOST_FACTOR)
    return so_far + rest * (1 + passed * (pace - 1))


def _only_grows(so_far: int, pasts: Sequence[Past]) -> bool:
    return so_far >= 0 and all(past.only_grew for past in pasts)


def _without(pasts: Sequence[Past], left_out: Past) -> list[Past]:
    return [past for past in pasts if past is not left_out]
