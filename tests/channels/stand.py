"""What a channel brings along to pass the contract: its strict server, a person's phone there, and its faults.

A new channel adds a `Stand` of its own to `tests.channels.conftest`, and every test of the contract runs on it.
"""

from __future__ import annotations

import asyncio
import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import func, select

from bot.channels.channel import Channel
from handlers.incoming import Came, Document
from handlers.saying import Saying
from locales import plain
from storage.tables import inbox, outbox
from tests.handlers.chatter import Chatter, screen
from tests.web.running import Running

PATIENCE = 20.0


class Fault(StrEnum):
    """What can go wrong with one message that is sent."""

    BUSY = "the channel has a problem of its own"
    LOST = "the message arrives, and the channel cannot say so"
    GARBLED = "something between answers in place of the channel"
    LIMITED = "too much was sent"
    REFUSED = "the channel does not take this message"
    GONE = "the person takes no messages"
    STOPPED = "the channel does not know the bot any more"


@dataclass(frozen=True, slots=True)
class File:
    """A file as it got to a person."""

    name: str
    content: bytes
    kind: str


class Hand(ABC):
    """A person with a phone on the channel. `address` is that of the chat."""

    address: str

    @abstractmethod
    async def type(self, text: str) -> None:
        """Send words."""

    @abstractmethod
    async def send_picture(self, content: bytes) -> None:
        """Send a picture."""

    @abstractmethod
    async def send_document(self, content: bytes, name: str) -> None:
        """Send a file that is no picture."""

    @abstractmethod
    async def send_other(self) -> None:
        """Send something that nobody reads."""

    @abstractmethod
    async def again(self) -> None:
        """What was sent last arrives once more."""

    @abstractmethod
    async def texts(self) -> list[str]:
        """Every message of the bot, as it is to be read now, oldest first."""

    @abstractmethod
    async def file(self) -> File:
        """The file of the newest message that has one, opened as the person opens it."""

    async def tap(self, message_id: str, action: str) -> None:
        """Tap a button, where there are any."""
        raise NotImplementedError


class Stand(ABC):
    """A channel at work in the whole pipeline, beside the web page. `faults` cause each kind once."""

    channel: Channel
    page: Running
    faults: Mapping[Fault, Callable[[], None]]

    @abstractmethod
    async def hand(self, chatter: Chatter | None = None) -> Hand:
        """The phone of somebody, who is reached here and nowhere else from now on; None: of a stranger."""

    async def reached(self, chatter: Chatter, heard: Heard) -> OverChannel:
        """The same person, who talks over the channel from now on; `heard` listens there."""
        hand = await self.hand(chatter)
        return OverChannel(
            database=chatter.database,
            house=chatter.house,
            clock=chatter.clock,
            address=hand.address,
            channel=self.channel.capabilities.name,
            stand=self,
            hand=hand,
            kept=heard,
        )

    async def refused(self) -> None:
        """Until the pipeline knows that the channel refuses the bot."""
        async with asyncio.timeout(PATIENCE):
            while self.channel.capabilities.name not in self.page.pipeline.outages.refusing:
                await asyncio.sleep(0.01)

    async def handled(self, messages: int) -> None:
        """Until so many messages came in by this channel, and all are handled and answered."""
        name = self.channel.capabilities.name
        asked = select(func.count()).where(inbox.c.channel == name)
        async with asyncio.timeout(PATIENCE):
            while await self._count(asked) < messages:
                await asyncio.sleep(0.01)
        await self.page.settled()

    async def came(self) -> int:
        """How many messages came in by this channel."""
        return await self._count(select(func.count()).where(inbox.c.channel == self.channel.capabilities.name))

    async def became(self) -> list[str]:
        """What became of each message that was to be sent."""
        async with self.page.database.read() as tx:
            return list(await tx.scalars(select(outbox.c.status).order_by(outbox.c.id)))

    async def _count(self, asked: Any) -> int:
        async with self.page.database.read() as tx:
            return int(await tx.scalar(asked) or 0)


@dataclass(slots=True)
class Heard:
    """What the channel was given to send, with the ids it gave in return. While it is not `free`, nothing leaves."""

    said: list[tuple[str, Saying, str]] = field(default_factory=list)
    free: asyncio.Event = field(default_factory=asyncio.Event)


def listening(channel: Channel) -> tuple[Heard, Callable[[str, Saying], Any]]:
    """A `send` for the channel that does the same and keeps what was sent."""
    heard, send = Heard(), channel.send

    heard.free.set()

    async def sends(address: str, saying: Saying) -> str:
        await heard.free.wait()
        message_id = await send(address, saying)
        heard.said.append((address, saying, message_id))
        return message_id

    return heard, sends


@dataclass(slots=True, kw_only=True)
class OverChannel(Chatter):
    """A chatter whose messages go all the way: over the network, through the channel, to the phone and back."""

    stand: Stand
    hand: Hand
    kept: Heard
    ids: list[str] = field(default_factory=list)

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
        said, came_before = len(self.kept.said), await self.stand.came()
        if came is Came.TEXT:
            await self.hand.type(text)
        elif came is Came.TAP and self.stand.channel.capabilities.buttons:
            await self.hand.tap(self.ids[int(message_id) - 1] if message_id else self.ids[-1], text)
        elif came is Came.TAP:
            (button,) = [one for one in self.buttons if one.action == text]
            await self.hand.type(button.label if button.number is None else str(button.number))
        elif came is Came.PHOTO:
            await self.hand.send_picture(PICTURE)
        else:
            await self.hand.send_other()
        await self.stand.handled(came_before + 1)
        new = [(saying, number) for to, saying, number in self.kept.said[said:] if to == self.hand.address]
        assert new, f"nothing was said to {shown!r}:\n{self.transcript()}"
        self.heard.extend(saying for saying, _number in new)
        self.ids.extend(number for _saying, number in new)
        self.turns += [f"▸ {shown}", *(screen(saying) for saying, _number in new)]
        await self._sees([saying for saying, _number in new])
        return "\n\n".join(screen(saying) for saying, _number in new)

    async def _sees(self, sayings: list[Saying]) -> None:
        """The phone shows every line, and every choice in the words by which it can be made."""
        seen = "\n".join(await self.hand.texts())
        for saying in sayings:
            for line in plain(saying.text).splitlines():
                assert line.strip() in seen, f"{line!r} is not to be seen in:\n{seen}"
            for button in (one for row in saying.rows for one in row):
                assert button.label in seen, f"{button.label!r} cannot be chosen in:\n{seen}"


def pictures_kept(stand: Stand) -> list[Path]:
    """The pictures that people sent."""
    desk = stand.page.site.desk
    assert desk is not None
    return [file for file in (desk.data_folder / "files").glob("*/*") if file.is_file()]


def drawn(kind: str) -> bytes:
    """A picture of a kind that Pillow writes."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind)
    return out.getvalue()


PICTURE = drawn("JPEG")
"""A photo as phones send it."""
