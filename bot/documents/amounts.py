"""Reading the amount that stands in a cell, as people type it and spreadsheet programs keep it."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from domain.limits import MOST
from domain.reading import Problem, Unclear, clean, find_personal_data, read_count, read_percent
from domain.reading.percents import HUNDRED
from handlers.quotas.sheets import CellProblem

LONGEST_WORDS = 40
"""So many characters of what was not understood are kept."""
_NEARLY = Fraction(1, 1_000_000)
"""Computing with binary fractions leaves less than this of a hundredth of a percent."""

_UNREAD = {
    Problem.NEGATIVE: CellProblem.NEGATIVE,
    Problem.NOT_WHOLE: CellProblem.NOT_WHOLE,
    Problem.TOO_LARGE: CellProblem.TOO_LARGE,
    Problem.ABOVE_ALL: CellProblem.TOO_LARGE,
}


def is_formula(cell: Any) -> bool:
    """Whether a cell is computed: its value is then that of another program, on another day."""
    return bool(cell.data_type == "f")


def read_amount(cell: Any, *, shares: bool) -> Fraction | CellProblem | None:
    """The amount in a cell, or why it is none; None where the cell is empty.

    A count is a whole number from 0 to `domain.limits.MOST`. A share is given in percent with at most two decimals,
    or in a cell that shows percent: 80, "80,5%" and 0.8 shown as 80 % come to 4/5, 161/200 and 4/5.
    """
    value = cell.value
    if is_formula(cell):
        return CellProblem.FORMULA
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and cell.data_type == "s":
        return _of_words(value, shares=shares)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return CellProblem.NOT_A_NUMBER
    if not isfinite(value):
        return CellProblem.TOO_LARGE
    number = Fraction(Decimal(repr(value)))
    if number < 0:
        return CellProblem.NEGATIVE
    return _share(number, in_percent="%" not in cell.number_format) if shares else _count(number)


def shown(cell: Any) -> str:
    """What stands in a cell, as a person would know it again; a stranger's phone number is not repeated."""
    value = cell.value
    if isinstance(value, str):
        words = clean(value)[:LONGEST_WORDS]
        return "…" if find_personal_data(value) else words
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return str(value).replace(".", ",")[:LONGEST_WORDS]
    return clean(getattr(value, "text", None) or "=")[:LONGEST_WORDS]


def _count(number: Fraction) -> Fraction | CellProblem:
    if number.denominator != 1:
        return CellProblem.NOT_WHOLE
    return number if number <= MOST else CellProblem.TOO_LARGE


def _share(number: Fraction, *, in_percent: bool) -> Fraction | CellProblem:
    if in_percent and 0 < number <= 1:
        # 0.8 may be less than one percent, or the share of a person who thinks of 80 %.
        return CellProblem.NOT_A_NUMBER
    hundredths = number * (100 if in_percent else HUNDRED)
    if hundredths > HUNDRED:
        return CellProblem.TOO_LARGE
    nearest = round(hundredths)
    return Fraction(nearest, HUNDRED) if abs(hundredths - nearest) < _NEARLY else CellProblem.NOT_A_NUMBER


def _of_words(words: str, *, shares: bool) -> Fraction | CellProblem:
    reading = read_percent(words) if shares else read_count(words)
    if isinstance(reading, Unclear):
        return _UNREAD.get(reading.problem, CellProblem.NOT_A_NUMBER)
    return Fraction(reading.value, HUNDRED) if shares else _count(Fraction(reading.value))
