"""What a file leaves: who reports, what is accepted, and all of it or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.loading.writing import OFFICER, NotRightAnyMore
from storage import officers, reports, tables, totals
from storage.reports import Report
from tests.handlers.evidence import all_reports, said_of
from tests.handlers.federation import PLAN
from tests.loading.loader import Loader, admitted, briefed, counted


async def kept(loader: Loader, number: int) -> list[dict[str, Any]]:
    return (await report(loader, number)).latest.kept


async def report(loader: Loader, number: int) -> Report:
    async with loader.federation.database.read() as tx:
        found = await reports.get(tx, number)
    assert found is not None
    return found


async def test_reports_stand_under_the_name_of_the_command(loader: Loader) -> None:
    numbers = await loader.load(admitted(), admitted("truong-2"))
    assert numbers == [1, 2]
    async with loader.federation.database.read() as tx:
        officer = await officers.get(tx, (await report(loader, 1)).latest.officer_id)
    assert officer is not None
    assert officer.name == OFFICER
    again = await loader.load(admitted(day="2026-03-11"))
    assert (await report(loader, again[0])).latest.officer_id == (await report(loader, 1)).latest.officer_id


async def test_a_superior_reports_for_a_unit_below(loader: Loader) -> None:
    ids = loader.federation.ids
    verdict = await loader.judge(
        admitted(), admitted(day="2026-03-11", reporter="dak-ha"), admitted(day="2026-03-10", reporter="tinh")
    )
    assert [(one.unit_id, one.reporter_id) for one in verdict.right] == [
        (ids["truong-1"], ids[reporter]) for reporter in ("truong-1", "dak-ha", "tinh")
    ]


async def test_what_is_accepted_is_kept_with_the_reason(loader: Loader) -> None:
    again = admitted(accept=["duplicate"])
    await loader.load(admitted(), again, again | {"reason": "Hai đợt"})
    assert [await kept(loader, number) for number in (1, 2, 3)] == [
        [],
        [{"check": "duplicate", "report": 1}],
        [{"check": "duplicate", "report": 2, "reason": "Hai đợt"}],
    ]
    await loader.load(again)
    assert await kept(loader, 4) == [{"check": "duplicate", "report": 3}]


async def test_what_is_accepted_and_not_found_is_not_kept(loader: Loader) -> None:
    everything = ["duplicate", "headcount_gap", "members_above_workers", "running_count_falls"]
    await loader.load(admitted(accept=everything, reason="Có thể"))
    assert await kept(loader, 1) == []


async def test_a_line_is_judged_after_those_before_it(loader: Loader) -> None:
    await loader.load(
        counted(28, 40), admitted(day="2026-03-01"), counted(33, 40, "2026-03-02"), briefed(40, "2026-03-03")
    )
    assert await said_of(loader.federation, "truong-1") >= {
        ("members", "2026-03-02", 33),
        ("briefed", "2026-03-03", 40),
    }


async def test_levels_are_stated_besides(loader: Loader) -> None:
    line = briefed(20)
    line["answers"]["stated"] = [{"measure": "workers", "number": 30}]
    await loader.load(line)
    assert await said_of(loader.federation, "truong-1") == {
        ("briefed", "2026-03-12", 20),
        ("workers", "2026-03-12", 30),
    }


async def test_a_day_can_stand_among_the_answers(loader: Loader) -> None:
    line = admitted(day="2026-03-02")
    line["answers"]["day"] = line.pop("happened_on")
    await loader.load(line)
    assert (await report(loader, 1)).latest.day.isoformat() == "2026-03-02"


async def test_where_the_day_is_not_asked_it_is_that_of_the_report(loader: Loader) -> None:
    line = {"subject": "cong-ty-1", "form": "doi-thoai", "answers": {"status": "not-yet"}}
    await loader.load(line, line | {"happened_on": "2026-02-03"})
    assert await said_of(loader.federation, "cong-ty-1") == {
        ("dialogue", "2026-03-13", "not_yet"),
        ("dialogue", "2026-02-03", "not_yet"),
    }
    assert "day" not in (await report(loader, 2)).latest.answers


async def test_what_was_reported_while_the_file_was_judged_is_looked_at(loader: Loader) -> None:
    verdict = await loader.judge(admitted())
    chair = await loader.federation.chair()
    for line in ("kn 5 nữ 2", "12/3", "gửi"):
        await chair.say(line)
    with pytest.raises(NotRightAnyMore) as refused:
        await loader.write(verdict)
    assert refused.value.verdict.mistakes[0].startswith("Line 1: answers: report 0001 says the same")
    assert len(await all_reports(loader.federation)) == 1
    assert await loader.load(admitted("truong-2")) == [2]


async def test_many_lines_add_up(loader: Loader) -> None:
    lines = [
        admitted(unit, f"2026-0{month}-{day:02}", total=day + 1)
        for month in (1, 2)
        for day in range(1, 29)
        for unit in ("truong-1", "truong-2", "cong-ty-1", "truc-thuoc")
    ]
    await loader.load(*lines[:100])
    await loader.load(*lines[100:])
    async with loader.federation.database.read() as tx:
        assert await totals.check(tx, PLAN) == []
    assert await loader.federation.count(tables.reports) == len(lines)
