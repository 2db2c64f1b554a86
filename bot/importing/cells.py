"""What stands in a cell, read as the column wants it. Each reader raises ValueError with what it expected."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.importing.sheet import Cell
from domain.plan import Plan
from domain.reading.fold import clean, fold

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,59}")
LONGEST_NAME = 200
MOST_PEOPLE = 1_000_000

_WHOLE = re.compile(r"\d+|\d{1,3}(?:([.,\u00a0 ])\d{3})(?:\1\d{3})*")
_DAYS = (
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"), (3, 2, 1)),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?"), (1, 2, 3)),
)
_DAY_ZERO = date(1899, 12, 30)
"""Spreadsheet programs count days from here."""
_DAY_NUMBERS = range(10_000, 80_000)


def read_code(cell: Cell) -> str:
    """The code of a unit; a whole number is one, too."""
    text = _as_text(cell)
    if not CODE.fullmatch(text):
        raise ValueError(f"“{text}” is no code: expected at most 60 letters (without diacritics), digits and . _ / -")
    return text


def read_name(cell: Cell) -> str:
    """The name of a unit."""
    name = clean(_as_text(cell))
    if not any(sign.isalpha() for sign in name) or len(name) > LONGEST_NAME:
        raise ValueError(
            f"“{name[:60]}” is no name: expected at most {LONGEST_NAME} characters with a letter among them"
        )
    return name


def read_kind(plan: Plan, cell: Cell) -> str:
    """The code of a unit kind, from its code, its name in either language, or another word for it."""
    text = _as_text(cell)
    for kind in plan.unit_kinds:
        if fold(text) in {fold(word) for word in (kind.code, kind.name.vi, kind.name.en, *kind.words)}:
            return kind.code
    known = ", ".join(f"{kind.code} ({kind.name.vi})" for kind in plan.unit_kinds)
    raise ValueError(f"“{text}” is no kind of union: expected one of {known}")


def read_people(cell: Cell) -> int:
    """A number of people: 1234, or "1.234" as people write it."""
    number: int | None = None
    if isinstance(cell, str) and (match := _WHOLE.fullmatch(cell)):
        number = int(re.sub(r"\D", "", match[0]))
    else:
        number = _whole(cell)
    if number is None or not 0 <= number <= MOST_PEOPLE:
        raise ValueError(f"“{cell}” is no number of people: expected a whole number, such as 28 or 1.234")
    return number


def read_day(cell: Cell) -> date:
    """A day: a date cell, 31/12/2025, 2025-12-31, or the number under which a spreadsheet keeps a day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    number = _whole(cell)
    if number is not None and number in _DAY_NUMBERS:
        return _DAY_ZERO + timedelta(days=number)
    for pattern, (year, month, day) in _DAYS:
        if isinstance(cell, str) and (match := pattern.fullmatch(cell)):
            try:
                return date(int(match[year]), int(match[month]), int(match[day]))
            except ValueError:
                raise ValueError(f"{cell} is not in the calendar: expected a day such as 31/12/2025") from None
    raise ValueError(f"“{cell}” is no day: expected a day such as 31/12/2025")


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return int(cell) if float(cell).is_integer() else None


def _as_text(cell: Cell) -> str:
    number = _whole(cell)
    return str(cell if number is None else number)
