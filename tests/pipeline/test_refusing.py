"""A channel that refuses the bot: what waits for it harms no other, and is not said to whoever was parted from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from markupsafe import Markup

from bot.channels.channel import Stop
from bot.demo.channel import DemoChannel
from bot.operator import Operator
from bot.pipeline import Pipeline
from handlers.saying import Saying
from schedules.planning import plan_day
from storage import chats, outbox
from storage.database import Database, Tx, opened
from tests.pipeline.rig import HOUSE
from tests.pipeline.test_planned import DUE, At
from tests.pipeline.test_told import NOW, PLAN, found


class Refusing(DemoChannel):
    """A channel that refuses until it is `free`."""

    def __init__(self, name: str, *, free: bool) -> None:
        super().__init__()
        self.capabilities = replace(DemoChannel.capabilities, name=name)  # type: ignore[misc]
        self.free = free
        self.tries = 0

    async def send(self, address: str, saying: Saying) -> str:
        self.tries += 1
        if not self.free:
            raise Stop("no")
        return await super().send(address, saying)


async def told(tx: Tx, number: int) -> list[int]:
    """So many strangers on Zalo, each of whom is to be told something."""
    ids = [(await chats.add(tx, "zalo", f"z{place}", NOW)).id for place in range(number)]
    payload = Saying(text=Markup("bí mật")).payload()
    drafts = [outbox.Draft(chat_id=id_, lane=outbox.PLANNED, dedupe_key=f"told:{id_}", payload=payload) for id_ in ids]
    await outbox.put(tx, drafts, DUE, DUE)
    return ids


@asynccontextmanager
async def at_work(database: Database, folder: Path, *channels: DemoChannel) -> AsyncIterator[Pipeline]:
    pipeline = Pipeline(
        database=database,
        channels={one.capabilities.name: one for one in channels},
        house=HOUSE,
        clock=At(DUE),
        data_folder=folder,
        operator=Operator(At(DUE), "telegram", None),
    )
    await pipeline.start()
    try:
        yield pipeline
    finally:
        await pipeline.crew.dismiss()


async def until_tried(channel: Refusing, times: int) -> None:
    async with asyncio.timeout(20):
        while channel.tries < times:
            await asyncio.sleep(0.01)


async def test_what_waits_for_one_channel_keeps_no_reminder_from_another(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sender.PLANNED_EVERY", 0.02)
    telegram, zalo = Refusing("telegram", free=True), Refusing("zalo", free=False)
    async with opened(url) as database:
        await database.write(found)
        await plan_day(database, PLAN, DUE - timedelta(hours=1))
        await database.write(lambda tx: told(tx, 70))
        async with at_work(database, tmp_path, telegram, zalo):
            await until_tried(telegram, 2)
    assert {address for address, _saying in telegram.sent} == {"501", "502"}


async def test_nothing_is_said_to_a_chat_that_was_parted_from_while_it_waited(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outages.AGAIN_AFTER", 0.5)
    telegram, zalo = Refusing("telegram", free=True), Refusing("zalo", free=False)
    async with opened(url) as database:
        ids = await database.write(lambda tx: told(tx, 1))
        async with at_work(database, tmp_path, telegram, zalo) as pipeline:
            await until_tried(zalo, 1)
            await database.write(lambda tx: chats.part(tx, ids))
            zalo.free = True
            await pipeline.sender.flushed()
        async with database.read() as tx:
            assert await outbox.counts(tx) == {"cancelled": 1}
    assert zalo.sent == []
