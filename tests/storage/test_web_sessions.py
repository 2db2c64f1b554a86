"""The browsers in which a web chat is open."""

from __future__ import annotations

from sqlalchemy import select

from storage import audit, chats, officers, web_sessions
from storage.database import Database, Tx
from storage.tables import web_sessions as table
from tests.storage import house
from tests.storage.moments import DAY, NOON


async def test_a_session_is_found_by_the_token_that_only_its_browser_has(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        officer_id = await house.officer(tx)
        await officers.set_language(tx, officer_id, "en")
        chat_id = await web_sessions.chat_of(tx, officer_id, NOON)
        token = await web_sessions.create(tx, chat_id, "Chrome, Android", NOON)
        found = await web_sessions.find(tx, token)
        assert found is not None
        assert (found.chat_id, found.officer_id, found.language) == (chat_id, officer_id, "en")
        assert (found.device, found.created_at, found.seen_at) == ("Chrome, Android", NOON, NOON)
        chat = await chats.find(tx, web_sessions.CHANNEL, found.address, NOON)
        assert chat is not None
        assert chat.id == chat_id
        assert await web_sessions.find(tx, token[:-1]) is None
        assert await web_sessions.find(tx, "") is None
        row = (await tx.execute(select(table))).mappings().one()
        assert all(token not in str(value) for value in row.values())

    await database.write(scenario)


async def test_one_officer_has_one_web_chat_in_many_browsers(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        officer_id, other_id = await house.officer(tx), await house.officer(tx)
        first, second = await house.browser(tx, "first", officer_id), await house.browser(tx, "second", officer_id)
        stranger, other = await house.browser(tx, "stranger"), await house.browser(tx, "other", other_id)
        assert first.chat_id == second.chat_id
        assert len({first.chat_id, stranger.chat_id, other.chat_id}) == 3
        assert (stranger.officer_id, stranger.language) == (None, "vi")
        await web_sessions.seen(tx, first, NOON + DAY)
        found = await web_sessions.of_officer(tx, officer_id)
        assert [(one.device, one.seen_at) for one in found] == [("first", NOON + DAY), ("second", NOON)]

    await database.write(scenario)


async def test_only_own_browsers_are_signed_out_and_only_once(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        officer_id, other_id = await house.officer(tx), await house.officer(tx)
        own = [(await house.browser(tx, f"own {n}", officer_id)).id for n in range(3)]
        theirs, stranger = await house.browser(tx, "theirs", other_id), await house.browser(tx, "stranger")
        asked = [*own[:2], theirs.id, stranger.id, 999]
        assert await web_sessions.sign_out(tx, officer_id, asked, NOON) == 2
        assert await web_sessions.sign_out(tx, officer_id, asked, NOON) == 0
        assert await web_sessions.sign_out(tx, officer_id, [], NOON) == 0
        left = set(await tx.scalars(select(table.c.id)))
        assert left == {own[2], theirs.id, stranger.id}
        acts = [(entry.act, entry.object) for entry in await audit.by(tx, officer_id)]
        assert acts == [("session.ended", f"session:{one}") for one in own[:2]]
        await web_sessions.end(tx, [stranger.id])
        assert set(await tx.scalars(select(table.c.id))) == {own[2], theirs.id}

    await database.write(scenario)


async def test_the_chats_of_an_officer_on_all_channels(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        officer_id = await house.officer(tx)
        await house.browser(tx, "Chrome, Android", officer_id)
        await house.chat(tx, "theirs", await house.officer(tx))
        chat_id = await house.chat(tx, "own", officer_id)
        assert [chat.channel for chat in await chats.all_of(tx, officer_id)] == ["web", "telegram"]
        (found,) = await web_sessions.chats_elsewhere(tx, officer_id)
        assert (found.id, found.channel, found.created_at) == (chat_id, "telegram", NOON)

    await database.write(scenario)


async def test_who_was_not_here_for_long_is_signed_out(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        officer_id = await house.officer(tx)
        await house.browser(tx, "old", officer_id)
        await web_sessions.seen(tx, await house.browser(tx, "new", officer_id), NOON + DAY)
        assert await web_sessions.prune(tx, NOON) == 0
        assert await web_sessions.prune(tx, NOON + DAY) == 1
        assert [one.device for one in await web_sessions.of_officer(tx, officer_id)] == ["new"]

    await database.write(scenario)


async def test_with_its_chat_a_session_goes(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        await chats.remove(tx, (await house.browser(tx, "Chrome, Android")).chat_id)
        assert list(await tx.scalars(select(table.c.id))) == []

    await database.write(scenario)
