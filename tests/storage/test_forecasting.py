"""Forecasts of units: which former years are used, and that silence is never taken for nothing."""

from __future__ import annotations

from datetime import date

import pytest

from domain.progress.forecast import Forecast
from storage import forecasting, tree
from storage.database import Database, Tx
from tests.storage.moments import NOON
from tests.storage.province import PLAN, Province, filled, found_province, people, record

ON = date(2026, 6, 30)

ALL_FIVE = (2021, 2022, 2023, 2024, 2025)


async def _admitted(tx: Tx, province: Province, unit: int, year: int, *, spring: int = 10, autumn: int = 10) -> None:
    for people_, day in ((spring, date(year, 3, 12)), (autumn, date(year, 10, 12))):
        if people_ and day <= ON:
            await record(tx, filled(province, unit, "ket-nap", day.isoformat(), admitted=people(people_, 0)))


async def _forecast(database: Database, unit: int, on: date = ON, *, code: str = "doan-vien-moi") -> Forecast | None:
    async with database.read() as tx:
        return await forecasting.forecast_of(tx, PLAN, unit, PLAN.indicator(code), on, top=False)


@pytest.mark.parametrize(("on", "value"), [(date(2026, 1, 10), None), (date(2026, 3, 11), None), (ON, 20)])
async def test_the_year_ends_like_former_ones_once_something_is_known_of_it(
    database: Database, on: date, value: int | None
) -> None:
    async def years(tx: Tx) -> Province:
        province = await found_province(tx)
        for year in range(2021, 2027):
            await _admitted(tx, province, province.a, year)
        return province

    province = await database.write(years)
    for unit in (province.a, province.x):
        found = await _forecast(database, unit, on)
        assert found == (None if value is None else Forecast(value, value, value, ALL_FIVE))
    assert await _forecast(database, province.y, on) is None


async def test_a_year_that_nobody_reported_is_no_year_of_nothing(database: Database) -> None:
    async def years(tx: Tx) -> Province:
        province = await found_province(tx)
        for year in (2021, 2022, 2024, 2025, 2026):
            await _admitted(tx, province, province.a, year)
        return province

    province = await database.write(years)
    found = await _forecast(database, province.a)
    assert found is not None
    assert (found.value, found.years) == (20, (2021, 2022, 2024, 2025))


async def test_a_growth_of_years_in_which_nobody_came_or_went_is_no_year_of_nothing(database: Database) -> None:
    """Of a growth every union with a headcount has answered, also for the years before it ever used this."""

    async def years(tx: Tx, reported: tuple[int, ...]) -> Province:
        province = await found_province(tx)
        stated = filled(province, province.a, "so-luong", "2020-06-01", members=people(20), workers=people(90))
        await record(tx, stated)
        for year in reported:
            await _admitted(tx, province, province.a, year)
        return province

    province = await database.write(lambda tx: years(tx, (2026,)))
    assert await _forecast(database, province.a, code="doan-vien-tang") is None


async def test_a_growth_is_forecast_from_the_years_in_which_people_came(database: Database) -> None:
    async def years(tx: Tx) -> Province:
        province = await found_province(tx)
        stated = filled(province, province.a, "so-luong", "2020-06-01", members=people(20), workers=people(900))
        await record(tx, stated)
        for year in (2022, 2023, 2024, 2025, 2026):
            await _admitted(tx, province, province.a, year)
        return province

    province = await database.write(years)
    found = await _forecast(database, province.a, code="doan-vien-tang")
    assert found is not None
    assert (found.value, found.years) == (20, (2022, 2023, 2024, 2025))


async def test_years_before_the_unit_was_there_from_their_first_day_on_are_left_out(database: Database) -> None:
    async def years(tx: Tx) -> tuple[Province, int]:
        province = await found_province(tx)
        new = tree.NewUnit(code="D", name="Trường Mới", kind="hcsn", parent="X", first_day=date(2022, 3, 1))
        ids = await tree.found_many(tx, PLAN, [new], now=NOON)
        for year in range(2022, 2027):
            await _admitted(tx, province, ids["D"], year)
        return province, ids["D"]

    _province, founded = await database.write(years)
    found = await _forecast(database, founded)
    assert found is not None
    assert found.years == (2023, 2024, 2025)


