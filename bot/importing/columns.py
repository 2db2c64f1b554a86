"""Which column of the file holds what: headers in Vietnamese or English, in any order, one or two rows high."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.importing.sheet import Cell, FileProblem, Line
from domain.reading.fold import fold

LOOKED_AT = 15
"""The header is among the first rows that are not empty, below titles of all kinds."""

NAMES: dict[str, tuple[str, ...]] = {
    "code": ("code", "unit code", "ma", "ma don vi", "ma cong doan", "ma cdcs", "ma so"),
    "name": ("name", "unit", "unit name", "ten", "ten don vi", "ten cong doan", "ten cdcs", "don vi", "cong doan"),
    "kind": ("kind", "type", "loai", "loai hinh", "loai don vi", "loai cong doan", "khu vuc"),
    "parent": (
        "parent", "parent code", "superior", "superior code",
        "ma cap tren", "cap tren", "ma don vi cap tren", "don vi cap tren", "cong doan cap tren", "truc thuoc",
    ),
    "founded": ("founded", "founding date", "ngay thanh lap", "thanh lap"),
    "members": (
        "members", "members total",
        "doan vien", "so doan vien", "tong doan vien", "tong so doan vien", "doan vien tong", "doan vien tong so",
    ),
    "members_women": (
        "women members", "members women", "members women among them",
        "doan vien nu", "so doan vien nu", "nu doan vien", "doan vien trong do nu", "doan vien so nu",
    ),
    "workers": (
        "workers", "workers total", "cnvcld", "so cnvcld", "tong cnvcld", "tong so cnvcld", "cnvcld tong",
        "cnvcld tong so", "lao dong", "so lao dong", "tong lao dong", "tong so lao dong", "lao dong tong so",
    ),
    "workers_women": (
        "women workers", "workers women", "cnvcld nu", "so cnvcld nu", "nu cnvcld", "cnvcld trong do nu",
        "lao dong nu", "so lao dong nu", "lao dong trong do nu",
    ),
    "as_of": ("as of", "tinh den ngay", "tinh den", "ngay so lieu", "so lieu den ngay", "so lieu tinh den ngay"),
}  # fmt: skip
"""Folded headers of each column. docs/units-file.md lists them."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a file can have: the folded headers of each, those that it must have, and where they stand."""

    names: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    page: str

    def column_of(self, header: str) -> str | None:
        """The column with this header."""
        return next((column for column, headers in self.names.items() if fold(header) in headers), None)


UNITS = Columns(NAMES, ("code", "name", "kind", "parent"), "docs/units-file.md")


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands (0 is the first), what it is called there, and the line below which data begin."""

    places: dict[str, int]
    titles: dict[int, str]
    last_line: int
    unused: tuple[str, ...]
    clash: str | None

    def say(self, column: str) -> str:
        """The column as a person finds it: its letter and title."""
        place = self.places[column]
        return f"column {letter(place)} ({self.titles[place]})"


def find_header(lines: Sequence[Line], columns: Columns = UNITS) -> Header:
    """The header, which is among the first lines. Raises `FileProblem` with the columns that were not found."""
    best: Header | None = None
    for at, line in enumerate(lines[:LOOKED_AT]):
        candidates = [_header(columns, line.cells, line.number)]
        if at + 1 < len(lines):
            below = lines[at + 1]
            candidates.append(_header(columns, _joined(line.cells, below.cells), below.number))
        for header in candidates:
            if best is None or len(header.places) > len(best.places):
                best = header
    if best is not None and best.clash is not None:
        raise FileProblem(best.clash)
    missing = [column for column in columns.required if best is None or column not in best.places]
    if best is None or missing:
        wanted = "; ".join(f"{column} (such as “{columns.names[column][-1]}”)" for column in missing)
        raise FileProblem(f"The file has no column for {wanted}. {columns.page} lists the headers that are read.")
    return best


def letter(place: int) -> str:
    """What a spreadsheet program calls a column: A, B, …, Z, AA."""
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _header(columns: Columns, cells: Sequence[Cell], line: int) -> Header:
    places: dict[str, int] = {}
    titles = {place: str(cell) for place, cell in enumerate(cells) if cell is not None}
    unused: list[str] = []
    clash = None
    for place, title in titles.items():
        column = columns.column_of(title)
        if column is None:
            unused.append(title)
        elif column in places:
            first = f"{letter(places[column])} (“{titles[places[column]]}”)"
            clash = f"Two columns mean the same: {first} and {letter(place)} (“{title}”). Rename or remove one."
        else:
            places[column] = place
    return Header(places, titles, line, tuple(unused), clash)


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """A header two rows high: a title that spans several columns stands only in the first of them."""
    joined: list[Cell] = []
    span: Cell = None
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else None
        below = lower[place] if place < len(lower) else None
        span = above if above is not None else span
        joined.append(f"{span} {below}" if below is not None and span is not None else above)
    return joined
