"""Figures made from the sums: of one unit, and of many at once, each with its own quotas."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from domain.progress import year_span
from domain.quotas import Quota
from storage import figures, quotas, tree, units
from storage.database import Database, Tx
from tests.storage.moments import NOON
from tests.storage.province import PLAN, Province, filled, found_province, people, record

ON = date(2026, 11, 22)
GROWTH = [PLAN.indicator("doan-vien-tang")]


async def _reported(tx: Tx) -> Province:
    province = await found_province(tx)
    numbers = {"members": people(28), "workers": people(30)}
    await record(tx, filled(province, province.a, "so-luong", "2026-01-01", **numbers))
    await record(tx, filled(province, province.a, "ket-nap", "2026-03-12", admitted=people(5, 2)))
    given = [_quota(unit, amount, province.top) for unit, amount in ((province.x, 15), (province.y, 4))]
    await quotas.add(tx, given, None, NOON)
    return province


def _quota(unit: int, amount: int, given_by: int) -> Quota:
    return Quota(
        indicator="doan-vien-tang",
        unit=unit,
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        amount=Fraction(amount),
        decision="12/QĐ-LĐLĐ",
        decided=date(2026, 1, 5),
        given_by=given_by,
        reason="",
        known_at=NOON,
    )


async def test_each_unit_is_held_against_its_own_quota(database: Database) -> None:
    province = await database.write(_reported)
    async with database.read() as tx:
        found = await figures.of_units(tx, PLAN, [province.x, province.y, province.a], ON, indicators=GROWTH)
    seen = {unit: (one.value, one.goal, one.missing) for unit, (one,) in found.items()}
    assert seen == {province.x: (5, 15, 10), province.y: (None, 4, None), province.a: (5, None, None)}


async def test_a_quota_holds_from_the_day_of_its_decision(database: Database) -> None:
    province = await database.write(_reported)
    async with database.read() as tx:
        (before,) = await figures.of_unit(tx, PLAN, province.x, date(2026, 1, 4), top=False, indicators=GROWTH)
        (after,) = await figures.of_unit(tx, PLAN, province.x, date(2026, 1, 5), top=False, indicators=GROWTH)
    assert (before.goal, after.goal) == (None, 15)


async def test_the_province_has_the_goals_of_the_plan(database: Database) -> None:
    province = await database.write(_reported)
    async with database.read() as tx:
        found = await figures.of_unit(tx, PLAN, province.top, ON, top=True)
        below = await figures.of_unit(tx, PLAN, province.x, ON, top=False)
    assert [one.code for one in found] == [indicator.code for indicator in PLAN.indicators]
    assert [one.goal for one in found if one.code == "doan-vien-tang"] == [570]
    assert [one.goal for one in below if one.code == "tong-dv-tinh"] == [None]


async def test_a_year_that_has_not_begun_is_refused(database: Database) -> None:
    province = await database.write(_reported)
    async with database.read() as tx:
        with pytest.raises(ValueError, match="has not begun"):
            await figures.of_unit(tx, PLAN, province.x, ON, top=False, span=year_span(PLAN, 2027))


async def test_each_unit_by_itself_has_its_own_figure_alone(database: Database) -> None:
    province = await database.write(_reported)
    level = PLAN.indicator("tong-dv-tinh")
    async with database.read() as tx:
        branch = [await units.get(tx, unit, ON) for unit in (province.x, province.a, province.b)]
        found = await figures.of_each(tx, PLAN, [unit for unit in branch if unit is not None], ON, level)
    assert [(one.value, one.coverage.answered, one.coverage.expected) for one in found] == [
        (None, 0, 0),
        (33, 1, 1),
        (None, 0, 1),
    ]


async def test_a_unit_by_itself_keeps_what_it_did_as_another_kind(database: Database) -> None:
    province = await database.write(_reported)
    changed = date(2026, 6, 1)
    await database.write(lambda tx: tree.change_kind(tx, PLAN, province.a, "snncl", changed, now=NOON))
    async with database.read() as tx:
        unit = await units.get(tx, province.a, ON)
        assert unit is not None
        (found,) = await figures.of_each(tx, PLAN, [unit], ON, PLAN.indicator("doan-vien-moi"))
    assert (unit.kind, found.value) == ("snncl", 5)
