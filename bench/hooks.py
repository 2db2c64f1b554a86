"""A webhook stored and acknowledged beside an empty handler; a guided step over Zalo beside one over Telegram, and how
much of either is the engine's and the database's.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

import aiohttp
from sqlalchemy import select

from bench.bots import FIRST_PERSON, chairs_of, empty_page, page_alone, tiendo
from bench.engine import Step, alone
from bench.results import Result
from storage import chats
from storage.database import Tx, opened
from storage.tables import officers
from tests.program import free_port
from tests.telegram.server import TelegramServer
from tests.zalo.server import ZaloPhone, ZaloServer

CALLS = 300
STEPS = 60
SECRET = "a-secret-of-the-bench"


async def measure() -> list[Result]:
    """Both, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        await chairs_of(url, 1)
        async with ZaloServer() as zalo:
            phone = zalo.phone()
            async with opened(url) as database:
                await database.write(lambda tx: _on_zalo(tx, phone))
            posted, on_zalo = await _over_zalo(url, zalo, phone)
        plain, on_telegram = await _over_nothing(), await _over_telegram(url)
        within = await alone(url, str(FIRST_PERSON), [_line(number) for number in range(STEPS)])
    return [
        Result("an empty Starlette handler", f"p95 {_p95(plain):.1f} ms"),
        Result(
            "a webhook stored and acknowledged, with its answer made beside it", f"p95 {_p95(posted):.1f} ms", "50 ms"
        ),
        Result("ratio", f"{_p95(posted) / _p95(plain):.1f}×"),
        Result("a guided step over Telegram, polled", f"{median(on_telegram):.1f} ms"),
        Result("a guided step over Zalo, by webhook", f"{median(on_zalo):.1f} ms"),
        Result("ratio", f"{median(on_zalo) / median(on_telegram):.2f}×"),
        *_shares("Telegram", within, median(on_telegram)),
        *_shares("Zalo", within, median(on_zalo)),
    ]


def _shares(channel: str, within: list[Step], whole: float) -> list[Result]:
    """What a step over a channel is made of. Everything else is not clocked but left over."""
    engine, database = median(step.engine for step in within), median(step.database for step in within)
    parts = {"the engine's own": engine, "the database's": database, "everything else's": whole - engine - database}
    return [
        Result(f"{name} share of the step over {channel}", f"{part:.2f} ms, {part / whole:.0%}")
        for name, part in parts.items()
    ]


def _line(number: int) -> str:
    """What is typed as the step of this number: a report is begun, answered once, and cancelled."""
    return ("kn", "5 nu 2", "huy")[number % 3]


async def _on_zalo(tx: Tx, phone: ZaloPhone) -> None:
    """The chair is on Zalo, too."""
    chat = await chats.add(tx, "zalo", phone.user_id, datetime.now(UTC))
    officer_id = await tx.scalar(select(officers.c.id).limit(1))
    assert officer_id is not None
    await chats.assign(tx, chat.id, officer_id)


async def _over_zalo(url: str, server: ZaloServer, phone: ZaloPhone) -> tuple[list[float], list[float]]:
    """Milliseconds of calls, and of steps from what is typed to what is heard."""
    port = free_port()
    given = {"ZALO_TOKEN": server.token, "ZALO_BASE_URL": server.url, "ZALO_WEBHOOK_SECRET": SECRET}
    async with page_alone(url, port, PUBLIC_URL="https://tiendo.example.vn", ZALO_MESSAGES="1000000", **given):
        server.webhook = ("https://tiendo.example.vn/hook/zalo", SECRET)
        server.post_to = f"http://127.0.0.1:{port}/hook/zalo"
        steps = await _steps(phone.say)
        calls = []
        headers = {"X-Bot-Api-Secret-Token": SECRET}
        async with aiohttp.ClientSession() as session:
            for _ in range(CALLS):
                event = {"event_name": "message.text.received", "message": phone.message(text="menu")}
                calls.append(await _call(session, server.post_to, event, headers))
        await phone.heard(len(phone.said))
    return calls, steps


async def _over_nothing() -> list[float]:
    port = free_port()
    async with empty_page(port), aiohttp.ClientSession() as session:
        return [await _call(session, f"http://127.0.0.1:{port}/api/messages", {}, {}) for _ in range(CALLS)]


async def _over_telegram(url: str) -> list[float]:
    async with TelegramServer(strict=False) as server, tiendo(server, url):
        phone = server.phone(FIRST_PERSON, started=True)
        await phone.say("menu", 30)
        return await _steps(phone.say)


async def _steps(say: Callable[[str], Awaitable[object]]) -> list[float]:
    times = []
    for number in range(STEPS):
        began = time.perf_counter()
        await say(_line(number))
        times.append((time.perf_counter() - began) * 1000)
    return times


async def _call(session: aiohttp.ClientSession, to: str, body: object, headers: dict[str, str]) -> float:
    """Milliseconds until the acknowledgement, while nothing else is asked for."""
    began = time.perf_counter()
    async with session.post(to, data=json.dumps(body), headers=headers) as answer:
        assert answer.ok, await answer.text()
    took = (time.perf_counter() - began) * 1000
    await asyncio.sleep(0.01)
    return took


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]
