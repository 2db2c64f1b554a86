"""Who of the unions below is reached where."""

from __future__ import annotations

from domain.access import Role
from storage import chats
from storage.database import Tx
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation


async def on(federation: Federation, chatter: Chatter, channel: str) -> Chatter:
    """Another chat of the same person."""
    other = federation.stranger()
    other.channel = channel
    officer_id = await federation.officer_id(chatter)

    async def join(tx: Tx) -> None:
        chat = await chats.add(tx, channel, other.address, federation.clock.now)
        await chats.assign(tx, chat.id, officer_id)

    await federation.database.write(join)
    return other


async def block(federation: Federation, chatter: Chatter) -> None:
    async def mark(tx: Tx) -> None:
        chat = await chats.find(tx, chatter.channel, chatter.address, federation.clock.now)
        assert chat is not None
        await chats.set_blocked(tx, chat.id, federation.clock.now)

    await federation.database.write(mark)


async def test_the_superior_sees_every_way_to_every_officer(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    first = await federation.officer(Role.CHAIR, "truong-1", name="Y Mẫu")
    await (await on(federation, first, "zalo")).say("/menu")
    await block(federation, first)
    await federation.officer(Role.DEPUTY, "truong-1", name="A Mẫu")
    second = await federation.officer(Role.CHAIR, "truong-2", name="B Mẫu")
    await block(federation, second)
    shown = (await boss.say("/lienlac")).splitlines()
    assert shown == [
        "Where the unions directly below LĐLĐ huyện Đăk Hà are reached: 1 of 3.",
        "By app: Telegram 1, Zalo 1.",
        "• CĐCS Công ty Mẫu 01",
        "nobody has joined for it yet",
        "• CĐCS Trường Mẫu 02",
        "B Mẫu, Chair: Telegram (blocked)",
        "• CĐCS Trường Mẫu 01",
        "Y Mẫu, Chair: Zalo (13 Mar); Telegram (blocked)",
        "A Mẫu, Deputy chair: Telegram",
        "[Offices and invitations]",
    ]


async def test_who_lost_the_phone_is_reached_nowhere(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    await federation.officer(Role.CHAIR, "cong-ty-2", name="Y Mẫu")
    for line in ("/matmay", "cong-ty-2", "1", "1"):
        await boss.say(line)
    assert "Y Mẫu, Chair: signed out everywhere" in await boss.say("liên lạc")
    assert "are reached: 0 of 1." in boss.last


async def test_at_the_province_one_goes_down_and_never_beside(federation: Federation) -> None:
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    await federation.officer(Role.SUPERIOR_LEADER, "dak-ha", name="Y Mẫu")
    assert "Y Mẫu, Leader of the direct-superior union: Telegram" in await leader.say("/lienlac")
    assert "directly below LĐLĐ huyện Đăk Hà" in await leader.tap("Below LĐLĐ huyện Đăk Hà")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    said = await boss.say(f"/lienlac {federation.ids['dak-ha']}")
    assert said.startswith("Your office does not include this.")


async def test_many_unions_come_in_pages(federation: Federation) -> None:
    from handlers.offices import reached

    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    reached.PAGE, before = 2, reached.PAGE
    try:
        assert (await boss.say("/lienlac")).count("•") == 2
        assert (await boss.tap("Later ones")).count("•") == 1
        assert "Later ones" not in {button.label for button in boss.buttons}
    finally:
        reached.PAGE = before
