"""Changes of the tree, each with its decision, also backdated ones: the sums follow in the same transaction.

Each raises `TreeProblem` where it cannot be, and then has changed nothing. `actor` is the officer who does it,
None on the command line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, insert, select, update

from domain.plan import Plan
from domain.reading.fold import fold
from domain.tallies import Place, Steps, difference
from domain.tree import Seat, Tree, TreeProblem, Version
from storage import audit, facts, locks, tables, totals, units
from storage.database import Tx

__all__ = ["NewUnit", "TreeProblem", "change_kind", "close", "found", "found_many", "move", "rename", "set_trait"]

FOUNDED_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit to be founded. `parent` is the code of its superior, None for the province."""

    code: str
    name: str
    kind: str
    parent: str | None
    first_day: date
    decision: str | None = None
    traits: dict[str, Any] = field(default_factory=dict)


async def found(
    tx: Tx,
    plan: Plan,
    *,
    code: str,
    name: str,
    kind: str,
    parent_id: int | None,
    first_day: date,
    decision: str | None = None,
    traits: dict[str, Any] | None = None,
    now: datetime,
    actor: int | None = None,
) -> int:
    """Found one unit below `parent_id`, or (None) the province; return its id."""
    parent = None
    if parent_id is not None:
        parent = await tx.scalar(select(tables.units.c.code).where(tables.units.c.id == parent_id))
        if parent is None:
            raise TreeProblem("unknown-unit", unit=parent_id)
    new = NewUnit(
        code=code,
        name=name,
        kind=kind,
        parent=parent,
        first_day=first_day,
        decision=decision,
        traits=traits or {},
    )
    return (await found_many(tx, plan, [new], now=now, actor=actor))[code]


async def found_many(
    tx: Tx,
    plan: Plan,
    rows: Sequence[NewUnit],
    on_progress: totals.Progress = lambda done, of: None,
    *,
    now: datetime,
    actor: int | None = None,
) -> dict[str, int]:
    """Found units, a superior before those below it; return the id of each new code."""
    await locks.units(tx)
    ids = {row.code: row.id for row in await tx.execute(select(tables.units))}
    new_codes: set[str] = set()
    for row in rows:
        if row.code in ids or row.code in new_codes:
            raise TreeProblem("code-taken", code=row.code)
        if row.parent is not None and row.parent not in ids and row.parent not in new_codes:
            raise TreeProblem("unknown-unit", unit=row.parent)
        new_codes.add(row.code)
    tree = await units.load_tree(tx)
    async with tx.begin_nested():
        for done in range(0, len(rows), FOUNDED_AT_ONCE):
            some = rows[done : done + FOUNDED_AT_ONCE]
            codes = [{"code": row.code} for row in some]
            added = await tx.execute(insert(tables.units).returning(tables.units.c.id, tables.units.c.code), codes)
            ids |= {row.code: row.id for row in added}
            await _found_some(tx, plan, tree, some, ids)
            for row in some:
                await audit.write(tx, actor, "unit.founded", f"unit:{ids[row.code]}", asdict(row), now)
            on_progress(done + len(some), len(rows))
    return {code: ids[code] for code in new_codes}


async def rename(
    tx: Tx,
    plan: Plan,
    unit_id: int,
    name: str,
    first_day: date,
    *,
    decision: str | None = None,
    now: datetime,
    actor: int | None = None,
) -> None:
    """Give the unit another name from `first_day` on, until a later change of its name."""
    change = _Change("unit.renamed", unit_id, {"name": name, "first_day": first_day, "decision": decision}, now, actor)
    await _apply(tx, plan, change, lambda tree: tree.rename(unit_id, name, first_day, decision))


async def change_kind(
    tx: Tx,
    plan: Plan,
    unit_id: int,
    kind: str,
    first_day: date,
    *,
    decision: str | None = None,
    now: datetime,
    actor: int | None = None,
) -> None:
    """Give the unit another kind of the same level from `first_day` on, until a later change of its kind."""
    change = _Change("unit.kind", unit_id, {"kind": kind, "first_day": first_day, "decision": decision}, now, actor)
    await _apply(tx, plan, change, lambda tree: tree.change_kind(plan, unit_id, kind, first_day, decision))


async def set_trait(
    tx: Tx,
    plan: Plan,
    unit_id: int,
    first_day: date,
    *,
    name: str,
    value: bool,
    decision: str | None = None,
    now: datetime,
    actor: int | None = None,
) -> None:
    """Let something be known of the unit from `first_day` on, until a later change of what is known of it."""
    content = {"trait": name, "value": value, "first_day": first_day, "decision": decision}
    change = _Change("unit.trait", unit_id, content, now, actor)
    await _apply(tx, plan, change, lambda tree: tree.set_trait(unit_id, name, value, first_day, decision))


