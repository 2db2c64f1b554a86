"""Another program keeps the database from being written for a while, as `tiendo load` does."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import writers
from storage.tables import inbox
from tests.pipeline.rig import Rig, answered
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

HOLDS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
connection.execute("INSERT INTO meta VALUES ('held', '')")
print("held", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@asynccontextmanager
async def held(file: Path) -> AsyncIterator[Process]:
    """A process of its own that holds the write lock until the block ends."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", HOLDS, str(file), stdin=PIPE, stdout=PIPE)
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        assert await process.stdout.readline() == b"held\n"
        yield process
        process.stdin.write(b"\n")
        await process.stdin.drain()
        assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        process.stdin.close()


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "PATIENCE", 0.1)
    monkeypatch.setattr("bot.patience.LOOK_EVERY", 0.05)
    monkeypatch.setattr("bot.intake.LOOK_EVERY", 0.05)


async def test_who_writes_meanwhile_is_told_once_and_answered_afterwards(
    rig: Rig, telegram: TelegramServer, tmp_path: Path
) -> None:
    first, second = telegram.phone(), telegram.phone()
    await answered(first, "/dem2")
    await rig.settled()
    async with held(tmp_path / "tiendo.db"):
        await first.type("5")
        assert "trả lời trong ít phút" in (await first.reply()).text
        # What comes while nothing can be stored is noticed, too.
        await second.type("/dem2")
        assert "trả lời trong ít phút" in (await second.reply()).text
        await first.type("7")
        await asyncio.sleep(0.5)
        assert [len(phone.messages) for phone in (first, second)] == [2, 1]
    assert (await first.reply()).text == "Số thứ hai?"
    assert (await second.reply()).text == "Số thứ nhất?"
    await rig.settled()
    assert await answered(first, "8") == "Đã nhận 5+8 (số 1)."
    rows = await rig.rows(select(inbox.c.status, inbox.c.attempts))
    assert [(row.status, row.attempts) for row in rows] == [("done", 0)] * 5


async def test_the_program_outlasts_the_drivers_own_patience(rig: Rig, phone: Phone, tmp_path: Path) -> None:
    """However often the driver gives up waiting, nothing fails and nothing is tried as a failed turn."""
    async with held(tmp_path / "tiendo.db"):
        await phone.type("/noi")
        await phone.reply()
        await asyncio.sleep(1.5)
        assert not rig.pipeline.crew.failure.done()
    assert (await phone.reply()).text == "Nói gì?"
    assert await answered(phone, "mưa") == "mưa"
