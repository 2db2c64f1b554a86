"""Reminding those below who are behind: who is told what, who is not, at which hours, and not twice a day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from domain.access import Role
from domain.quotas import Quota
from storage import audit, quotas
from storage.audit import Entry
from storage.reminding import items
from storage.reminding.items import Kind, State
from tests.handlers.answers import open_question
from tests.handlers.chatter import AFTERNOON, Chatter, screen
from tests.handlers.federation import Federation

BRIEFED, GROWTH, DIALOGUE, GRADED = "tuyen-truyen", "doan-vien-tang", "doi-thoai-nnn", "xep-loai-cs-nn"
HOURS = "At this hour nobody is disturbed: they get it with the next morning's message."

ASKED_IN_VIETNAMESE = (
    "Cán bộ phụ trách LĐLĐ huyện Đăk Hà nhờ Trợ lý nhắc: đến 13/03/2026, Trợ lý chưa nhận được số liệu "
    "“Học tập, quán triệt nghị quyết” của CĐCS Trường Mẫu 01."
)
ASKED_IN_ENGLISH = (
    "Officer in charge, LĐLĐ huyện Đăk Hà asks to remind you: up to 13 Mar 2026 no figures about “Members and workers "
    "briefed” have been received from CĐCS Công ty Mẫu 01."
)


def told(chatter: Chatter) -> list[str]:
    """What others were told in the last turn."""
    assert chatter.done is not None
    return [screen(saying) for _chat, saying in chatter.done.told]


async def of_unit(federation: Federation, code: str, indicator: str) -> list[Entry]:
    async with federation.database.read() as tx:
        return await audit.of(tx, f"unit:{federation.ids[code]}:{indicator}")


async def officer_of_dak_ha(federation: Federation) -> Chatter:
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


async def nudge(federation: Federation, chatter: Chatter, unit: str = "dak-ha", indicator: str = BRIEFED) -> str:
    return await chatter.press(f"c:nhac {federation.ids[unit]} {indicator}")


async def test_who_lags_is_shown_asked_once_and_told_each_in_their_language(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    await federation.chair("truong-1", language="vi")
    await federation.chair("cong-ty-1")
    shown = await nudge(federation, boss)
    assert shown.splitlines() == [
        "Members and workers briefed, LĐLĐ huyện Đăk Hà: 3 units are behind or have not answered.",
        "• CĐCS Công ty Mẫu 01: no figures yet",
        "• CĐCS Trường Mẫu 01: no figures yet",
        "1 unit has nobody to receive it yet: CĐCS Trường Mẫu 02",
        "Remind 2 units?",
        "[1. Yes, remind them]",
        "[2. Leave some out]",
        "[Cancel]",
    ]
    assert told(boss) == []
    done = await boss.tap("Yes, remind them")
    assert done.splitlines() == [
        "✅ 2 units were reminded.",
        "1 unit has nobody to receive it yet: CĐCS Trường Mẫu 02",
        "[1. Back to this indicator]",
    ]
    vietnamese, english = sorted(told(boss), key=lambda text: "asks to remind" in text)
    assert vietnamese.splitlines() == [
        ASKED_IN_VIETNAMESE,
        "Đề nghị đồng chí báo cáo khi có số liệu mới. Xin cảm ơn đồng chí.",
        "[1. Báo cáo ngay] [2. Xem số liệu]",
    ]
    assert english.splitlines() == [
        ASKED_IN_ENGLISH,
        "Please report when there is something new. Thank you.",
        "[1. Report now]",
        "[2. See the figures]",
    ]
    assert (await boss.tap("Back to this indicator")).startswith("Members and workers briefed: LĐLĐ huyện Đăk Hà")


async def test_the_buttons_of_a_reminder_do_the_thing(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    chair = await federation.chair("truong-1")
    await nudge(federation, boss)
    await boss.say("1")
    assert boss.done is not None
    ((_chat, saying),) = boss.done.told
    report, look = (button.action for row in saying.rows for button in row)
    assert await open_question(chair) is None
    await chair.press(report)
    assert (await open_question(chair)) is not None
    await chair.say("/huy")
    assert (await chair.press(look)).startswith("Members and workers briefed: CĐCS Trường Mẫu 01")


async def test_a_growth_that_is_behind_is_told_with_what_is_missing_and_how_to_report_more(
    federation: Federation,
) -> None:
    quota = Quota(
        indicator=GROWTH,
        unit=federation.ids["truong-1"],
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        amount=Fraction(15),
        decision="1/QĐ",
        decided=date(2026, 1, 5),
        given_by=federation.ids["dak-ha"],
        reason="",
        known_at=AFTERNOON,
    )
    await federation.database.write(lambda tx: quotas.add(tx, [quota], None, AFTERNOON))
    count = {"total": 30, "women": 10}
    for school in ("truong-1", "truong-2"):
        await federation.report(school, "so-luong", "2026-01-01", members=count, workers={"total": 99, "women": 10})
    await federation.report("truong-1", "ket-nap", "2026-02-12", admitted={"total": 1, "women": 0})
    federation.clock.forward(days=150)
    boss = await officer_of_dak_ha(federation)
    await federation.chair("truong-1")
    await federation.chair("truong-2")
    shown = await nudge(federation, boss, indicator=GROWTH)
    assert "• CĐCS Trường Mẫu 01: +1/15 people (6.6%)" in shown
    assert "CĐCS Trường Mẫu 02" not in shown
    await boss.say("yes")
    (text,) = told(boss)
    assert text.splitlines()[0] == (
        "Officer in charge, LĐLĐ huyện Đăk Hà asks to remind you of “Net growth of membership”. Up to 10 Aug 2026, "
        "CĐCS Trường Mẫu 01: +1 net (admissions 1)/15 (6.6%), 14 people missing."
    )
    assert boss.done is not None
    assert boss.done.told[0][1].rows[0][0].action == "c:baocao ket-nap"


async def test_a_union_above_others_is_asked_to_look(federation: Federation) -> None:
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    await officer_of_dak_ha(federation)
    await federation.officer(Role.AUDITOR, "sa-thay")
    shown = await nudge(federation, leader, "tinh")
    assert "Remind 1 unit?" in shown
    assert "Leave some out" not in shown
    assert "2 units have nobody to receive it yet: CĐCS Bệnh viện Mẫu; LĐLĐ huyện Sa Thầy" in shown
    await leader.say("1")
    (text,) = told(leader)
    assert text.splitlines()[1:] == [
        "Please look at the units below yours. Thank you.",
        "[1. See the figures]",
    ]
    assert leader.done is not None
    action = leader.done.told[0][1].rows[0][0].action
    assert action == f"c:td {federation.ids['dak-ha']} 2026 {BRIEFED}"


async def test_nobody_is_reminded_twice_a_day_of_the_same(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    await federation.chair("cong-ty-1")
    await nudge(federation, boss)
    await boss.say("1")
    (entry,) = await of_unit(federation, "cong-ty-1", BRIEFED)
    assert (entry.act, entry.actor) == ("progress.nudged", await federation.officer_id(boss))
    federation.clock.forward(hours=6)
    shown = await nudge(federation, leader)
    assert "1 unit was reminded of it today and is not reminded again: CĐCS Công ty Mẫu 01" in shown
    assert await open_question(leader) is None
    assert "Remind 1 unit?" in await nudge(federation, leader, indicator=DIALOGUE)
    await leader.say("/huy")
    federation.clock.forward(hours=13)
    assert "Remind 1 unit?" in await nudge(federation, leader)


@pytest.mark.parametrize(
    ("hours", "day"),
    [(-7.1, date(2026, 3, 13)), (-2, date(2026, 3, 16)), (6.6, date(2026, 3, 16)), (44, date(2026, 3, 16))],
    ids=["before seven", "at noon", "at 20:36", "on Sunday"],
)
async def test_outside_of_decent_hours_it_waits_for_the_next_morning(
    federation: Federation, hours: float, day: date
) -> None:
    boss = await officer_of_dak_ha(federation)
    chair = await federation.chair("cong-ty-1")
    federation.clock.now = AFTERNOON + timedelta(hours=hours)
    await nudge(federation, boss)
    assert HOURS in await boss.say("1")
    assert told(boss) == []
    async with federation.database.read() as tx:
        (kept,) = await items.of_days(tx, date(2026, 3, 1), date(2026, 3, 31))
    assert (kept.day, kept.kind, kept.state) == (day, Kind.ACT, State.PLANNED)
    assert kept.officer_id == await federation.officer_id(chair)
    assert kept.payload is not None
    assert "asks to remind you" in kept.payload["text"]


async def test_some_can_be_left_out_by_their_names(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    for code in ("truong-1", "truong-2", "cong-ty-1"):
        await federation.chair(code)
    await nudge(federation, boss)
    assert "Who is not to be reminded?" in await boss.tap("Leave some out")
    assert "“mau 01”: 2 unions are called so" in await boss.say("mau 01")
    assert "“truong 9”: no union is called so." in await boss.say("truong 9")
    shown = await boss.say("bo truong mau 01; cong ty")
    assert "Remind 1 unit?" in shown
    assert "• CĐCS Trường Mẫu 02" in shown
    assert "• CĐCS Công ty" not in shown
    assert "Remind 3 units?" not in shown
    await boss.say("yes")
    (text,) = told(boss)
    assert "CĐCS Trường Mẫu 02" in text
    assert await of_unit(federation, "truong-1", BRIEFED) == []


async def test_where_all_are_left_out_nobody_is_told(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    await federation.chair("truong-1")
    await federation.chair("truong-2")
    await nudge(federation, boss)
    await boss.say("2")
    assert "No unit is left to be reminded, so nobody was told." in await boss.say("truong mau 01\ntruong mau 02")
    assert told(boss) == []


async def test_back_asks_again_and_cancel_sends_nothing(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    await federation.chair("truong-1")
    await federation.chair("truong-2")
    await nudge(federation, boss)
    await boss.say("2")
    assert "Remind 2 units?" in await boss.tap("Back")
    assert "Cancelled" in await boss.tap("Cancel")
    assert told(boss) == []


async def test_who_has_reported_meanwhile_is_not_reminded(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    for code in ("truong-1", "cong-ty-1"):
        await federation.chair(code)
        await federation.report(code, "so-luong", "2026-01-01", members={"total": 9}, workers={"total": 10})
    await nudge(federation, boss)
    await federation.report("truong-1", "tuyen-truyen", "2026-03-13", briefed=10)
    await boss.say("1")
    (text,) = told(boss)
    assert "CĐCS Công ty Mẫu 01" in text


async def test_who_came_in_meanwhile_is_not_reminded_unseen(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    await federation.chair("truong-1")
    await nudge(federation, boss)
    await federation.chair("cong-ty-1")
    await boss.say("1")
    (text,) = told(boss)
    assert "CĐCS Trường Mẫu 01" in text


async def test_where_nobody_is_behind_it_says_so(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    for code in ("truong-1", "truong-2", "cong-ty-1"):
        await federation.chair(code)
        await federation.report(code, "so-luong", "2026-01-01", members={"total": 9}, workers={"total": 10})
        await federation.report(code, "tuyen-truyen", "2026-03-13", briefed=10)
    shown = await nudge(federation, boss)
    assert shown.startswith("Nobody directly below LĐLĐ huyện Đăk Hà is behind with “Members and workers briefed”.")
    assert await open_question(boss) is None


async def test_those_above_grade_so_nobody_is_reminded_of_it(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    await federation.chair("truong-1")
    assert (await nudge(federation, boss, indicator=GRADED)).startswith("Nobody directly below")


async def test_one_does_not_remind_oneself(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    await federation.also(boss, Role.CHAIR, "truong-1")
    await federation.chair("cong-ty-1")
    shown = await nudge(federation, boss)
    assert "CĐCS Trường Mẫu 01" not in shown
    assert "Remind 1 unit?" in shown


async def test_without_naming_anything_the_worst_indicators_are_offered(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    for code in ("truong-1", "truong-2", "cong-ty-1"):
        await federation.chair(code)
    shown = await boss.say("đôn đốc")
    assert shown.startswith("Which indicator do you want to remind of?")
    assert "[8. " in shown
    assert "[9. " not in shown
    first = shown.split("[1. ")[1].split("]")[0]
    assert f"{first}, LĐLĐ huyện Đăk Hà: " in await boss.say("1")
    assert "have not answered" in boss.last


async def test_with_two_offices_it_is_asked_for_which(federation: Federation) -> None:
    boss = await officer_of_dak_ha(federation)
    await federation.also(boss, Role.SUPERIOR_LEADER, "sa-thay")
    await federation.chair("cong-ty-2")
    assert (await boss.say("/nhac")).startswith("For the units below which union?")
    await boss.say("sa thay")
    assert "LĐLĐ huyện Sa Thầy" in await boss.say("1")


@pytest.mark.parametrize(
    ("role", "unit", "at"),
    [
        (Role.SUPERIOR_OFFICER, "dak-ha", "sa-thay"),
        (Role.SUPERIOR_OFFICER, "dak-ha", "tinh"),
        (Role.SUPERIOR_OFFICER, "dak-ha", "truong-1"),
        (Role.AUDITOR, "tinh", "dak-ha"),
        (Role.CHAIR, "truong-1", "dak-ha"),
    ],
)
async def test_nobody_is_reminded_by_who_does_not_lead_them(
    federation: Federation, role: Role, unit: str, at: str
) -> None:
    person = await federation.officer(role, unit)
    for code in ("truong-2", "cong-ty-2"):
        await federation.chair(code)
    assert "Your office does not include this" in await nudge(federation, person, at)
    assert await open_question(person) is None


@pytest.mark.parametrize("line", ["0 tuyen-truyen", "x y", "{unit} nothing", "{unit}"])
async def test_what_names_nothing_is_harmless(federation: Federation, line: str) -> None:
    boss = await officer_of_dak_ha(federation)
    said = await boss.say("/nhac " + line.format(unit=federation.ids["dak-ha"]))
    assert "Your office does not include this" in said or "Which indicator" in said
