"""Who is told what on which day: the rules one by one, on a real database."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from domain.access import Role
from domain.calendar.branch import SettingKind
from domain.courtesy import Hours
from domain.plan import Level
from storage import appointments, chats, tree
from storage.calendar import locking, settings, submissions
from storage.calendar.settings import NewSetting
from storage.database import Tx
from storage.reminding import items, wishes
from storage.reminding.items import Kind, Reason, State
from storage.reminding.wishes import Wishes
from tests.calendar.days import Days, to
from tests.handlers.chatter import Chatter
from tests.handlers.federation import PLAN, Federation

MARCH = date(2026, 3, 1), date(2026, 3, 31)
SCHOOL = "truong-1"


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


async def set_(federation: Federation, unit: str, kind: SettingKind, first: date, last: date | None = None) -> None:
    new = NewSetting(unit_id=federation.ids[unit], kind=kind, first_day=first, last_day=last or first, why="Lũ")
    await federation.database.write(lambda tx: settings.add(tx, new, None, federation.clock.now))


async def wants(federation: Federation, chatter: Chatter, given: Wishes) -> None:
    officer = await federation.officer_id(chatter)
    await federation.database.write(lambda tx: wishes.keep(tx, officer, given, federation.clock.now))


async def test_a_chair_who_says_nothing_is_asked_three_times_and_then_the_superior_is_told(
    federation: Federation, days: Days
) -> None:
    chair = await federation.chair(SCHOOL)
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    told = await days.live(*MARCH)
    # Month and quarter have one cut-off and one due day, so they are one matter.
    both = "due 2026-03 {step}, due 2026-q1 {step}"
    assert to(told, chair) == [
        "03-20 " + both.format(step="T-2"),
        "03-23 " + both.format(step="T"),
        "03-24 " + both.format(step="T+1"),
    ]
    lists = [line for line in to(told, boss) if "list" in line]
    assert lists == ["03-26 list 2026-03, list 2026-q1, due 2026-03 T+1, due 2026-q1 T+1"] or lists == [
        "03-26 due 2026-03 T+1, due 2026-q1 T+1, list 2026-03, list 2026-q1"
    ]


async def test_the_words_of_the_steps(federation: Federation, days: Days) -> None:
    await federation.chair(SCHOOL, language="vi")
    soon, due, after = (one.text for one in await days.live(*MARCH))
    assert soon.startswith(
        "⏰ Báo cáo tháng 3/2026 và quý I/2026 của CĐCS Trường Mẫu 01 đến hạn thứ Hai, 23/03 (còn 1 ngày làm việc)."
    )
    assert "[1. Báo cáo ngay]" in soon
    assert "[2. Không phát sinh]" in soon
    assert "(hôm nay là hạn cuối)" in due
    assert after.startswith("Đến sáng nay Trợ lý chưa nhận được báo cáo tháng 3/2026 và quý I/2026")
    assert "chọn “Cần hỗ trợ”" in after


async def test_who_has_reported_is_not_asked(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    await days.live(MARCH[0], day("03-20"))
    await days.close(SCHOOL, "2026-03", chair)
    await days.close(SCHOOL, "2026-q1", chair)
    await days.live(day("03-21"), MARCH[1])
    assert [line[:5] for line in to(days.told, chair)] == ["03-20"]


async def test_what_was_reported_between_planning_and_leaving_is_cancelled(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    await days.live(MARCH[0], day("03-22"))
    await days.plan(day("03-23"))
    for code in ("2026-03", "2026-q1"):
        await days.close(SCHOOL, code, chair)
    assert await days.send(day("03-23"), time(7, 30)) == []
    assert {(one.state, one.reason) for one in await days.all(day("03-23")) if one.officer_id is not None} == {
        (State.CANCELLED, Reason.REPORTED)
    }


@pytest.mark.parametrize("times", [2, 3])
async def test_planning_again_plans_nothing_twice(federation: Federation, days: Days, times: int) -> None:
    await federation.chair(SCHOOL)
    for _ in range(times):
        await days.plan(day("03-20"))
    sent = [one for _ in range(times) for one in await days.send(day("03-20"), time(8))]
    assert len(sent) == 1
    for _ in range(times):
        await days.plan(day("03-20"), time(9, 40))
    assert await days.send(day("03-20"), time(10)) == []


async def test_after_three_days_of_downtime_there_is_one_message_of_use(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await days.live(MARCH[0], day("03-20"))
    before = len(days.told)
    # Down from the 21st to the 23rd: the day on which it was due.
    await days.live(day("03-24"), MARCH[1])
    assert to(days.told[before:], chair) == ["03-24 due 2026-03 T+1, due 2026-q1 T+1"]
    assert any("list 2026-03" in line for line in to(days.told[before:], boss))


async def test_what_was_planned_and_not_sent_is_skipped_not_sent_later(federation: Federation, days: Days) -> None:
    await federation.chair(SCHOOL)
    await days.plan(day("03-20"))
    await days.plan(day("03-21"))
    assert await days.send(day("03-21"), time(8)) == []
    assert {(one.state, one.reason) for one in await days.all(day("03-20")) if one.officer_id} == {
        (State.SKIPPED, Reason.MISSED)
    }


async def test_the_superior_gets_the_list_however_late_the_program_runs_again(
    federation: Federation, days: Days
) -> None:
    await federation.chair(SCHOOL)
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await days.live(MARCH[0], day("03-20"))
    told = await days.live(day("03-30"))
    assert "list 2026-03" in to(told, boss)[0]
    assert not any("list" in line for line in to(await days.live(day("03-31")), boss)), "only once"


async def test_an_officer_with_three_offices_gets_one_message(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    await federation.also(chair, Role.CHAIR, "truong-2")
    await federation.also(chair, Role.CHAIR, "cong-ty-1")
    (told,) = [one for one in await days.live(day("03-20")) if one.address == chair.address]
    assert len(told.why) == 6
    for name in ("Trường Mẫu 01", "Trường Mẫu 02", "Công ty Mẫu 01"):
        assert f"CĐCS {name}" in told.text
    assert "[1. Report now: CĐCS Công ty Mẫu 01]" in told.text


async def test_who_is_on_telegram_and_on_the_page_is_told_where_it_rings(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    await federation.browser(chair)
    only_there = await federation.browser(await federation.officer(None))
    await federation.also(only_there, Role.CHAIR, "truong-2")
    told = await days.live(day("03-20"))
    assert chair.address in {one.address for one in told}
    assert len(told) == 2


async def test_the_deputy_is_asked_only_where_there_is_no_chair(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    beside = await federation.officer(Role.DEPUTY, SCHOOL)
    alone = await federation.officer(Role.DEPUTY, "truong-2")
    told = await days.live(day("03-20"))
    assert {one.address for one in told} >= {chair.address, alone.address}
    assert beside.address not in {one.address for one in told}


async def test_who_becomes_chair_on_the_due_day_is_asked_and_the_former_one_is_not(
    federation: Federation, days: Days
) -> None:
    former = await federation.chair(SCHOOL)
    await days.live(MARCH[0], day("03-22"))
    await days.plan(day("03-23"))
    officer = await federation.officer_id(former)

    async def leave(tx: Tx) -> None:
        (held,) = await appointments.of_officer(tx, officer, federation.clock.now)
        await appointments.end(tx, held.id, None, federation.clock.now)

    await federation.database.write(leave)
    new = await federation.chair(SCHOOL)
    assert await days.send(day("03-23"), time(7, 30)) == []
    await days.plan(day("03-23"), time(8, 40))
    (told,) = await days.send(day("03-23"), time(9))
    assert told.address == new.address
    assert {one.reason for one in await days.all(day("03-23")) if one.officer_id == officer} == {Reason.LEFT}


async def test_a_unit_founded_after_the_round_opened_is_not_expected(federation: Federation, days: Days) -> None:
    await days.live(day("03-01"))

    async def found(tx: Tx) -> None:
        new = tree.NewUnit(
            code="moi", name="CĐCS Mới", kind="nnn", parent="dak-ha", first_day=day("03-10"), decision="1/QĐ"
        )
        await tree.found_many(tx, federation.house.plan, [new], now=federation.clock.now)

    await federation.database.write(found)
    await days.live(day("03-20"))
    async with federation.database.read() as tx:
        march = await submissions.below(tx, "2026-03", federation.ids["dak-ha"])
        assert len(march) == 3
        counted = await submissions.standing(tx, "2026-03", superior_id=federation.ids["dak-ha"])
        assert (counted.expected, counted.reported, counted.missing) == (3, 0, 3)
    await days.live(day("04-01"))
    async with federation.database.read() as tx:
        assert len(await submissions.below(tx, "2026-04", federation.ids["dak-ha"])) == 4


async def test_a_round_opened_late_expects_who_was_there_on_its_first_day(federation: Federation, days: Days) -> None:
    await days.live(day("02-27"))

    async def found(tx: Tx) -> None:
        new = tree.NewUnit(
            code="moi", name="CĐCS Mới", kind="nnn", parent="dak-ha", first_day=day("03-10"), decision="1/QĐ"
        )
        await tree.found_many(tx, federation.house.plan, [new], now=federation.clock.now)

    await federation.database.write(found)
    await days.live(day("03-12"))
    async with federation.database.read() as tx:
        assert len(await submissions.below(tx, "2026-03", federation.ids["dak-ha"])) == 3


async def test_where_the_calendar_begins_nobody_is_late_for_what_could_not_be_closed(
    federation: Federation, days: Days
) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    told = await days.live(day("11-27"), day("11-30"))
    assert to(told, boss) == ["11-30 summary week:2026-11-30"]
    async with federation.database.read() as tx:
        assert await submissions.below(tx, "2026-11", federation.ids["dak-ha"]) == []
        assert len(await submissions.below(tx, "2026", federation.ids["dak-ha"])) == 3


async def test_begun_between_two_due_days_only_those_who_are_still_in_time_are_expected(
    federation: Federation, days: Days
) -> None:
    await days.live(day("11-24"))
    async with federation.database.read() as tx:
        assert await submissions.below(tx, "2026-11", federation.ids["dak-ha"]) == []
        above = await submissions.below(tx, "2026-11", federation.ids["tinh"])
    assert {one.level for one in above} == {Level.DIRECT_SUPERIOR}


async def test_a_unit_dissolved_in_the_round_is_not_waited_for(federation: Federation, days: Days) -> None:
    chair = await federation.chair("cong-ty-2")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    await days.live(day("03-01"))

    async def dissolve(tx: Tx) -> None:
        await tree.close(tx, federation.house.plan, federation.ids["cong-ty-2"], day("03-15"), now=federation.clock.now)

    await federation.database.write(dissolve)
    told = await days.live(day("03-16"), MARCH[1])
    assert to(told, chair) == []
    assert not any("list" in line for line in to(told, boss))
    one = await days.submission("cong-ty-2", "2026-03")
    assert one.excused == "closed"
    async with federation.database.read() as tx:
        assert (await submissions.standing(tx, "2026-03", superior_id=federation.ids["sa-thay"])).missing == 0


async def test_around_tet_nobody_is_reminded_and_that_is_noted(federation: Federation, days: Days) -> None:
    """In 2027 the cut-off of January lies before Tết, and a province-wide due day within the quiet days."""
    chair = await federation.chair(SCHOOL)
    first = date(2027, 1, 1)
    await days.live(first, date(2027, 1, 3))
    new = NewSetting(
        unit_id=federation.ids["tinh"],
        kind=SettingKind.DUE,
        first_day=date(2027, 2, 2),
        last_day=date(2027, 2, 2),
        why="Theo thông báo",
        round="2027-01",
        level=Level.GRASSROOTS,
    )
    await federation.database.write(lambda tx: settings.add(tx, new, None, federation.clock.now))
    told = await days.live(date(2027, 1, 4), date(2027, 2, 3))
    assert to(told, chair) == ["01-26 due 2027-01 T-5", "01-29 due 2027-01 T-2"]
    assert {(one.step, one.state, one.reason) for one in await days.all(date(2027, 2, 2)) if one.kind is Kind.DUE} >= {
        ("T", State.SKIPPED, Reason.HOLIDAY)
    }


async def test_a_pause_of_an_area_stops_its_reminders_only(federation: Federation, days: Days) -> None:
    paused, other = await federation.chair(SCHOOL), await federation.chair("cong-ty-2")
    await set_(federation, "dak-ha", SettingKind.PAUSE, day("03-20"), day("03-23"))
    told = await days.live(*MARCH)
    assert [line[:5] for line in to(told, paused)] == ["03-24"]
    assert [line[:5] for line in to(told, other)] == ["03-20", "03-23", "03-24"]
    skipped = [one for one in await days.all(day("03-20")) if one.reason is Reason.PAUSE]
    assert {one.unit_id for one in skipped} == {federation.ids[SCHOOL]}


async def test_a_pause_set_in_the_morning_holds_what_was_planned(federation: Federation, days: Days) -> None:
    await federation.chair(SCHOOL)
    await days.plan(day("03-20"))
    await set_(federation, "tinh", SettingKind.PAUSE, day("03-20"))
    assert await days.send(day("03-20"), time(8)) == []


async def test_a_local_closure_moves_what_is_due_there(federation: Federation, days: Days) -> None:
    here, there = await federation.chair(SCHOOL), await federation.chair("cong-ty-2")
    await set_(federation, "dak-ha", SettingKind.OFF, day("03-23"))
    told = await days.live(*MARCH)
    assert (await days.submission(SCHOOL, "2026-03")).due == day("03-24")
    assert (await days.submission("cong-ty-2", "2026-03")).due == day("03-23")
    assert [line[:5] for line in to(told, here)] == ["03-20", "03-24", "03-25"]
    assert [line[:5] for line in to(told, there)] == ["03-20", "03-23", "03-24"]


async def test_the_evening_is_for_those_who_want_it(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    await wants(federation, chair, Wishes(hours=Hours.EVENING))
    await days.plan(day("03-20"))
    for at in (time(7, 30), time(14), time(18, 59)):
        assert await days.send(day("03-20"), at) == []
    (told,) = await days.send(day("03-20"), time(19))
    assert told.address == chair.address


async def test_only_deadlines(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    await wants(federation, chair, Wishes(only_deadlines=True))
    told = await days.live(*MARCH)
    assert [line[:5] for line in to(told, chair)] == ["03-23", "03-24"]
    assert {one.reason for one in await days.all(day("03-20")) if one.officer_id} == {Reason.OPTED_OUT}


async def test_who_blocked_the_bot_and_the_office_without_an_officer(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")

    async def block(tx: Tx) -> None:
        chat = await chats.find(tx, chair.channel, chair.address, federation.clock.now)
        assert chat is not None
        await chats.set_blocked(tx, chat.id, federation.clock.now)

    await federation.database.write(block)
    await days.live(*MARCH)
    planned = {one.unit_id: one.reason for one in await days.all(day("03-20")) if one.kind is Kind.DUE}
    assert planned[federation.ids[SCHOOL]] is Reason.UNREACHABLE
    assert planned[federation.ids["truong-2"]] is Reason.NOBODY
    (list_,) = [one.text for one in days.told if one.address == boss.address and "list" in one.about]
    assert "In 2 of them nobody has joined yet." in list_
    assert "In 1 of them messages are refused." in list_


async def test_a_summary_comes_on_monday_at_eight_and_on_the_first_working_day(
    federation: Federation, days: Days
) -> None:
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    # The 1st of May and the days after it are off; Monday is the 4th.
    told = await days.live(day("05-01"), day("05-11"))
    mine = [one for one in told if one.address == leader.address]
    assert to(told, leader) == [
        "05-04 summary month:2026-05-01, summary week:2026-05-04",
        "05-11 summary week:2026-05-11",
    ]
    assert {f"{one.at:%H:%M}" for one in mine} == {"08:00"}
    assert "Nothing. Still:" in mine[0].text


async def test_each_may_choose_the_day_the_hour_or_none(federation: Federation, days: Days) -> None:
    leader = await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    none = await federation.officer(Role.SUPERIOR_LEADER, "sa-thay")
    await wants(federation, leader, Wishes(summary_weekday=4, summary_hour=15))
    await wants(federation, none, Wishes(summary_weekday=0))
    told = await days.live(day("04-06"), day("04-10"))
    assert to(told, leader) == ["04-09 summary week:2026-04-06"]
    assert [f"{one.at:%H:%M}" for one in told if one.address == leader.address] == ["15:00"]
    assert to(told, none) == []


async def test_monday_off_gives_the_summary_on_the_next_working_day(federation: Federation, days: Days) -> None:
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    told = await days.live(date(2027, 5, 1), date(2027, 5, 7))
    assert to(told, leader) == ["05-04 summary month:2027-05-01, summary week:2027-05-03"]


async def test_the_greeting_goes_out_once_to_everybody(federation: Federation, days: Days) -> None:
    chair, boss = await federation.chair(SCHOOL), await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    before = date(2027, 1, 29)
    await set_(federation, "tinh", SettingKind.GREETING, before)
    await set_(federation, "dak-ha", SettingKind.GREETING, before)
    told = await days.live(before, date(2027, 1, 30))
    for chatter in (chair, boss):
        (one,) = [one for one in told if one.address == chatter.address]
        assert one.about.endswith("greeting 2027")
        assert one.text.count("A happy and healthy New Year") == 1


async def test_a_second_message_of_a_day_is_not_sent(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    await days.plan(day("03-20"))
    assert len(await days.send(day("03-20"), time(8))) == 1
    await federation.also(chair, Role.CHAIR, "truong-2")
    await days.plan(day("03-20"), time(8, 40))
    assert await days.send(day("03-20"), time(9)) == []
    later = [
        one for one in await days.all(day("03-20")) if one.unit_id == federation.ids["truong-2"] and one.officer_id
    ]
    assert {one.reason for one in later} == {Reason.TOLD}


async def test_an_act_of_the_evening_comes_with_the_next_morning(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    officer = await federation.officer_id(chair)
    new = items.NewReminder(
        key="act:1",
        officer_id=officer,
        unit_id=federation.ids[SCHOOL],
        kind=Kind.ACT,
        about="quota:1",
        day=day("03-20"),
        not_before=federation.clock.now,
        payload={"text": "You have been assigned a quota.", "rows": [[["Received", "c:danhan 1", 1]]]},
    )
    await federation.database.write(lambda tx: items.add(tx, new, federation.clock.now))
    (told,) = [one for one in await days.live(day("03-20")) if one.address == chair.address]
    assert told.text.index("Report month 3/2026") < told.text.index("You have been assigned a quota.")
    assert "[5. Received]" in told.text


async def test_a_round_locks_after_its_last_day_and_can_be_opened_again(federation: Federation, days: Days) -> None:
    chair = await federation.chair(SCHOOL)
    await days.live(*MARCH)
    assert (await days.submission(SCHOOL, "2026-03")).locked_at is None
    await days.live(day("04-01"))
    one = await days.submission(SCHOOL, "2026-03")
    assert one.locked_at is not None
    officer = await federation.officer_id(chair)
    await federation.database.write(
        lambda tx: submissions.reopen(tx, one, officer, "thiếu số liệu", federation.clock.now)
    )
    assert (await days.submission(SCHOOL, "2026-03")).waits
    await days.live(day("04-02"))
    assert (await days.submission(SCHOOL, "2026-03")).waits, "it is not locked before it is closed"
    await days.close(SCHOOL, "2026-03", chair)
    await days.live(day("04-03"))
    again = await days.submission(SCHOOL, "2026-03")
    async with federation.database.read() as tx:
        province = await locking.frozen(tx, "2026-03", federation.ids["tinh"])
        own = await locking.frozen(tx, "2026-03", federation.ids[SCHOOL])
        assert await locking.frozen(tx, "2026-03", federation.ids["dak-ha"])
    # The province's own indicators are frozen with it, and with nobody else.
    assert {code for code in province if PLAN.indicator(code).top_only} == province.keys() - own.keys() != set()
    assert again.locked_at is not None
    assert again.locked_at > one.locked_at + timedelta(days=1)