async def move(
    tx: Tx,
    plan: Plan,
    unit_id: int,
    new_parent: int,
    first_day: date,
    *,
    decision: str | None = None,
    now: datetime,
    actor: int | None = None,
) -> None:
    """Put the unit and all below it under another superior from `first_day` on, until a later move."""
    content = {"parent": new_parent, "first_day": first_day, "decision": decision}
    change = _Change("unit.moved", unit_id, content, now, actor)
    await _apply(tx, plan, change, lambda tree: tree.move(plan, unit_id, new_parent, first_day, decision))


async def close(
    tx: Tx,
    plan: Plan,
    unit_id: int,
    end: date,
    *,
    decision: str | None = None,
    now: datetime,
    actor: int | None = None,
) -> None:
    """Close the unit: `end` is the first day without it. Reports dated then or later must be withdrawn before."""
    await locks.units(tx)
    later = sorted(await facts.reports_since(tx, unit_id, end))
    if later:
        raise TreeProblem("reported-later", reports=later, day=end)
    change = _Change("unit.closed", unit_id, {"end": end, "decision": decision}, now, actor)
    await _apply(tx, plan, change, lambda tree: tree.close(plan, unit_id, end, decision))


@dataclass(frozen=True, slots=True)
class _Change:
    """What goes into the audit log about a change of one unit."""

    act: str
    unit_id: int
    content: dict[str, Any]
    now: datetime
    actor: int | None


async def _apply(tx: Tx, plan: Plan, change: _Change, judge: Callable[[Tree], None]) -> None:
    await locks.units(tx)
    tree = await units.load_tree(tx)
    unit_id = change.unit_id
    touched = {unit_id} & tree.versions.keys() | tree.below(unit_id)
    before = {unit: tree.history(unit) for unit in touched}
    versions, seats = tree.versions.get(unit_id, ()), tree.seats.get(unit_id, ())
    judge(tree)
    await _save(tx, tables.unit_versions, map(_version_row, versions), map(_version_row, tree.versions[unit_id]))
    await _save(tx, tables.unit_parents, map(_seat_row, seats), map(_seat_row, tree.seats.get(unit_id, ())))
    after = {unit: tree.history(unit) for unit in touched}
    changed = [unit for unit in touched if after[unit] != before[unit]]
    said = await facts.standing(tx, changed) if changed else {}
    steps: defaultdict[Place, int] = defaultdict(int)
    for unit in changed:
        now, then = (totals.unit_steps(plan, history[unit], said[unit]) for history in (after, before))
        _add(steps, difference(now, then))
    await totals.apply(tx, steps)
    await audit.write(tx, change.actor, change.act, f"unit:{unit_id}", change.content, change.now)


async def _found_some(tx: Tx, plan: Plan, tree: Tree, rows: Sequence[NewUnit], ids: dict[str, int]) -> None:
    steps: defaultdict[Place, int] = defaultdict(int)
    for row in rows:
        version = Version(
            unit=ids[row.code],
            first_day=row.first_day,
            name=row.name,
            kind=row.kind,
            traits=row.traits,
            decision=row.decision,
        )
        tree.found(plan, version, None if row.parent is None else ids[row.parent])
        _add(steps, totals.unit_steps(plan, tree.history(version.unit), ()))
    new = [ids[row.code] for row in rows]
    await tx.execute(insert(tables.unit_versions), [_version_row(row) for unit in new for row in tree.versions[unit]])
    seats = [_seat_row(row) for unit in new for row in tree.seats.get(unit, ())]
    if seats:
        await tx.execute(insert(tables.unit_parents), seats)
    await totals.apply(tx, steps)


def _add(sums: defaultdict[Place, int], steps: Steps) -> None:
    for place, step in steps.items():
        sums[place] += step


async def _save(tx: Tx, table: Table, before: Iterable[dict[str, Any]], after: Iterable[dict[str, Any]]) -> None:
    known = {row["first_day"]: row for row in before}
    for row in after:
        held = known.get(row["first_day"])
        if held is None:
            await tx.execute(insert(table).values(row))
        elif held != row:
            same = (table.c.unit_id == row["unit_id"]) & (table.c.first_day == row["first_day"])
            await tx.execute(update(table).where(same).values(row))


def _version_row(version: Version) -> dict[str, Any]:
    return {
        "unit_id": version.unit,
        "name": version.name,
        "folded_name": fold(version.name),
        "kind": version.kind,
        "traits": version.traits,
        "first_day": version.first_day,
        "end": version.end,
        "decision": version.decision,
        "end_decision": version.end_decision,
    }


def _seat_row(seat: Seat) -> dict[str, Any]:
    return {
        "unit_id": seat.unit,
        "parent_id": seat.parent,
        "first_day": seat.first_day,
        "end": seat.end,
        "decision": seat.decision,
    }
