"""Reports: what is kept, what counts, what is refused, and what a form asks about before it sends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from domain.facts_of import facts_of
from domain.known import Known, LevelOn
from domain.reading import fold
from storage import audit, facts, repeats, reports, tables, totals, tree
from storage.database import Database, Tx
from storage.reports import NewReport, Receipt, Report, ReportProblem, Superseded
from tests.storage.moments import DAY, HOUR, NOON
from tests.storage.province import LONG_AGO, PLAN, Province, filled, found_province, people, record

DAY_OF_NOON = date(2026, 3, 15)


async def admitted(tx: Tx, node: int, day: date = DAY_OF_NOON) -> int:
    sums = (await totals.sums(tx, [node], [day]))[node]
    return sums.total("admissions", day, counts_for=day.year, kinds=["hcsn", "nnn"])


async def correct(tx: Tx, p: Province, report: int, new: NewReport, seen: int = 1, **more: Any) -> Receipt:
    return await reports.correct(
        tx,
        PLAN,
        report,
        seen=seen,
        answers=new.answers,
        day=new.day,
        reason="gõ nhầm",
        officer_id=p.officer,
        now=NOON + HOUR,
        **more,
    )


async def withdraw(tx: Tx, p: Province, report: int, seen: int = 1) -> reports.Withdrawal:
    return await reports.withdraw(
        tx, PLAN, report, seen=seen, reason="nhập trùng", officer_id=p.officer, now=NOON + 2 * HOUR
    )


async def kept(tx: Tx, report: int) -> Report:
    found = await reports.get(tx, report)
    assert found is not None
    return found


async def everything(tx: Tx) -> list[Any]:
    return [(await tx.execute(select(table))).all() for table in tables.metadata.sorted_tables]


async def test_a_report_counts_at_once_at_every_node_above(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        new = filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5, 2), decision="12/QĐ")
        new = replace(new, kept=({"check": "members-above-workers", "reason": "mới tuyển"},))
        receipt = await reports.record(tx, PLAN, new, NOON)

        assert receipt == Receipt(receipt.report_id, 1, NOON)
        assert [await admitted(tx, node) for node in (p.b, p.x, p.top, p.y)] == [5, 5, 5, 0]
        assert await admitted(tx, p.b, date(2026, 3, 11)) == 0
        report = await kept(tx, receipt.report_id)
        assert (report.unit_id, report.form, report.withdrawn) == (p.b, "ket-nap", False)
        assert report.latest.answers == new.answers
        assert report.latest.kept == list(new.kept)
        assert (report.latest.day, report.latest.known_at, report.latest.plan_version) == (new.day, NOON, PLAN.version)
        assert [entry.act for entry in await audit.of(tx, f"report:{report.id}")] == ["report.recorded"]

    await database.write(work)


async def test_a_correction_takes_the_place_of_what_it_corrects(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        report = await record(tx, filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5, 2)))
        receipt = await correct(tx, p, report, filled(p, p.b, "ket-nap", "2026-02-28", admitted=people(7)))

        assert receipt == Receipt(report, 2, NOON + HOUR)
        assert [await admitted(tx, p.top, day) for day in (date(2026, 2, 28), DAY_OF_NOON)] == [7, 7]
        assert await totals.check(tx, PLAN) == []
        versions = (await kept(tx, report)).versions
        assert [(version.version, version.status, version.reason) for version in versions] == [
            (1, "sent", None),
            (2, "sent", "gõ nhầm"),
        ]
        assert [entry.act for entry in await audit.of(tx, f"report:{report}")] == [
            "report.recorded",
            "report.corrected",
        ]

    await database.write(work)


async def test_a_withdrawn_report_no_longer_counts_and_stays_to_be_seen(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        report = await record(tx, filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5, 2)))
        assert await withdraw(tx, p, report) == reports.Withdrawal(report, 2, NOON + 2 * HOUR, None)

        assert await admitted(tx, p.top) == 0
        assert await totals.check(tx, PLAN) == []
        found = await kept(tx, report)
        assert found.withdrawn
        assert found.latest.answers == found.versions[0].answers
        assert len((await tx.execute(select(tables.facts))).all()) == 2
        with pytest.raises(ReportProblem) as refused:
            await withdraw(tx, p, report, seen=2)
        assert refused.value.key == "withdrawn"

    await database.write(work)


async def test_whoever_saw_an_older_version_changes_nothing(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        new = filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5))
        report = await record(tx, new)
        await correct(tx, p, report, new)
        before = await everything(tx)
        with pytest.raises(Superseded):
            await correct(tx, p, report, new, seen=1)
        with pytest.raises(Superseded):
            await withdraw(tx, p, report, seen=1)
        assert await everything(tx) == before

    await database.write(work)


async def test_nothing_is_dated_outside_the_life_of_a_unit(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await tree.close(tx, PLAN, p.c, date(2026, 3, 1), now=NOON)
        report = await record(tx, filled(p, p.c, "ket-nap", "2026-02-28", admitted=people(1)))
        before = await everything(tx)
        for day in ("2019-12-31", "2026-03-01"):
            new = filled(p, p.c, "ket-nap", day, admitted=people(1))
            for attempt in (record(tx, new), correct(tx, p, report, new)):
                with pytest.raises(ReportProblem) as refused:
                    await attempt
                assert refused.value.key == "outside-life"
                assert refused.value.details == {
                    "day": date.fromisoformat(day),
                    "founded": LONG_AGO,
                    "closed": date(2026, 3, 1),
                }
        with pytest.raises(ReportProblem) as unknown:
            await record(tx, filled(p, 4711, "ket-nap", "2026-02-28", admitted=people(1)))
        assert unknown.value.key == "unknown-unit"
        assert await everything(tx) == before

    await database.write(work)


async def test_of_two_statements_of_one_moment_the_later_report_wins(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        for members in (30, 20):
            await record(tx, filled(p, p.b, "so-luong", "2026-01-01", members=people(members), workers=people(40)))
        sums = (await totals.sums(tx, [p.b], [DAY_OF_NOON]))[p.b]
        assert sums.total("members", DAY_OF_NOON, kinds=["nnn"]) == 20
        assert (await facts.level_on(tx, PLAN, p.b, "members", DAY_OF_NOON)).value == 20
        assert await totals.check(tx, PLAN) == []

    await database.write(work)


async def test_whoever_reports_holds_the_officer_and_the_unit(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    p = await database.write(found_province)
    # A foreign key alone holds less: only a real lock stands in the way of FOR NO KEY UPDATE.
    async with database.read() as one, database.read() as other:
        await record(one, filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5)))
        for table, held in ((tables.officers, p.officer), (tables.units, p.b)):
            with pytest.raises(DBAPIError, match="could not obtain lock"):
                await other.execute(
                    select(table.c.id).where(table.c.id == held).with_for_update(nowait=True, key_share=True)
                )
            await other.rollback()
        await other.execute(
            select(tables.units.c.id).where(tables.units.c.id == p.a).with_for_update(nowait=True, key_share=True)
        )


async def test_pages_go_from_the_newest_back(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        made = [await record(tx, filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(n))) for n in range(1, 8)]
        await record(tx, filled(p, p.a, "ket-nap", "2026-03-12", admitted=people(1)))
        await withdraw(tx, p, made[-1])

        first = await reports.page_of_unit(tx, p.b)
        assert [report.id for report in first] == made[:1:-1]
        assert first[0].withdrawn
        assert len(first[0].versions) == 2
        assert [report.id for report in await reports.page_of_unit(tx, p.b, before=first[-1].id)] == made[1::-1]

    await database.write(work)


async def test_a_report_sent_twice_is_noticed(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        new = filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5, 2), decision="12/QĐ-CĐCS")
        report = await record(tx, new)

        async def noticed(again: NewReport, decision: str | None = None, after: Any = NOON - DAY) -> bool:
            forms, known = [again.form], Known(PLAN, None)
            for _unit, one in await repeats.reported(tx, PLAN, [again.unit_id], forms, after, decided=bool(decision)):
                known.remember(one)
            form, day = PLAN.form(again.form), again.day
            said = facts_of(PLAN, form, again.answers, reported_for=day, known_at=NOON, order=0)
            found = known.repeated(again.form, fold(decision or ""), said, after)
            return found is not None and found.report_id == report

        again = filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(5))
        assert await noticed(again)
        assert not await noticed(again, after=NOON + HOUR)
        assert not await noticed(replace(again, unit_id=p.a))
        assert not await noticed(filled(p, p.b, "ket-nap", "2026-03-12", admitted=people(6)))
        assert not await noticed(filled(p, p.b, "ket-nap", "2026-03-11", admitted=people(5)))
        assert not await noticed(filled(p, p.b, "chuyen-den", "2026-03-12", moved=5))
        other = filled(p, p.b, "ket-nap", "2026-03-01", admitted=people(9))
        assert await noticed(other, "12/qđ cđcs", NOON + HOUR)
        assert not await noticed(other, "13/QĐ-CĐCS", NOON + HOUR)
        await withdraw(tx, p, report)
        assert not await noticed(again, "12/QĐ-CĐCS")

    await database.write(work)


async def test_the_level_before_a_statement(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        level = await facts.level_on(tx, PLAN, p.b, "members", DAY_OF_NOON)
        assert level == LevelOn(value=None, stated=None, stated_on=None)
        stated = await record(
            tx, filled(p, p.b, "so-luong", "2026-01-01", members=people(28), workers=people(30)), NOON - DAY
        )
        await record(tx, filled(p, p.b, "ket-nap", "2026-01-01", admitted=people(9)))
        await record(tx, filled(p, p.b, "ket-nap", "2026-01-02", admitted=people(5)))
        await record(tx, filled(p, p.b, "doan-vien-giam", "2026-03-15", lost=2))
        await record(tx, filled(p, p.b, "ket-nap", "2026-03-16", admitted=people(100)))
        expected = LevelOn(value=31, stated=28, stated_on=date(2026, 1, 1))
        assert await facts.level_on(tx, PLAN, p.b, "members", DAY_OF_NOON) == expected

        await correct(tx, p, stated, filled(p, p.b, "so-luong", "2026-01-01", members=people(27), workers=people(30)))
        assert (await facts.level_on(tx, PLAN, p.b, "members", DAY_OF_NOON)).value == 30
        for moment, value in ((NOON - DAY, 28), (NOON, 31), (NOON + HOUR, 30)):
            known = await facts.level_on(tx, PLAN, p.b, "members", DAY_OF_NOON, known_at=moment)
            assert known.value == value
        admission = await record(tx, filled(p, p.b, "ket-nap", "2026-03-02", admitted=people(50)))
        await correct(tx, p, admission, filled(p, p.b, "ket-nap", "2026-03-02", admitted=people(60)))
        for moment, value in ((NOON, 81), (NOON + HOUR, 90)):
            known = await facts.level_on(tx, PLAN, p.b, "members", DAY_OF_NOON, known_at=moment)
            assert known.value == value
        without = await facts.level_on(tx, PLAN, p.b, "members", DAY_OF_NOON, leaving_out=stated)
        assert without.value is None

    await database.write(work)


async def test_a_new_unit_begins_with_nobody(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx, date(2026, 1, 10))
        await record(tx, filled(p, p.b, "ket-nap", "2026-01-10", admitted=people(9)))
        level = await facts.level_on(tx, PLAN, p.b, "members", DAY_OF_NOON)
        assert level == LevelOn(value=9, stated=None, stated_on=None)
        assert (await facts.level_on(tx, PLAN, p.b, "members", date(2026, 1, 9))).value is None

    await database.write(work)


async def test_the_year_so_far(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        for day, hardship in (("2025-12-31", 8), ("2026-01-01", 1), ("2026-03-15", 2), ("2026-03-16", 4)):
            await record(tx, filled(p, p.b, "tham-hoi", day, hardship=hardship, visited=0))
            last = await record(tx, filled(p, p.b, "tuyen-truyen", day, briefed=hardship))
        asked = ("hardship", "briefed")
        known = await facts.known(tx, PLAN, [p.a, p.b], asked)
        assert known[p.b].year_so_far("hardship", 2026, DAY_OF_NOON) == 3
        assert known[p.a].year_so_far("hardship", 2026, DAY_OF_NOON) == 0
        assert known[p.b].running_so_far("briefed", 2026, DAY_OF_NOON) == 2
        assert known[p.b].running_so_far("briefed", 2026, date(2026, 12, 31)) == 4
        assert known[p.b].running_so_far("briefed", 2027, date(2026, 12, 31)) is None
        without = (await facts.known(tx, PLAN, [p.b], asked, leaving_out=last))[p.b]
        assert without.running_so_far("briefed", 2026, date(2026, 12, 31)) == 2

    await database.write(work)


async def transfer(tx: Tx, p: Province, number: int = 2) -> int:
    sent = filled(p, p.b, "chuyen-di", "2026-03-12", moved=number, other_end={"unit": p.c})
    return await record(tx, replace(sent, counterpart_id=p.c))


def taking(p: Province, sent: int) -> NewReport:
    taken = filled(p, p.c, "chuyen-den", "2026-03-12", moved=2, other_end={"unit": p.b})
    return replace(taken, counterpart_id=p.b, takes_over_id=sent)


async def test_a_transfer_waits_until_it_is_taken_over(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)

        async def waiting() -> list[int]:
            return [report.id for report in await reports.waiting_transfers(tx, PLAN, p.c)]

        withdrawn, sent = await transfer(tx, p, 1), await transfer(tx, p)
        await withdraw(tx, p, withdrawn)
        assert await waiting() == [sent]
        assert await reports.waiting_transfers(tx, PLAN, p.b) == []
        taken = await record(tx, taking(p, sent))
        assert await waiting() == []
        assert (await kept(tx, sent)).taken_over_by == taken
        assert (await kept(tx, taken)).takes_over_id == sent
        # A withdrawn report takes nothing over.
        await withdraw(tx, p, taken)
        assert await waiting() == [sent]
        taken = await record(tx, taking(p, sent))
        # What has been taken over stays, and whoever withdraws the transfer is told.
        assert (await withdraw(tx, p, sent)).taken_over_by == taken
        assert not (await kept(tx, taken)).withdrawn
        assert await totals.check(tx, PLAN) == []

    await database.write(work)


async def test_a_transfer_is_taken_over_once_and_by_its_receiver(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        withdrawn, sent, taken = await transfer(tx, p, 1), await transfer(tx, p), await transfer(tx, p)
        await withdraw(tx, p, withdrawn)
        await record(tx, taking(p, taken))
        before = await everything(tx)
        for new, key in (
            (taking(p, withdrawn), "withdrawn"),
            (taking(p, taken), "taken-over"),
            (taking(p, 4711), "unknown-report"),
            (replace(taking(p, sent), unit_id=p.a), "not-for-this-unit"),
        ):
            with pytest.raises(ReportProblem) as refused:
                await record(tx, new)
            assert refused.value.key == key
        other_end = filled(p, p.b, "chuyen-di", "2026-03-12", moved=2, other_end={"unit": p.a})
        with pytest.raises(ReportProblem) as refused:
            await correct(tx, p, taken, other_end, counterpart_id=p.a)
        assert refused.value.key == "taken-over"
        assert await everything(tx) == before

        await correct(tx, p, sent, other_end, counterpart_id=p.a)
        assert [report.id for report in await reports.waiting_transfers(tx, PLAN, p.a)] == [sent]

    await database.write(work)
