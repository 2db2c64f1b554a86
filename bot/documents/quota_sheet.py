"""Reading the sheet of quotas that comes back. It is a stranger's file until it has been read."""

from __future__ import annotations

import io
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.documents.amounts import read_amount, shown
from bot.documents.archive import ARCHIVE, OLD, Danger, Dangerous, judge
from handlers.quotas.sheets import SHAPE, CellProblem, SentLine, SentSheet, SheetProblem, UnreadCell

LARGEST = 2 * 1024 * 1024
"""Bytes of the largest file that is read: a sheet of a thousand unions has fifty thousand."""
LARGEST_UNPACKED = 20 * 1024 * 1024
MOST_LINES = 20_000
LONGEST_CODE = 100

_PROBLEMS = {
    Danger.DAMAGED: SheetProblem.DAMAGED,
    Danger.NOT_A_WORKBOOK: SheetProblem.NOT_A_SHEET,
    Danger.MACROS: SheetProblem.MACROS,
    Danger.PASSWORD: SheetProblem.OLD_FORMAT,
    Danger.TOO_LARGE: SheetProblem.TOO_LARGE,
}


class SheetRefused(Exception):
    """A file as a whole cannot be used."""

    def __init__(self, problem: SheetProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def read_sheet(content: bytes) -> SentSheet:
    """What stands in a sheet of quotas that was filled in. Raises `SheetRefused`, and nothing else."""
    if len(content) > LARGEST:
        raise SheetRefused(SheetProblem.TOO_LARGE)
    if content.startswith(OLD):
        raise SheetRefused(SheetProblem.OLD_FORMAT)
    if not content.startswith(ARCHIVE):
        raise SheetRefused(SheetProblem.NOT_A_SHEET)
    try:
        judge(content, LARGEST_UNPACKED)
        with warnings.catch_warnings():
            # The reader warns of whatever a workbook has that it does not read: pictures, lists to choose from.
            warnings.simplefilter("ignore")
            return _read(content)
    except SheetRefused:
        raise
    except Dangerous as problem:
        raise SheetRefused(_PROBLEMS[problem.danger]) from problem
    except MemoryError as problem:
        raise SheetRefused(SheetProblem.TOO_LARGE) from problem
    except Exception as problem:
        # A damaged workbook can break the reader anywhere.
        raise SheetRefused(SheetProblem.DAMAGED) from problem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hidden:
    """What the hidden sheet says: what the sheet is about, its headings, and the codes of its unions."""

    unit: str
    indicator: str
    first_day: date
    last_day: date
    basis: int
    shares: bool
    heads: tuple[str, ...]
    codes: frozenset[str]


def _read(content: bytes) -> SentSheet:
    from openpyxl import load_workbook

    from bot.making.workbook import CODES

    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        pages = {page.title: page for page in book.worksheets}
        for page in pages.values():
            # What a file says of its own size is often wrong.
            page.reset_dimensions()
        hidden = _hidden(pages.pop(CODES, None))
        page = next((page for page in pages.values() if _heads_of(page) == hidden.heads), None)
        if page is None:
            raise SheetRefused(SheetProblem.NOT_OURS)
        lines, unread = _lines(page, hidden)
    finally:
        book.close()
    return SentSheet(
        unit=hidden.unit,
        indicator=hidden.indicator,
        first_day=hidden.first_day,
        last_day=hidden.last_day,
        basis=hidden.basis,
        lines=tuple(lines),
        unread=tuple(unread),
    )


def _hidden(page: Any) -> _Hidden:
    """Raises `SheetRefused` for a hidden sheet that is not ours, or of another shape."""
    from bot.making.quota_sheets import SIGN, WIDTHS

    rows = [] if page is None else [row for row in page.iter_rows(max_col=len(WIDTHS) + 1, values_only=True) if row]
    if not rows or rows[0][0] != SIGN or type(rows[0][1]) is not int:
        raise SheetRefused(SheetProblem.NOT_OURS)
    if rows[0][1] != SHAPE:
        raise SheetRefused(SheetProblem.OTHER_SHAPE)
    said = {row[0]: row[1] for row in rows if row[0] != "code"}
    try:
        return _Hidden(
            unit=_text(said["unit"]),
            indicator=_text(said["indicator"]),
            first_day=date.fromisoformat(said["first_day"]),
            last_day=date.fromisoformat(said["last_day"]),
            basis=_whole(said["basis"]),
            shares=bool(_whole(said["shares"])),
            heads=next(_tidied(row[1:]) for row in rows if row[0] == "heads"),
            codes=frozenset(_text(row[1]) for row in rows if row[0] == "code"),
        )
    except (KeyError, StopIteration, TypeError, ValueError) as problem:
        raise SheetRefused(SheetProblem.NOT_OURS) from problem


def _heads_of(page: Any) -> tuple[str, ...]:
    from bot.making.quota_sheets import HEADS, WIDTHS

    rows = page.iter_rows(min_row=HEADS, max_row=HEADS, max_col=len(WIDTHS), values_only=True)
    return _tidied(next(rows, ()))


def _lines(page: Any, hidden: _Hidden) -> tuple[list[SentLine], list[UnreadCell]]:
    lines: list[SentLine] = []
    unread: list[UnreadCell] = []
    filled = list(_filled(page))
    often = Counter(_code(cell) for _row, cell, _amount in filled)
    for row, code_cell, cell in filled:
        code, amount = _code(code_cell), read_amount(cell, shares=hidden.shares)
        if not code:
            unread.append(UnreadCell(cell=f"G{row}", words=shown(cell), why=CellProblem.UNKNOWN_UNIT))
        elif code not in hidden.codes or often[code] > 1:
            unread.append(UnreadCell(cell=f"B{row}", words=shown(code_cell), why=CellProblem.UNKNOWN_UNIT))
        elif isinstance(amount, CellProblem):
            unread.append(UnreadCell(cell=f"G{row}", words=shown(cell), why=amount))
        else:
            lines.append(SentLine(cell=f"G{row}", code=code, amount=amount))
    return lines, unread


def _filled(page: Any) -> Iterator[tuple[int, Any, Any]]:
    """The rows below the headings in which anything stands: their numbers, and the cells of code and amount."""
    from bot.making.quota_sheets import AMOUNT, CODE, HEADS

    found = 0
    for number, row in enumerate(page.iter_rows(min_row=HEADS + 1, max_col=AMOUNT), start=HEADS + 1):
        if not row or (not _code(row[CODE - 1]) and row[AMOUNT - 1].value is None):
            continue
        found += 1
        if found > MOST_LINES:
            raise SheetRefused(SheetProblem.TOO_LARGE)
        yield number, row[CODE - 1], row[AMOUNT - 1]


def _code(cell: Any) -> str:
    """The code of a union; one of digits may have become a number on its way."""
    return "" if cell.value is None else str(cell.value).strip()


def _tidied(cells: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(" ".join(str(cell or "").split()) for cell in cells)


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_CODE:
        raise ValueError
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError
    return value
