"""A file as rows of cells: the first sheet of an xlsx, or a CSV."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 200_000_000
MOST_ROWS = 20_000

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
    """The rows of the file that hold anything. Raises `FileProblem`."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileProblem(f"{path} is larger than {LARGEST_FILE // 1_000_000} MB: that is no list of units.")
        content = path.read_bytes()
    except OSError as problem:
        raise FileProblem(f"{path} cannot be read: {problem.strerror}.") from None
    found = _xlsx(path, content) if content.startswith(b"PK") else _csv(path, content)
    lines: list[Line] = []
    with warnings.catch_warnings():
        # The reader warns of whatever a workbook has that it does not read: pictures, lists to choose from.
        warnings.simplefilter("ignore")
        for line in found:
            if len(lines) == MOST_ROWS:
                raise FileProblem(f"{path} has more than {MOST_ROWS} rows: split it.")
            if any(cell is not None for cell in line.cells) or line.unsaved:
                lines.append(line)
    return lines


def _csv(path: Path, content: bytes) -> Iterator[Line]:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileProblem(f"{path} is an old .xls or is protected by a password: save it as .xlsx without a password.")
    unreadable = FileProblem(f"{path} is neither an .xlsx nor a CSV in UTF-8: save it as “CSV UTF-8”.")
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise unreadable from None
    if "\0" in text:
        raise unreadable
    head = text[:2000]
    delimiter = max(";\t,", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
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
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise FileProblem(f"{path} is damaged: save it again as .xlsx.") from None
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise FileProblem(f"{path} is not an .xlsx: save it as “Excel workbook (.xlsx)”.")
    if "xl/vbaProject.bin" in names:
        raise FileProblem(f"{path} holds macros: save it as .xlsx without them.")
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FileProblem(f"{path} unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB: that is no list of units.")


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
