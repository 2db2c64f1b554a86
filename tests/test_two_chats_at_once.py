"""Two processes handle messages of one officer from two chats at the same moment; each waits for the other's turn."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from storage import chats
from storage.database import Database, Tx, opened
from storage.tables import conversations, reports
from tests.calendar import conftest as on_both
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation

clock, house, migrated = on_both.clock, on_both.house, on_both.migrated
url, new_url, database, federation = on_both.url, on_both.new_url, on_both.database, on_both.federation
postgres_reused, postgres_template = on_both.postgres_reused, on_both.postgres_template
sqlite_template = on_both.sqlite_template
ROUNDS = 15


@pytest.fixture
def family() -> str:
    """On SQLite only one process writes at a time."""
    return "postgresql"


async def in_two_chats(federation: Federation, one: Database, other: Database) -> tuple[Chatter, Chatter]:
    """A chair on Telegram, handled by one process, and on Zalo, handled by the other."""
    chair = await federation.chair()
    officer_id = await federation.officer_id(chair)

    async def join(tx: Tx) -> None:
        chat = await chats.add(tx, "zalo", "z", federation.clock.now)
        await chats.assign(tx, chat.id, officer_id)

    await federation.database.write(join)
    return replace(chair, database=one), replace(chair, database=other, channel="zalo", address="z", heard=[])


async def test_there_is_one_conversation_and_one_report(federation: Federation, url: str) -> None:
    async with opened(url) as one, opened(url) as other:
        here, there = await in_two_chats(federation, one, other)
        for number in range(ROUNDS):
            await asyncio.gather(here.say("kn 5 nữ 2"), there.say("kn 6 nữ 3"))
            async with federation.database.read() as tx:
                open_ = select(func.count()).where(conversations.c.status == "open")
                assert await tx.scalar(open_) == 1, number
            await here.say("/huy")
        assert await federation.count(reports) == 0
        await here.say("kn 5 nữ 2")
        await here.say("hôm qua")
        await there.say("/menu")
        await asyncio.gather(here.say("gửi"), there.say("gửi"))
        # Whoever came second may have been told that it goes on in the other chat.
        await here.say("gửi")
        await here.say("gửi")
        assert await federation.count(reports) == 1
