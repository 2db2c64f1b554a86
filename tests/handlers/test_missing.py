"""Who has not sent: the list, reminding one or all, opening a round again, asking for help, being told later."""

from __future__ import annotations

from datetime import date

import pytest

from domain.access import Role
from storage import chats
from storage.database import Tx
from storage.reminding import items
from storage.reminding.items import Kind, Reminder
from tests.handlers.answers import open_question
from tests.handlers.chatter import Chatter, screen
from tests.handlers.federation import Federation
from tests.handlers.rounds import plan, submission

NOT_YOURS = "Your office does not include this."
T3 = "2026-04-27 09:00"


@pytest.fixture
async def boss(federation: Federation) -> Chatter:
    """The officer of a district three working days after April's report was due."""
    await plan(federation, "2026-04-01 06:40")
    await plan(federation, T3)
    federation.clock.now = federation.clock.now.replace(day=28)  # the 27th is a holiday
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


def told(chatter: Chatter) -> list[str]:
    assert chatter.done is not None
    return [screen(saying) for _chat, saying in chatter.done.told]


async def planned(federation: Federation, kind: Kind) -> list[Reminder]:
    async with federation.database.read() as tx:
        found = await items.of_days(tx, date(2026, 1, 1), date(2026, 12, 31))
    return [one for one in found if one.kind is kind]


async def test_the_list_says_how_late_when_last_heard_and_whom_nobody_reaches(
    federation: Federation, boss: Chatter
) -> None:
    chair = await federation.chair("truong-1")
    await chair.say("/menu")
    blocked = await federation.chair("truong-2")

    async def block(tx: Tx) -> None:
        chat = await chats.find(tx, blocked.channel, blocked.address, federation.clock.now)
        assert chat is not None
        await chats.set_blocked(tx, chat.id, federation.clock.now)

    await federation.database.write(block)
    assert (await boss.say("chua gui")).splitlines() == [
        "Report month 4/2026, units directly below LĐLĐ huyện Đăk Hà: 0 of 3 have sent it.",
        "To be sent by Wednesday, 22 Apr.",
        "1. CĐCS Công ty Mẫu 01: 6 days late, nobody has joined for it yet",
        "2. CĐCS Trường Mẫu 01: 6 days late, last heard on 28 Apr",
        "3. CĐCS Trường Mẫu 02: 6 days late, its officer has blocked the bot",
        "[1. CĐCS Công ty Mẫu 01]",
        "[2. CĐCS Trường Mẫu 01]",
        "[3. CĐCS Trường Mẫu 02]",
        "[Remind 1 unit]",
        "[Who is reached where]",
    ]
    assert (await boss.tap("CĐCS Trường Mẫu 02")).splitlines()[:2] == [
        "CĐCS Trường Mẫu 02: 6 days late, its officer has blocked the bot",
        "Nguyễn Thị Mẫu, Chair: Telegram (blocked)",
    ]


async def test_all_are_reminded_with_one_tap_once_a_day(federation: Federation, boss: Chatter) -> None:
    await federation.chair("truong-1")
    await federation.chair("truong-2", language="vi")
    await boss.say("/chuagui")
    done = await boss.tap("Remind all 2 units")
    assert "✅ 2 units were reminded." in done
    vietnamese, english = sorted(told(boss), key=lambda text: "asks to remind" in text)
    assert english.startswith(
        "Officer in charge, LĐLĐ huyện Đăk Hà asks to remind you: up to 28 Apr the report month 4/2026 of CĐCS Trường "
        "Mẫu 01 has not been received (due Wednesday, 22 Apr)."
    )
    assert "[2. Nothing to report]" in english
    assert "nhờ nhắc đồng chí: đến 28/04 chưa nhận được báo cáo tháng 4/2026 của CĐCS Trường Mẫu 02" in vietnamese
    again = await boss.press(f"c:nhacky {federation.ids['dak-ha']} 2026-04 all")
    assert "They were reminded of it today already." in again
    assert told(boss) == []


async def test_one_is_reminded(federation: Federation, boss: Chatter) -> None:
    await federation.chair("truong-1")
    await boss.say("/chuagui")
    await boss.tap("CĐCS Trường Mẫu 01")
    assert "✅ 1 unit was reminded." in await boss.tap("Remind them")
    assert len(told(boss)) == 1


async def test_in_the_evening_they_get_it_with_the_next_morning(federation: Federation, boss: Chatter) -> None:
    await federation.chair("truong-1")
    federation.clock.forward(hours=12)
    done = await boss.press(f"c:nhacky {federation.ids['truong-1']} 2026-04")
    assert "they get it with the next morning's message." in done
    assert told(boss) == []
    (kept,) = await planned(federation, Kind.ACT)
    assert kept.day == date(2026, 4, 29)


