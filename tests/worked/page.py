"""The page of worked examples as data.

A section is a heading of a code and its name, three tables, and any prose between them:

    ## `doi-thoai-dnnn` Đối thoại tại DN nhà nước
    | Mã | Đơn vị | Loại | Thuộc | Thành lập | Đoàn viên | Nữ | CNVCLĐ |      the units (may be left out)
    | Ngày | Đơn vị | Gõ |                                                   what is typed, line after line: a → b → c
    Tính tay: 2 đơn vị ÷ 3 đơn vị = 66,6%; …                                 the reckoning; prose but for its results
    | Đơn vị | Đến ngày | Tử số | Mẫu số | … |                               the figures expected

A day of the last table may be followed by the year asked about: "05/01/2027, năm 2026". An empty cell is an empty word.
What cannot be read raises `Unreadable` with the number of its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

UNITS = ("Mã", "Đơn vị", "Loại", "Thuộc", "Thành lập", "Đoàn viên", "Nữ", "CNVCLĐ")
SAID = ("Ngày", "Đơn vị", "Gõ")
FIGURES = (
    *("Đơn vị", "Đến ngày", "Tử số", "Mẫu số", "Giá trị", "Mục tiêu", "Còn thiếu", "Đã báo cáo", "Trạng thái"),
    "Nói thêm",
)
_HEADING = re.compile(r"## `([a-z-]+)` (.+)")
_NOUN = r"(?: [^\d÷=;:(]+)?(?: \([^)]*\))?"
_RESULT = re.compile(rf"([\d.]+){_NOUN} ÷ ([\d.]+){_NOUN} = ([\d.]+(?:,\d+)?%?)")


class Unreadable(Exception):
    """A line of the page that is none of what is expected there."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A union; `members` empty: it states no headcount."""

    line: int
    code: str
    name: str
    kind: str
    parent: str
    founded: date | None
    members: str
    women: str
    workers: str


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What somebody of the unit types on a day."""

    line: int
    day: date
    unit: str
    typed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The figure of a unit on a day: `cells` by the head of their column, `notes` by their label."""

    line: int
    unit: str
    on: date
    year: int | None
    cells: dict[str, str]
    notes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """One division reckoned by hand: `part` ÷ `whole` = `share`, as printed."""

    line: int
    part: int
    whole: int
    share: str


@dataclass(slots=True)
class Section:
    """The example of one indicator."""

    line: int
    code: str
    name: str
    units: list[UnitRow] = field(default_factory=list)
    said: list[SaidRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)


def read_page(path: Path) -> list[Section]:
    """All sections of the page. Raises `Unreadable`."""
    sections: list[Section] = []
    head: tuple[str, ...] = ()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            matched = _HEADING.fullmatch(line)
            if matched is None:
                raise Unreadable(number, "a heading is “## `code` name”")
            sections.append(Section(number, matched[1], matched[2]))
        if not line.startswith("|"):
            head = ()
            if sections:
                sections[-1].results.extend(_results(number, line))
        elif not sections:
            raise Unreadable(number, "a table stands before the first heading")
        elif not head:
            head = _cells(number, line)
            if head not in (UNITS, SAID, FIGURES):
                raise Unreadable(number, "these are the columns of no table")
        elif set(line) - set("|-"):
            _add(sections[-1], number, head, _cells(number, line))
    return sections


def _add(section: Section, number: int, head: tuple[str, ...], cells: tuple[str, ...]) -> None:
    if len(cells) != len(head):
        raise Unreadable(number, f"{len(head)} cells are expected")
    if head == UNITS:
        code, name, kind, parent, founded, *people = cells
        section.units.append(
            UnitRow(number, code, name, kind, parent, _day(number, founded) if founded else None, *people)
        )
    elif head == SAID:
        day, unit, typed = cells
        section.said.append(SaidRow(number, _day(number, day), unit, tuple(typed.split(" → "))))
    else:
        section.figures.append(_figure(number, cells))


def _figure(number: int, cells: tuple[str, ...]) -> FigureRow:
    named = dict(zip(FIGURES, cells, strict=True))
    unit, asked, said = named.pop("Đơn vị"), named.pop("Đến ngày"), named.pop("Nói thêm")
    day, _, year = asked.partition(", năm ")
    if year and not year.isdigit():
        raise Unreadable(number, f"“{year}” is no year")
    notes: dict[str, str] = {}
    for note in filter(None, said.split("; ")):
        label, colon, value = note.partition(": ")
        if not colon:
            raise Unreadable(number, f"“{note}” is not “label: value”")
        notes[label] = value
    return FigureRow(number, unit, _day(number, day), int(year) if year else None, named, notes)


def _cells(number: int, line: str) -> tuple[str, ...]:
    if not line.endswith("|"):
        raise Unreadable(number, "a row of a table ends with |")
    return tuple(cell.strip() for cell in line[1:-1].split("|"))


def _day(number: int, words: str) -> date:
    try:
        return datetime.strptime(words, "%d/%m/%Y").date()  # noqa: DTZ007  a day has no time zone
    except ValueError:
        raise Unreadable(number, f"“{words}” is not a day such as 22/11/2026") from None


def _results(number: int, line: str) -> Iterator[Result]:
    if not line.startswith("Tính tay: "):
        return
    for part, whole, share in _RESULT.findall(line):
        yield Result(number, int(part.replace(".", "")), int(whole.replace(".", "")), share)
