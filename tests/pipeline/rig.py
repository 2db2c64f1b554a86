"""The real pipeline in this process, between a Telegram server and a database in a file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.channels.telegram.channel import Telegram, telegram
from bot.clock import Clock, SystemClock
from bot.operator import Operator
from bot.pipeline import Pipeline
from domain.plan import load_plan, plan_path
from handlers import registry
from handlers.house import House
from storage.database import Database, Tx, opened
from storage.tables import inbox, outbox
from tests.pipeline import counting
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

__all__ = ["Rig", "counting", "registry", "rigged"]

HOUSE = House(plan=load_plan(plan_path("kontum-66")), sample=False, contact="")


@dataclass(slots=True)
class Rig:
    """A running pipeline. `bot` is its channel."""

    telegram: TelegramServer
    database: Database
    bot: Telegram
    pipeline: Pipeline
    failure_seen: bool = False

    async def failure(self) -> BaseException:
        """What makes the program stop, which the test wants."""
        problem = await asyncio.wait_for(self.pipeline.crew.failure, 10)
        self.failure_seen = True
        return problem

    async def rows(self, what: Any) -> list[Any]:
        async with self.database.read() as tx:
            return list((await tx.execute(what)).all())

    async def inbox(self) -> list[str]:
        """The states of all that came in, in order."""
        return [row.status for row in await self.rows(select(inbox.c.status).order_by(inbox.c.id))]

    async def outbox(self) -> list[str]:
        """The states of all that was to be said, in order."""
        return [row.status for row in await self.rows(select(outbox.c.status).order_by(outbox.c.id))]

    async def settled(self) -> None:
        """Everything that was taken in is handled, answered and marked."""
        await self.pipeline.dispatcher.idle()
        await self.pipeline.sender.flushed()
        await self.database.write(_nothing)


async def _nothing(tx: Tx) -> None:
    """Takes its place behind whatever waits to be written."""


@asynccontextmanager
async def rigged(
    server: TelegramServer,
    url: str,
    data_folder: Path,
    *,
    clock: Clock | None = None,
    operator_chat: str | None = None,
    before: Callable[[Rig], None] = lambda rig: None,
) -> AsyncIterator[Rig]:
    """A pipeline that runs for the length of a block, and must not have failed by its end."""
    clock = clock or SystemClock()
    async with (
        opened(url) as database,
        telegram(server.token, (server.base_url, server.base_file_url)) as channel,
    ):
        pipeline = Pipeline(
            database=database,
            channels={"telegram": channel},
            house=HOUSE,
            clock=clock,
            data_folder=data_folder,
            operator=Operator(clock, "telegram", operator_chat),
        )
        rig = Rig(server, database, channel, pipeline)
        before(rig)
        await pipeline.start()
        try:
            yield rig
        finally:
            await pipeline.stop()
        if pipeline.crew.failure.done() and not rig.failure_seen:
            raise pipeline.crew.failure.result()


async def answered(phone: Phone, *lines: str) -> str:
    """Say these one after the other, each once the one before was answered; the last reply."""
    reply = ""
    for line in lines:
        reply = (await phone.say(line)).text
    return reply
