"""Handling what came in: each message once, in order per person, persons beside each other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot import failpoints
from bot.channels.channel import Channel, ChannelError, NotForUs, Parsed
from bot.clock import Clock
from bot.crew import Crew
from bot.documents.receiving import received
from bot.logging import log, where
from bot.operator import Operator
from bot.pictures import fetched
from bot.sender import LEASE, Sender
from handlers.house import House
from handlers.incoming import Incoming
from handlers.saying import Saying, joined
from handlers.turn import Done, take_turn
from locales import _, use
from storage import chats, files, inbox, outbox
from storage.database import Database, Tx
from storage.forgetting import forget_log
from storage.inbox import Unhandled
from storage.outbox import PLANNED, REPLY, Outgoing

TRIES = 3
RETRY_AFTER = 0.3
"""Seconds, times the number of failures so far."""
ROOM = 500
"""So many messages may wait before the next poll."""

Person = tuple[str, str]
"""A channel and an address there."""


class Dispatcher:
    """Runs the turns. Nothing it does for one person waits for another."""

    def __init__(
        self,
        *,
        database: Database,
        channels: Mapping[str, Channel],
        house: House,
        clock: Clock,
        crew: Crew,
        sender: Sender,
        operator: Operator,
        data_folder: Path,
    ) -> None:
        self._database = database
        self._channels = channels
        self._house = house
        self._clock = clock
        self._crew = crew
        self._sender = sender
        self._operator = operator
        self._data_folder = data_folder
        self._waiting: dict[Person, deque[tuple[Unhandled, Parsed]]] = {}
        self._count = 0
        self._changed = asyncio.Event()

    def submit(self, messages: Iterable[Unhandled]) -> None:
        """Handle these; messages of one person in the order in which they are given."""
        for message in messages:
            channel = self._channels.get(message.channel)
            if channel is None:
                log.warning("channel is not in use", inbox=message.id)
                continue
            self._count += 1
            try:
                parsed = channel.parse(message.raw)
            except NotForUs:
                self._crew.start(self._pass_over(message), "passing over")
            except Exception as problem:  # noqa: BLE001  what is no update can break the reader anywhere
                self._crew.start(self._unreadable(message, where(problem)), "quarantine")
            else:
                self._queue(message, parsed)

    def waiting(self) -> list[Person]:
        """Whose messages are not handled yet."""
        return list(self._waiting)

    async def room(self) -> None:
        """Until there is room for another poll."""
        while self._count >= ROOM:
            await self._change()

    async def idle(self) -> None:
        """Until everything submitted is handled."""
        while self._count:
            await self._change()

    def _queue(self, message: Unhandled, parsed: Parsed) -> None:
        person = person_of(message, parsed)
        queue = self._waiting.get(person)
        if queue is None:
            queue = self._waiting[person] = deque()
            self._crew.start(self._work(person, queue), "person")
        queue.append((message, parsed))

    async def _work(self, person: Person, queue: deque[tuple[Unhandled, Parsed]]) -> None:
        while queue:
            message, parsed = queue[0]
            await self._handle(message, parsed)
            queue.popleft()
            self._one_less()
        del self._waiting[person]

    async def _handle(self, message: Unhandled, parsed: Parsed) -> None:
        """Take the turn of one message, however often that must be tried."""
        channel = self._channels[message.channel]
        failpoints.reach("taken")
        done: Done | None = None
        while True:
            try:
                done = await self._turn(message, parsed)
                break
            except Exception as problem:  # noqa: BLE001  whatever a command raises must not block the person for ever
                attempts = await self._count_attempt(message.id, where(problem))
                if attempts >= TRIES:
                    await self._give_up(message, parsed.address, where(problem))
                    break
                await asyncio.sleep(RETRY_AFTER * attempts)
        if parsed.callback_id is not None:
            notice = None if done is None else done.notice
            self._crew.start(_acknowledge(channel, parsed.callback_id, notice), "acknowledgement")
        if done is not None and done.personal:
            self._crew.start(self._forget_log(), "forgetting")

    async def _turn(self, message: Unhandled, parsed: Parsed) -> Done | None:
        """One turn in one transaction, and what it says on its way. None where it was taken before."""
        channel = self._channels[message.channel]
        picture, photo_problem = await fetched(channel, parsed, self._data_folder)
        document = await received(self._database, channel, parsed, self._clock.now(), self._data_folder)
        incoming = Incoming(
            inbox_id=message.id,
            channel=message.channel,
            address=parsed.address,
            came=parsed.came,
            text=parsed.text,
            message_id=parsed.message_id,
            photo=None if picture is None else picture.sha256,
            photo_problem=photo_problem,
            document=document,
            callback_id=parsed.callback_id,
            seen=parsed.seen,
            session=parsed.session,
        )

        async def turn(tx: Tx) -> tuple[Done, list[Outgoing]] | None:
            if not await inbox.finish(tx, incoming.inbox_id):
                return None
            now = self._clock.now()
            if picture is not None:
                await files.record(tx, picture, now)
            done = await take_turn(tx, self._house, incoming, now)
            replies = await self._put(tx, done, message, parsed.address)
            await self._tell(tx, message, done.told)
            failpoints.reach("written")
            return done, replies

        outcome = await self._database.write(turn)
        if outcome is None:
            return None
        failpoints.reach("committed")
        done, replies = outcome
        self._sender.submit(replies)
        return done

    async def _put(self, tx: Tx, done: Done, message: Unhandled, address: str) -> list[Outgoing]:
        """Write what a turn says into the outbox."""
        if done.chat_id is None:
            return []
        counts = self._channels[message.channel].capabilities.counts
        drafts = [
            outbox.Draft(
                chat_id=done.chat_id,
                lane=REPLY,
                dedupe_key=f"turn:{message.id}:{place}",
                payload=saying.payload(),
                question=saying.question,
            )
            for place, saying in enumerate(joined(done.said) if counts else done.said)
        ]
        now = self._clock.now()
        ids = await outbox.put(tx, drafts, now, now + LEASE)
        return [
            Outgoing(
                id=outbox_id,
                chat_id=done.chat_id,
                channel=message.channel,
                address=address,
                lane=REPLY,
                payload=draft.payload,
                question=draft.question,
                language=done.language,
            )
            for outbox_id, draft in zip(ids, drafts, strict=True)
        ]

    async def _tell(self, tx: Tx, message: Unhandled, told: Iterable[tuple[int, Saying]]) -> None:
        """Leave what others are told for the sender to find: unleased, behind what is said to them already."""
        drafts = [
            outbox.Draft(
                chat_id=chat_id,
                lane=PLANNED,
                dedupe_key=f"told:{message.id}:{place}",
                payload=saying.payload(),
            )
            for place, (chat_id, saying) in enumerate(told)
        ]
        now = self._clock.now()
        await outbox.put(tx, drafts, now, now)

    async def _count_attempt(self, inbox_id: int, error: str) -> int:
        log.error("turn failed", inbox=inbox_id, where=error)

        async def count(tx: Tx) -> int:
            return await inbox.count_attempt(tx, inbox_id, error)

        return await self._database.write(count)

    async def _give_up(self, message: Unhandled, address: str, error: str) -> None:
        """Set a message aside, tell the person and the operator."""
        log.error("message set aside", inbox=message.id, where=error)

        async def give_up(tx: Tx) -> list[Outgoing]:
            now = self._clock.now()
            await inbox.quarantine(tx, message.id, error)
            await self._alert(tx, message.id)
            chat = await chats.find(tx, message.channel, address, now)
            if chat is None:
                chat = await chats.add(tx, message.channel, address, now)
            with use(chat.language):
                sorry = _(
                    "Something went wrong on our side, so your last message was not used and nothing was changed. "
                    "The operator has been told. Please try again later."
                )
            return await self._put(tx, Done(chat.id, (Saying(text=sorry),), language=chat.language), message, address)

        self._sender.submit(await self._database.write(give_up))

    async def _unreadable(self, message: Unhandled, error: str) -> None:
        log.error("message cannot be read", inbox=message.id, where=error)

        async def quarantine(tx: Tx) -> None:
            await inbox.quarantine(tx, message.id, error)
            await self._alert(tx, message.id)

        await self._database.write(quarantine)
        self._one_less()

    async def _alert(self, tx: Tx, inbox_id: int) -> None:
        text = _("Message {number} from the inbox could not be handled. The log says why.", number=inbox_id)
        await self._operator.alert(tx, f"inbox:{inbox_id}", text)

    async def _pass_over(self, message: Unhandled) -> None:
        async def finish(tx: Tx) -> None:
            await inbox.finish(tx, message.id)

        await self._database.write(finish)
        self._one_less()

    async def _forget_log(self) -> None:
        if not await forget_log(self._database):
            log.warning("the log of the database could not be emptied yet")

    def _one_less(self) -> None:
        self._count -= 1
        self._changed.set()

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()


def person_of(message: Unhandled, parsed: Parsed) -> Person:
    """Whose messages are handled one after the other: those of one chat, as an officer has one."""
    return (message.channel, parsed.address)


async def _acknowledge(channel: Channel, callback_id: str, notice: str | None) -> None:
    """Let the button stop spinning. It is a comfort: what goes wrong with it is let be."""
    try:
        await channel.acknowledge(callback_id, notice)
    except ChannelError as problem:
        log.info("tap not acknowledged", why=str(problem))
