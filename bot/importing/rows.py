"""A row of the file as a unit, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from bot.importing import cells
from bot.importing.columns import Header
from bot.importing.sheet import Cell, Line
from domain.plan import Level, Plan
from domain.plan.headcounts import People, asks_women, headcount_of, stating

T = TypeVar("T")


@dataclass(slots=True, kw_only=True, eq=False)
class Row:
    """One row: what could be read, and a sentence for each thing that cannot be. `there`: the unit exists already."""

    number: int
    code: str | None = None
    name: str | None = None
    kind: str | None = None
    parent: str | None = None
    founded: date | None = None
    members: int | None = None
    members_women: int | None = None
    workers: int | None = None
    workers_women: int | None = None
    as_of: date | None = None
    there: bool = False
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def counted(self) -> bool:
        """Whether the row states a headcount."""
        return self.members is not None or self.workers is not None

    def headcount(self, plan: Plan, kind: str) -> dict[str | None, People]:
        """What the row states of a union of that kind, by the levels of the plan."""
        return headcount_of(
            plan,
            kind,
            (self.members, self.members_women) if self.members is not None else None,
            (self.workers, self.workers_women) if self.workers is not None else None,
        )


def read_rows(lines: Sequence[Line], header: Header, plan: Plan, today: date) -> list[Row]:
    """The rows below the header, each judged by itself."""
    return [_Reader(line, header).read(plan, today) for line in lines if line.number > header.last_line]


class _Reader:
    def __init__(self, line: Line, header: Header) -> None:
        self._line = line
        self._header = header
        self._row = Row(number=line.number)

    def read(self, plan: Plan, today: date) -> Row:
        row = self._row
        row.code = self._cell("code", cells.read_code, needed=True)
        row.name = self._cell("name", cells.read_name, needed=True)
        row.kind = self._cell("kind", lambda cell: cells.read_kind(plan, cell), needed=True)
        row.parent = self._cell("parent", cells.read_code)
        row.founded = self._cell("founded", cells.read_day)
        row.members = self._cell("members", cells.read_people)
        row.members_women = self._cell("members_women", cells.read_people)
        row.workers = self._cell("workers", cells.read_people)
        row.workers_women = self._cell("workers_women", cells.read_people)
        row.as_of = self._cell("as_of", cells.read_day)
        self._judge_days(today)
        self._judge_people(plan)
        return row

    def _cell(self, column: str, read: Callable[[Cell], T], *, needed: bool = False) -> T | None:
        place = self._header.places.get(column)
        if place is None:
            return None
        cell = self._line.cells[place] if place < len(self._line.cells) else None
        if place in self._line.unsaved:
            self._wrong(column, "the formula has no result in the file: open it in a spreadsheet program and save it")
        elif cell is not None:
            try:
                return read(cell)
            except ValueError as problem:
                self._wrong(column, str(problem))
        elif needed:
            self._wrong(column, "it is empty")
        return None

    def _judge_days(self, today: date) -> None:
        row = self._row
        for column, day in (("founded", row.founded), ("as_of", row.as_of)):
            if day is not None and day > today:
                self._wrong(column, f"{day:%d/%m/%Y} has not come yet: expected a day up to {today:%d/%m/%Y}")

    def _judge_people(self, plan: Plan) -> None:
        row = self._row
        for total, women in (("members", "members_women"), ("workers", "workers_women")):
            all_of_them, of_them = getattr(row, total), getattr(row, women)
            if of_them is None:
                continue
            if all_of_them is None:
                self._wrong(women, f"{of_them} women, but no number of {total}")
            elif of_them > all_of_them:
                self._wrong(women, f"{of_them} women are more than the {all_of_them} {total}")
        if row.kind is not None and row.counted:
            self._judge_headcount(plan, row.kind)
        if row.members is not None and row.workers is not None and row.members > row.workers:
            row.warnings.append(f"{row.members} members are more than the {row.workers} workers")

    def _judge_headcount(self, plan: Plan, kind: str) -> None:
        """The plan must have a form in which the headcount can stand."""
        column = "members" if self._row.members is not None else "workers"
        headcount = self._row.headcount(plan, kind)
        if plan.unit_kind(kind).level is not Level.GRASSROOTS:
            self._wrong(column, "only grassroots unions state headcounts")
        elif (form := stating(plan, kind, headcount)) is None:
            named = " and ".join(one for one in ("members", "workers") if getattr(self._row, one) is not None)
            self._wrong(column, f"the plan has no form in which a union of the kind {kind} states its {named}")
        elif any(women is not None and not asks_women(form, level or "") for level, (_, women) in headcount.items()):
            self._row.warnings.append(f"the women are left out, as “{form.name.en}” does not ask for them")

    def _wrong(self, column: str, what: str) -> None:
        self._row.problems.append(f"{self._header.say(column)}: {what}")
