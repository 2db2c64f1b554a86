"""The web page: a message stored and acknowledged beside an empty handler, the first paint, and who waits for words."""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import aiohttp
import psutil
from playwright.async_api import CDPSession
from sqlalchemy import select

from bench.bots import chairs_of, empty_page, page_alone
from bench.results import Result
from storage import web_sessions
from storage.database import Tx, opened
from storage.tables import officers
from tests.browser.chromium import chromium
from tests.program import free_port

BROWSERS = 200
AT_ONCE = 50
MESSAGES = 10
PAIRS = 3
WAITING = 1000


async def measure() -> list[Result]:
    """All three, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        await chairs_of(url, BROWSERS)
        async with opened(url) as database:
            tokens = await database.write(_sign_in)
        return [*await _acknowledged(url, tokens), *await _first_paint(url), *await _waiting(url, tokens)]


async def _sign_in(tx: Tx) -> list[str]:
    now = datetime.now(UTC)
    known = list(await tx.scalars(select(officers.c.id).order_by(officers.c.id)))
    return [
        await web_sessions.create(tx, await web_sessions.chat_of(tx, officer, now), "bench", now) for officer in known
    ]


async def _acknowledged(url: str, tokens: list[str]) -> list[Result]:
    """Messages a second, each by a browser that sends the next one when the last is acknowledged."""
    port, empty_port = free_port(), free_port()
    ours, plain, alone, plain_alone = [], [], [], []
    for pair in range(PAIRS):
        async with empty_page(empty_port):
            plain.append(await _messages_a_second(empty_port, tokens, pair))
            plain_alone.append(await _one_by_one(empty_port, tokens[0], pair))
        async with page_alone(url, port):
            ours.append(await _messages_a_second(port, tokens, pair))
            await asyncio.sleep(2)
            alone.append(await _one_by_one(port, tokens[0], pair))
    return [
        Result("an empty Starlette handler", f"{median(plain):.0f} calls/s, one alone {median(plain_alone):.1f} ms"),
        Result(
            "stored on disk and acknowledged, with all answers made beside it",
            f"{median(ours):.0f} messages/s, one alone {median(alone):.1f} ms",
        ),
        Result("ratio", f"{median(one / other for one, other in zip(ours, plain, strict=True)):.2f}×"),
    ]


async def _messages_a_second(port: int, tokens: list[str], pair: int) -> float:
    limit = asyncio.Semaphore(AT_ONCE)

    async def talk(session: aiohttp.ClientSession, token: str) -> None:
        for number in range(MESSAGES):
            async with limit:
                await _send(session, token, f"{pair}-{number}")

    async with _session(port) as session:
        await _send(session, tokens[0], f"{pair}-first")
        began = time.perf_counter()
        await asyncio.gather(*(talk(session, token) for token in tokens))
        return len(tokens) * MESSAGES / (time.perf_counter() - began)


async def _one_by_one(port: int, token: str, pair: int) -> float:
    """Milliseconds from sending to the acknowledgement, while nothing else is done."""
    times = []
    async with _session(port) as session:
        for number in range(20):
            began = time.perf_counter()
            await _send(session, token, f"{pair}-alone-{number}")
            times.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0.05)
    return median(times)


async def _send(session: aiohttp.ClientSession, token: str, message_id: str) -> None:
    body = {"id": message_id, "text": "menu"}
    async with session.post("/api/messages", json=body, headers={"Cookie": f"tiendo={token}"}) as answer:
        assert answer.status == 202, await answer.text()


async def _first_paint(url: str) -> list[Result]:
    """Bytes that come over the network until the page has everything it needs. Raises `NoChromium`."""
    port, received = free_port(), 0

    async def listen(session: CDPSession) -> None:
        def add(event: dict[str, float]) -> None:
            nonlocal received
            received += int(event["encodedDataLength"])

        session.on("Network.loadingFinished", add)
        await session.send("Network.enable")

    async with page_alone(url, port), chromium() as browser:
        page = await browser.new_page(viewport={"width": 360, "height": 720})
        await listen(await page.context.new_cdp_session(page))
        await page.goto(f"http://127.0.0.1:{port}/", wait_until="networkidle")
        painted = await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    return [Result("first paint", f"{received / 1000:.0f} KB transferred, after {painted:.0f} ms", "under 100 KB")]


async def _waiting(url: str, tokens: list[str]) -> list[Result]:
    """Bytes of resident memory beside those of the program without anybody waiting."""
    port = free_port()
    async with page_alone(url, port) as pid, _session(port) as session:
        program = psutil.Process(pid)
        await asyncio.gather(*(_poll(session, tokens[number % len(tokens)], 0) for number in range(AT_ONCE)))
        before = program.memory_info().rss
        polls = [asyncio.create_task(_poll(session, tokens[number % len(tokens)], 25)) for number in range(WAITING)]
        await asyncio.sleep(10)
        beside = program.memory_info().rss - before
        assert not any(poll.done() for poll in polls)
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)
    return [Result(f"{WAITING} browsers that wait", f"{beside / 2**20:.0f} MB beside the program", "at most 100 MB")]


async def _poll(session: aiohttp.ClientSession, token: str, wait: int) -> None:
    path = f"/api/messages?after={2**52}&wait={wait}"
    async with session.get(path, headers={"Cookie": f"tiendo={token}"}) as answer:
        assert answer.status == 200, await answer.text()


def _session(port: int) -> aiohttp.ClientSession:
    jar, connector = aiohttp.DummyCookieJar(), aiohttp.TCPConnector(limit=0)
    return aiohttp.ClientSession(f"http://127.0.0.1:{port}", cookie_jar=jar, connector=connector)
