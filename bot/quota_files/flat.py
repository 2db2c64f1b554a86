"""A flat list of quotas, one on every line: read a line at a time, as there can be very many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from bot.importing.cells import read_code, read_day
from bot.importing.columns import LOOKED_AT, Header, find_header
from bot.importing.sheet import Cell, FileProblem, Line, read_lines
from bot.quota_files.columns import QUOTAS, read_amount, read_indicator, read_period
from bot.quota_files.given import Given
from domain.assigning import LONGEST_DECISION
from domain.limits import LONGEST_TEXT
from domain.plan import Plan
from domain.progress import Period
from domain.quotas import Quota
from domain.reading.fold import clean
from storage.units import Place

MOST_LINES = 200_000
_KEPT = 4096

T = TypeVar("T")


class _Wrong(Exception):
    """A line that cannot be used; the message says why."""


def read_flat(path: Path, plan: Plan, there: Mapping[int, Place], now: datetime) -> Given:
    """The quotas of the file. `there` are the units of today, by id. Raises `FileProblem`."""
    lines = read_lines(path, MOST_LINES)
    first = list(islice(lines, LOOKED_AT + 1))
    header = find_header(first, QUOTAS)
    reader = _Reader(plan, header, there, now)
    given = Given()
    seen: dict[tuple[int, str, date, date], int] = {}
    for line in chain(first, lines):
        if line.number <= header.last_line:
            continue
        try:
            quota = reader.read(line)
            earlier = seen.setdefault((quota.unit, quota.indicator, quota.first_day, quota.last_day), line.number)
            if earlier != line.number:
                raise _Wrong(f"the same unit, indicator and period stand in line {earlier} already")
        except _Wrong as problem:
            given.mistakes.append(f"Line {line.number}: {problem}.")
        else:
            given.quotas.append(quota)
            given.places.append(f"Line {line.number}")
    if not given.quotas and not given.mistakes:
        raise FileProblem(f"{path} has no lines below its header.")
    return given


class _Reader:
    """Reads lines. What stands in a cell mostly stood in its column before, so each is read once."""

    def __init__(self, plan: Plan, header: Header, there: Mapping[int, Place], now: datetime) -> None:
        self._header = header
        self._now = now
        self._ids = {place.code.casefold(): unit_id for unit_id, place in there.items()}
        self._above = {unit_id: place.parent_id or unit_id for unit_id, place in there.items()}
        self._amount = _once(lambda code, cell: read_amount(plan.indicator(code), cell))
        self._readers: dict[str, Callable[[Cell], Any]] = {
            "unit": _once(self._unit),
            "indicator": _once(lambda cell: read_indicator(plan, cell)),
            "period": _once(lambda cell: read_period(plan, cell)),
            "decision": _once(lambda cell: _text(cell, LONGEST_DECISION)),
            "decided": _once(read_day),
            "reason": _once(lambda cell: _text(cell, LONGEST_TEXT)),
        }

    def read(self, line: Line) -> Quota:
        """The quota of a line. Raises `_Wrong` with everything that is wrong in it."""
        wrong: list[str] = []
        found = {column: self._cell(line, column, read, wrong) for column, read in self._readers.items()}
        indicator = found["indicator"]
        if indicator is not None:
            found["amount"] = self._cell(line, "amount", lambda cell: self._amount(indicator.code, cell), wrong)
        if wrong:
            raise _Wrong("; ".join(wrong))
        period: Period = found["period"]
        return Quota(
            indicator=indicator.code,
            unit=found["unit"],
            first_day=period.first_day,
            last_day=period.last_day,
            amount=found["amount"].value,
            decision=found["decision"],
            decided=found["decided"],
            given_by=self._above[found["unit"]],
            reason=found["reason"] or "",
            known_at=self._now,
        )

    def _cell(self, line: Line, column: str, read: Callable[[Cell], Any], wrong: list[str]) -> Any:
        place = self._header.places.get(column)
        if place is None:
            return None
        cell = line.cells[place] if place < len(line.cells) else None
        try:
            if place in line.unsaved:
                raise ValueError("the formula has no result in the file: open it in a spreadsheet program and save it")
            if cell is not None:
                return read(cell)
            if column in QUOTAS.required:
                raise ValueError("it is empty")
        except ValueError as problem:
            wrong.append(f"{self._header.say(column)}: {problem}")
        return None

    def _unit(self, cell: Cell) -> int:
        code = read_code(cell)
        if code.casefold() not in self._ids:
            raise ValueError(f"there is no unit with the code “{code}” today")
        return self._ids[code.casefold()]


def _once(read: Callable[..., T]) -> Callable[..., T]:
    return lru_cache(_KEPT, typed=True)(read)


def _text(cell: Cell, longest: int) -> str:
    if isinstance(cell, date):
        raise ValueError(f"“{cell:%d/%m/%Y}” is a day: expected words")
    text = clean(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
    if len(text) > longest:
        raise ValueError(f"“{text[:40]}…” has {len(text)} characters: expected at most {longest}")
    return text
