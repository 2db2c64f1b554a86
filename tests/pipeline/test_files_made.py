"""Messages whose file is made when they leave: with it, without it, and nobody else waiting for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import select

from bot.making.charts import write_chart
from handlers.progress.chart import pictured
from handlers.saying import Button, Recipe, Saying
from storage import chats
from storage import outbox as storage_outbox
from storage.database import Tx, opened
from storage.outbox import PLANNED
from storage.tables import outbox
from tests.making import held
from tests.making.charts import BARS
from tests.pipeline.rig import Rig, answered, rigged
from tests.pipeline.test_sending import put, text
from tests.program import Program
from tests.telegram import faults
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer


@pytest.fixture(autouse=True)
def makers_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    held.know(monkeypatch)


@pytest.fixture
def saying(tmp_path: Path) -> Callable[..., Saying]:
    def said(kind: str, words: str, **more: Any) -> Saying:
        content = {"words": words, "log": str(tmp_path / "log"), "gate": str(tmp_path / "gate")}
        return text(f"<b>{words}</b>", recipe=Recipe(name="bảng.xlsx", kind=kind, content=content), **more)

    return said


async def begun(tmp_path: Path) -> None:
    async with asyncio.timeout(60):
        while "waiting" not in held.made(tmp_path / "log"):
            await asyncio.sleep(0.01)


async def test_a_message_goes_out_with_what_was_made_for_it(
    rig: Rig, phone: Phone, saying: Callable[..., Saying]
) -> None:
    await phone.say("/noi")
    await put(rig, phone, saying("echo", "Bảng", rows=((Button("Tiếp", "c:menu"),),)))
    sent = await phone.reply(timeout=60)
    assert (sent.file_name, sent.text, sent.document) == ("bảng.xlsx", "Bảng", "Bảng".encode())
    assert len(sent.rows) == 1
    await rig.settled()
    assert await rig.outbox() == ["sent"] * 2
    assert [row.payload for row in await rig.rows(select(outbox.c.payload))] == [{}] * 2


async def test_nobody_else_waits_for_what_is_being_made(
    rig: Rig, phone: Phone, telegram: TelegramServer, saying: Callable[..., Saying], tmp_path: Path
) -> None:
    await phone.say("/noi")
    await put(rig, phone, saying("wait", "Bảng"))
    await begun(tmp_path)
    other = telegram.phone()
    assert await answered(other, "/noi", "mưa") == "mưa"
    # What is planned for the same person does not wait either: it is another lane.
    await put(rig, phone, text("nhắc"), lane=PLANNED, key="n")
    assert (await phone.reply()).text == "nhắc"
    assert [message.text for message in phone.messages] == ["Nói gì?", "nhắc"]
    (tmp_path / "gate").touch()
    assert (await phone.reply()).document == "Bảng".encode()


async def test_what_must_be_sent_again_is_not_made_again(
    rig: Rig, phone: Phone, telegram: TelegramServer, saying: Callable[..., Saying], tmp_path: Path
) -> None:
    await phone.say("/noi")
    telegram.fail_next("sendDocument", faults.server_error(), times=3)
    await put(rig, phone, saying("echo", "một"))
    assert (await phone.reply(timeout=60)).document == "một".encode()
    assert held.made(tmp_path / "log") == ["một"]


@pytest.mark.parametrize("kind", ["fail", "die", "hologram"])
async def test_without_its_file_the_message_says_so(
    rig: Rig, phone: Phone, telegram: TelegramServer, saying: Callable[..., Saying], tmp_path: Path, kind: str
) -> None:
    await phone.say("/noi")
    telegram.fail_next("sendMessage", faults.server_error())
    await put(rig, phone, saying(kind, "Bảng"), text("sau"))
    sent = await phone.reply(timeout=60)
    assert sent.text == "Bảng\nTrợ lý chưa làm được tệp kèm theo. Mời đồng chí yêu cầu lại sau ít phút."
    assert sent.document is None
    assert (await phone.reply()).text == "sau"
    await rig.settled()
    assert await rig.outbox() == ["sent"] * 3
    # However often it must be sent, it is not tried again.
    assert len(held.made(tmp_path / "log")) == {"fail": 1, "die": 2, "hologram": 0}[kind]


async def test_what_was_being_made_when_the_program_stopped_goes_out_after_the_next_start(
    telegram: TelegramServer,
    url: str,
    saying: Callable[..., Saying],
    tmp_path: Path,
    phone: Phone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.pipeline.DRAIN_SECONDS", 0.1)
    async with rigged(telegram, url, tmp_path / "data") as rig:
        await phone.say("/noi")
        await put(rig, phone, saying("wait", "Bảng"))
        await begun(tmp_path)
    (tmp_path / "gate").touch()
    async with rigged(telegram, url, tmp_path / "data"):
        assert (await phone.reply(timeout=60)).document == "Bảng".encode()


async def test_the_real_program_sends_a_picture(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    """Its process beside begins by importing the program again, which must not run it again."""
    phone, program = telegram.phone(started=True), Program(telegram, url, tmp_path)
    said = text("Tiến độ", recipe=pictured("tien-do.png", BARS))

    async def put(tx: Tx) -> None:
        now = datetime.now(UTC)
        chat = await chats.add(tx, "telegram", str(phone.user_id), now)
        draft = storage_outbox.Draft(chat_id=chat.id, lane=PLANNED, dedupe_key="k", payload=said.payload())
        await storage_outbox.put(tx, [draft], now, now)

    async with opened(url) as database:
        await database.write(put)
    await program.start()
    try:
        sent = await phone.reply(timeout=60)
        beside = psutil.Process(program.process.pid).children(recursive=True)
        assert await program.stop() == 0
    finally:
        await program.kill()
    assert (sent.text, sent.photo) == ("Tiến độ", write_chart(said.payload()["recipe"]["content"]))
    assert beside
    assert psutil.wait_procs(beside, timeout=30)[1] == []
    assert program.log.count("event=running") == 1
    assert "Traceback" not in program.log
