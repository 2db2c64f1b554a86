"""/chot: what is expected in a round, answering it at one tap, and closing it."""

from __future__ import annotations

from datetime import date

import pytest

from domain.access import Role
from storage.calendar import submissions
from tests.handlers.chatter import Chatter
from tests.handlers.evidence import all_reports
from tests.handlers.federation import PLAN, Federation
from tests.handlers.rounds import plan, submission

DUE_DAY = "2026-04-22 08:00"


@pytest.fixture
async def chair(federation: Federation) -> Chatter:
    """The chair of a school on the day on which April's report is due."""
    await plan(federation, "2026-04-01 06:40")
    await plan(federation, DUE_DAY)
    return await federation.chair("truong-1")


async def sent(federation: Federation) -> list[tuple[str, dict[str, object], str]]:
    """Every report: its form, answers and day."""
    return [(one.form, one.latest.answers, one.latest.day.isoformat()) for one in await all_reports(federation, PLAN)]


async def test_what_is_expected_is_shown_with_a_way_to_answer_each(chair: Chatter) -> None:
    assert (await chair.say("chốt")).splitlines() == [
        "Report month 4/2026, CĐCS Trường Mẫu 01. Figures up to 20 Apr.",
        "To be sent by Wednesday, 22 Apr (today is the last day).",
        "Still missing: New members admitted; Members lost; Members in hardship visited.",
        "[1. Nothing to report, close]",
        "[2. Report: New members admitted]",
        "[3. Nothing: New members admitted]",
        "[4. Report: Members lost]",
        "[5. Nothing: Members lost]",
        "[6. Report: Members in hardship visited]",
        "[7. Nothing: Members in hardship visited]",
        "[8. Close as it is]",
    ]


async def test_nothing_at_all_is_two_taps_from_the_reminder(federation: Federation, chair: Chatter) -> None:
    unit = federation.ids["truong-1"]
    asked = await chair.press(f"c:chot {unit} 2026-04 rest")
    assert "nothing to report in: New members admitted; Members lost; Members in hardship visited." in asked
    assert (await submission(federation, "truong-1", "2026-04")).closed_at is None
    done = await chair.tap("Right, nothing to report; close")
    assert done.startswith("✅ The report month 4/2026 of CĐCS Trường Mẫu 01 is closed, at 08:00 on 22 Apr 2026.")
    assert "In time." in done
    assert "Next: report" not in done
    one = await submission(federation, "truong-1", "2026-04")
    assert one.closed_at is not None
    assert not one.late
    assert sorted(await sent(federation), key=lambda found: found[0]) == [
        ("doan-vien-giam", {"lost": 0, "day": "2026-04-20"}, "2026-04-20"),
        ("ket-nap", {"admitted": {"total": 0, "women": 0}, "day": "2026-04-20"}, "2026-04-20"),
        ("tham-hoi", {"hardship": 0, "visited": 0, "day": "2026-04-20"}, "2026-04-20"),
    ]


async def test_what_says_that_nothing_happened_counts_as_answered(federation: Federation, chair: Chatter) -> None:
    unit = federation.ids["truong-1"]
    before = await chair.say(f"/td {unit} 2026 tham-hoi")
    assert "No figures yet" in before
    await chair.press(f"c:chot {unit} 2026-04 rest yes")
    assert "Nothing arose" in await chair.say(f"/td {unit} 2026 tham-hoi")


async def test_one_by_one(federation: Federation, chair: Chatter) -> None:
    await federation.report("truong-1", "ket-nap", "2026-04-10", admitted={"total": 2, "women": 1})
    shown = await chair.say("/chot")
    assert "Told: New members admitted." in shown
    shown = await chair.tap("Nothing: Members lost")
    assert "✅ Noted: Members lost." in shown
    assert "Nothing to report: Members lost." in shown
    assert "Still missing: Members in hardship visited." in shown
    shown = await chair.tap("Nothing: Members in hardship")
    assert "All contents have been told." in shown
    done = await chair.tap("Close the round")
    assert "✅ The report month 4/2026" in done
    assert (await submission(federation, "truong-1", "2026-04")).closed_at is not None


async def test_tapping_twice_and_old_buttons_change_nothing(federation: Federation, chair: Chatter) -> None:
    unit = federation.ids["truong-1"]
    tap = f"c:chot {unit} 2026-04 n ket-nap"
    await chair.press(tap)
    assert "This has been answered already." in await chair.press(tap)
    assert len(await sent(federation)) == 1
    await chair.press(f"c:chot {unit} 2026-04 rest yes")
    closed = (await submission(federation, "truong-1", "2026-04")).closed_at
    federation.clock.forward(hours=1)
    for line in ("rest yes", "close", "n tham-hoi", "x tham-hoi"):
        assert "✅ Closed at 08:00 on 22 Apr 2026." in await chair.press(f"c:chot {unit} 2026-04 {line}")
    assert (await submission(federation, "truong-1", "2026-04")).closed_at == closed
    assert len(await sent(federation)) == 3


async def test_closed_as_it_is_says_what_is_left_out(federation: Federation, chair: Chatter) -> None:
    done = await chair.press(f"c:chot {federation.ids['truong-1']} 2026-04 close")
    assert "Without: New members admitted; Members lost; Members in hardship visited." in done
    assert await sent(federation) == []


async def test_late_is_said_and_measured_by_the_closing(federation: Federation, chair: Chatter) -> None:
    federation.clock.forward(days=2)
    shown = await chair.say("/chot")
    assert "(2 days late)" in shown
    assert "2 days late." in await chair.press(f"c:chot {federation.ids['truong-1']} 2026-04 rest yes")
    assert (await submission(federation, "truong-1", "2026-04")).late


