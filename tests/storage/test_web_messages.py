"""What was said in web chats, kept for browsers to fetch."""

from __future__ import annotations

import base64
from typing import Any

from storage import chats, web_messages
from storage.database import Database, Tx
from storage.web_messages import SHOWN_FOR
from storage.web_sessions import Session
from tests.storage import house
from tests.storage.moments import DAY, NOON

LATER = NOON + SHOWN_FOR

PICTURE = {"name": "ma.png", "content": base64.b64encode(b"\x89PNG").decode(), "picture": True}


async def say(tx: Tx, chat: Session, text: str, *, once: bool = False, **more: Any) -> int:
    number = await web_messages.add(tx, chat.address, {"text": text, **more}, NOON, once=once)
    assert number is not None
    return number


async def texts(tx: Tx, chat: Session, after: int = 0, limit: int = 200) -> list[str]:
    return [one.payload["text"] for one in await web_messages.after(tx, chat.chat_id, after, limit)]


async def test_a_browser_fetches_what_it_has_not_got_yet(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        chat, other = await house.browser(tx, "one"), await house.browser(tx, "other")
        first = await say(tx, chat, "a")
        await say(tx, other, "theirs")
        second = await say(tx, chat, "b")
        assert first < second
        assert await texts(tx, chat) == ["a", "b"]
        assert await texts(tx, chat, limit=1) == ["a"]
        assert await texts(tx, chat, after=first) == ["b"]
        assert await texts(tx, chat, after=second) == []

    await database.write(scenario)


async def test_without_a_web_chat_at_the_address_nothing_is_kept(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        await house.chat(tx, "4711")
        for address in ("4711", "nowhere"):
            assert await web_messages.add(tx, address, {"text": "a"}, NOON, once=False) is None

    await database.write(scenario)


async def test_a_file_is_fetched_apart_and_only_from_its_own_chat(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        chat, other = await house.browser(tx, "one"), await house.browser(tx, "other")
        with_file, without = await say(tx, chat, "a", attachment=PICTURE), await say(tx, chat, "b")
        (shown, _) = await web_messages.after(tx, chat.chat_id, 0, 2)
        assert shown.payload["attachment"] == {"name": "ma.png", "picture": True}
        assert await web_messages.attachment(tx, chat.chat_id, with_file) == b"\x89PNG"
        assert await web_messages.attachment(tx, chat.chat_id, without) is None
        assert await web_messages.attachment(tx, other.chat_id, with_file) is None

    await database.write(scenario)


async def test_of_the_edits_of_a_message_the_last_one_is_kept(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        chat, other = await house.browser(tx, "one"), await house.browser(tx, "other")
        first, theirs = await say(tx, chat, "a"), await say(tx, other, "theirs")
        for text in ("a2", "a3"):
            await say(tx, chat, text, edits=str(first))
        await say(tx, chat, "b", edits=str(theirs))
        await say(tx, chat, "c", edits="gone")
        shown = await web_messages.after(tx, chat.chat_id, 0, 9)
        assert [(one.payload["text"], one.edits) for one in shown] == [
            ("a", None),
            ("a3", first),
            ("b", None),
            ("c", None),
        ]

    await database.write(scenario)


async def test_a_secret_is_forgotten_once_it_was_shown(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        chat, other = await house.browser(tx, "one"), await house.browser(tx, "other")
        await say(tx, chat, "a")
        assert not await web_messages.holds_secrets(tx, chat.chat_id, 99, LATER)
        secret = await say(tx, chat, "code", once=True)
        await say(tx, other, "their code", once=True)
        later = await say(tx, chat, "later code", once=True)
        assert not await web_messages.holds_secrets(tx, chat.chat_id, secret - 1, LATER)
        assert not await web_messages.holds_secrets(tx, chat.chat_id, secret, NOON), (
            "another browser may not have it yet"
        )
        assert await web_messages.holds_secrets(tx, chat.chat_id, secret, LATER)
        await web_messages.forget_secrets(tx, chat.chat_id, secret, LATER)
        assert await texts(tx, chat) == ["a", "later code"]
        await web_messages.forget_secrets(tx, chat.chat_id, later, LATER)
        assert await texts(tx, chat) == ["a"]
        assert await texts(tx, other) == ["their code"]

    await database.write(scenario)


async def test_old_messages_go_and_all_of_them_with_their_chat(database: Database) -> None:
    async def scenario(tx: Tx) -> None:
        chat = await house.browser(tx, "one")
        await say(tx, chat, "old")
        await web_messages.add(tx, chat.address, {"text": "new"}, NOON + DAY, once=False)
        assert await web_messages.prune(tx, NOON) == 0
        assert await web_messages.prune(tx, NOON + DAY) == 1
        assert await texts(tx, chat) == ["new"]
        await chats.remove(tx, chat.chat_id)
        assert await texts(tx, chat) == []

    await database.write(scenario)
