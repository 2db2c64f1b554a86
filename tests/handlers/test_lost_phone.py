"""A superior shuts every way in of somebody whose phone is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.access import Role
from storage import appointments, audit, entry_codes
from storage.tables import chats, conversations, outbox
from tests.handlers.chatter import vi
from tests.handlers.federation import Federation
from tests.handlers.test_inviting import code_in

GREETING = (
    "Hello. This assistant serves union officers with an invitation. Please open the link that your superior union "
    "sent you, or type its code here."
)


@pytest.mark.parametrize("words", ["/matmay", "mất máy", "lost phone"])
async def test_who_has_the_phone_comes_in_nowhere(federation: Federation, words: str) -> None:
    chair = await federation.officer(Role.CHAIR, "truong-1", name="Y Mẫu")
    browser = await federation.browser(chair)
    officer_id = await federation.officer_id(chair)
    code = await federation.database.write(lambda tx: entry_codes.way_back(tx, officer_id, federation.clock.now))
    await chair.say("báo cáo")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await boss.say(words)
    await boss.say("truong-1")
    assert "Sign Y Mẫu out everywhere" in await boss.say("1")
    said = await boss.say("1")
    assert "Y Mẫu is signed out everywhere. Nothing is sent to that phone any more." in said
    assert await chair.say("menu") == vi(GREETING)
    assert await browser.say("menu") == vi(GREETING)
    async with federation.database.read() as tx:
        assert await entry_codes.find(tx, code, federation.clock.now) is None
        assert not list(await tx.scalars(select(chats.c.id).where(chats.c.officer_id == officer_id)))
        assert "waiting" not in set(await tx.scalars(select(outbox.c.status).where(outbox.c.chat_id == 1)))
        acts = [entry.act for entry in await audit.by(tx, await federation.officer_id(boss))]
    assert "officer.shut_out" in acts
    assert "Make the invitation?" in await boss.tap("Invite again")


@pytest.mark.parametrize("role", [Role.CHAIR, Role.DEPUTY])
async def test_who_is_invited_again_takes_up_the_same_office(federation: Federation, role: Role) -> None:
    await federation.officer(role, "truong-1", name="Y Mẫu")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    for line in ("/matmay", "truong-1", "1", "1"):
        await boss.say(line)
    await boss.tap("Invite again")
    code = code_in(await boss.say("1"))
    back = federation.stranger()
    for line in (code, "đồng ý", "Y Mẫu"):
        await back.say(line)
    async with federation.database.read() as tx:
        held = await appointments.holders(tx, federation.ids["truong-1"], {role})
    assert [one.officer_id for one in held] == [await federation.officer_id(back)]


async def test_what_was_begun_is_handed_over(federation: Federation) -> None:
    chair = await federation.officer(Role.CHAIR, "cong-ty-1", name="Y Mẫu")
    await chair.say("kn")
    await chair.say("5 nu 2")
    await chair.say("để sau")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    for line in ("/matmay", "cong-ty-1", "1", "1"):
        await boss.say(line)
    async with federation.database.read() as tx:
        assert len(list(await tx.scalars(select(conversations.c.id).where(conversations.c.status == "later")))) == 1


async def test_nothing_happens_without_a_yes(federation: Federation) -> None:
    chair = await federation.officer(Role.CHAIR, "truong-1", name="Y Mẫu")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    for line in ("/matmay", "truong-1", "1"):
        await boss.say(line)
    assert await boss.say("2") == "Nothing was changed."
    assert "Chair, CĐCS Trường Mẫu 01" in await chair.say("menu")


async def test_a_chair_shuts_nobody_out(federation: Federation) -> None:
    chair = await federation.chair()
    assert await chair.say("/matmay") == ("Nobody else holds an office in CĐCS Trường Mẫu 01 that you look after.")
