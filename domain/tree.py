"""The tree as dated rows, and what a decision may do to it: judged in memory, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from domain.plan import Level, Plan
from domain.units import Stay, UnitHistory


class TreeProblem(Exception):
    """A change of the tree that cannot be: `key` says why, `details` with which units or days.

    `code-taken` (code), `unknown-unit` (unit), `unknown-kind` (kind), `province-exists`, `province-stays`,
    `not-there` (unit, day), `already-so` (since), `other-level` (kind), `superior-not-there` (unit, day),
    `superior-not-above` (unit), `already-closed` (end), `changed-later` (day), `has-units-below` (units),
    `reported-later` (reports, day).

    Of founding and ending with all that belongs to it (`storage.reorganising`): `name-taken` (name, code),
    `before-plan` (starts), `more-members` (members, workers), `not-below` (unit), `into-itself`, `no-members` (unit,
    day: it is not there, or is of a kind that counts no members), `not-in-plan` (no form records the people).
    """

    def __init__(self, key: str, **details: Any) -> None:
        super().__init__(key, details)
        self.key = key
        self.details = details


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A unit's name and kind from `first_day` until before `end`. `end_decision` is the one that closed the unit."""

    unit: int
    first_day: date
    end: date | None = None
    name: str
    kind: str
    traits: dict[str, Any] = field(default_factory=dict)
    decision: str | None = None
    end_decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Under which superior a unit stands from `first_day` until before `end`."""

    unit: int
    first_day: date
    end: date | None = None
    parent: int
    decision: str | None = None


Row = TypeVar("Row", Version, Seat)


@dataclass(slots=True)
class Tree:
    """Units by id, the rows of each in order of days and without gaps. Only the province has no seats.

    A change is judged first and raises `TreeProblem` before it touches anything. One that is dated before others
    leaves those standing: what it sets holds until the next row that says something else.
    """

    versions: dict[int, tuple[Version, ...]]
    seats: dict[int, tuple[Seat, ...]]

    def history(self, unit: int) -> UnitHistory:
        """All stays of a unit. The tree must hold the seats of every unit above it."""
        stays: list[Stay] = []
        for version in self.versions[unit]:
            for first_day, end, path in self._paths(unit, version.first_day, version.end):
                stay = Stay(first_day=first_day, end=end, kind=version.kind, path=path, traits=version.traits)
                if stays and replace(stay, first_day=stays[-1].first_day, end=stays[-1].end) == stays[-1]:
                    stays[-1] = replace(stays[-1], end=end)
                else:
                    stays.append(stay)
        return UnitHistory(unit=unit, stays=tuple(stays))

    def below(self, unit: int) -> set[int]:
        """Every unit that stood somewhere below `unit` on any day."""
        children: defaultdict[int, set[int]] = defaultdict(set)
        for rows in self.seats.values():
            for seat in rows:
                children[seat.parent].add(seat.unit)
        found: set[int] = set()
        waiting = [unit]
        while waiting:
            new = children[waiting.pop()] - found
            found |= new
            waiting += new
        return found

    def found(self, plan: Plan, version: Version, parent: int | None) -> None:
        """Add a unit under `parent`, or the province."""
        level = _level(plan, version.kind)
        if parent is None:
            if level is not Level.PROVINCE:
                raise TreeProblem("superior-not-above", unit=None)
            if self.versions:
                raise TreeProblem("province-exists")
        else:
            seat = Seat(unit=version.unit, first_day=version.first_day, parent=parent, decision=version.decision)
            self._judge(plan, level, seat)
            self.seats[version.unit] = (seat,)
        self.versions[version.unit] = (version,)

    def rename(self, unit: int, name: str, first_day: date, decision: str | None) -> None:
        """Give the unit another name."""
        self.versions[unit] = _with(self._versions(unit), first_day, "name", name, decision)

    def change_kind(self, plan: Plan, unit: int, kind: str, first_day: date, decision: str | None) -> None:
        """Give the unit another kind of the same level."""
        rows = self._versions(unit)
        if _level(plan, kind) is not _level(plan, rows[0].kind):
            raise TreeProblem("other-level", kind=kind)
        self.versions[unit] = _with(rows, first_day, "kind", kind, decision)

    def set_trait(self, unit: int, name: str, value: Any, first_day: date, decision: str | None) -> None:
        """Let something be known of the unit from `first_day` on, as that an agreement applies to it."""
        rows = self._versions(unit)
        held = next((row.traits for row in rows if row.first_day <= first_day and _ends_after(row, first_day)), {})
        self.versions[unit] = _with(rows, first_day, "traits", {**held, name: value}, decision)

    def move(self, plan: Plan, unit: int, parent: int, first_day: date, decision: str | None) -> None:
        """Put the unit, with all that stands below it, under another superior."""
        level = _level(plan, self._versions(unit)[0].kind)
        if level is Level.PROVINCE:
            raise TreeProblem("province-stays")
        rows = _with(self.seats[unit], first_day, "parent", parent, decision)
        for seat in rows:
            if seat not in self.seats[unit]:
                self._judge(plan, level, seat)
        self.seats[unit] = rows

    def close(self, plan: Plan, unit: int, end: date, decision: str | None) -> None:
        """End the unit: `end` is the first day without it. Units below it must have gone before."""
        rows = self._versions(unit)
        if _level(plan, rows[0].kind) is Level.PROVINCE:
            raise TreeProblem("province-stays")
        seats = self.seats[unit]
        if rows[-1].end is not None:
            raise TreeProblem("already-closed", end=rows[-1].end)
        if end <= rows[0].first_day:
            raise TreeProblem("not-there", unit=unit, day=end)
        later = max(rows[-1].first_day, seats[-1].first_day)
        if later >= end:
            raise TreeProblem("changed-later", day=later)
        staying = sorted(
            other for other, held in self.seats.items() if any(s.parent == unit and _ends_after(s, end) for s in held)
        )
        if staying:
            raise TreeProblem("has-units-below", units=staying)
        self.versions[unit] = (*rows[:-1], replace(rows[-1], end=end, end_decision=decision))
        self.seats[unit] = (*seats[:-1], replace(seats[-1], end=end))

    def _versions(self, unit: int) -> tuple[Version, ...]:
        if unit not in self.versions:
            raise TreeProblem("unknown-unit", unit=unit)
        return self.versions[unit]

    def _judge(self, plan: Plan, level: Level, seat: Seat) -> None:
        superior = self._versions(seat.parent)
        if level is Level.PROVINCE or _level(plan, superior[0].kind) is Level.GRASSROOTS:
            raise TreeProblem("superior-not-above", unit=seat.parent)
        if any(seat.unit in path for _, _, path in self._paths(seat.parent, seat.first_day, seat.end)):
            raise TreeProblem("superior-not-above", unit=seat.parent)
        if seat.first_day < superior[0].first_day:
            raise TreeProblem("superior-not-there", unit=seat.parent, day=seat.first_day)
        closed = superior[-1].end
        if closed is not None and _ends_after(seat, closed):
            raise TreeProblem("superior-not-there", unit=seat.parent, day=closed)

    def _paths(
        self, unit: int, first_day: date, end: date | None
    ) -> Iterator[tuple[date, date | None, tuple[int, ...]]]:
        if unit not in self.seats:
            yield first_day, end, (unit,)
        for seat in self.seats.get(unit, ()):
            since = max(first_day, seat.first_day)
            until = end if seat.end is None or (end is not None and end < seat.end) else seat.end
            if until is None or since < until:
                for part_first, part_end, path in self._paths(seat.parent, since, until):
                    yield part_first, part_end, (unit, *path)


def _level(plan: Plan, kind: str) -> Level:
    try:
        return plan.unit_kind(kind).level
    except KeyError as problem:
        raise TreeProblem("unknown-kind", kind=kind) from problem


def _ends_after(row: Version | Seat, day: date) -> bool:
    return row.end is None or row.end > day


def _with(rows: tuple[Row, ...], day: date, field: str, value: object, decision: str | None) -> tuple[Row, ...]:
    """The rows with `field` set from `day` until the next row in which it changes anyway."""
    at = next((row for row in rows if row.first_day <= day and _ends_after(row, day)), None)
    if at is None:
        raise TreeProblem("not-there", unit=rows[0].unit, day=day)
    held = getattr(at, field)
    new: dict[str, Any] = {field: value}
    if held == value:
        raise TreeProblem("already-so", since=at.first_day)
    changed: list[Row] = []
    for row in rows:
        if row is at:
            if row.first_day < day:
                changed.append(replace(row, end=day))
            changed.append(replace(row, first_day=day, decision=decision, **new))
        elif row.first_day > day and getattr(row, field) == held and getattr(changed[-1], field) == value:
            changed.append(replace(row, **new))
        else:
            changed.append(row)
    return tuple(changed)
