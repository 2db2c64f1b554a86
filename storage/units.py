"""Units and the tree, as they were on a day. Changes of the tree stand in `storage/tree.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, BindParameter, ColumnElement, Date, Select, Table, bindparam, func, literal, or_, select

from domain import access
from domain.reading.fold import fold
from domain.tree import Seat, Tree, Version
from domain.units import UnitHistory
from storage.database import Tx
from storage.tables import unit_parents, unit_versions, units

ASKED_BY_ID = 5000
"""Databases take some ten thousand parameters at the most: whoever asks about more units is told of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as it was on the day asked about. `parent_id` is None for the province, `first_day` its founding."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    first_day: date
    traits: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands on a day, for many at once. `parent_id` is None for the province."""

    code: str
    kind: str
    parent_id: int | None


async def get(tx: Tx, unit_id: int, on: date) -> Unit | None:
    """The unit as it was `on` the day; None before its founding, from its closing on, and for an unknown id."""
    return await _one(tx, _units(on).where(units.c.id == unit_id))


async def by_code(tx: Tx, code: str, on: date) -> Unit | None:
    """The unit with the code, as it was `on` the day."""
    return await _one(tx, _units(on).where(units.c.code == code))


async def id_of(tx: Tx, code: str) -> int | None:
    """The id of the unit with the code, whether it exists today or not."""
    found: int | None = await tx.scalar(select(units.c.id).where(units.c.code == code))
    return found


async def code(tx: Tx, unit_id: int) -> str:
    """The code of a unit, whether it exists today or not; "" for an unknown id."""
    return str(await tx.scalar(select(units.c.code).where(units.c.id == unit_id)) or "")


async def name(tx: Tx, unit_id: int) -> str:
    """The latest name of a unit, whether it exists today or not; "" for an unknown id."""
    latest = select(unit_versions.c.name).where(unit_versions.c.unit_id == unit_id)
    return str(await tx.scalar(latest.order_by(unit_versions.c.first_day.desc()).limit(1)) or "")


async def top(tx: Tx, on: date) -> Unit | None:
    """The province; None while there is no tree."""
    return await _one(tx, _units(on).where(unit_parents.c.parent_id.is_(None)))


async def children(tx: Tx, unit_id: int, on: date) -> list[Unit]:
    """The units directly below, sorted by name."""
    return await _many(tx, _units(on).where(unit_parents.c.parent_id == unit_id))


async def descendants(tx: Tx, unit_id: int, on: date) -> list[Unit]:
    """All units below, at any depth, sorted by name."""
    return await _many(tx, _units(on).where(units.c.id.in_(select(below(unit_id, on).c.id))))


async def search(
    tx: Tx,
    words: str,
    on: date,
    limit: int,
    *,
    under: int | None = None,
    parent: int | None = None,
    kinds: Collection[str] | None = None,
) -> list[Unit]:
    """Units whose name or code holds each of the words, typed with or without diacritics; the shortest names first.

    `under` leaves only those below that unit, `parent` those directly below it, `kinds` only those of these kinds.
    """
    asked = _units(on)
    for word in fold(words).split():
        asked = asked.where(or_(unit_versions.c.folded_name.contains(word), func.lower(units.c.code).contains(word)))
    if under is not None:
        asked = asked.where(units.c.id.in_(select(below(under, on).c.id)))
    if parent is not None:
        asked = asked.where(unit_parents.c.parent_id == parent)
    if kinds is not None:
        asked = asked.where(unit_versions.c.kind.in_(kinds))
    return await _many(tx, asked.order_by(func.length(unit_versions.c.folded_name)).limit(limit))


async def places(tx: Tx, unit_ids: Collection[int] | None, on: date) -> dict[int, Place]:
    """Where these units (None: all) stand on the day, by id; those that are not there that day are left out."""
    asked = (
        select(units.c.id, units.c.code, unit_versions.c.kind, unit_parents.c.parent_id)
        .join(unit_versions, (unit_versions.c.unit_id == units.c.id) & holds(unit_versions, on))
        .outerjoin(unit_parents, (unit_parents.c.unit_id == units.c.id) & holds(unit_parents, on))
    )
    if unit_ids is not None and len(unit_ids) <= ASKED_BY_ID:
        asked = asked.where(units.c.id.in_(unit_ids))
    return {row[0]: Place(*row[1:]) for row in (await tx.execute(asked)).all()}


async def path(tx: Tx, unit_id: int, on: date) -> tuple[int, ...]:
    """The ids of the unit itself, then of each one above it, the province last."""
    return tuple(await tx.scalars(_PATH, {"unit": unit_id, "on": on}))


async def relation(tx: Tx, own: int, other: int, on: date) -> access.Relation:
    """How the unit `other` stands to the unit `own`."""
    return access.relation(await path(tx, own, on), await path(tx, other, on))


async def load_tree(tx: Tx, unit_ids: Collection[int] | None = None) -> Tree:
    """The rows of these units and the seats of all that ever stood above them; of every unit where None is given."""
    versions: defaultdict[int, list[Version]] = defaultdict(list)
    seats: defaultdict[int, list[Seat]] = defaultdict(list)
    some = unit_ids is not None
    given = {"units": list(unit_ids)} if unit_ids is not None else None
    for row in (await tx.execute(_VERSIONS_OF_SOME if some else _VERSIONS, given)).all():
        versions[row.unit_id].append(
            Version(
                unit=row.unit_id,
                first_day=row.first_day,
                end=row.end,
                name=row.name,
                kind=row.kind,
                traits=row.traits,
                decision=row.decision,
                end_decision=row.end_decision,
            )
        )
    for row in (await tx.execute(_SEATS_OF_SOME if some else _SEATS, given)).all():
        seats[row.unit_id].append(
            Seat(
                unit=row.unit_id,
                first_day=row.first_day,
                end=row.end,
                parent=row.parent_id,
                decision=row.decision,
            )
        )
    return Tree(
        {unit: tuple(rows) for unit, rows in versions.items()},
        {unit: tuple(rows) for unit, rows in seats.items()},
    )


async def histories(tx: Tx, unit_ids: Collection[int] | None = None) -> dict[int, UnitHistory]:
    """Where these units (None: all) stood on all their days. An unknown id is left out."""
    tree = await load_tree(tx, unit_ids)
    return {unit: tree.history(unit) for unit in tree.versions}


async def histories_by_code(tx: Tx) -> dict[str, UnitHistory]:
    """Where every unit stood on all its days, by the unit's code."""
    of_ids = await histories(tx)
    return {row.code: of_ids[row.id] for row in await tx.execute(select(units.c.code, units.c.id)) if row.id in of_ids}


