"""Reports kept all at once must leave what the same reports leave when sent, corrected and withdrawn one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from domain.access import Role
from domain.plan import Plan
from storage import appointments, bulk, officers, reports, tables, totals, tree
from storage.bulk import Change, NewHolder, Past
from storage.database import Database, Tx, open_database
from storage.reports import NewReport, ReportProblem
from tests.case_plan import CASE, CASE_PLAN
from tests.storage.conftest import NewUrl
from tests.storage.moments import DAY, HOUR, NOON
from tests.storage.province import PLAN, Province, filled, found_province, people


def history(province: Province) -> list[Past]:
    """A headcount, admissions with a slip and a withdrawal, a transfer taken over, an answer."""
    a, b, c = province.a, province.b, province.c
    levels = {"members": people(30, 12), "workers": people(40, 20)}
    moved = {"moved": 1, "other_end": {"unit": a}}
    sent = filled(province, b, "chuyen-di", "2026-02-20", **moved)
    sent = NewReport(**{**_fields(sent), "counterpart_id": a})
    taken = filled(province, a, "chuyen-den", "2026-02-20", moved=1, other_end={"unit": b})
    right = {"admitted": people(3, 1), "day": "2026-02-10"}
    return [
        Past(new=filled(province, a, "so-luong", "2026-01-01", **levels), at=NOON - 60 * DAY),
        Past(new=filled(province, b, "so-luong", "2026-01-01", **levels), at=NOON - 59 * DAY),
        Past(
            new=filled(province, a, "ket-nap", "2026-02-01", admitted=people(5, 2)),
            at=NOON - 30 * DAY,
            changes=(
                Change(at=NOON - 10 * DAY, reason="Nhầm", answers=right, day=date(2026, 2, 10)),
                Change(at=NOON - 9 * DAY, reason="Trùng"),
            ),
        ),
        Past(
            new=filled(province, b, "ket-nap", "2026-02-02", admitted=people(4, 2)),
            at=NOON - 29 * DAY,
            changes=(Change(at=NOON - 8 * DAY, reason="Nhầm", answers=right, day=date(2026, 2, 10)),),
        ),
        Past(new=sent, at=NOON - 20 * DAY),
        Past(new=taken, at=NOON - 19 * DAY, takes_over=4),
        Past(
            new=filled(province, c, "doi-thoai", "2026-03-01", status="held", kind="periodic"),
            at=NOON - HOUR,
        ),
    ]


def _fields(new: NewReport) -> dict[str, Any]:
    return {name: getattr(new, name) for name in NewReport.__slots__}


async def one_by_one(tx: Tx, past: list[Past], plan: Plan = PLAN) -> None:
    ids: list[int] = []
    for one in past:
        taken = None if one.takes_over is None else ids[one.takes_over]
        new = NewReport(**{**_fields(one.new), "takes_over_id": taken})
        ids.append((await reports.record(tx, plan, new, one.at)).report_id)
    edits = [
        (change, ids[place], seen) for place, one in enumerate(past) for seen, change in enumerate(one.changes, start=1)
    ]
    for change, report_id, seen in sorted(edits, key=lambda edit: edit[0].at):
        officer_id = past[ids.index(report_id)].new.officer_id
        who: dict[str, Any] = {"seen": seen, "officer_id": officer_id, "reason": change.reason, "now": change.at}
        if change.answers is None:
            await reports.withdraw(tx, plan, report_id, **who)
        else:
            assert change.day is not None
            await reports.correct(tx, plan, report_id, answers=change.answers, day=change.day, **who)


async def kept(tx: Tx) -> dict[str, Any]:
    """Everything that reports leave, without the numbers that only tell in which order rows were written."""
    versions = {row.id: (row.report_id, row.version) for row in await tx.execute(select(tables.report_versions))}
    found: dict[str, Any] = {}
    for table in (tables.reports, tables.report_versions, tables.facts, tables.audit, tables.totals):
        rows = []
        for row in (await tx.execute(select(table))).mappings():
            fields = {key: value for key, value in row.items() if key != "id" or table is tables.reports}
            if "version_id" in fields:
                fields["version_id"] = versions[fields["version_id"]]
            if table is not tables.totals or fields["value"]:
                rows.append(fields)
        found[table.name] = sorted(rows, key=repr)
    return found


@pytest.fixture
def other_url(family: str, new_url: NewUrl) -> str:
    return new_url(family)


async def test_leaves_what_reports_leave_one_by_one(database: Database, other_url: str) -> None:
    async def all_at_once(tx: Tx) -> dict[str, Any]:
        await bulk.record_many(tx, PLAN, history(await found_province(tx)))
        return await kept(tx)

    async def singly(tx: Tx) -> dict[str, Any]:
        await one_by_one(tx, history(await found_province(tx)))
        return await kept(tx)

    other = await open_database(other_url)
    assert await database.write(all_at_once) == await other.write(singly)
    await other.close()


async def test_adds_to_what_was_reported_before(database: Database) -> None:
    async def work(tx: Tx) -> list[totals.Difference]:
        past = history(await found_province(tx))
        await bulk.record_many(tx, PLAN, past[:3])
        await bulk.record_many(tx, PLAN, past[3:5])
        return await totals.check(tx, PLAN)

    assert await database.write(work) == []


async def test_refuses_what_a_report_could_not_say(database: Database) -> None:
    async def work(tx: Tx) -> None:
        province = await found_province(tx)
        early = filled(province, province.a, "ket-nap", "2019-02-02", admitted=people(4, 2))
        with pytest.raises(ReportProblem) as problem:
            await bulk.record_many(tx, PLAN, [Past(new=early, at=NOON)])
        assert problem.value.key == "outside-life"
        unknown = filled(province, 4711, "ket-nap", "2026-02-02", admitted=people(4, 2))
        with pytest.raises(ReportProblem) as problem:
            await bulk.record_many(tx, PLAN, [Past(new=unknown, at=NOON)])
        assert problem.value.key == "unknown-unit"

    await database.write(work)


async def test_help_for_a_union_that_has_closed_counts_as_it_does_one_by_one(
    database: Database, other_url: str
) -> None:
    today = NOON.date()
    answers = {"field": "wages", "urgency": "normal"}
    helped = answers | {"taken-on": today.isoformat(), "support": "court", "supported-on": "2026-03-20"}

    async def past(tx: Tx) -> list[Past]:
        p = await found_province(tx)
        await tree.close(tx, CASE_PLAN, p.c, today + DAY, now=NOON)
        new = NewReport(unit_id=p.c, form=CASE, answers=answers, day=today, officer_id=p.officer)
        return [Past(new=new, at=NOON, changes=(Change(at=NOON + HOUR, reason=None, answers=helped, day=today),))]

    async def all_at_once(tx: Tx) -> dict[str, Any]:
        await bulk.record_many(tx, CASE_PLAN, await past(tx))
        return await kept(tx)

    async def singly(tx: Tx) -> dict[str, Any]:
        await one_by_one(tx, await past(tx), CASE_PLAN)
        return await kept(tx)

    other = await open_database(other_url)
    at_once = await database.write(all_at_once)
    assert {fact["day"] for fact in at_once["facts"]} == {today}
    assert at_once == await other.write(singly)
    await other.close()


async def test_holders_hold_their_offices(database: Database) -> None:
    async def work(tx: Tx) -> None:
        province = await found_province(tx)
        new = [
            NewHolder(name=name, unit_id=unit, role=Role.CHAIR, since=NOON)
            for name, unit in (("#1", province.a), ("#2", province.b))
        ]
        for (officer_id, appointment_id), one in zip(await bulk.appoint_many(tx, new), new, strict=True):
            held = await appointments.get(tx, appointment_id)
            officer = await officers.get(tx, officer_id)
            assert held is not None
            assert officer is not None
            assert (held.officer_id, held.unit_id, held.role) == (officer_id, one.unit_id, Role.CHAIR)
            assert (officer.name, officer.consented_at) == (one.name, None)

    await database.write(work)


async def test_names_the_report_that_another_one_repeats(database: Database) -> None:
    async def work(tx: Tx) -> list[list[dict[str, Any]]]:
        province = await found_province(tx)
        first = filled(province, province.a, "ket-nap", "2026-02-01", admitted=people(5, 2))
        kept = ({"check": "duplicate", "report": None, "reason": "Hai đợt"}, {"check": "running-count-falls"})
        again = NewReport(**{**_fields(first), "kept": kept})
        ids = await bulk.record_many(tx, PLAN, [Past(new=first, at=NOON), Past(new=again, at=NOON, repeats=0)])
        found = [await reports.get(tx, number) for number in ids]
        return [report.latest.kept for report in found if report is not None]

    first, again = await database.write(work)
    assert first == []
    assert again == [{"check": "duplicate", "report": 1, "reason": "Hai đợt"}, {"check": "running-count-falls"}]
