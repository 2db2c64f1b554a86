"""A program that uses the page's API as a browser does, with its own cookies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import aiohttp

from tests.web.running import Running

PATIENCE = 10
_ids = count(1)

Json = dict[str, Any]


class Client:
    """One browser. `messages` is what it was told so far."""

    def __init__(self, session: aiohttp.ClientSession, page: Running) -> None:
        self.http = session
        self._page = page
        self.messages: list[Json] = []

    @property
    def after(self) -> int:
        """The number of the last message it knows."""
        return max((message["n"] for message in self.messages), default=0)

    async def post(self, path: str, body: Json | None = None, **more: Any) -> tuple[int, Json]:
        """Call the API; the status and the answer."""
        async with self.http.post(path, json={} if body is None else body, **more) as answer:
            return answer.status, {} if answer.status == 204 else await answer.json()

    async def join(self, code: str) -> int:
        """Come in by a code; the status."""
        return (await self.post("/api/join", {"code": code}))[0]

    async def fetch(self, wait: int = 0) -> list[Json]:
        """What was said since the last time."""
        found: list[Json] = (await self.poll(wait))["messages"]
        self.messages += found
        return found

    async def poll(self, wait: int = 0) -> Json:
        """Ask what was said since the last time; the whole answer."""
        async with self.http.get(f"/api/messages?after={self.after}&wait={wait}") as answer:
            assert answer.status == 200, await answer.text()
            said: Json = await answer.json()
            return said

    async def reply(self) -> Json:
        """The next thing said, and whatever else was said with it; the last of it."""
        async with asyncio.timeout(PATIENCE):
            while not await self.fetch(wait=5):
                pass
        await self._page.settled()
        await self.fetch()
        return self.messages[-1]

    async def say(self, text: str, **more: Any) -> Json:
        """Say something and read the answer."""
        status, said = await self.post("/api/messages", {"id": self.new_id(), "text": text, **more})
        assert status == 202, said
        return await self.reply()

    async def tap(self, label: str) -> Json:
        """Tap the newest button that says this, and read the answer."""
        for message in reversed(self.messages):
            for choice in message["choices"]:
                if label.casefold() in choice["label"].casefold():
                    status, said = await self.post("/api/messages", {"id": self.new_id(), "choice": choice["id"]})
                    assert status == 202, said
                    return await self.reply()
        raise AssertionError(f"no button says {label!r}: {[message['choices'] for message in self.messages]}")

    @staticmethod
    def new_id() -> str:
        """An id that no message had before."""
        return f"message-{next(_ids)}"


@asynccontextmanager
async def client(page: Running, **headers: str) -> AsyncIterator[Client]:
    """A browser that knows nothing yet."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(page.address, cookie_jar=jar, headers=headers) as session:
        yield Client(session, page)
