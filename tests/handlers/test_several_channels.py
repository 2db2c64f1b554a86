"""One officer in several chats: history, drafts and what is open are the officer's, not the account's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from domain.access import Role
from handlers.incoming import Came
from storage import audit, entry_codes
from storage.tables import chats, conversations, reports
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation

ELSEWHERE = "You have begun something in another place. It goes on here, so this message was not used."


async def also_on(federation: Federation, officer: Chatter, channel: str = "zalo") -> Chatter:
    """The officer's chat on another channel, come in by a code of /taikhoan."""
    officer_id = await federation.officer_id(officer)
    code = await federation.database.write(
        lambda tx: entry_codes.short_for_officer(tx, officer_id, federation.clock.now)
    )
    other = replace(federation.stranger(), channel=channel)
    assert (await other.say(code)).startswith("Welcome back")
    return other


async def test_a_report_begun_on_one_channel_is_finished_on_another(federation: Federation) -> None:
    here = await federation.chair("cong-ty-1")
    there = await also_on(federation, here)
    await here.say("ket nap")
    asked = here.last
    said = await there.say("5 nu 2")
    assert said.startswith(ELSEWHERE)
    assert asked.split("\n")[0] in said
    await there.say("5 nu 2")
    await there.say("hom nay")
    await there.say("gui")
    async with federation.database.read() as tx:
        assert len(list(await tx.scalars(select(reports.c.id)))) == 1
        assert not list(await tx.scalars(select(conversations.c.id)))


async def test_an_answer_where_it_was_asked_before_is_not_taken_for_the_next_question(federation: Federation) -> None:
    here = await federation.chair("cong-ty-1")
    there = await also_on(federation, here)
    await here.say("ket nap")
    await there.say("tiếp")
    await there.say("5 nu 2")
    assert (await here.say("7")).startswith(ELSEWHERE)
    async with federation.database.read() as tx:
        (answers,) = await tx.scalars(select(conversations.c.answers))
    assert [value for key, value in answers.items() if key[0] != "="] == [{"total": 5, "women": 2}]


async def test_a_second_report_asks_what_becomes_of_the_first_wherever_it_was_begun(federation: Federation) -> None:
    here = await federation.chair("cong-ty-1")
    there = await also_on(federation, here)
    await here.say("ket nap")
    await here.say("5 nu 2")
    assert "is not finished yet" in await there.say("báo cáo")


async def test_a_draft_put_aside_is_taken_up_elsewhere(federation: Federation) -> None:
    here = await federation.chair("cong-ty-1")
    there = await also_on(federation, here)
    await here.say("ket nap")
    await here.say("5 nu 2")
    await here.say("để sau")
    await there.say("báo cáo")
    await there.say("1")
    async with federation.database.read() as tx:
        (row,) = (await tx.execute(select(conversations.c.status, chats.c.channel).join(chats))).all()
    assert tuple(row) == ("open", "zalo")


async def test_chats_are_listed_and_removed(federation: Federation) -> None:
    here = await federation.chair("cong-ty-1")
    there = await also_on(federation, here)
    await here.say("ket nap")
    await there.say("tiếp")
    shown = await here.say("/taikhoan")
    assert "Telegram, this chat" in shown
    assert "Zalo, since 13 Mar 2026" in shown
    assert "Removed: Zalo. Nothing is sent there any more." in await here.tap("Remove: Zalo")
    assert "phục vụ cán bộ công đoàn có lời mời" in await there.say("menu")
    officer_id = await federation.officer_id(here)
    async with federation.database.read() as tx:
        assert {"chat.added", "chat.removed"} <= {entry.act for entry in await audit.by(tx, officer_id)}
        assert len(list(await tx.scalars(select(conversations.c.id)))) == 1, "what was begun goes on here"


@pytest.mark.parametrize("number", ["x", "99", "0"])
async def test_only_own_chats_can_be_removed(federation: Federation, number: str) -> None:
    here = await federation.chair("cong-ty-1")
    await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    assert "That chat is removed already." in await here.say(f"/taikhoan bo {number}")
    assert "That chat is removed already." in await here.say("/taikhoan bo 2")
    assert "That chat is removed already." in await here.say("/taikhoan bo 1"), "nobody removes the chat one writes in"


async def test_what_an_app_withholds_is_met_with_the_web_door(federation: Federation) -> None:
    federation.house = replace(federation.house, web="https://tiendo.example.vn")
    chair = await federation.chair("cong-ty-1")
    said = await chair.send(Came.WITHHELD)
    code = said.partition("/#")[2].split()[0]
    async with federation.database.read() as tx:
        found = await entry_codes.find(tx, code, federation.clock.now)
    assert found is not None
    assert found.officer_id == await federation.officer_id(chair)


async def test_of_several_files_at_once_the_first_is_answered_and_its_link_stays_good(federation: Federation) -> None:
    federation.house = replace(federation.house, web="https://tiendo.example.vn")
    chair = await federation.chair("cong-ty-1")
    code = (await chair.send(Came.WITHHELD)).partition("/#")[2].split()[0]
    assert [await chair.send(Came.WITHHELD) for _ in range(2)] == ["", ""]
    async with federation.database.read() as tx:
        assert await entry_codes.find(tx, code, federation.clock.now) is not None
    federation.clock.forward(minutes=2)
    assert "/#" in await chair.send(Came.WITHHELD)
