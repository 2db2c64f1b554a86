"""Figures made from the sums: of one unit, and of many at once, each with its own quotas."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from domain.quotas import Quota
from storage import figures, quotas
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
    for unit, amount in ((province.x, 15), (province.y, 4)):
        await quotas.assign(tx, _quota(unit, amount, province.top), None)
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
            await figures.of_unit(tx, PLAN, province.x, ON, top=False, year=2027)
