"""The web page, for the contract. What has no network between has few faults."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from sqlalchemy import select

from domain.access import Role
from storage import entry_codes
from storage.tables import chats
from tests.channels.stand import Fault, File, Hand, Stand
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.web.client import Client, Json
from tests.web.running import Running, running


class WebHand(Hand):
    def __init__(self, browser: Client, address: str) -> None:
        self.address = address
        self._browser = browser
        self._last: Json = {}

    async def type(self, text: str) -> None:
        await self._post({"text": text})

    async def tap(self, message_id: str, action: str) -> None:
        await self._post({"choice": f"{message_id}:{action}"})

    async def again(self) -> None:
        assert (await self._browser.post("/api/messages", self._last))[0] == 202

    async def send_picture(self, content: bytes) -> None:
        await self._send_file(content, "anh.jpg", "image/jpeg")

    async def send_document(self, content: bytes, name: str) -> None:
        await self._send_file(content, name, "application/pdf")

    async def send_other(self) -> None:
        await self._send_file(b"OggS", "tieng.ogg", "audio/ogg")

    async def texts(self) -> list[str]:
        await self._browser.fetch()
        # As the page does it: a message that edits another is shown in its place.
        shown = {one["edits"] or one["n"]: one for one in self._browser.messages}
        return ["\n".join([one["text"], *(choice["label"] for choice in one["choices"])]) for one in shown.values()]

    async def file(self) -> File:
        await self._browser.fetch()
        message = next(one for one in reversed(self._browser.messages) if one["image"] or one["document"])
        async with self._browser.http.get(message["image"] or message["document"]) as answer:
            assert answer.status == 200
            return File(message["name"], await answer.read(), "picture" if message["image"] else "document")

    async def _post(self, sent: Json) -> None:
        self._last = {"id": self._browser.new_id(), **sent}
        status, said = await self._browser.post("/api/messages", self._last)
        assert status == 202, said

    async def _send_file(self, content: bytes, name: str, kind: str) -> None:
        form = aiohttp.FormData({"id": self._browser.new_id()})
        form.add_field("file", content, filename=name, content_type=kind)
        async with self._browser.http.post("/api/messages", data=form) as answer:
            assert answer.status == 202


class OnWeb(Stand):
    def __init__(self, page: Running) -> None:
        self.channel = page.web
        self.page = page
        self.browsers: list[aiohttp.ClientSession] = []
        self.faults = {Fault.BUSY: self._hindered}

    async def hand(self, chatter: Chatter | None = None) -> Hand:
        federation = self.page.federation
        browser = Client(self._session(), self.page)
        if chatter is None:
            assert await browser.join(await federation.invitation(Role.CHAIR, "truong-2")) == 200
            await browser.reply()
        else:
            officer_id = await federation.officer_id(chatter)
            code = await federation.database.write(
                lambda tx: entry_codes.way_back(tx, officer_id, federation.clock.now)
            )
            assert await browser.join(code) == 200
            await browser.reply()
        async with self.page.database.read() as tx:
            address = await tx.scalar(
                select(chats.c.address).where(chats.c.channel == "web").order_by(chats.c.id.desc()).limit(1)
            )
        assert address is not None
        return WebHand(browser, address)

    def _session(self) -> aiohttp.ClientSession:
        session = aiohttp.ClientSession(self.page.address, cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.browsers.append(session)
        return session

    def _hindered(self) -> None:
        """Another program keeps the database for a moment."""
        hindered = self.page.database.hindered
        hindered.set()
        asyncio.get_running_loop().call_later(0.2, hindered.clear)


@asynccontextmanager
async def on_web(federation: Federation, folder: Path) -> AsyncIterator[Stand]:
    """The web page at work."""
    async with running(federation, folder) as page:
        stand = OnWeb(page)
        yield stand
        for browser in stand.browsers:
            await browser.close()
