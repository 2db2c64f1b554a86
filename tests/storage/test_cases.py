"""The open cases of a branch, with the place of their units in the tree."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.cases import State
from storage import cases, reports, tree
from storage.cases import Case
from storage.database import Database, Tx
from tests.case_plan import CASE, CASE_PLAN, STOPPAGE
from tests.storage.moments import DAY, NOON
from tests.storage.province import Province, found_province

TODAY = date(2026, 3, 15)


async def opened(tx: Tx, p: Province, unit: int, form: str = CASE, **more: Any) -> int:
    answers = {"field": "wages", "urgency": "normal", "words": "Nợ lương"} | more
    new = reports.NewReport(unit_id=unit, form=form, answers=answers, day=TODAY, officer_id=p.officer)
    return (await reports.record(tx, CASE_PLAN, new, NOON)).report_id


async def add(tx: Tx, p: Province, report: int, seen: int, **more: Any) -> None:
    """A further version, with more answers."""
    standing = await reports.get(tx, report)
    assert standing is not None
    answers = standing.latest.answers | {key.replace("_", "-"): value for key, value in more.items()}
    await reports.correct(
        tx, CASE_PLAN, report, seen=seen, answers=answers, day=TODAY, reason=None, officer_id=p.officer, now=NOON
    )


async def ids(tx: Tx, *branches: int, today: date = TODAY) -> list[int]:
    return [case.report.id for case in await cases.open_in(tx, CASE_PLAN, branches, today)]


async def the(tx: Tx, report: int, today: date = TODAY) -> Case:
    case = await cases.get(tx, CASE_PLAN, report, today)
    assert case is not None
    return case


async def test_a_branch_lists_what_is_open_in_it_urgent_and_oldest_first(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        one, two = await opened(tx, p, p.a), await opened(tx, p, p.c)
        three = await opened(tx, p, p.b, urgency="high")
        four = await opened(tx, p, p.x, form=STOPPAGE)
        assert await ids(tx, p.top) == [three, four, one, two]
        assert await ids(tx, p.x) == [three, four, one]
        assert await ids(tx, p.a) == [one]
        assert await ids(tx, p.a, p.y) == [one, two]
        assert await ids(tx) == []

    await database.write(work)


async def test_what_was_closed_or_withdrawn_is_open_no_more(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        one, two, three = [await opened(tx, p, p.a) for _ in range(3)]
        await add(tx, p, one, 1, taken_on="2026-03-15")
        await add(tx, p, one, 2, closed_on="2026-03-15")
        await add(tx, p, two, 1, taken_on="2026-03-15")
        await reports.withdraw(tx, CASE_PLAN, three, seen=1, reason=None, officer_id=p.officer, now=NOON)
        assert await ids(tx, p.top) == [two]
        found = [await the(tx, report) for report in (one, two, three)]
        assert [(case.state, case.open) for case in found] == [
            (State.CLOSED, False),
            (State.TAKEN_UP, True),
            (State.NEW, False),
        ]

    await database.write(work)


async def test_the_case_of_a_dissolved_union_stays_where_the_union_stood_last(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        one = await opened(tx, p, p.c)
        later = TODAY + 2 * DAY
        await tree.close(tx, CASE_PLAN, p.c, TODAY + DAY, now=NOON)
        assert await ids(tx, p.y, today=later) == await ids(tx, p.top, today=later) == [one]
        case = await the(tx, one, today=later)
        assert (case.path, case.on, case.handler_id) == ((p.c, p.y, p.top), TODAY, p.y)

    await database.write(work)


async def test_a_case_moves_with_its_union(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        one = await opened(tx, p, p.c)
        await add(tx, p, one, 1, **{"with": {"unit": p.y}})
        await tree.move(tx, CASE_PLAN, p.c, p.x, TODAY + DAY, now=NOON)
        assert await ids(tx, p.y) == [one]
        assert await ids(tx, p.y, today=TODAY + DAY) == []
        assert (await the(tx, one, today=TODAY + DAY)).handler_id == p.x

    await database.write(work)


async def test_a_report_of_another_form_is_no_case(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        other = reports.NewReport(
            unit_id=p.a, form="ket-nap", answers={"day": "2026-03-15"}, day=TODAY, officer_id=p.officer
        )
        report = (await reports.record(tx, CASE_PLAN, other, NOON)).report_id
        assert await cases.get(tx, CASE_PLAN, report, TODAY) is None
        assert await cases.get(tx, CASE_PLAN, 99, TODAY) is None

    await database.write(work)
