"""A channel without a network: people speak by calling `speak`, and what the bot sends is collected."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

from bot.channels.channel import Capabilities, Carried, Channel, Parsed, Rejected
from handlers.incoming import Came
from handlers.saying import Saying
from storage.inbox import Arrived


class DemoChannel(Channel):
    """See `bot.channels.channel.Channel`. `sent` holds (address, what the bot said), in order."""

    capabilities = Capabilities(
        name="demo",
        takes=frozenset({Came.TEXT}),
        buttons=True,
        edits=False,
        pictures=Carried.AS_SUCH,
        documents=Carried.AS_SUCH,
        text_limit=4096,
        may_start=True,
    )
    bot = "demo"

    def __init__(self) -> None:
        self.sent: list[tuple[str, Saying]] = []
        self._spoken: asyncio.Queue[Arrived] = asyncio.Queue()
        self._count = 0
        self._stored = asyncio.Event()

    async def speak(self, address: str, text: str) -> None:
        """Somebody says something; returns when it is stored and handed over."""
        self._count += 1
        self._stored.clear()
        raw = json.dumps({"address": address, "text": text})
        self._spoken.put_nowait(Arrived(str(self._count), raw))
        await self._stored.wait()

    async def poll(self) -> Sequence[Arrived]:
        """See `Channel.poll`."""
        return [await self._spoken.get()]

    def confirm(self) -> None:
        """See `Channel.confirm`."""
        self._stored.set()

    def parse(self, raw: str) -> Parsed:
        """See `Channel.parse`."""
        message = json.loads(raw)
        return Parsed(address=message["address"], came=Came.TEXT, text=message["text"])

    async def fetch(self, file: str, limit: int) -> bytes:
        """See `Channel.fetch`. Nobody in the tour sends a file."""
        raise Rejected("there are no files in the tour")

    async def send(self, address: str, saying: Saying) -> str:
        """See `Channel.send`."""
        self.sent.append((address, saying))
        return str(len(self.sent))

    async def acknowledge(self, callback_id: str, notice: str | None) -> None:
        """See `Channel.acknowledge`. There are no taps here: people type."""

    async def typing(self, address: str) -> None:
        """See `Channel.typing`."""
