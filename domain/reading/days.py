"""Reading which day: the latest that has passed for a fact, the next to come for a plan, or either."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum

from domain.reading.day_words import Calendar, Hint, Mentions, Weekday, mentions, strange_words
from domain.reading.fold import clean
from domain.reading.results import LONGEST, Problem, Reading, Unclear, Understood

_WEEK = timedelta(days=7)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class Side(Enum):
    """On which side of today a day may lie; today itself always may."""

    PASSED = "passed"
    COMING = "coming"
    EITHER = "either"


def read_day(text: str, today: date, side: Side = Side.PASSED) -> Reading[date]:
    """The day that `text` names, seen from `today`; day first always ("12/3" is 12 March).

    A fact without a year takes the latest date that has passed and is never in the future; a planned day
    the next to come and is never in the past; where it may be either, both are offered, the nearer one first.
    Stretches ("cuối tháng 2"), lunar days and contradictions are Unclear, and a day that does not exist (31/11)
    is refused as it stands, in `details["words"]`.
    """
    if len(text) > LONGEST:
        return Unclear(Problem.TOO_LONG)
    words = clean(text)
    if not words:
        return Unclear(Problem.EMPTY)
    found = mentions(words, today)
    if Hint.LUNAR in found.hints:
        return Unclear(Problem.LUNAR, details={"words": words})
    if Hint.PART in found.hints:
        return Unclear(Problem.NOT_A_DAY, details={"words": words})
    if not (found.dates or found.days or found.weekdays):
        return _digits_only(words, found, today, side)
    readings = _readings(found, today, side)
    if isinstance(readings, Unclear):
        return readings
    return _judge(readings, found, words, today, side)


def _readings(found: Mentions, today: date, side: Side) -> list[date] | Unclear[date]:
    """The different days named by date or by "hôm qua", else by a weekday; Unclear when one cannot be."""
    days: list[date] = []
    for written in found.dates:
        meant = _on_calendar(written, today, side)
        if isinstance(meant, Unclear):
            return meant
        days.extend(_on_named_weekday(meant, found.weekdays))
    days.extend(found.days)
    if not days:
        for weekday in found.weekdays:
            days.extend(_on_weekday(weekday, today, side))
    return list(dict.fromkeys(days))


def _on_named_weekday(days: tuple[date, ...], weekdays: list[Weekday]) -> tuple[date, ...]:
    """Of several days that a date without a year can be, those on the weekday that was named beside it."""
    named = {weekday.number for weekday in weekdays}
    fitting = tuple(day for day in days if day.weekday() in named)
    return fitting or days


def _judge(days: list[date], found: Mentions, words: str, today: date, side: Side) -> Reading[date]:
    allowed = tuple(day for day in days if not _is_on_wrong_side(day, today, side))
    details = {"words": words}
    if Hint.CORRECTION in found.hints:
        return Unclear(Problem.CORRECTED, allowed[::-1], details)
    dated = bool(found.dates or found.days)
    if "/" in found.rest:
        return Unclear(Problem.NOT_A_DAY, details=details)
    if len(days) > 1 or re.search(r"\d", found.rest):
        problem = Problem.SEVERAL_DAYS if dated or len(found.weekdays) > 1 else Problem.AMBIGUOUS
        return Unclear(problem, allowed, details)
    if dated and any(weekday.number != days[0].weekday() for weekday in found.weekdays):
        nearest = _nearest(days[0], found.weekdays[0].number)
        both = (days[0], nearest)
        return Unclear(
            Problem.WEEKDAY_DIFFERS,
            tuple(day for day in both if not _is_on_wrong_side(day, today, side)),
            details | {"day": days[0]},
        )
    if not allowed:
        return Unclear(
            Problem.IN_THE_PAST if side is Side.COMING else Problem.IN_THE_FUTURE, details=details | {"day": days[0]}
        )
    if Hint.VAGUE in found.hints or Hint.SEVERAL in found.hints:
        return Unclear(Problem.VAGUE, allowed, details)
    bare_letter = not dated and any(weekday.abbreviated and not weekday.place for weekday in found.weekdays)
    if found.is_loose or bare_letter:
        return Unclear(Problem.AMBIGUOUS, allowed, details)
    return Unclear(Problem.OTHER_WORDS, allowed, details) if strange_words(found.rest) else Understood(days[0])


def _on_calendar(written: Calendar, today: date, side: Side) -> tuple[date, ...] | Unclear[date]:
    """The days that a written date can be: one, or two where no year was said and either side of today is allowed."""
    details = {"words": written.words}
    if written.year is not None:
        day = _day(written.year, written.month, written.day)
        return (day,) if day else Unclear(Problem.NO_SUCH_DAY, details=details)
    if _day(2000, written.month, written.day) is None:
        return Unclear(Problem.NO_SUCH_DAY, details=details)
    if side is Side.EITHER:
        return _nearer_first(today, _without_year(written, today, -1)[0], _without_year(written, today, 1)[0])
    day, year = _without_year(written, today, -1 if side is Side.PASSED else 1)
    if day.year != year:
        return Unclear(Problem.NO_SUCH_DAY, (day,), details | {"year": year})
    return (day,)


def _without_year(written: Calendar, today: date, step: int) -> tuple[date, int]:
    """The latest such day up to today (`step` −1) or the next from today on (1), and the year it was looked for in.

    The two differ for 29/2: two leap years are never more than eight years apart.
    """
    ahead = (written.month, written.day) > (today.month, today.day)
    is_today = (written.month, written.day) == (today.month, today.day)
    year = today.year if is_today or ahead == (step > 0) else today.year + step
    real = (day for y in range(year, year + 9 * step, step) if (day := _day(y, written.month, written.day)))
    return next(real), year


def _nearer_first(today: date, *days: date) -> tuple[date, ...]:
    return tuple(sorted(dict.fromkeys(days), key=lambda day: abs(day - today)))


def _on_weekday(weekday: Weekday, today: date, side: Side) -> tuple[date, ...]:
    in_this_week = today + timedelta(days=weekday.number - today.weekday())
    last = in_this_week if in_this_week < today else in_this_week - _WEEK
    following = in_this_week if in_this_week > today else in_this_week + _WEEK
    match weekday.in_week, weekday.place:
        case True, "nay":
            return (in_this_week,)
        case True, "sau" | "toi":
            return (in_this_week + _WEEK,)
        case True, _:
            return (in_this_week - _WEEK,)
        case _, "nay":
            return (in_this_week,)
        case _, "sau" | "toi":
            return (following,)
        case _, "truoc":
            return tuple(dict.fromkeys((last, in_this_week - _WEEK)))
        case _, "":
            chosen = {Side.PASSED: (last,), Side.COMING: (following,), Side.EITHER: (last, following)}[side]
            return _nearer_first(today, *((today,) if in_this_week == today else ()), *chosen)
    return (last,)


def _digits_only(words: str, found: Mentions, today: date, side: Side) -> Reading[date]:
    """Answers without a separator: 12032026 is read, 1203 and a day without its month are asked about."""
    details = {"words": words}
    runs = re.findall(r"\d+", found.rest)
    if re.search(r"\b(?:tuan|thang|nam)\b", found.rest) or len(runs) != 1 or len(runs[0]) not in {1, 2, 4, 6, 8}:
        return Unclear(Problem.NOT_A_DAY, details=details)
    digits = runs[0]
    days = [day for day in _cut(digits, today, side) if day]
    allowed = tuple(dict.fromkeys(d for d in days if not _is_on_wrong_side(d, today, side)))
    if len(digits) == 8 and len(set(days)) == 1 and not strange_words(found.rest.replace(digits, "")):
        if allowed:
            return Understood(allowed[0])
        return Unclear(
            Problem.IN_THE_PAST if side is Side.COMING else Problem.IN_THE_FUTURE, details=details | {"day": days[0]}
        )
    return Unclear(Problem.AMBIGUOUS if allowed else Problem.NOT_A_DAY, allowed, details)


def _cut(digits: str, today: date, side: Side) -> list[date | None]:
    a, b, c = (int(digits[i : i + 2] or 0) for i in (0, 2, 4))
    match len(digits):
        case 8:
            return [_day(int(digits[4:]), b, a), _day(int(digits[:4]), c, int(digits[6:]))]
        case 6:
            return [_day(2000 + c, b, a), _day(2000 + a, b, c)]
        case 4:
            meant = _on_calendar(Calendar(digits, a, b), today, side)
            return [] if isinstance(meant, Unclear) else [*meant]
    steps = {Side.PASSED: (-1,), Side.COMING: (1,), Side.EITHER: (-1, 1)}[side]
    found = (_in_near_month(a, today, step) for step in steps)
    return [*_nearer_first(today, *(day for day in found if day))]


def _in_near_month(number: int, today: date, step: int) -> date | None:
    """The day of that number in this month or one of the two before (`step` −1) or after (1) it."""
    months = range(today.month, today.month + 3 * step, step)
    near = (_day(today.year + (m - 1) // 12, (m - 1) % 12 + 1, number) for m in months)
    return next((day for day in near if day and (day - today).days * step >= 0), None)


def _nearest(day: date, weekday: int) -> date:
    away = (weekday - day.weekday() + 3) % 7 - 3
    return day + timedelta(days=away)


def _is_on_wrong_side(day: date, today: date, side: Side) -> bool:
    return (side is Side.PASSED and day > today) or (side is Side.COMING and day < today)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