async def test_who_has_sent_is_not_in_the_list(federation: Federation, boss: Chatter) -> None:
    chair = await federation.chair("truong-1")
    await chair.press(f"c:chot {federation.ids['truong-1']} 2026-04 rest yes")
    shown = await boss.say("/chuagui")
    assert "1 of 3 have sent it." in shown
    assert "1 of them came late." in shown
    assert "• CĐCS Trường Mẫu 01" not in shown
    assert "There is nobody to be reminded of this." in await boss.press(
        f"c:nhacky {federation.ids['truong-1']} 2026-04"
    )


async def test_at_the_province_each_branch_is_counted(federation: Federation, boss: Chatter) -> None:
    assert boss.heard == []
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    shown = await leader.say("/chuagui")
    assert "Report month 4/2026, units directly below LĐLĐ tỉnh Mẫu: 0 of 3 have sent it." in shown
    assert "• LĐLĐ huyện Đăk Hà: 3/3" in shown
    assert "• LĐLĐ huyện Sa Thầy: 1/1" in shown


async def test_a_locked_round_is_opened_again_with_a_reason(federation: Federation, boss: Chatter) -> None:
    chair = await federation.chair("truong-1")
    await chair.press(f"c:chot {federation.ids['truong-1']} 2026-04 rest yes")
    await plan(federation, "2026-05-04 08:00")
    assert (await submission(federation, "truong-1", "2026-04")).locked_at is not None
    line = f"c:molai {federation.ids['truong-1']} 2026-04"
    other = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    assert NOT_YOURS in await other.press(line)
    assert "For which reason?" in await boss.press(line)
    done = await boss.say("thiếu hai đoàn viên")
    assert "✅ The report month 4/2026 of CĐCS Trường Mẫu 01 is open again." in done
    (text,) = told(boss)
    assert "has opened the report month 4/2026 of CĐCS Trường Mẫu 01 again: “thiếu hai đoàn viên”." in text
    one = await submission(federation, "truong-1", "2026-04")
    assert one.waits
    assert one.reopened_for == "thiếu hai đoàn viên"
    shown = await chair.press(f"c:chot {federation.ids['truong-1']} 2026-04")
    assert "Opened again by the superior union: thiếu hai đoàn viên" in shown
    assert "is open for CĐCS Trường Mẫu 01 already" in await boss.press(line)


async def test_a_chair_asks_for_help_in_one_line(federation: Federation, boss: Chatter) -> None:
    chair = await federation.chair("truong-1")
    await chair.press(f"c:hotro {federation.ids['truong-1']} 2026-04")
    assert "✅ Your superior union has been told." in await chair.say("tôi chưa có số đoàn viên mới")
    (text,) = told(chair)
    assert text.startswith(
        "Chair, CĐCS Trường Mẫu 01 needs help with the report month 4/2026: “tôi chưa có số đoàn viên mới”"
    )
    assert boss.address
    await chair.press(f"c:hotro {federation.ids['truong-1']}")
    refused = await chair.say("số căn cước của tôi là 062123456789")
    assert "not" in refused
    assert await open_question(chair) is not None


async def test_where_nobody_above_has_joined_the_chair_is_told_to_call(federation: Federation) -> None:
    chair = await federation.chair("cong-ty-2")
    await chair.say("cần hỗ trợ")
    assert "Please call them." in await chair.say("tôi không mở được trang")


async def test_later_today_or_on_the_next_working_day(federation: Federation) -> None:
    await plan(federation, "2026-04-22 09:00")
    chair = await federation.chair("truong-1")
    line = f"c:desau {federation.ids['truong-1']} 2026-04"
    assert "[1. This afternoon]" in await chair.press(line)
    assert "You will be told again: this afternoon." in await chair.tap("This afternoon")
    await chair.press(line)
    assert "You will be told again: Thursday, 23 Apr." in await chair.tap("Next working day")
    kept = await planned(federation, Kind.LATER)
    assert [f"{one.not_before.astimezone(federation.clock.now.tzinfo):%m-%d %H:%M}" for one in kept] == [
        "04-22 14:00",
        "04-23 07:30",
    ]
    federation.clock.forward(hours=6)
    assert "This afternoon" not in await chair.press(line)
    await chair.press(f"c:chot {federation.ids['truong-1']} 2026-04 rest yes")
    assert "This does not wait for you any more." in await chair.press(line)


async def test_nobody_puts_off_what_is_not_theirs(federation: Federation) -> None:
    await plan(federation, "2026-04-22 09:00")
    chair = await federation.chair("truong-1")
    await chair.press(f"c:desau {federation.ids['truong-2']} 2026-04 mai")
    assert await planned(federation, Kind.LATER) == []
