"""Both bots as programs of their own beside one loopback server, and a federation of chairs for ours."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import aiohttp

from domain.access import Role
from domain.plan import load_plan, plan_path
from handlers.offices import consent
from storage import appointments, chats, migrate, officers, tree
from storage.database import Tx, open_database
from tests.telegram.server import TelegramServer

ROOT = Path(__file__).parent.parent
FIRST_PERSON = 700_000


async def chairs_of(url: str, people: int) -> None:
    """A new database with one province and as many grassroots unions as people, each with its chair in a chat."""
    plan = load_plan(plan_path("kontum-66"))
    await migrate.upgrade(url)
    database = await open_database(url)
    now = datetime.now(UTC)
    founded = date(2020, 1, 1)

    async def fill(tx: Tx) -> None:
        rows = [tree.NewUnit(code="tinh", name="LĐLĐ tỉnh Mẫu", kind="tinh", parent=None, first_day=founded)]
        rows += [
            tree.NewUnit(code=f"cs-{n}", name=f"CĐCS Mẫu {n}", kind="hcsn", parent="tinh", first_day=founded)
            for n in range(people)
        ]
        ids = await tree.found_many(tx, plan, rows, now=now)
        for n in range(people):
            officer = await officers.create(tx, f"Cán bộ Mẫu {n}", "vi", consent.VERSION, now)
            chat = await chats.add(tx, "telegram", str(FIRST_PERSON + n), now)
            await chats.assign(tx, chat.id, officer)
            await appointments.appoint(
                tx,
                officer_id=officer,
                unit_id=ids[f"cs-{n}"],
                role=Role.CHAIR,
                department=None,
                actor=None,
                now=now,
            )

    await database.write(fill)
    await database.close()


@asynccontextmanager
async def tiendo(server: TelegramServer, url: str, *, clock: str | None = None) -> AsyncIterator[int]:
    """Our bot, serving; its process id. `clock`: the moment at which it begins, where it is not the real one."""
    settings = {
        "TIENDO_DATABASE_URL": url,
        "TIENDO_TELEGRAM_TOKEN": server.token,
        "TIENDO_TELEGRAM_BASE_URL": server.url,
        "TIENDO_HTTP_PORT": "0",
        "TIENDO_LOG_LEVEL": "WARNING",
    }
    if clock is not None:
        settings |= {"TIENDO_CLOCK": clock, "TIENDO_REHEARSAL": "true"}
    async with _program("-m", "bot", "serve", settings=settings) as pid:
        yield pid


@asynccontextmanager
async def baseline(server: TelegramServer) -> AsyncIterator[int]:
    """The plain bot, serving; its process id."""
    async with _program("-m", "bench.baseline_bot", server.base_url, server.token, settings={}) as pid:
        yield pid


@asynccontextmanager
async def page_alone(url: str, port: int, **more: str) -> AsyncIterator[int]:
    """Our web page, serving without Telegram; its process id. `more` are further settings, as ZALO_TOKEN="…"."""
    settings = {"TIENDO_DATABASE_URL": url, "TIENDO_HTTP_PORT": str(port), "TIENDO_LOG_LEVEL": "ERROR"}
    settings |= {f"TIENDO_{name}": value for name, value in more.items()}
    async with _program("-m", "bot", "serve", settings=settings) as pid:
        await _answers(port, "/readyz")
        yield pid


@asynccontextmanager
async def empty_page(port: int) -> AsyncIterator[int]:
    """A page that does nothing, serving; its process id."""
    async with _program("-m", "bench.empty_page", str(port), settings={}) as pid:
        await _answers(port, "/")
        yield pid


async def _answers(port: int, path: str) -> None:
    """Until a page is served there, whatever it holds."""
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        while True:
            try:
                async with session.get(path) as answer:
                    if answer.status != 503:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)


@asynccontextmanager
async def _program(*arguments: str, settings: dict[str, str]) -> AsyncIterator[int]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, env=os.environ | settings, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
