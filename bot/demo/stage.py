"""Where the tour plays: the real pipeline around the demo's database, and people who speak in it one by one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.clock import Clock
from bot.demo.channel import DemoChannel
from bot.demo.printing import Printer
from bot.operator import Operator
from bot.pipeline import Pipeline
from domain.access import Role
from handlers import registry
from handlers.house import House
from storage import invitations, outbox
from storage.database import Database, Tx

assert registry.__all__, "importing it makes the commands known"

ANSWERED_WITHIN = 60.0
"""Seconds after which something must be wrong."""


class Stuck(Exception):
    """The bot gave no answer."""


class Stage:
    """Lets people speak and prints what is said. A person is known by an address, prefixed `demo-`."""

    def __init__(
        self, database: Database, pipeline: Pipeline, channel: DemoChannel, clock: Clock, print_: Printer
    ) -> None:
        self.database = database
        self.clock = clock
        self.print = print_
        self._pipeline = pipeline
        self._channel = channel
        self._before = 0

    async def say(self, address: str, *texts: str, shown: bool = True) -> None:
        """Messages of a person, one after the other, each with the answers to that person."""
        for text in texts:
            await self._says(address, text, shown=shown)

    async def _says(self, address: str, text: str, *, shown: bool) -> None:
        self._before = len(self._channel.sent)
        if shown:
            self.print.person(text)
        try:
            await asyncio.wait_for(self._answered(address, text), ANSWERED_WITHIN)
        except TimeoutError:
            raise Stuck(f"no answer to “{text}”") from None
        if shown:
            self._print(address)

    async def hears(self, address: str) -> None:
        """The latest that a person was told of what others said: such news leaves when there is time for it."""
        try:
            async with asyncio.timeout(ANSWERED_WITHIN):
                while await self._anything_waits():  # noqa: ASYNC110  the outbox tells nobody that it is empty
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise Stuck(f"what {address} is told does not leave") from None
        self.print.assistant(next(saying for to, saying in reversed(self._channel.sent) if to == address))

    async def _anything_waits(self) -> bool:
        async with self.database.read() as tx:
            return "waiting" in await outbox.counts(tx)

    def _print(self, address: str) -> None:
        for to, saying in self._channel.sent[self._before :]:
            if to == address:
                self.print.assistant(saying)

    async def invitation(
        self, unit_id: int, role: Role, *, department: str | None = None, hands_over: int | None = None
    ) -> str:
        """The code of a new invitation."""
        now = self.clock.now()

        async def create(tx: Tx) -> str:
            _id, code = await invitations.create(
                tx,
                unit_id=unit_id,
                role=role,
                department=department,
                created_by=None,
                now=now,
                expires_at=now + timedelta(days=30),
                hands_over=hands_over,
            )
            return code

        return await self.database.write(create)

    async def _answered(self, address: str, text: str) -> None:
        await self._channel.speak(address, text)
        await self._pipeline.dispatcher.idle()
        await self._pipeline.sender.flushed()


@asynccontextmanager
async def stage(
    database: Database, house: House, clock: Clock, data_folder: Path, printer: Printer
) -> AsyncIterator[Stage]:
    """The pipeline at work. Everything on its way is finished at the end."""
    channel = DemoChannel()
    pipeline = Pipeline(
        database=database,
        channels={channel.capabilities.name: channel},
        house=house,
        clock=clock,
        data_folder=data_folder,
        operator=Operator(clock, channel.capabilities.name, None),
    )
    await pipeline.start()
    try:
        yield Stage(database, pipeline, channel, clock, printer)
    finally:
        await pipeline.stop()
