"""The web page of the real program as a process: served without Telegram, killed at every step, refused clearly."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.failpoints import KILLED, POINTS
from domain.access import Role
from storage import entry_codes, migrate
from storage.database import opened
from storage.tables import facts, inbox, outbox, report_versions
from tests import postgres
from tests.handlers.chatter import AFTERNOON
from tests.handlers.federation import Federation
from tests.program import Program, free_port


@pytest.fixture
async def code(federation: Federation) -> str:
    """The way in of a chair."""
    officer_id = await federation.officer_id(await federation.officer(Role.CHAIR, language="vi"))
    clock = federation.clock.now
    return await federation.database.write(lambda tx: entry_codes.way_back(tx, officer_id, clock))


@pytest.fixture
async def url(federation: Federation) -> str:
    """The database with the chair in it, left to the program alone."""
    return federation.database.url.render_as_string(hide_password=False)


CLOCK = AFTERNOON.isoformat()


class Patient:
    """A browser on a bad network: it asks until it is answered."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self.said: list[dict[str, Any]] = []

    async def post(self, path: str, body: dict[str, Any]) -> None:
        while True:
            try:
                async with self._session.post(path, json=body) as answer:
                    if answer.status in (200, 202):
                        return
                    assert answer.status == 503, await answer.text()
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)

    async def hears(self, words: str) -> None:
        while not any(words in message["text"] for message in self.said):
            after = max((message["n"] for message in self.said), default=0)
            try:
                async with self._session.get(f"/api/messages?after={after}&wait=5") as answer:
                    if answer.status == 200:
                        self.said += (await answer.json())["messages"]
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


async def test_without_telegram_the_page_is_served(url: str, code: str, tmp_path: Path) -> None:
    program = Program(None, url, tmp_path)
    await program.start(CLOCK=CLOCK)
    try:
        await program.running()
        async with aiohttp.ClientSession(program.page, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            async with session.get("/readyz") as answer:
                assert answer.status == 200
            browser = Patient(session)
            await browser.post("/api/join", {"code": code})
            await browser.hears("Đồng chí muốn làm việc gì?")
            waiting = asyncio.create_task(session.get("/api/messages?after=1000&wait=25"))
            await asyncio.sleep(0.2)
            assert await program.stop() == 0, "a browser that waits does not hold it up"
            await asyncio.gather(waiting, return_exceptions=True)
    finally:
        await program.kill()
    assert "Traceback" not in program.log
    assert code not in program.log


@pytest.mark.parametrize(("point", "message"), [(point, 3) for point in POINTS])
async def test_killed_between_two_steps(point: str, message: int, url: str, code: str, tmp_path: Path) -> None:
    program, port = Program(None, url, tmp_path), str(free_port())
    await program.start(HTTP_PORT=port, FAILPOINT=f"{point}:{message}", CLOCK=CLOCK)
    jar = aiohttp.CookieJar(unsafe=True)
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}", cookie_jar=jar) as session:
            talking = asyncio.create_task(_report(Patient(session), code))
            assert await program.ended() == KILLED
            await program.start(HTTP_PORT=port, CLOCK=CLOCK)
            await asyncio.wait_for(talking, 60)
            assert await program.stop() == 0, program.log
    finally:
        await program.kill()
    async with opened(url) as database, database.read() as tx:
        counted = {(row.measure, row.number) for row in await tx.execute(select(facts.c.measure, facts.c.number))}
        assert await tx.scalar(select(func.count()).select_from(report_versions)) == 1
        assert counted >= {("admissions", 5), ("admissions-women", 2)}
        assert set(await tx.scalars(select(inbox.c.status))) == {"done"}
        assert set(await tx.scalars(select(outbox.c.status))) <= {"sent", "superseded"}


async def _report(browser: Patient, code: str) -> None:
    await browser.post("/api/join", {"code": code})
    await browser.hears("Đồng chí muốn làm việc gì?")
    for number, (words, answer) in enumerate(
        (("kn 5 nguoi nu 2", "Ngày kết nạp"), ("hôm nay", "Số đoàn viên kết nạp: 5"), ("1", "Đã nhận báo cáo"))
    ):
        await browser.post("/api/messages", {"id": f"words-{number}", "text": words})
        await browser.hears(answer)


async def test_a_port_that_is_taken_is_named(url: str, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        program = Program(None, url, tmp_path)
        await program.start(HTTP_PORT=port, CLOCK=CLOCK)
        assert await program.ended() == 1
    assert f"127.0.0.1:{port}" in program.log
    assert "TIENDO_HTTP_PORT" in program.log
    assert "Traceback" not in program.log


@pytest.fixture
def shared_url(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database for two programs."""
    with postgres.fresh_database(postgres_server) as url:
        yield url


async def test_who_stands_by_says_so_and_takes_over(shared_url: str, tmp_path: Path) -> None:
    await migrate.upgrade(shared_url)
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    first, second = (Program(None, shared_url, folder) for folder in folders)
    port = str(free_port())
    await first.start()
    try:
        await first.running()
        await second.start(HTTP_PORT=port)
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            assert await _status(session, "/healthz") == 200
            assert await _status(session, "/readyz") == 503
            async with session.post("/api/join", json={"code": "x"}) as answer:
                assert answer.status == 503
            await first.kill()
            while await _status(session, "/readyz") == 503:
                await asyncio.sleep(0.1)
            assert await _status(session, "/readyz") == 200
        assert await second.stop() == 0
    finally:
        await first.kill()
        await second.kill()


async def _status(session: aiohttp.ClientSession, path: str) -> int:
    """The status of an answer, however long the server takes to listen."""
    while True:
        try:
            async with session.get(path) as answer:
                return answer.status
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(0.05)
