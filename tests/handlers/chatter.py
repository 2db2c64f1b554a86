"""A person who chats with the bot: each message goes through a whole turn, each answer is delivered right away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product

from handlers import registry
from handlers.house import House
from handlers.incoming import Came, Document, Incoming
from handlers.menus import offer_of
from handlers.saying import Button, Saying
from handlers.turn import Done, take_turn
from locales import _, plain, use
from storage import inbox, outbox
from storage.database import Database, Tx

assert registry.__all__, "the commands are registered by importing their modules"

AFTERNOON = datetime(2026, 3, 13, 7, 0, tzinfo=UTC)
"""Friday, 13 March 2026, 14:00 in Viet Nam, when people may be told of things: so conversations of the tests begin."""
_numbers = map("".join, product("abcdefghij", repeat=6))
"""What channels number messages with, without digits: tests look for digits of people that must not be kept."""


@dataclass(slots=True)
class Clock:
    """The time of all chatters of a test."""

    now: datetime = AFTERNOON

    def forward(self, **span: float) -> None:
        """Let time pass: `clock.forward(days=8)`."""
        self.now += timedelta(**span)


@dataclass(slots=True, kw_only=True)
class Chatter:
    """A person at one address. `heard` is everything the bot said so far, the newest last.

    Nothing lives between two messages but the database, so every message is one after a restart.
    """

    database: Database
    house: House
    clock: Clock
    address: str
    channel: str = "telegram"
    session: int | None = None
    """The browser through which the person writes."""
    heard: list[Saying] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    done: Done | None = None

    @property
    def last(self) -> str:
        """The last thing said, without tags and with its buttons below, as a person reads it."""
        return screen(self.heard[-1])

    @property
    def answer(self) -> str:
        """All that was said to the last message."""
        assert self.done is not None
        return "\n\n".join(screen(saying) for saying in self.done.said)

    @property
    def buttons(self) -> list[Button]:
        """The buttons below the last thing said."""
        return [button for row in self.heard[-1].rows for button in row]

    async def say(self, text: str, *, deliver: bool = True) -> str:
        """Type a text. Returns all that was answered. Without `deliver`, the answers do not reach the phone."""
        return await self._send(Came.TEXT, text, shown=text, deliver=deliver)

    async def tap(self, caption: str) -> str:
        """Tap the button whose caption holds these words; the newest message with buttons is looked at first."""
        for message_id, saying in reversed(list(enumerate(self.heard, 1))):
            found = [b for row in saying.rows for b in row if caption.casefold() in b.caption.casefold()]
            exact = [button for button in found if caption.casefold() == button.label.casefold()]
            if chosen := exact or found:
                assert len(chosen) == 1, f"several buttons hold {caption!r}: {[b.caption for b in chosen]}"
                return await self.press(chosen[0].action, str(message_id))
        raise AssertionError(f"no button holds {caption!r}:\n{self.transcript()}")

    async def press(self, action: str, message_id: str | None = None) -> str:
        """Tap a button by what it carries, such as an old one or another person's."""
        return await self._send(Came.TAP, action, shown=f"[{action}]", message_id=message_id)

    async def send(self, came: Came, text: str = "", photo: str | None = None) -> str:
        """Send anything else: a photo, an edited message, a sticker."""
        return await self._send(came, text, shown=f"<{came.value}> {text}", photo=photo)

    async def send_document(self, document: Document | None) -> str:
        """Send a file that is no picture, as the pipeline has read it; None where it was not read at all."""
        return await self._send(Came.DOCUMENT, "", shown="<document>", document=document)

    async def deliver(self) -> None:
        """Let what was held back reach the phone."""
        assert self.done is not None
        await self._deliver(self.done, None)

    def transcript(self) -> str:
        """The whole conversation, line by line."""
        return "\n".join(self.turns)

    async def _send(
        self,
        came: Came,
        text: str,
        *,
        shown: str,
        message_id: str | None = None,
        photo: str | None = None,
        document: Document | None = None,
        deliver: bool = True,
    ) -> str:
        number = next(_numbers)

        async def turn(tx: Tx) -> tuple[Done, list[int]]:
            arrived = inbox.Arrived(number, "{}")
            (stored,) = await inbox.store(tx, self.channel, "test", [arrived], self.clock.now)
            message = Incoming(
                inbox_id=stored.id,
                channel=self.channel,
                address=self.address,
                came=came,
                text=text,
                message_id=message_id or f"in{number}",
                photo=photo,
                document=document,
                session=self.session,
            )
            done = await take_turn(tx, self.house, message, self.clock.now)
            assert await inbox.finish(tx, stored.id)
            return done, await self._keep(tx, done, number)

        done, waiting = await self.database.write(turn)
        self.done = done
        self.heard.extend(Saying.of(saying.payload(), saying.question) for saying in done.said)
        self.turns.append(f"▸ {shown}")
        self.turns.extend(screen(saying) for saying in done.said)
        if deliver:
            await self._deliver(done, waiting)
        return self.answer

    async def _keep(self, tx: Tx, done: Done, number: str) -> list[int]:
        if done.chat_id is None:
            return []
        drafts = [
            outbox.Draft(
                chat_id=done.chat_id,
                lane=outbox.REPLY,
                dedupe_key=f"{number}:{place}",
                payload=saying.payload(),
                question=saying.question,
            )
            for place, saying in enumerate(done.said)
        ]
        drafts += [
            outbox.Draft(
                chat_id=other, lane=outbox.REPLY, dedupe_key=f"{number}:told:{place}", payload=saying.payload()
            )
            for place, (other, saying) in enumerate(done.told)
        ]
        return await outbox.put(tx, drafts, self.clock.now, self.clock.now + timedelta(minutes=1))

    async def _deliver(self, done: Done, waiting: list[int] | None) -> None:
        async def mark(tx: Tx) -> None:
            late = self.clock.now + timedelta(days=1)
            ids = waiting
            if ids is None:
                ids = [one.id for one in await outbox.claim(tx, late, late) if one.chat_id == done.chat_id]
            newest = await inbox.newest(tx)
            to = [*((done.chat_id, saying) for saying in done.said), *done.told]
            sent = [
                outbox.Sent(id_, str(id_), newest, chat_id, offer=offer_of(saying), asks=saying.question is not None)
                for id_, (chat_id, saying) in zip(ids, to, strict=False)
                if chat_id is not None
            ]
            if sent:
                await outbox.mark_sent(tx, sent, self.clock.now)

        await self.database.write(mark)


def vi(msgid: str, **values: object) -> str:
    """A sentence as somebody hears it who speaks Vietnamese: every stranger, as no language is known yet."""
    with use("vi"):
        return plain(_(msgid, **values))


def screen(saying: Saying) -> str:
    """A message as a person sees it: the text, the file, the buttons in brackets."""
    parts = [plain(saying.text)]
    if saying.attachment is not None:
        parts.append(f"<{saying.attachment.name}>")
    if saying.recipe is not None:
        parts.append(f"<{saying.recipe.name}>")
    parts.extend(" ".join(f"[{button.caption}]" for button in row) for row in saying.rows)
    return "\n".join(parts)
