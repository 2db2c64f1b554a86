"""Receiving: what a channel brings is stored first, and only then confirmed to it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot import failpoints
from bot.backoff import Backoff
from bot.channels.channel import Channel, TryAgain, Wait
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.logging import log
from bot.sender import Sender
from storage import inbox
from storage.database import Database, Tx
from storage.inbox import Arrived, Unhandled


class Intake:
    """The poller of one channel."""

    def __init__(
        self, database: Database, channel: Channel, clock: Clock, dispatcher: Dispatcher, sender: Sender
    ) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._dispatcher = dispatcher
        self._sender = sender
        self._backoff = Backoff()

    async def run(self) -> None:
        """Poll for ever. Raises `Stop` where that makes no sense, and whatever the database raises."""
        while True:
            try:
                arrived = await self._channel.poll()
            except Wait as problem:
                await asyncio.sleep(problem.seconds)
                continue
            except TryAgain as problem:
                seconds = self._backoff.next()
                log.warning("cannot receive", why=str(problem), again_in=round(seconds, 1))
                await asyncio.sleep(seconds)
                continue
            self._backoff.reset()
            if arrived:
                await self.take(arrived)
            await self._dispatcher.room()

    async def take(self, arrived: Sequence[Arrived]) -> None:
        """Store what came, confirm it, and have it handled."""
        failpoints.reach("polled")
        name, bot = self._channel.capabilities.name, self._channel.bot

        async def store(tx: Tx) -> list[Unhandled]:
            return await inbox.store(tx, name, bot, arrived, self._clock.now())

        new = await self._database.write(store)
        failpoints.reach("stored")
        self._channel.confirm()
        failpoints.reach("confirmed")
        if new:
            self._sender.newest_inbox = new[-1].id
            self._dispatcher.submit(new)
