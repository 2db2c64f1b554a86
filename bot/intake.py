"""Receiving: what a channel brings is stored first, and only then confirmed to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress

from bot import failpoints, outages
from bot.backoff import Backoff
from bot.channels.channel import Channel, Stop, TryAgain, Wait
from bot.clock import Clock
from bot.dispatch import Dispatcher, Person
from bot.logging import log
from bot.outages import Outages
from bot.sender import Sender
from storage import inbox
from storage.database import Database, Tx
from storage.inbox import Arrived, Unhandled

LOOK_EVERY = 1.0
"""Seconds between two looks for what else came, while nothing can be stored."""


class Intake:
    """The poller of one channel."""

    def __init__(
        self,
        *,
        database: Database,
        channel: Channel,
        clock: Clock,
        dispatcher: Dispatcher,
        sender: Sender,
        outages: Outages,
    ) -> None:
        self._database = database
        self._channel = channel
        self._clock = clock
        self._dispatcher = dispatcher
        self._sender = sender
        self._outages = outages
        self._backoff = Backoff()
        self._arriving: Sequence[Arrived] = ()

    async def run(self) -> None:
        """Poll for ever. Raises `Stop` where no channel is left, and whatever the database raises."""
        while True:
            try:
                arrived = await self._channel.poll()
            except Wait as problem:
                await asyncio.sleep(problem.seconds)
                continue
            except Stop as problem:
                await self._outages.refused(self._channel.capabilities.name, problem)
                await asyncio.sleep(outages.AGAIN_AFTER)
                continue
            except TryAgain as problem:
                seconds = self._backoff.next()
                log.warning("cannot receive", why=str(problem), again_in=round(seconds, 1))
                await asyncio.sleep(seconds)
                continue
            self._backoff.reset()
            self._outages.works(self._channel.capabilities.name)
            if arrived:
                await self.take(arrived)
            await self._dispatcher.room()

    async def take(self, arrived: Sequence[Arrived]) -> None:
        """Store what came, confirm it, and have it handled."""
        failpoints.reach("polled")
        new = await self._stored(arrived)
        failpoints.reach("stored")
        self._channel.confirm()
        failpoints.reach("confirmed")
        if new:
            self._sender.newest_inbox = new[-1].id
            self._dispatcher.submit(new)

    def waiting(self) -> Iterator[Person]:
        """Whose messages have come and are not stored yet."""
        for message in self._arriving:
            # What cannot be read is set aside once it is stored.
            with suppress(Exception):
                yield self._channel.capabilities.name, self._channel.parse(message.raw).address

    async def _stored(self, arrived: Sequence[Arrived]) -> list[Unhandled]:
        """Store what came. Where that must wait, what else comes is stored, too, before anything is confirmed."""
        new: list[Unhandled] = []
        while True:
            self._arriving = arrived
            storing = asyncio.ensure_future(self._store(arrived))
            while not (await asyncio.wait({storing}, timeout=LOOK_EVERY))[0]:
                self._arriving = await self._polled_again()
            new += await storing
            if len(self._arriving) <= len(arrived):
                self._arriving = ()
                return new
            arrived = self._arriving

    async def _store(self, arrived: Sequence[Arrived]) -> list[Unhandled]:
        name, bot = self._channel.capabilities.name, self._channel.bot

        async def store(tx: Tx) -> list[Unhandled]:
            return await inbox.store(tx, name, bot, arrived, self._clock.now())

        return await self._database.write(store)

    async def _polled_again(self) -> Sequence[Arrived]:
        """What waits with the channel, as nothing of it was confirmed; what is known already where it cannot say."""
        try:
            return await self._channel.poll() or self._arriving
        except (Wait, TryAgain, Stop) as problem:
            log.warning("cannot receive", why=str(problem))
            return self._arriving
