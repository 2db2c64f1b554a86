"""Telling those who write while another program keeps the database that they will be answered, once each.

`tiendo load` holds the database for as long as it writes. What people write meanwhile waits with the channel or in the
queue of works; only the answer is late, and that is said straight through the channel: the outbox cannot be written.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping

from bot.channels.channel import Channel, ChannelError
from bot.clock import Clock
from bot.dispatch import Person
from bot.logging import log
from handlers.saying import Saying
from locales import _, use
from storage import chats
from storage.database import Database

LOOK_EVERY = 1.0
"""Seconds between two looks at who waits."""


class Patience:
    """Asks for patience while the database cannot be written."""

    def __init__(self, database: Database, channels: Mapping[str, Channel], clock: Clock) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock

    async def run(self, waiting: Callable[[], Iterable[Person]]) -> None:
        """Watch for ever. `waiting` are the persons who have no answer yet."""
        while True:
            await self._database.hindered.wait()
            log.warning("another program keeps the database; answers are late")
            told: set[Person] = set()
            while self._database.hindered.is_set():
                for person in set(waiting()) - told:
                    told.add(person)
                    await self._tell(person)
                await asyncio.sleep(LOOK_EVERY)
            log.info("the database is free again", told=len(told))

    async def _tell(self, person: Person) -> None:
        channel, address = person
        async with self._database.read() as tx:
            chat = await chats.find(tx, channel, address, self._clock.now())
        with use(chat.language if chat is not None else "vi"):
            text = _(
                "The system is taking in a large number of figures just now. Your message has arrived and will be "
                "answered in a few minutes."
            )
            try:
                await self._channels[channel].send(address, Saying(text=text))
            except ChannelError as problem:
                log.info("could not ask for patience", why=str(problem))
