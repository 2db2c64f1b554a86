"""Zalo, for the contract."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import unquote

import aiohttp

from bot.channels.links import Links
from bot.channels.zalo.channel import Zalo, zalo
from bot.demo.channel import DemoChannel
from storage import entry_codes
from tests.channels.stand import Fault, File, Hand, Stand
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.web.client import client
from tests.web.running import Running, Ticking, running
from tests.zalo.server import Json, ZaloPhone, ZaloServer


class ZaloHand(Hand):
    def __init__(self, server: ZaloServer, phone: ZaloPhone, page: Running, officer_id: int | None) -> None:
        self.address = phone.user_id
        self._server = server
        self._phone = phone
        self._page = page
        self._officer_id = officer_id
        self._last: Json = {}

    async def type(self, text: str) -> None:
        self._last = self._phone.message(text=text)
        await self.again()

    async def again(self) -> None:
        await self._server.arrive(self._last, "message.text.received")

    async def send_picture(self, content: bytes) -> None:
        await self._phone.send_picture(content)

    async def send_document(self, content: bytes, name: str) -> None:
        await self._phone.send_unsupported()

    async def send_other(self) -> None:
        await self._phone.send_sticker()

    async def texts(self) -> list[str]:
        return [said.text for said in self._phone.said]

    async def file(self) -> File:
        """A picture as Zalo's own servers fetch it, a document in the browser of its officer."""
        said = next(one for one in reversed(self._phone.said) if one.photo or "/tep/" in one.text)
        if said.photo is not None:
            async with aiohttp.ClientSession() as session, session.get(said.photo) as answer:
                assert answer.content_type == "image/png"
                content = await answer.read()
                assert answer.content_length == len(content)
                return File(_name(said.photo), content, "picture")
        (link,) = re.findall(r"https?://\S+", said.text)
        assert self._officer_id is not None
        officer_id, now = self._officer_id, self._page.federation.clock.now
        code = await self._page.database.write(lambda tx: entry_codes.way_back(tx, officer_id, now))
        async with client(self._page) as browser:
            assert await browser.join(code) == 200
            async with browser.http.get(link) as answer:
                assert answer.headers["Content-Disposition"] == "attachment"
                return File(_name(link), await answer.read(), "document")


def _name(link: str) -> str:
    return unquote(link.rpartition("/")[2])


class OnZalo(Stand):
    def __init__(self, server: ZaloServer, channel: Zalo, page: Running) -> None:
        self.channel = channel
        self.page = page
        self._server = server
        self.faults = {
            Fault.BUSY: lambda: server.refuse_next("sendMessage", 403),
            Fault.LOST: lambda: server.lose_next("sendMessage"),
            Fault.GARBLED: lambda: server.break_next("sendMessage"),
            Fault.LIMITED: lambda: server.refuse_next("sendMessage", 429),
            Fault.REFUSED: lambda: server.refuse_next("sendMessage", 400),
            Fault.GONE: lambda: server.refuse_next("sendMessage", 404),
            Fault.STOPPED: lambda: server.refuse_next("sendMessage", 401),
        }

    async def hand(self, chatter: Chatter | None = None) -> Hand:
        phone = self._server.phone()
        officer_id = None if chatter is None else await self.page.federation.officer_id(chatter)
        if chatter is not None:
            await self.page.federation.moves(chatter, "zalo", phone.user_id)
        return ZaloHand(self._server, phone, self.page, officer_id)


@asynccontextmanager
async def on_zalo(federation: Federation, folder: Path) -> AsyncIterator[Stand]:
    """Zalo at work; what goes out as a link leads to the web page beside it."""
    async with ZaloServer() as server:
        links = Links(
            database=federation.database, clock=Ticking(federation.clock), data_folder=folder, public_url="http://page"
        )
        async with (
            zalo(server.token, server.url, links=links) as channel,
            running(federation, folder, channels=[channel, DemoChannel()]) as page,
        ):
            # Its address is known only once it is served.
            object.__setattr__(links, "public_url", page.address)
            yield OnZalo(server, channel, page)
        server.assert_clean()
