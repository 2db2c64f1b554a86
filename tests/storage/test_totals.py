"""The table of sums: any day is answered, every change lands, and a digit that is off is found."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from sqlalchemy import event, insert, select, text, update

from domain.progress import Sums
from domain.tallies import Place
from storage import totals
from storage.database import Database, Tx, opened
from storage.tables import totals as rows
from storage.totals import Difference, Row
from tests.storage.moments import NOON
from tests.storage.province import PLAN, Province, filled, found_province, people, record

KINDS = ("hcsn", "nnn")


def step(node: int, day: date, tally: str = "admissions", kind: str = "nnn") -> Place:
    return Place(node, kind, tally, 2026, day)


async def test_steps_add_up_by_year_month_and_day(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await totals.apply(tx, {step(p.b, date(2026, 3, 14), "gifts"): 3, step(p.b, date(2026, 3, 15), "gifts"): 4})
        await totals.apply(tx, {step(p.b, date(2026, 3, 15), "gifts"): -1, step(p.b, date(2026, 4, 1), "gifts"): 7})
        kept = await tx.execute(select(rows.c.grain, rows.c.period, rows.c.value).where(rows.c.tally == "gifts"))
        assert {tuple(row) for row in kept} == {
            ("y", 2026, 13),
            ("m", 202603, 6),
            ("m", 202604, 7),
            ("d", 20260314, 3),
            ("d", 20260315, 3),
            ("d", 20260401, 7),
        }

    await database.write(work)


async def test_steps_that_cancel_out_are_nothing_to_add(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        before = (await tx.execute(select(rows))).all()
        await totals.apply(tx, {step(p.b, date(2026, 3, 14)): 0})
        await totals.apply(tx, {})
        assert (await tx.execute(select(rows))).all() == before

    await database.write(work)


async def test_amounts_of_money_fit(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        day = date(2026, 3, 14)
        for _ in range(2):
            await totals.apply(tx, {step(p.b, day, "dues"): 9_000_000_000_000})
        sums = (await totals.sums(tx, [p.b], [day]))[p.b]
        total = sums.total("dues", day, counts_for=2026, kinds=KINDS)
        assert (total, type(total)) == (18_000_000_000_000, int)

    await database.write(work)


DAYS = {
    date(2025, 12, 30): 0,
    date(2025, 12, 31): 1,
    date(2026, 1, 1): 3,
    date(2026, 1, 30): 3,
    date(2026, 1, 31): 7,
    date(2026, 2, 1): 15,
    date(2026, 12, 31): 31,
    date(2027, 1, 1): 31,
    date(2031, 6, 15): 31,
}
DATED = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1), date(2026, 12, 31)]


async def test_any_days_are_answered_with_one_statement(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await totals.apply(tx, {step(p.b, day): 2**place for place, day in enumerate(DATED)})
        asked: list[str] = []

        def note(*given: object) -> None:
            asked.append(str(given[2]))

        event.listen(database.writer.engine, "before_cursor_execute", note)
        sums: Sums = (await totals.sums(tx, [p.b], DAYS))[p.b]
        event.remove(database.writer.engine, "before_cursor_execute", note)
        assert len(asked) == 1
        assert {day: sums.total("admissions", day, counts_for=2026, kinds=["nnn"]) for day in DAYS} == DAYS
        with pytest.raises(KeyError):
            sums.total("admissions", date(2026, 5, 5), counts_for=2026, kinds=["nnn"])

    await database.write(work)


async def test_years_kinds_and_tallies_are_told_apart(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        day = date(2026, 3, 14)
        await totals.apply(
            tx,
            {
                Place(p.x, "nnn", "gifts", 2026, day): 1,
                Place(p.x, "hcsn", "gifts", 2026, day): 10,
                Place(p.x, "nnn", "gifts", 2025, day): 100,
                Place(p.x, "nnn", "losses", 2026, day): 1000,
                Place(p.y, "nnn", "gifts", 2026, day): 10000,
            },
        )
        found = await totals.sums(tx, [p.x, p.y], [day], {"gifts": None})
        sums = found[p.x]
        assert sums.total("gifts", day, counts_for=2026, kinds=["nnn"]) == 1
        assert sums.total("gifts", day, counts_for=2026, kinds=KINDS) == 11
        assert sums.total("gifts", day, counts_for=None, kinds=KINDS) == 111
        assert sums.total("gifts", day, kinds=KINDS) == 0
        assert sums.total("losses", day, counts_for=2026, kinds=KINDS) == 0
        assert found[p.y].total("gifts", day, counts_for=None, kinds=KINDS) == 10000
        assert await totals.sums(tx, [], [day]) == {}

    await database.write(work)


async def test_a_digit_that_is_off_is_found_and_mended(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await record(tx, filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5)), NOON)
        assert await totals.check(tx, PLAN) == []
        wrong = (rows.c.tally == "admissions") & (rows.c.grain == "m")
        for node in (p.b, p.top):
            await tx.execute(update(rows).where(wrong & (rows.c.node_id == node)).values(value=6))
        strange = Row(p.c, "d", 20260101, "unheard-of", 0, "nnn")
        await tx.execute(insert(rows).values((*strange, 1)))

        told: list[tuple[int, int]] = []
        found = await totals.check(tx, PLAN, lambda done, of: told.append((done, of)))
        assert sorted(found) == [
            Difference(Row(p.top, "m", 202603, "admissions", 2026, "nnn"), 5, 6),
            Difference(Row(p.b, "m", 202603, "admissions", 2026, "nnn"), 5, 6),
            Difference(strange, 0, 1),
        ]
        assert told == [(6, 6)]
        await totals.rebuild(tx, PLAN)
        assert await totals.check(tx, PLAN) == []

    await database.write(work)


@pytest.mark.parametrize("family", ["postgresql"])
async def test_making_the_sums_again_waits_for_reports_under_way(database: Database) -> None:
    kept, waits = asyncio.Event(), asyncio.Event()

    async def before(tx: Tx) -> Province:
        p = await found_province(tx)
        await record(tx, filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5)), NOON)
        return p

    async def report(tx: Tx) -> None:
        await record(tx, filled(p, p.b, "ket-nap", "2026-03-13", admitted=people(2)), NOON)
        kept.set()
        await waits.wait()

    p = await database.write(before)
    async with opened(database.url.render_as_string(hide_password=False)) as other:
        reporting = asyncio.create_task(database.write(report))
        await kept.wait()
        making = asyncio.create_task(other.write(lambda tx: totals.rebuild(tx, PLAN)))
        async with asyncio.timeout(10):
            while not await _somebody_waits(database):
                await asyncio.sleep(0.01)
        waits.set()
        await asyncio.gather(reporting, making)
    async with database.read() as tx:
        assert await totals.check(tx, PLAN) == []


async def _somebody_waits(database: Database) -> bool:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    async with database.read() as tx:
        return bool(await tx.scalar(text(waiting)))


async def test_counting_again_goes_in_batches(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await record(tx, filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5)), NOON)
        monkeypatch.setattr(totals, "UNITS_AT_ONCE", 2)
        assert await totals.check(tx, PLAN) == []
        await totals.rebuild(tx, PLAN)
        assert await totals.check(tx, PLAN) == []

    await database.write(work)
