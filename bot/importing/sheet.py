"""A file as rows of cells: the first sheet of an xlsx, or a CSV."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.documents.archive import OLD, Danger, Dangerous, judge

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 200_000_000
MOST_ROWS = 20_000

_DANGERS = {
    Danger.DAMAGED: "is damaged: save it again as .xlsx.",
    Danger.NOT_A_WORKBOOK: "is not an .xlsx: save it as “Excel workbook (.xlsx)”.",
    Danger.MACROS: "holds macros: save it as .xlsx without them.",
    Danger.PASSWORD: "is protected by a password: save it as .xlsx without one.",
    Danger.TOO_LARGE: f"unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB: split it.",
}

Cell = str | int | float | bool | date | None
"""What stands in a cell. Text has no blanks around it, and an empty cell is None."""


class FileProblem(Exception):
    """The file as a whole cannot be used; the message is a sentence that says why and what would do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is not empty, under the number that a spreadsheet program shows for it.

    `unsaved` holds the places of formulas whose results the file does not have.
    """

    number: int
    cells: tuple[Cell, ...]
    unsaved: frozenset[int] = frozenset()


def read_sheet(path: Path) -> list[Line]:
    """The rows of a list of units that hold anything. Raises `FileProblem`."""
    return list(read_lines(path, MOST_ROWS))


def read_lines(path: Path, most_rows: int) -> Iterator[Line]:
    """The rows of the file that hold anything, one after the other, so that a long file need not be held in memory.

    Raises `FileProblem`, also for more rows than that.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileProblem(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB: split it.")
        content = path.read_bytes()
    except OSError as problem:
        raise FileProblem(f"{path} cannot be read: {problem.strerror}.") from None
    found = _xlsx(path, content) if content.startswith(b"PK") else _csv(path, content)
    with warnings.catch_warnings():
        # The reader warns of whatever a workbook has that it does not read: pictures, lists to choose from.
        warnings.simplefilter("ignore")
        rows = 0
        for line in found:
            if any(cell is not None for cell in line.cells) or line.unsaved:
                if rows == most_rows:
                    raise FileProblem(f"{path} has more than {most_rows} rows: split it.")
                rows += 1
                yield line


def _csv(path: Path, content: bytes) -> Iterator[Line]:
    if content.startswith(OLD):
        raise FileProblem(f"{path} is an old .xls or is protected by a password: save it as .xlsx without a password.")
    unreadable = FileProblem(f"{path} is neither an .xlsx nor a CSV in UTF-8: save it as “CSV UTF-8”.")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise unreadable from None
    if "\0" in text:
        raise unreadable
    delimiter = max(";\t,", key=text[:2000].count)
    # Text takes several times the memory of bytes: of a long file only the lines at hand are kept as text.
    del text
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding, newline=""), delimiter=delimiter)
    try:
        last = 0
        for cells in reader:
            # A cell with a line break takes several lines of the file, which a person counts from its first.
            yield Line(last + 1, tuple(_tidy(cell) for cell in cells))
            last = reader.line_num
    except csv.Error as problem:
        raise FileProblem(f"{path} breaks off in line {reader.line_num}: {problem}.") from None


def _xlsx(path: Path, content: bytes) -> Iterator[Line]:
    _judge_archive(path, content)
    from openpyxl import load_workbook

    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False).worksheets[0]
        formulas = load_workbook(io.BytesIO(content), read_only=True, keep_links=False).worksheets[0]
        for sheet in (values, formulas):
            # What a file says of its own size is often wrong.
            sheet.reset_dimensions()
        rows = zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True)
        for number, (shown, written) in enumerate(rows, start=1):
            cells = tuple(_tidy(cell) for cell in shown)
            unsaved = {at for at, cell in enumerate(written) if _is_formula(cell) and cells[at] is None}
            yield Line(number, cells, frozenset(unsaved))
    except FileProblem:
        raise
    except Exception as problem:
        # A damaged workbook can break the reader anywhere.
        raise FileProblem(f"{path} is damaged: save it again as .xlsx.") from problem


def _judge_archive(path: Path, content: bytes) -> None:
    try:
        judge(content, LARGEST_UNPACKED)
    except Dangerous as problem:
        raise FileProblem(f"{path} {_DANGERS[problem.danger]}") from None


def _is_formula(cell: object) -> bool:
    return (isinstance(cell, str) and cell.startswith("=")) or type(cell).__name__ in (
        "ArrayFormula",
        "DataTableFormula",
    )


def _tidy(cell: Any) -> Cell:
    if isinstance(cell, str):
        return " ".join(cell.split()) or None
    if cell is None or isinstance(cell, (int, float, date)):
        return cell
    return str(cell)
