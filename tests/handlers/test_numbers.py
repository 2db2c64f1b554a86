"""Typed numbers: whose they are. They alter figures, so one that may mean two things means none."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from domain.access import Role
from handlers.incoming import Came, Incoming
from handlers.turn import Done, take_turn
from storage import chats, menus
from storage.database import Tx
from storage.menus import Delivered, Offer
from storage.tables import reports, submissions
from tests.handlers.answers import open_question
from tests.handlers.chatter import Chatter, screen
from tests.handlers.federation import Federation
from tests.handlers.rounds import plan

BEFORE = "Your last message came before this list, so nothing was chosen by it."


@pytest.fixture
async def boss(federation: Federation) -> Chatter:
    await plan(federation, "2026-04-01 06:40")
    await plan(federation, "2026-04-27 09:00")
    federation.clock.now = federation.clock.now.replace(day=28)
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


async def nudge(federation: Federation, boss: Chatter) -> str:
    """Remind the chair; what was said there."""
    await boss.press(f"c:nhacky {federation.ids['truong-1']} 2026-04")
    assert boss.done is not None
    ((_chat, said),) = boss.done.told
    return screen(said)


async def test_the_numbers_of_what_others_sent_are_its_own(federation: Federation, boss: Chatter) -> None:
    chair = await federation.chair()
    assert "[1. Nothing to report, close]" in await chair.say("/chot")
    assert "[1. Report now]" in await nudge(federation, boss)
    assert "Report now" not in await chair.say("1"), "of the list before it would have been the closing"
    assert "[1. Nothing to report, close]" in chair.last


async def test_a_number_chooses_nothing_of_a_list_that_was_not_seen(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("/taikhoan")
    await chair.say("menu", deliver=False)
    assert "That was not understood" in await chair.say("1"), "neither of the list before nor of the one to come"
    await chair.say("menu")
    early = Incoming(inbox_id=1, channel=chair.channel, address=chair.address, came=Came.TEXT, text="1")

    async def turn(tx: Tx) -> Done:
        return await take_turn(tx, federation.house, early, federation.clock.now)

    said = (await federation.database.write(turn)).said
    assert [screen(saying) for saying in said] == [BEFORE + " Please choose again."]


async def test_a_message_that_never_arrived_arms_no_number(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("menu", deliver=False)
    assert "That was not understood" in await chair.say("1", deliver=False)


SCREENS = ("/lichsu", "/viec", "/chot", "/taikhoan", "/dulieucuatoi", "/chitieu", "/tiendo")


@pytest.mark.parametrize("line", SCREENS)
async def test_beside_an_open_question_no_screen_has_numbers(federation: Federation, boss: Chatter, line: str) -> None:
    chair = await federation.chair()
    await chair.say("kn")
    before = await open_question(chair)
    await chair.say(line)
    assert chair.done is not None
    shown, question = chair.done.said[:-1], chair.done.said[-1]
    assert shown
    assert not [button for saying in shown for row in saying.rows for button in row if button.number is not None]
    assert question.question is not None
    assert await chair.say("8")
    after = await open_question(chair)
    assert before is not None
    assert after is not None
    assert after.question != before.question, "it answered the question"


async def test_a_number_that_may_mean_the_question_or_a_later_list_means_neither(
    federation: Federation, boss: Chatter
) -> None:
    chair = await federation.chair()
    await chair.say("kn")
    before = await open_question(chair)
    await nudge(federation, boss)
    said = await chair.say("1")
    assert "so it was not used as its answer" in said
    assert (await open_question(chair)) is not None
    assert (await open_question(chair)).question == before.question  # type: ignore[union-attr]
    assert await chair.say("1")
    assert (await open_question(chair)).question != before.question  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["2", "2.", "hai", "số 2", "so hai", "chọn 2", "2 nhé"])
async def test_numbers_are_typed_in_many_ways(federation: Federation, typed: str) -> None:
    chair = await federation.chair()
    await chair.say("menu")
    second = next(button for button in chair.buttons if button.number == 2)
    said = await chair.say(typed)
    other = await federation.chair("truong-2")
    await other.say("menu")
    assert said.replace("Mẫu 01", "Mẫu 02") == await other.press(second.action)


async def test_nothing_is_closed_by_ones_in_a_hurry(federation: Federation, boss: Chatter) -> None:
    """Four times the same number on a slow line, of which the first sends a report."""
    chair = await federation.chair()
    for line in ("kn", "5 nữ 2", "1/4"):
        await chair.say(line)
    for _ in range(4):
        await chair.say("1", deliver=False)
    assert await federation.count(reports) == 1
    async with federation.database.read() as tx:
        assert set(await tx.scalars(select(submissions.c.closed_at))) == {None}


async def test_captions_beside_a_question_are_typed_but_its_own_options_come_first(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("kn")
    before = await open_question(chair)
    await chair.say("/taikhoan")
    assert "Open on another device or app" in await chair.say("open on another device or app")
    after = await open_question(chair)
    assert before is not None
    assert after is not None
    assert (after.question, after.nonce) == (before.question, before.nonce)


async def test_what_answers_the_question_is_its_answer_though_a_screen_says_the_same(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("/baocao")
    assert "[1. Members]" in chair.last

    async def shown(tx: Tx) -> None:
        chat = await chats.find(tx, chair.channel, chair.address, federation.clock.now)
        assert chat is not None
        offer = Offer(words={"members": "taikhoan", "briefings": "taikhoan", "my phones": "taikhoan"})
        delivered = Delivered(chat_id=chat.id, offer=offer, asks=False, after=99, shown="99")
        await menus.take_effect(tx, [delivered], federation.clock.now)

    await federation.database.write(shown)
    assert "Account and devices" in await chair.say("my phones")
    await federation.database.write(shown)
    assert "Account and devices" not in await chair.say("members")
