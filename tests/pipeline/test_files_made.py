"""Messages whose file is made when they leave: with it, without it, and nobody else waiting for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from handlers.saying import Button, Recipe, Saying
from storage.tables import outbox
from tests.making import held
from tests.pipeline.rig import Rig, answered, rigged
from tests.pipeline.test_sending import put, text
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
    await put(rig, phone, text("nhắc"), lane="planned", key="n")
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