async def test_years_in_which_far_fewer_of_the_units_reported_are_left_out(database: Database) -> None:
    async def years(tx: Tx) -> Province:
        province = await found_province(tx)
        more = [
            tree.NewUnit(code=f"D{n}", name=f"Trường {n}", kind="hcsn", parent="X", first_day=date(2020, 1, 1))
            for n in range(4)
        ]
        ids = await tree.found_many(tx, PLAN, more, now=NOON)
        for year in range(2021, 2027):
            for code in ids if year != 2021 else ["D0"]:
                await _admitted(tx, province, ids[code], year)
        return province

    province = await database.write(years)
    found = await _forecast(database, province.x)
    assert found is not None
    assert (found.value, found.years) == (80, (2022, 2023, 2024, 2025))


async def test_years_of_a_branch_of_another_size_are_left_out(database: Database) -> None:
    async def years(tx: Tx) -> Province:
        province = await found_province(tx)
        more = [
            tree.NewUnit(code=f"D{n}", name=f"Trường {n}", kind="hcsn", parent="X", first_day=date(2022, 5, 1))
            for n in range(5)
        ]
        await tree.found_many(tx, PLAN, more, now=NOON)
        for year in range(2021, 2027):
            await _admitted(tx, province, province.a, year)
        return province

    province = await database.write(years)
    found = await _forecast(database, province.x)
    assert found is not None
    assert found.years == (2022, 2023, 2024, 2025)


async def test_a_growth_is_what_goals_are_compared_with(database: Database) -> None:
    """Losses lower it, and the level goes on from year to year."""

    async def years(tx: Tx) -> Province:
        province = await found_province(tx)
        numbers = {"members": people(100, 0), "workers": people(500, 0)}
        await record(tx, filled(province, province.a, "so-luong", "2020-12-31", **numbers))
        for year in range(2021, 2027):
            await _admitted(tx, province, province.a, year)
            await record(tx, filled(province, province.a, "doan-vien-giam", f"{year}-02-01", lost=3, reason="retired"))
        return province

    province = await database.write(years)
    assert await _forecast(database, province.a, code="doan-vien-tang") == Forecast(17, 17, 17, ALL_FIVE)


async def test_only_counts_over_a_year_are_forecast(database: Database) -> None:
    async def years(tx: Tx) -> Province:
        province = await found_province(tx)
        for year in range(2021, 2027):
            await _admitted(tx, province, province.a, year)
        return province

    province = await database.write(years)
    others = [one.code for one in PLAN.indicators if one.formula.kind not in ("sum", "net")]
    assert others
    for code in others:
        assert await _forecast(database, province.a, code=code) is None


async def test_29_february_corresponds_to_the_28th(database: Database) -> None:
    async def years(tx: Tx) -> Province:
        province = await found_province(tx)
        for year in range(2021, 2025):
            await record(tx, filled(province, province.a, "ket-nap", f"{year}-02-28", admitted=people(5, 0)))
            if year < 2024:
                await record(tx, filled(province, province.a, "ket-nap", f"{year}-03-01", admitted=people(4, 0)))
        return province

    province = await database.write(years)
    found = await _forecast(database, province.a, date(2024, 2, 29))
    assert found == Forecast(9, 9, 9, (2021, 2022, 2023))


async def test_years_before_the_plan_are_left_out(database: Database) -> None:
    async def years(tx: Tx) -> Province:
        province = await found_province(tx)
        for year in range(2020, 2025):
            await _admitted(tx, province, province.a, year)
        return province

    province = await database.write(years)
    found = await _forecast(database, province.a, date(2024, 6, 30))
    assert found is not None
    assert found.years == (2021, 2022, 2023)
