"""/lich: what a union sets for its branch, with a preview of whom it touches; and /gionhac, what a person sets."""

from __future__ import annotations

from datetime import date

import pytest

from domain.access import Role
from domain.calendar.branch import Setting, SettingKind
from domain.courtesy import Hours
from domain.plan import Level
from storage.calendar import settings
from storage.reminding import wishes
from storage.reminding.wishes import Wishes
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.handlers.rounds import plan, submission


async def known(federation: Federation) -> list[Setting]:
    async with federation.database.read() as tx:
        return await settings.everything(tx)


@pytest.fixture
async def boss(federation: Federation) -> Chatter:
    """The officer of a district on the day before November's figures are taken."""
    await plan(federation, "2026-11-19 08:00")
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


async def wanted(federation: Federation, chatter: Chatter) -> Wishes:
    officer = await federation.officer_id(chatter)
    async with federation.database.read() as tx:
        return await wishes.of_officer(tx, officer)


async def test_a_due_day_is_changed_for_a_branch_and_reminders_follow(federation: Federation, boss: Chatter) -> None:
    await federation.chair("truong-1")
    shown = await boss.say("lịch")
    assert "For LĐLĐ huyện Đăk Hà and all below it nothing is set beside the plan." in shown
    assert "The due day of which report?" in await boss.tap("Change a due day")
    asked = await boss.tap("month 11/2026")
    assert "Report month 11/2026: figures up to 20 Nov 2026, due by 22 Nov 2026. Which day shall it be?" in asked
    assert "By which decision" in await boss.say("26/11")
    preview = await boss.say("TB 12/TB-LĐLĐ")
    assert "report month 11/2026, grassroots unions: due 26 Nov 2026" in preview
    assert "This touches 4 units (LĐLĐ huyện Đăk Hà and all below it) and 2 people who have joined." in preview
    assert await known(federation) == []
    done = await boss.tap("Right, set it")
    assert "✅ Set: report month 11/2026, grassroots unions: due 26 Nov 2026" in done
    assert (await submission(federation, "truong-1", "2026-11")).due == date(2026, 11, 26)
    assert (await submission(federation, "cong-ty-2", "2026-11")).due == date(2026, 11, 23)
    assert (await submission(federation, "dak-ha", "2026-11")).due == date(2026, 11, 25)


async def test_all_months_from_now_on(federation: Federation, boss: Chatter) -> None:
    for words in ("/lich", "hạn", "mọi tháng"):
        await boss.say(words)
    if "Due on which day of the month?" not in boss.last:
        await boss.tap("Every month from now on")
    assert "Figures are taken up to the 20. Due on which day of the month?" in boss.last
    assert "20" in await boss.say("5")
    for words in ("21", "Quy chế nội bộ", "1"):
        await boss.say(words)
    (one,) = await known(federation)
    assert (one.round, one.days, one.level) == ("month", 1, Level.GRASSROOTS)
    assert (await submission(federation, "truong-1", "2026-11")).due == date(2026, 11, 23), "the 21st is a Saturday"
    await plan(federation, "2026-12-01 06:40")
    assert (await submission(federation, "truong-1", "2026-12")).due == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("choice", "kind"),
    [
        ("Pause reminders", SettingKind.PAUSE),
        ("Days off", SettingKind.OFF),
        ("Workdays instead", SettingKind.WORKING),
    ],
)
async def test_days_are_set(federation: Federation, boss: Chatter, choice: str, kind: SettingKind) -> None:
    await boss.say("/lich")
    await boss.tap(choice)
    assert "Until which day" in await boss.say("23/11")
    assert "earlier" in await boss.say("20/11") or "before" in boss.last
    await boss.say("24/11")
    await boss.say("Bão số 9")
    await boss.say("1")
    (one,) = await known(federation)
    assert (one.kind, one.first_day, one.last_day) == (kind, date(2026, 11, 23), date(2026, 11, 24))
    assert (one.unit_id, one.why) == (federation.ids["dak-ha"], "Bão số 9")


async def test_a_day_off_moves_the_due_day_at_once(federation: Federation, boss: Chatter) -> None:
    await boss.say("/lich")
    await boss.tap("Days off")
    for words in ("23/11", "23/11", "Quyết định của tỉnh", "1"):
        await boss.say(words)
    assert (await submission(federation, "truong-1", "2026-11")).due == date(2026, 11, 25)


async def test_the_greeting(federation: Federation, boss: Chatter) -> None:
    await boss.say("/lich")
    preview = await boss.tap("The Tết greeting")
    assert "Tết greeting on 29 Jan 2027" in preview
    await boss.tap("Right, set it")
    (one,) = await known(federation)
    assert (one.kind, one.first_day) == (SettingKind.GREETING, date(2027, 1, 29))


async def test_taking_back(federation: Federation, boss: Chatter) -> None:
    await boss.say("/lich")
    await boss.tap("Days off")
    for words in ("23/11", "23/11", "Nhầm", "1"):
        await boss.say(words)
    shown = await boss.say("/lich")
    assert "• off 23 Nov 2026" in shown
    await boss.tap("Take one of these back")
    done = await boss.tap("off 23 Nov 2026")
    assert "✅ Taken back: off 23 Nov 2026" in done
    assert await known(federation) == []
    assert (await submission(federation, "truong-1", "2026-11")).due == date(2026, 11, 23)


async def test_the_province_says_whose_due_day_it_is(federation: Federation, boss: Chatter) -> None:
    assert boss.address
    admin = await federation.officer(Role.ADMIN, "tinh")
    await admin.say("/lich")
    await admin.tap("Change a due day")
    await admin.tap("Direct-superior unions")
    await admin.tap("month 11/2026")
    for words in ("27/11", "TB 1", "1"):
        await admin.say(words)
    assert (await submission(federation, "dak-ha", "2026-11")).due == date(2026, 11, 27)
    assert (await submission(federation, "truong-1", "2026-11")).due == date(2026, 11, 23)


async def test_how_a_person_wants_to_be_reminded(federation: Federation) -> None:
    chair = await federation.chair()
    shown = await chair.say("giờ nhắc")
    assert "Reminders come on working days, 07:30–11:00, 13:45–17:00, at most one message a day." in shown
    assert "summary" not in shown
    assert "19:00–20:30" in await chair.tap("Reminders 19:00–20:30")
    assert "only on the day itself" in await chair.tap("Only on the day")
    assert await wanted(federation, chair) == Wishes(hours=Hours.EVENING, only_deadlines=True)
    await chair.tap("Reminders before the day, too")
    await chair.tap("Reminders 07:30–11:00")
    assert await wanted(federation, chair) == Wishes()


async def test_when_a_leader_wants_the_summary(federation: Federation) -> None:
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    assert "The summary of the week comes on Monday, from 8:00." in await leader.say("/gionhac")
    await leader.tap("Day of the summary")
    assert "on Thursday, from 8:00" in await leader.tap("Thursday")
    await leader.tap("Hour of the summary")
    assert "on Thursday, from 15:00" in await leader.tap("15:00")
    assert "No summary comes by itself." in await leader.tap("No summary")
    assert (await wanted(federation, leader)).summary_weekday == 0
    await leader.tap("Day of the summary")
    await leader.tap("Friday")
    assert await wanted(federation, leader) == Wishes(summary_weekday=5, summary_hour=15)


@pytest.mark.parametrize("words", ["day 6", "day 0", "hour 7", "hour 25", "x", "day x"])
async def test_what_is_no_wish_changes_nothing(federation: Federation, words: str) -> None:
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    await leader.say(f"/gionhac {words}")
    assert await wanted(federation, leader) == Wishes()
