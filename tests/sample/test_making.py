"""The whole sample in a database: known figures, sums that agree, and never on top of something else."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from bot.sample.making import NotEmpty, make_sample
from domain.plan import Plan, load_plan, plan_path
from storage import figures, meta, migrate, quotas, totals, tree, units
from storage.database import Database, Tx, open_database
from storage.tree import NewUnit

PLAN: Plan = load_plan(plan_path("kontum-66"))
NOW = datetime(2026, 12, 20, 5, tzinfo=UTC)
TODAY = date(2026, 12, 20)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sample") / "sample.db"
    asyncio.run(make(file))
    return file


async def make(file: Path) -> None:
    database = await fresh(file)
    await database.write(lambda tx: make_sample(tx, PLAN, "kontum-2021", NOW))
    await database.close()


async def fresh(file: Path) -> Database:
    await migrate.upgrade(f"sqlite:///{file}")
    return await open_database(f"sqlite:///{file}")


@pytest.fixture
async def sample(made: Path) -> AsyncIterator[Database]:
    database = await open_database(f"sqlite:///{made}")
    yield database
    await database.close()


async def test_members_of_the_province(sample: Database) -> None:
    async with sample.read() as tx:
        top = await units.top(tx, TODAY)
        assert top is not None
        assert top.code == "ldld-tinh-kon-tum"
        for day in (date(2020, 12, 31), date(2026, 1, 1)):
            [members] = await figures.of_unit(
                tx, PLAN, top.id, day, top=True, indicators=[PLAN.indicator("tong-dv-tinh")]
            )
            assert members.value == 26_339, day


async def test_members_of_a_superior(sample: Database) -> None:
    async with sample.read() as tx:
        unit = await units.by_code(tx, "ldld-dak-ha", TODAY)
        assert unit is not None
        day = date(2020, 12, 31)
        [members] = await figures.of_unit(
            tx, PLAN, unit.id, day, top=False, indicators=[PLAN.indicator("tong-dv-tinh")]
        )
        assert members.value == 2050
        assert len(await units.children(tx, unit.id, TODAY)) == 86


async def test_sums_agree_with_the_reports(sample: Database) -> None:
    async with sample.read() as tx:
        assert await totals.check(tx, PLAN) == []


async def test_the_tree_changed_in_the_year(sample: Database) -> None:
    async with sample.read() as tx:
        top = await units.top(tx, TODAY)
        assert top is not None
        below = {}
        for day in (date(2026, 1, 1), TODAY):
            superiors = await units.children(tx, top.id, day)
            below[day] = sum([len(await units.children(tx, unit.id, day)) for unit in superiors])
    assert below == {date(2026, 1, 1): 900, TODAY: 901}


async def test_every_indicator_has_a_figure(sample: Database) -> None:
    async with sample.read() as tx:
        top = await units.top(tx, TODAY)
        assert top is not None
        shown = await figures.of_unit(tx, PLAN, top.id, TODAY, top=True)
    empty = [one.code for one in shown if not one.value]
    assert len(shown) == len(PLAN.indicators)
    assert empty == ["doi-moi-dvsn"]


async def test_says_what_it_is(sample: Database) -> None:
    async with sample.read() as tx:
        assert await meta.get(tx, "sample") == "kontum-2021"
        assert await meta.get(tx, "sample_note") == "Tổ chức theo mô hình năm 2021"
        assert await meta.get(tx, "plan") == "kontum-66"


async def test_quotas_are_shared_out(sample: Database) -> None:
    async with sample.read() as tx:
        top = await units.top(tx, TODAY)
        assert top is not None
        superiors = await units.children(tx, top.id, TODAY)
        entries = await quotas.of_units(tx, [unit.id for unit in superiors], TODAY)
    assert len(superiors) == len(entries) == 17
    assert sum((entry.amount or Fraction(0) for entry in entries), Fraction(0)) == 570
    assert {(entry.first_day, entry.last_day) for entry in entries} == {(date(2026, 1, 1), date(2026, 12, 31))}


def test_every_report_has_an_office_and_nobody_a_name(made: Path) -> None:
    with sqlite3.connect(made) as connection:
        homeless = connection.execute(
            "SELECT count(*) FROM report_versions v JOIN reports r ON r.id = v.report_id"
            " JOIN appointments a ON a.id = v.appointment_id"
            " WHERE a.unit_id <> v.office_id OR a.officer_id <> v.officer_id"
        ).fetchone()
        nameless = connection.execute("SELECT count(*) FROM report_versions WHERE appointment_id IS NULL").fetchone()
        strangers = connection.execute(
            "SELECT DISTINCT r.form FROM report_versions v JOIN reports r ON r.id = v.report_id"
            " WHERE v.office_id <> r.unit_id AND v.version = 1"
        ).fetchall()
        names = [name for (name,) in connection.execute("SELECT name FROM officers")]
    connection.close()
    assert homeless == nameless == (0,)
    # Graded by superiors; of the unions founded this year, first members and who went to them.
    assert {form for (form,) in strangers} == {"cong-nhan-xep-loai", "ket-nap", "den-sap-xep", "di-sap-xep"}
    assert len(names) == 918
    assert sum(name.startswith("Chủ tịch CĐCS #") for name in names) == 900
    assert sum(name.startswith("Cán bộ ") for name in names) == 18


async def test_never_on_top_of_something_else(tmp_path: Path, sample: Database) -> None:
    with pytest.raises(NotEmpty):
        await sample.write(lambda tx: make_sample(tx, PLAN, "kontum-2021", NOW))
    other = await fresh(tmp_path / "other.db")

    async def found(tx: Tx) -> None:
        new = NewUnit(code="T", name="LĐLĐ tỉnh", kind="tinh", parent=None, first_day=date(2020, 1, 1))
        await tree.found_many(tx, PLAN, [new], now=NOW)

    await other.write(found)
    with pytest.raises(NotEmpty):
        await other.write(lambda tx: make_sample(tx, PLAN, "kontum-2021", NOW))
    async with other.read() as tx:
        assert await meta.get(tx, "sample") is None
    await other.close()
