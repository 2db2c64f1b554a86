"""Changes of the tree: what they do to a unit's days, to the sums, and what is refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import date

import pytest
from sqlalchemy import select

from storage import audit, totals, tree, units
from storage.database import Database, Tx
from storage.tables import totals as sums
from storage.tables import unit_parents, unit_versions
from storage.tables import units as unit_rows
from storage.tree import TreeProblem
from tests.storage.moments import NOON
from tests.storage.province import LONG_AGO, PLAN, filled, found_province, people, record

TODAY = date(2026, 3, 15)
NEW_YEAR = date(2026, 1, 1)
ALL_KINDS = [kind.code for kind in PLAN.unit_kinds]


async def members(tx: Tx, node: int, day: date) -> int:
    return (await totals.sums(tx, [node], [day]))[node].total("members", day, kinds=ALL_KINDS)


async def names(tx: Tx, unit: int) -> list[tuple[date, str]]:
    asked = select(unit_versions).where(unit_versions.c.unit_id == unit).order_by(unit_versions.c.first_day)
    return [(row.first_day, row.name) for row in await tx.execute(asked)]


async def parents(tx: Tx, unit: int) -> list[tuple[date, date | None, int]]:
    asked = select(unit_parents).where(unit_parents.c.unit_id == unit).order_by(unit_parents.c.first_day)
    return [(row.first_day, row.end, row.parent_id) for row in await tx.execute(asked)]


async def test_a_move_takes_the_headcount_along_and_leaves_admissions(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await record(tx, filled(p, p.a, "so-luong", "2025-06-01", members=people(28), workers=people(30)))
        await record(tx, filled(p, p.a, "ket-nap", "2025-12-20", admitted=people(2)))
        await tree.move(tx, PLAN, p.a, p.y, NEW_YEAR, decision="3/QĐ", now=NOON)

        assert [await members(tx, node, date(2025, 12, 31)) for node in (p.top, p.x, p.y)] == [30, 30, 0]
        assert [await members(tx, node, TODAY) for node in (p.top, p.x, p.y)] == [30, 0, 30]
        sums = await totals.sums(tx, [p.x, p.y], [TODAY])
        admitted = [sums[node].total("admissions", TODAY, counts_for=2025, kinds=["hcsn"]) for node in (p.x, p.y)]
        assert admitted == [2, 0]
        assert await totals.check(tx, PLAN) == []

    await database.write(work)


async def test_a_superior_takes_along_all_that_stands_below_it(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await record(tx, filled(p, p.a, "so-luong", "2025-06-01", members=people(28), workers=people(30)))
        await tree.move(tx, PLAN, p.x, p.y, NEW_YEAR, now=NOON)

        assert await units.path(tx, p.a, TODAY) == (p.a, p.x, p.y, p.top)
        assert [await members(tx, p.y, day) for day in (date(2025, 12, 31), NEW_YEAR)] == [0, 28]
        assert await totals.check(tx, PLAN) == []

    await database.write(work)


async def test_a_backdated_move_leaves_later_ones_standing(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await record(tx, filled(p, p.a, "so-luong", "2025-01-01", members=people(28), workers=people(30)))
        await tree.move(tx, PLAN, p.a, p.y, NEW_YEAR, now=NOON)
        await tree.move(tx, PLAN, p.a, p.top, date(2025, 7, 1), now=NOON)

        assert await parents(tx, p.a) == [
            (LONG_AGO, date(2025, 7, 1), p.x),
            (date(2025, 7, 1), NEW_YEAR, p.top),
            (NEW_YEAR, None, p.y),
        ]
        assert [await members(tx, p.x, day) for day in (date(2025, 6, 30), date(2025, 7, 1))] == [28, 0]
        assert [await members(tx, p.y, day) for day in (date(2025, 12, 31), NEW_YEAR)] == [0, 28]
        assert await totals.check(tx, PLAN) == []

    await database.write(work)


async def test_a_backdated_rename_goes_on_through_a_change_of_kind(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await tree.change_kind(tx, PLAN, p.b, "dnnn", date(2025, 7, 1), now=NOON)
        await tree.rename(tx, PLAN, p.b, "Công ty C", NEW_YEAR, now=NOON)
        await tree.rename(tx, PLAN, p.b, "Công ty B", date(2025, 1, 1), now=NOON)

        assert await names(tx, p.b) == [
            (LONG_AGO, "Công ty Cao su Đăk Hà"),
            (date(2025, 1, 1), "Công ty B"),
            (date(2025, 7, 1), "Công ty B"),
            (NEW_YEAR, "Công ty C"),
        ]
        unit = await units.get(tx, p.b, TODAY)
        assert unit is not None
        assert unit.kind == "dnnn"

    await database.write(work)


async def test_a_change_of_kind_takes_the_headcount_along(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await record(tx, filled(p, p.b, "so-luong", "2025-01-01", members=people(28), workers=people(30)))
        await tree.change_kind(tx, PLAN, p.b, "dnnn", NEW_YEAR, now=NOON)

        sums = (await totals.sums(tx, [p.x], [TODAY]))[p.x]
        assert [sums.total("members", TODAY, kinds=[kind]) for kind in ("nnn", "dnnn")] == [0, 28]
        assert await totals.check(tx, PLAN) == []

    await database.write(work)


async def test_a_closed_unit_counts_until_the_eve(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await record(tx, filled(p, p.c, "so-luong", "2025-01-01", members=people(20), workers=people(30)))
        await tree.close(tx, PLAN, p.c, NEW_YEAR, decision="7/QĐ", now=NOON)
        await tree.close(tx, PLAN, p.y, TODAY, now=NOON)

        assert [await members(tx, p.top, day) for day in (date(2025, 12, 31), NEW_YEAR)] == [20, 0]
        assert await totals.check(tx, PLAN) == []
        row = (await tx.execute(select(unit_versions).where(unit_versions.c.unit_id == p.c))).one()
        assert (row.end, row.end_decision) == (NEW_YEAR, "7/QĐ")

    await database.write(work)


Change = Callable[[Tx, dict[str, int]], Awaitable[object]]


def _move(unit: str, to: str, day: date) -> Change:
    return lambda tx, ids: tree.move(tx, PLAN, ids[unit], ids[to], day, now=NOON)


def _kind(unit: str, kind: str) -> Change:
    return lambda tx, ids: tree.change_kind(tx, PLAN, ids[unit], kind, TODAY, now=NOON)


def _close(unit: str, end: date) -> Change:
    return lambda tx, ids: tree.close(tx, PLAN, ids[unit], end, now=NOON)


def _found(code: str, kind: str, parent: str | None, day: date = TODAY) -> Change:
    return lambda tx, ids: tree.found(
        tx,
        PLAN,
        code=code,
        name="Mới",
        kind=kind,
        parent_id=None if parent is None else ids[parent],
        first_day=day,
        now=NOON,
    )


REFUSED: dict[str, tuple[str, Change]] = {
    "moving where it is": ("already-so", _move("a", "x", TODAY)),
    "moving before its founding": ("not-there", _move("a", "y", date(2019, 12, 31))),
    "moving below a grassroots union": ("superior-not-above", _move("a", "b", TODAY)),
    "moving below itself": ("superior-not-above", _move("x", "x", TODAY)),
    "moving below a union that stands below it": ("superior-not-above", _move("x", "inner", TODAY)),
    "a province below another": ("superior-not-above", _found("T2", "tinh", "top")),
    "moving the province": ("province-stays", _move("top", "x", TODAY)),
    "moving below a closed union": ("superior-not-there", _move("a", "closed", date(2025, 7, 1))),
    "moving below a union not yet founded": ("superior-not-there", _move("a", "late", date(2025, 7, 1))),
    "a kind of another level": ("other-level", _kind("a", "cttt")),
    "a kind that the plan does not know": ("unknown-kind", _kind("a", "hợp tác xã")),
    "closing a union with units below it": ("has-units-below", _close("x", TODAY)),
    "closing before reports": ("reported-later", _close("a", date(2026, 2, 1))),
    "closing on the day of a report": ("reported-later", _close("a", date(2026, 3, 1))),
    "closing on the day of a move": ("changed-later", _close("b", NEW_YEAR)),
    "closing before a later move": ("changed-later", _close("b", date(2025, 7, 1))),
    "closing twice": ("already-closed", _close("closed", TODAY)),
    "closing on the day of the founding": ("not-there", _close("c", LONG_AGO)),
    "closing the province": ("province-stays", _close("top", TODAY)),
    "a second province": ("province-exists", _found("T2", "tinh", None)),
    "a union without a superior": ("superior-not-above", _found("N", "nnn", None)),
    "a code that is taken": ("code-taken", _found("A", "nnn", "x")),
    "founding below a closed union": ("superior-not-there", _found("N", "nnn", "closed")),
    "an unknown unit": ("unknown-unit", lambda tx, ids: tree.move(tx, PLAN, 4711, ids["x"], TODAY, now=NOON)),
}


@pytest.mark.parametrize(("key", "change"), REFUSED.values(), ids=REFUSED.keys())
async def test_what_cannot_be_is_refused_and_changes_nothing(database: Database, key: str, change: Change) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await record(tx, filled(p, p.a, "ket-nap", "2026-03-01", admitted=people(2)))
        await tree.move(tx, PLAN, p.b, p.y, NEW_YEAR, now=NOON)
        rows = [
            tree.NewUnit(code="D", name="Đã giải thể", kind="cttt", parent="T", first_day=LONG_AGO),
            tree.NewUnit(code="E", name="Mới lập", kind="cttt", parent="T", first_day=NEW_YEAR),
            tree.NewUnit(code="F", name="CĐ tổng công ty", kind="cttt", parent="X", first_day=NEW_YEAR),
        ]
        new = await tree.found_many(tx, PLAN, rows, now=NOON)
        await tree.close(tx, PLAN, new["D"], NEW_YEAR, now=NOON)
        kept = [(await tx.execute(select(table))).all() for table in (unit_rows, unit_versions, unit_parents, sums)]

        with pytest.raises(TreeProblem) as refused:
            await change(tx, asdict(p) | {"closed": new["D"], "late": new["E"], "inner": new["F"]})
        assert refused.value.key == key
        assert kept == [
            (await tx.execute(select(table))).all() for table in (unit_rows, unit_versions, unit_parents, sums)
        ]

    await database.write(work)


async def test_thousands_are_founded_at_once(database: Database) -> None:
    async def work(tx: Tx) -> None:
        told: list[tuple[int, int]] = []
        rows = [tree.NewUnit(code="T", name="LĐLĐ tỉnh", kind="tinh", parent=None, first_day=LONG_AGO)]
        rows += [
            tree.NewUnit(code=f"N{number}", name="Nghiệp đoàn", kind="nd", parent="T", first_day=LONG_AGO)
            for number in range(599)
        ]
        ids = await tree.found_many(tx, PLAN, rows, lambda done, of: told.append((done, of)), now=NOON)

        assert told == [(500, 600), (600, 600)]
        assert len(ids) == 600
        assert len(await units.children(tx, ids["T"], TODAY)) == 599
        assert await totals.check(tx, PLAN) == []
        with pytest.raises(TreeProblem) as refused:
            await tree.found_many(tx, PLAN, [replace(rows[1], code="P", parent="Q")], now=NOON)
        assert refused.value.details == {"unit": "Q"}

    await database.write(work)


async def test_every_change_of_a_unit_is_in_the_audit_log(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await tree.rename(tx, PLAN, p.c, "Công ty C", TODAY, now=NOON, actor=p.officer)
        await tree.change_kind(tx, PLAN, p.c, "dnnn", TODAY, now=NOON, actor=p.officer)
        await tree.move(tx, PLAN, p.c, p.x, TODAY, now=NOON, actor=p.officer)
        await tree.close(tx, PLAN, p.c, date(2026, 4, 1), now=NOON, actor=p.officer)
        entries = await audit.of(tx, f"unit:{p.c}")
        assert [(entry.act, entry.actor) for entry in entries] == [
            ("unit.founded", None),
            ("unit.renamed", p.officer),
            ("unit.kind", p.officer),
            ("unit.moved", p.officer),
            ("unit.closed", p.officer),
        ]

    await database.write(work)


async def test_what_is_known_of_a_unit_holds_from_its_day_on(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await tree.set_trait(tx, PLAN, p.a, NEW_YEAR, name="big", value=True, decision="4/QĐ", now=NOON)
        await tree.set_trait(tx, PLAN, p.a, TODAY, name="small", value=False, now=NOON)
        stays = (await units.histories(tx, [p.a]))[p.a].stays
        assert [(stay.first_day, stay.traits) for stay in stays] == [
            (LONG_AGO, {}),
            (NEW_YEAR, {"big": True}),
            (TODAY, {"big": True, "small": False}),
        ]
        assert await totals.check(tx, PLAN) == []

    await database.write(work)