def holds(table: Table, on: date | BindParameter[date]) -> ColumnElement[bool]:
    """Whether a dated row holds on the day."""
    return (table.c.first_day <= on) & or_(table.c.end.is_(None), table.c.end > on)


def below(unit_id: int, on: date) -> CTE:
    """The ids of all units below, at any depth, as a table with the column `id`."""
    of_unit = select(unit_parents.c.unit_id.label("id")).where(
        unit_parents.c.parent_id == unit_id, holds(unit_parents, on)
    )
    down = of_unit.cte("down", recursive=True)
    return down.union_all(
        select(unit_parents.c.unit_id).join(down, unit_parents.c.parent_id == down.c.id).where(holds(unit_parents, on))
    )


def _units(on: date) -> Select[Any]:
    founded = select(func.min(unit_versions.c.first_day)).where(unit_versions.c.unit_id == units.c.id)
    return (
        select(
            units.c.id,
            units.c.code,
            unit_versions.c.name,
            unit_versions.c.kind,
            unit_parents.c.parent_id,
            unit_versions.c.traits,
            founded.correlate(units).scalar_subquery().label("first_day"),
        )
        .select_from(units)
        .join(unit_versions, (unit_versions.c.unit_id == units.c.id) & holds(unit_versions, on))
        .outerjoin(unit_parents, (unit_parents.c.unit_id == units.c.id) & holds(unit_parents, on))
    )


_GIVEN: BindParameter[Any] = bindparam("units", expanding=True)
_VERSIONS = select(unit_versions).order_by(unit_versions.c.unit_id, unit_versions.c.first_day)
_SEATS = select(unit_parents).order_by(unit_parents.c.unit_id, unit_parents.c.first_day)
_VERSIONS_OF_SOME = _VERSIONS.where(unit_versions.c.unit_id.in_(_GIVEN))
_above = select(units.c.id).where(units.c.id.in_(_GIVEN)).cte("up", recursive=True)
_above = _above.union(select(unit_parents.c.parent_id).join(_above, unit_parents.c.unit_id == _above.c.id))
_SEATS_OF_SOME = _SEATS.where(unit_parents.c.unit_id.in_(select(_above.c.id)))
"""The seats of the units given and of all that ever stood above them."""

_line = select(units.c.id, literal(0).label("height")).where(units.c.id == bindparam("unit")).cte("up", recursive=True)
_line = _line.union_all(
    select(unit_parents.c.parent_id, _line.c.height + 1)
    .join(_line, unit_parents.c.unit_id == _line.c.id)
    .where(holds(unit_parents, bindparam("on", type_=Date)))
)
_PATH = select(_line.c.id).order_by(_line.c.height)
"""A unit, then each one above it. Asked in every turn, so it is made once."""


async def _one(tx: Tx, asked: Select[Any]) -> Unit | None:
    row = (await tx.execute(asked)).mappings().one_or_none()
    return Unit(**row) if row is not None else None


async def _many(tx: Tx, asked: Select[Any]) -> list[Unit]:
    rows = await tx.execute(asked.order_by(unit_versions.c.folded_name, unit_versions.c.name, units.c.id))
    return [Unit(**row) for row in rows.mappings()]
