"""Sending what the outbox holds: in order within each lane of a chat, lanes and chats beside each other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot import failpoints, outages
from bot.backoff import Backoff
from bot.channels.channel import Channel, Migrated, Rejected, Stop, TryAgain, Unreachable, Wait
from bot.clock import Clock
from bot.crew import Crew
from bot.logging import log, where
from bot.making.makers import MAKERS
from bot.making.worker import NotMade
from bot.making.workshop import Workshop
from bot.marks import Marks
from bot.operator import Operator
from bot.outages import Outages
from bot.pace import Pace
from bot.planned import Planned, is_planned
from handlers.menus import offer_of
from handlers.saying import Attachment, Saying, lines
from locales import _, use
from storage import chats, outbox
from storage.database import Database, Tx
from storage.outbox import PLANNED, Outgoing, Sent
from storage.reminding import handing

LEASE = timedelta(seconds=60)
LOOK_EVERY = 3.0
"""Seconds between two looks for messages that nobody handed over."""
GIVES_UP_AFTER = timedelta(days=1)
PLANNED_AT_ONCE = 60
"""So many planned messages are on their way at most: their words are made when they leave."""
PLANNED_EVERY = 1.0


@dataclass(slots=True)
class _Lane:
    """What waits in one lane of one chat; the first is on its way."""

    waiting: deque[Outgoing] = field(default_factory=deque)


class Sender:
    """Sends messages and marks them. `newest_inbox` is the newest inbox row that this process knows of."""

    def __init__(
        self,
        *,
        database: Database,
        channels: Mapping[str, Channel],
        clock: Clock,
        crew: Crew,
        operator: Operator,
        workshop: Workshop,
        planned: Planned,
        outages: Outages,
    ) -> None:
        self.newest_inbox = 0
        self._database = database
        self._channels = channels
        self._clock = clock
        self._crew = crew
        self._operator = operator
        self._workshop = workshop
        self._planned = planned
        self._outages = outages
        self._marks = Marks(database, clock)
        self._paces = {name: Pace() for name in channels}
        self._lanes: dict[tuple[int, str], _Lane] = {}
        self._taken: set[int] = set()
        self._changed = asyncio.Event()

    def submit(self, messages: Iterable[Outgoing]) -> None:
        """Send these, which are leased to this process; one that is under way already is passed over."""
        for message in messages:
            if message.id in self._taken or message.channel not in self._channels:
                continue
            self._taken.add(message.id)
            key = (message.chat_id, message.lane)
            lane = self._lanes.get(key)
            if lane is None:
                lane = self._lanes[key] = _Lane()
                self._crew.start(self._work(key, lane), "lane")
            lane.waiting.append(message)

    async def run(self) -> None:
        """Look for messages that nobody handed over: of a former run of the program, of the planner, of alerts."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def run_planned(self) -> None:
        """Take over what was planned for now, as fast as it leaves."""
        while True:
            # What others caused is not counted: waiting for one channel, it must not keep reminders from the rest.
            room = PLANNED_AT_ONCE - sum(is_planned(lane.waiting[0]) for lane in self._lanes.values() if lane.waiting)
            if room > 0:
                self.submit(await self._planned.due_now(room, LEASE))
            await asyncio.sleep(PLANNED_EVERY)

    async def look(self) -> None:
        """Take over what is free."""

        async def claim(tx: Tx) -> list[Outgoing]:
            now = self._clock.now()
            return await outbox.claim(tx, now, now + LEASE)

        self.submit(await self._database.write(claim))

    async def flushed(self) -> None:
        """Until nothing is on its way any more."""
        while self._lanes:
            self._changed.clear()
            await self._changed.wait()

    async def _work(self, key: tuple[int, str], lane: _Lane) -> None:
        while lane.waiting:
            message = lane.waiting[0]
            await self._deliver(message, lane)
            lane.waiting.popleft()
            self._taken.discard(message.id)
        del self._lanes[key]
        self._changed.set()

    async def _deliver(self, message: Outgoing, lane: _Lane) -> None:
        """Send a message however often that takes, and mark what became of it."""
        channel = self._channels[message.channel]
        backoff, since = Backoff(), self._clock.now()
        saying: Saying | None = None
        while True:
            try:
                if not is_planned(message):
                    saying = saying or await self._complete(message, await self._planned.written(message))
                saying = await self._turn_to_leave(message, lane, saying)
                if saying is None:
                    return
                with use(message.language):
                    message_id = await channel.send(message.address, saying)
            except (Wait, Migrated, TryAgain, Stop) as problem:
                if self._clock.now() - since > GIVES_UP_AFTER:
                    await self._give_up(message, str(problem))
                    return
                again = await self._hindered(message, problem, backoff)
                if again is None or not await self._still_waits(message):
                    return
                message = again
            except Unreachable:
                await self._unreachable(message)
                return
            except Exception as problem:  # noqa: BLE001  a message that cannot even be read must not stop the others
                await self._give_up(message, str(problem) if isinstance(problem, Rejected) else where(problem))
                return
            else:
                failpoints.reach("sent")
                self._outages.works(message.channel)
                await self._marks.sent(_sent(message, message_id, saying, self.newest_inbox))
                return

    async def _turn_to_leave(self, message: Outgoing, lane: _Lane, saying: Saying | None) -> Saying | None:
        """Wait until it may leave; what it says then, None where it is not to leave any more."""
        await self._paces[message.channel].wait(message.chat_id, planned=message.lane == PLANNED)
        if _superseded(message, lane):
            await self._marks.superseded(message.id)
            return None
        return await self._composed(message) if is_planned(message) else saying

    async def _composed(self, message: Outgoing) -> Saying | None:
        """What a planned message says at this moment; None where nothing is left to say."""
        saying = await self._planned.composed(message)
        return None if saying is None else await self._complete(message, saying)

    async def _complete(self, message: Outgoing, saying: Saying) -> Saying:
        """The same with the file that is made for it; without one, but saying so, where that fails."""
        recipe = saying.recipe
        if recipe is None:
            return saying
        try:
            content = await self._workshop.made(recipe)
        except Exception as problem:  # noqa: BLE001  whatever goes wrong with a file, the words must go out
            why = str(problem) if isinstance(problem, NotMade) else where(problem)
            log.error("sent without its file", message=message.id, why=why)
            with use(message.language):
                sorry = _("The file could not be made this time. Please ask for it again later.")
            return replace(saying, recipe=None, text=lines([saying.text, sorry]))
        file = Attachment(name=recipe.name, content=content, picture=MAKERS[recipe.kind].picture)
        return replace(saying, recipe=None, attachment=file)

    async def _hindered(
        self, message: Outgoing, problem: Wait | Migrated | TryAgain | Stop, backoff: Backoff
    ) -> Outgoing | None:
        """Do what must be done before a message can be tried again, and return it as it goes out then.

        None where it is planned anew, as its channel refuses the bot. Raises `Stop` where no channel is left.
        """
        if isinstance(problem, Stop):
            await self._outages.refused(message.channel, problem)
            if is_planned(message):
                await self._planned.hold(message)
                return None
            await asyncio.sleep(outages.AGAIN_AFTER)
            return message
        if isinstance(problem, Wait):
            log.warning("asked to be silent", chat=message.chat_id, seconds=problem.seconds)
            self._paces[message.channel].silence(message.chat_id, problem.seconds)
            return message
        seconds = backoff.next()
        log.warning("not sent yet", message=message.id, why=str(problem), again_in=round(seconds, 1))
        await asyncio.sleep(seconds)
        if isinstance(problem, TryAgain):
            return message
        address = problem.address

        async def move(tx: Tx) -> None:
            await chats.set_address(tx, message.chat_id, address)

        await self._database.write(move)
        return replace(message, address=address)

    async def _still_waits(self, message: Outgoing) -> bool:
        """Whether it is still to be said: its chat may have been parted from while it could not leave."""
        async with self._database.read() as tx:
            return await outbox.waits(tx, message.id)

    async def _unreachable(self, message: Outgoing) -> None:
        log.info("person does not take messages", chat=message.chat_id)

        async def mark(tx: Tx) -> None:
            now = self._clock.now()
            await chats.set_blocked(tx, message.chat_id, now)
            if is_planned(message):
                # Another chat of the same person is tried next.
                await handing.take_back(tx, message.id, now)
            else:
                await outbox.mark_unreachable(tx, message.id)

        await self._database.write(mark)

    async def _give_up(self, message: Outgoing, error: str) -> None:
        log.error("message can never be delivered", message=message.id, why=error)

        async def give_up(tx: Tx) -> None:
            await outbox.give_up(tx, message.id, error)
            # A planned message may be an alert itself: no alerts about alerts.
            if message.lane != PLANNED:
                text = _("Message {number} could not be delivered. The log says why.", number=message.id)
                await self._operator.alert(tx, f"outbox:{message.id}", text)

        await self._database.write(give_up)


def _sent(message: Outgoing, message_id: str, saying: Saying, newest_inbox: int) -> Sent:
    return Sent(
        message.id,
        message_id,
        newest_inbox,
        message.chat_id,
        offer=offer_of(saying),
        asks=message.question is not None,
    )


def _superseded(message: Outgoing, lane: _Lane) -> bool:
    """Whether a newer question waits behind this one."""
    return message.question is not None and any(
        later.question is not None for later in lane.waiting if later.id != message.id
    )
