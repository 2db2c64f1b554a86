"""Chats: where a person is reached."""

from __future__ import annotations

from storage import chats
from storage.database import Database, Tx
from tests.storage.moments import NOON


async def test_a_chat_that_moves_gets_its_new_address_once(database: Database) -> None:
    async def move(tx: Tx) -> list[str]:
        first, second = [await chats.add(tx, "telegram", address, NOON) for address in ("-1", "-2")]
        await chats.add(tx, "zalo", "-3", NOON)
        for chat in (first, second, first):
            await chats.set_address(tx, chat.id, "-3")
        found = [await chats.find(tx, "telegram", address, NOON) for address in ("-3", "-2", "-1")]
        return [str(chat.id) if chat is not None else "nobody" for chat in found]

    assert await database.write(move) == ["1", "2", "nobody"]
