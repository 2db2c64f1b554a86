"""Planned messages on their way out: handed over when they may leave, put into words at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.channels.meter import Meter
from bot.clock import Clock
from bot.outages import Outages
from handlers.calendar.planned import Composed, compose
from handlers.house import House
from handlers.menus import without_numbers
from handlers.saying import Saying
from schedules import delivery
from storage import chats, conversations
from storage.database import Database, Tx
from storage.outbox import PLANNED, Outgoing
from storage.reminding import handing, items
from storage.reminding.items import State


def is_planned(message: Outgoing) -> bool:
    """Whether its words are made when it leaves."""
    return message.payload == handing.PAYLOAD


class Planned:
    """What the sender asks about planned messages."""

    def __init__(
        self, database: Database, house: House, clock: Clock, *, meters: Sequence[Meter], outages: Outages
    ) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._meters = meters
        self._outages = outages

    async def due_now(self, limit: int, lease: timedelta) -> list[Outgoing]:
        """Hand over the messages of up to `limit` persons that may leave now, leased to this process."""
        now, spared = self._clock.now(), []
        if self._meters:
            async with self._database.read() as tx:
                spared = [meter.channel for meter in self._meters if await meter.is_spared(tx)]
        return await delivery.due_now(
            self._database, now, limit=limit, lease_until=now + lease, spared=spared, held=self._outages.refusing
        )

    async def hold(self, message: Outgoing) -> None:
        """Let what a message was to say wait until its channel takes messages again, or leave by another."""
        now = self._clock.now()
        await self._database.write(lambda tx: handing.take_back(tx, message.id, now))

    async def written(self, message: Outgoing) -> Saying:
        """What a message says that was put into words before, as it may leave now."""
        saying = Saying.of(message.payload, message.question)
        if message.lane != PLANNED:
            return saying
        async with self._database.read() as tx:
            return await _beside_a_question(tx, message, saying)

    async def composed(self, message: Outgoing) -> Saying | None:
        """What the message says now; None where it is not needed any more, or has to wait for the next hours."""
        now = self._clock.now()
        async with self._database.read() as tx:
            some = [one for one in await items.of_message(tx, message.id) if one.state in (State.SENT, State.MERGED)]
            chat = await chats.find(tx, message.channel, message.address, now)
            late = bool(some) and not await delivery.may_leave(tx, some, now)
            made = Composed() if late or chat is None else await compose(tx, self._house, chat, some, now)
            said = None if made.saying is None else await _beside_a_question(tx, message, made.saying)
        if late:
            await self._database.write(lambda tx: handing.take_back(tx, message.id, now))
            return None

        async def note(tx: Tx) -> None:
            await handing.note_words(tx, message.id, made.dropped, made.kept, said=said is not None, now=now)

        await self._database.write(note)
        return said


async def _beside_a_question(tx: Tx, message: Outgoing, saying: Saying) -> Saying:
    """The same as it comes to whoever is being asked something: numbers answer the question."""
    return without_numbers(saying) if await conversations.is_open_with(tx, message.chat_id) else saying
