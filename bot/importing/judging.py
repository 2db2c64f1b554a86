"""The rows as a tree: codes, superiors, levels and days that must fit each other and what is there already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.importing.rows import Row
from domain.plan import Level, Plan
from storage.units import Unit


def judge_tree(rows: Sequence[Row], known: Iterable[Unit], plan: Plan, today: date) -> None:
    """Add to each row what is wrong with its place in the tree, and mark what is there already.

    `known` are the units of the database. Days of founding and of headcounts that the file leaves out are filled in.
    """
    _Tree(rows, {unit.code: unit for unit in known}, plan, today).judge()


def above_in_file(row: Row, of_file: Mapping[str, Row]) -> list[Row]:
    """The rows above a row, the nearest first; in a circle it ends with the row itself. Keys are folded codes."""
    chain: list[Row] = []
    at = of_file.get((row.parent or "").casefold())
    while at is not None and at not in chain:
        chain.append(at)
        at = None if at is row else of_file.get((at.parent or "").casefold())
    return chain


class _Tree:
    def __init__(self, rows: Sequence[Row], known: Mapping[str, Unit], plan: Plan, today: date) -> None:
        self._rows = rows
        self._known = known
        self._codes = {code.casefold(): code for code in known}
        self._ids = {unit.id: unit for unit in known.values()}
        self._plan = plan
        self._today = today
        self._of_file: dict[str, Row] = {}

    def judge(self) -> None:
        self._find_doubles()
        self._find_provinces()
        for row in self._rows:
            self._judge_parent(row)
            self._judge_known(row)
        self._fill_in_days()
        for row in self._rows:
            self._judge_days(row)

    def _find_doubles(self) -> None:
        for row in self._rows:
            if row.code is None:
                continue
            first = self._of_file.setdefault(row.code.casefold(), row)
            if first is not row:
                row.problems.append(f"the code “{row.code}” stands in row {first.number} already: codes are unique")

    def _find_provinces(self) -> None:
        tops = [unit.code for unit in self._known.values() if unit.parent_id is None]
        for row in self._rows:
            if row.kind is None or self._plan.unit_kind(row.kind).level is not Level.PROVINCE:
                continue
            if row.parent is not None:
                row.problems.append(f"the province has no superior: leave “{row.parent}” out")
            if tops and row.code not in tops:
                row.problems.append(f"there is a province already (“{tops[0]}”), and only one can be")
            elif row.code is not None:
                tops.append(row.code)

    def _judge_parent(self, row: Row) -> None:
        if row.kind is None:
            return
        level = self._plan.unit_kind(row.kind).level
        if level is Level.PROVINCE:
            return
        if row.parent is None:
            if not row.problems:
                row.problems.append("the superior's code is missing: only the province has none")
            return
        if row in above_in_file(row, self._of_file):
            row.problems.append("the superiors lead in a circle back to the unit itself")
            return
        row.parent = self._spelled(row.parent)
        above = self._kind_of(row.parent)
        if above is None:
            row.problems.append(
                f"there is no superior with the code “{row.parent}”, neither in the file nor in the database"
            )
        elif above and self._plan.unit_kind(above).level is Level.GRASSROOTS:
            row.problems.append(f"“{row.parent}” cannot be a superior: it is a grassroots union")

    def _spelled(self, code: str) -> str:
        """The code with the capitals of the unit's own row, or as the database has it."""
        row = self._of_file.get(code.casefold())
        own = row.code if row is not None else None
        return own or self._codes.get(code.casefold(), code)

    def _kind_of(self, code: str) -> str | None:
        """The kind of a unit of the file or the database; "" where its row does not say, None for an unknown one."""
        row = self._of_file.get(code.casefold())
        if row is not None:
            return row.kind or ""
        known = self._known.get(code)
        return known.kind if known is not None else None

    def _judge_known(self, row: Row) -> None:
        known = self._known.get(self._codes.get((row.code or "").casefold(), ""))
        if known is None or row.problems:
            return
        row.there = True
        above = self._ids.get(known.parent_id or 0)
        said = {
            "name": (row.name, known.name),
            "kind": (row.kind, known.kind),
            "superior": (row.parent or "", above.code if above is not None else ""),
        }
        for what, (new, old) in said.items():
            if new != old:
                row.problems.append(
                    f"the unit is in the database already with another {what} (“{old}”), and importing changes no units"
                )

    def _fill_in_days(self) -> None:
        """A unit whose founding is not told is older than the plan, and not younger than any unit below it."""
        default = date(self._plan.starts.year - 1, 1, 1)
        told = {row.number for row in self._rows if row.founded is not None}
        for row in self._rows:
            row.as_of = row.as_of or self._today
            row.founded = row.founded or min(default, row.as_of)
        for row in sorted(self._rows, key=lambda row: len(above_in_file(row, self._of_file)), reverse=True):
            above = self._of_file.get((row.parent or "").casefold())
            if above is not None and above.number not in told and above.founded and row.founded:
                above.founded = min(above.founded, row.founded)

    def _judge_days(self, row: Row) -> None:
        if row.problems or row.there or row.founded is None or row.as_of is None:
            return
        above = self._of_file.get((row.parent or "").casefold())
        known = self._known.get(row.parent or "")
        since = known.first_day if known is not None else above.founded if above is not None else None
        if since is not None and row.founded < since:
            row.problems.append(
                f"it was founded on {row.founded:%d/%m/%Y}, before its superior “{row.parent}” ({since:%d/%m/%Y})"
            )
        if row.counted and row.as_of < row.founded:
            row.problems.append(
                f"the headcount is of {row.as_of:%d/%m/%Y}, before the unit was founded ({row.founded:%d/%m/%Y})"
            )
