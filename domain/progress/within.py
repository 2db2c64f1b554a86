"""What of a year's figure came within one month, quarter or half of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.plan import FormulaKind
from domain.progress.formulas import read
from domain.progress.periods import year_period
from domain.progress.readings import COUNTS, Reading
from domain.progress.spans import Span
from domain.progress.sums import Measurement


def within(asked: Measurement, reading: Reading, span: Span) -> int | None:
    """How much `reading`, made at the end of the span so far, exceeds what it was on the evening before the span.

    Of counts it is the value, of shares what stands above the line. What begins anew each year was 0 before its
    first day. None where one of the two is unknown, and for densities, whose two sides move apart.
    """
    if asked.indicator.formula.kind in (FormulaKind.DENSITY, FormulaKind.NARRATIVE):
        return None
    if span.first_day == asked.period.first_day and _begins_anew(asked):
        return _amount(asked, reading)
    after, before = _amount(asked, reading), _amount(asked, read(_on_the_eve(asked, span.eve)))
    return None if after is None or before is None else after - before


def _on_the_eve(asked: Measurement, eve: date) -> Measurement:
    return replace(asked, period=year_period(asked.plan, asked.plan.year_of(eve)), on=eve)


def _begins_anew(asked: Measurement) -> bool:
    """Whether the count starts at 0 with each statistical year."""
    kind = asked.indicator.formula.kind
    if kind is FormulaKind.SHARE_OF_UNITS:
        return asked.plan.measure(asked.numerator).of_years
    return kind is not FormulaKind.LEVEL


def _amount(asked: Measurement, reading: Reading) -> int | None:
    if asked.indicator.formula.kind not in COUNTS:
        return reading.numerator
    return None if reading.value is None else int(reading.value)