async def test_rounds_with_one_cut_off_are_closed_together(federation: Federation) -> None:
    await plan(federation, "2026-03-20 08:00")
    chair = await federation.chair("truong-1")
    shown = await chair.say("/chot")
    assert shown.startswith("Report month 3/2026 and quarter 1/2026, CĐCS Trường Mẫu 01.")
    assert "Further contents" in shown
    first = set(chair.last.splitlines())
    assert set((await chair.tap("Further contents")).splitlines()) - first
    await chair.press(f"c:chot {federation.ids['truong-1']} 2026-03 rest yes")
    for code in ("2026-03", "2026-q1"):
        assert (await submission(federation, "truong-1", code)).closed_at is not None
    # What is counted so far this year is not told as nothing.
    assert {form for form, _answers, _day in await sent(federation)} == {
        "ket-nap", "doan-vien-giam", "tham-hoi", "gioi-thieu-dang",
    }  # fmt: skip


async def test_exempt_is_a_report_like_any_other(federation: Federation) -> None:
    await plan(federation, "2026-06-03 08:00")
    chair = await federation.chair("cong-ty-1")
    unit = federation.ids["cong-ty-1"]
    shown = await chair.press(f"c:chot {unit} 2026-h1 x doi-thoai")
    assert "✅ Noted: Workplace dialogue" in shown
    assert ("doi-thoai", {"status": "exempt"}, "2026-05-31") in await sent(federation)


async def test_what_holds_need_not_be_told_again(federation: Federation) -> None:
    await federation.report("cong-ty-1", "doi-thoai", "2026-02-10", status="held", kind="periodic")
    await plan(federation, "2026-06-03 08:00")
    chair = await federation.chair("cong-ty-1")
    shown = await chair.say("/chot")
    told = next(line for line in shown.splitlines() if line.startswith("Told:"))
    assert "Workplace dialogue" in told
    assert "Headcounts" not in told


async def test_what_happened_after_the_cut_off_belongs_to_the_next_round(
    federation: Federation, chair: Chatter
) -> None:
    await federation.report("truong-1", "ket-nap", "2026-04-21", admitted={"total": 2, "women": 1})
    assert "Told:" not in await chair.say("/chot")
    await chair.press(f"c:chot {federation.ids['truong-1']} 2026-04 rest yes")
    await plan(federation, "2026-05-20 08:00")
    assert "Told: New members admitted." in await chair.say("/chot")


async def test_what_comes_after_the_lock_is_shown_with_the_next_round(federation: Federation, chair: Chatter) -> None:
    await chair.press(f"c:chot {federation.ids['truong-1']} 2026-04 rest yes")
    await plan(federation, "2026-05-01 06:40")
    await plan(federation, "2026-05-04 08:00")
    report = await federation.report("truong-1", "ket-nap", "2026-04-10", admitted={"total": 2, "women": 1})
    shown = await chair.say("/chot")
    assert shown.startswith("Report month 5/2026")
    assert f"told with this one: 1 report: New members admitted ({report:04})." in shown
    async with federation.database.read() as tx:
        lock = await submissions.last_lock(tx, federation.ids["truong-1"], date(2026, 5, 20))
    assert lock is not None
    assert lock.cut_off == date(2026, 4, 20)


async def test_closing_early_is_possible(federation: Federation) -> None:
    await plan(federation, "2026-04-10 08:00")
    chair = await federation.chair("truong-1")
    assert "Whatever happens until then can still be reported after closing." in await chair.say("/chot")
    await chair.press(f"c:chot {federation.ids['truong-1']} 2026-04 rest yes")
    assert ("ket-nap", {"admitted": {"total": 0, "women": 0}, "day": "2026-04-10"}, "2026-04-10") in await sent(
        federation
    )


async def test_nothing_is_due(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    assert "No reporting round of CĐCS Trường Mẫu 01 is open now." in await chair.say("/chot")


async def test_of_several_unions_one_is_chosen(federation: Federation, chair: Chatter) -> None:
    await federation.also(chair, Role.CHAIR, "truong-2")
    assert "For which union?" in await chair.say("/chot")
    assert "Report month 4/2026, CĐCS Trường Mẫu 02." in await chair.tap("CĐCS Trường Mẫu 02")


async def test_a_superior_closes_on_behalf_of_a_unit_below_and_nobody_else_does(federation: Federation) -> None:
    await plan(federation, DUE_DAY)
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    other = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    line = f"c:chot {federation.ids['truong-2']} 2026-04 rest yes"
    assert "Your office does not include this." in await other.press(line)
    assert "✅ The report month 4/2026 of CĐCS Trường Mẫu 02 is closed" in await boss.press(line)
    report = (await all_reports(federation, PLAN))[0]
    assert report.on_behalf


async def test_a_unit_founded_after_the_cut_off_says_nothing_about_the_time_before(federation: Federation) -> None:
    await plan(federation, DUE_DAY)
    await federation.found((("moi", "CĐCS Mới", "nnn", "dak-ha"),))
    chair = await federation.chair("moi")
    assert "No reporting round of CĐCS Mới is open now." in await chair.say("/chot")


async def test_it_can_be_typed_and_in_vietnamese(federation: Federation) -> None:
    await plan(federation, DUE_DAY)
    chair = await federation.chair("truong-1", language="vi")
    await chair.say("chot ky")
    await chair.say("1")
    assert "không phát sinh: Kết nạp đoàn viên mới; Đoàn viên giảm; Thăm hỏi đoàn viên khó khăn." in chair.last
    done = await chair.say("1")
    assert done.startswith("✅ Đã chốt báo cáo tháng 4/2026 của CĐCS Trường Mẫu 01 lúc 08:00 ngày 22/04/2026.")
    assert "Đúng hạn." in done
