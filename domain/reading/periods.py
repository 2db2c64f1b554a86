"""Reading which period is asked about: a month, quarter, half or whole year, a phase or a term, anywhere in a text.

Numbers that may belong to a unit's name are no period: a bare number never is, and a bare year is none behind a word
that wants a number ("trường 2025") or before what is counted ("2025 người").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.reading import period_words as patterns
from domain.reading.fold import fold
from domain.reading.phrases import Line
from domain.reading.results import LONGEST


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    PHASE = "phase"
    TERM = "term"


_MONTHS_OF = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6}


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """A period in plain numbers of the calendar; which days belong to it is the plan's business.

    `number` is which month (1–12), quarter (1–4) or half (1, 2) of `year` it is, and 0 for the others. A phase and a
    term have the years `first` and `last` instead, as far as they were said; without any, the present one is meant.
    """

    kind: PeriodKind
    number: int = 0
    year: int | None = None
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """The period that words name, and the other words, folded.

    `on` is the day up to which is asked ("tính đến 20/10"); None: up to the period's end, or today.
    """

    period: PeriodWords
    rest: str
    on: date | None = None


_Asked = tuple[PeriodWords, date | None]


def read_period(words: str, today: date) -> PeriodFound | None:
    """The period that `words` name, seen from `today`; None where they name none. Of several, one is taken.

    A month, quarter or half without a year is the latest that has begun: in November "tháng 12" is last year's.
    "9 tháng đầu năm" and "đến hết quý 3" are the year, up to the last day of those months. "So với cùng kỳ" is taken
    out and names no period of its own, since those figures stand beside all others: alone it is the present year.
    """
    if len(words) > LONGEST:
        return None
    line = Line.of(words, patterns.SPELLED)
    compared = line.find(patterns.COMPARED)
    if compared is not None:
        line = line.without(compared)
    if line.find(patterns.FROM_WITHIN):
        return None
    for phrases, read in _RULES:
        match = line.find(*phrases)
        if match is None:
            continue
        rest, groups = line.without(match), _groups(match)
        if read not in _OF_YEARS and not groups.keys() & {"year", "short", "near_month", "near_quarter"}:
            year = rest.find(*patterns.YEARS)
            if year is not None:
                rest, groups = rest.without(year), groups | _groups(year)
        asked = read(groups, today)
        if asked is not None:
            return PeriodFound(asked[0], fold(str(rest)), asked[1])
    return PeriodFound(_year(today.year), fold(str(line))) if compared else None


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name: group for name, group in match.groupdict().items() if group is not None}


def _year(year: int) -> PeriodWords:
    return PeriodWords(PeriodKind.YEAR, year=year)


def _said_year(groups: Mapping[str, str], today: date) -> int | None:
    """The year in the words; None where they hold none."""
    if "year" in groups:
        return int(groups["year"])
    if "short" in groups:
        return 2000 + int(groups["short"])
    return today.year - patterns.YEARS_BACK[groups["away"]] if "away" in groups else None


def _read_year(groups: Mapping[str, str], today: date) -> _Asked:
    return _year(_said_year(groups, today) or today.year), None


def _read_stretch(groups: Mapping[str, str], today: date) -> _Asked | None:
    kind = PeriodKind.PHASE if groups.get("stretch", "giai doan") == "giai doan" else PeriodKind.TERM
    first, last = (int(f"20{groups[name][-2:]}") if name in groups else None for name in ("first", "last"))
    if first is not None and last is not None and first >= last:
        return None
    return PeriodWords(kind, first=first, last=last), None


def _read_part(groups: Mapping[str, str], today: date) -> _Asked | None:
    year = _said_year(groups, today)
    if "month" in groups:
        return _part(PeriodKind.MONTH, _number(groups["month"], patterns.MONTHS), year, today)
    if "quarter" in groups:
        return _part(PeriodKind.QUARTER, _number(groups["quarter"], patterns.QUARTERS), year, today)
    if "near_month" in groups:
        return _near(PeriodKind.MONTH, groups["near_month"], today)
    if "near_quarter" in groups:
        return _near(PeriodKind.QUARTER, groups["near_quarter"], today)
    return _part(PeriodKind.HALF, 1 if "first_half" in groups else 2, year, today)


def _part(kind: PeriodKind, number: int, year: int | None, today: date) -> _Asked | None:
    """The part of the year said, else the latest that has begun; None where a year has no such part."""
    months = _MONTHS_OF[kind]
    if not 1 <= number <= 12 // months:
        return None
    begun = (number - 1) * months < today.month
    return PeriodWords(kind, number, year or (today.year if begun else today.year - 1)), None


def _near(kind: PeriodKind, which: str, today: date) -> _Asked:
    """The present month or quarter, or the one before it."""
    a_year = 12 // _MONTHS_OF[kind]
    place = today.year * a_year + (today.month - 1) // _MONTHS_OF[kind] - (which != "nay")
    return PeriodWords(kind, place % a_year + 1, place // a_year), None


def _read_first_months(groups: Mapping[str, str], today: date) -> _Asked | None:
    """Read "9 tháng đầu năm": the quarter, half or year that so many months are, else the year up to their end."""
    months = _number(groups["months"], patterns.MONTHS)
    asked = _part(PeriodKind.MONTH, months, _said_year(groups, today), today)
    if asked is None or months == 12:
        return asked and (_year(asked[0].year or today.year), None)
    kind = {3: PeriodKind.QUARTER, 6: PeriodKind.HALF}.get(months)
    return _up_to(asked[0]) if kind is None else _part(kind, 1, _said_year(groups, today), today)


def _read_up_to_part(groups: Mapping[str, str], today: date) -> _Asked | None:
    asked = _read_part(groups, today)
    return asked and _up_to(asked[0])


def _up_to(part: PeriodWords) -> _Asked:
    """The year up to the last day of a part of it."""
    assert part.year is not None
    month = part.number * _MONTHS_OF[part.kind]
    return _year(part.year), date(part.year, month, monthrange(part.year, month)[1])


def _read_up_to_day(groups: Mapping[str, str], today: date) -> _Asked | None:
    """The year up to a day; without a year, the latest such day."""
    month, day, year = int(groups["of_month"]), int(groups["day"]), _said_year(groups, today)
    year = year or (today.year if (month, day) <= (today.month, today.day) else today.year - 1)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return _year(year), date(year, month, day)


def _number(said: str, spelled: Mapping[str, int]) -> int:
    return int(said) if said.isdecimal() else spelled[said]


_OF_YEARS: tuple[Any, ...] = (_read_stretch, _read_year)
_RULES = (
    (patterns.UP_TO_DAY, _read_up_to_day),
    (patterns.UP_TO_PART, _read_up_to_part),
    (patterns.FIRST_MONTHS, _read_first_months),
    (patterns.PARTS, _read_part),
    ((patterns.SCHOOL_YEAR,), _read_year),
    (patterns.STRETCHES, _read_stretch),
    ((*patterns.YEARS, patterns.SINCE_NEW_YEAR), _read_year),
)
"""How periods are written, and who reads them: what is written at greater length comes first."""
