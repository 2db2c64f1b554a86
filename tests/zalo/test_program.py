"""The real program as a process, on Zalo."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.program import Program
from tests.telegram.fixtures import telegram
from tests.telegram.server import TelegramServer
from tests.zalo.server import ZaloServer

__all__ = ["telegram"]


async def test_the_program_answers_on_zalo_by_polling(server: ZaloServer, url: str, tmp_path: Path) -> None:
    program = Program(None, url, tmp_path, "tests.pipeline.counting")
    await program.start(ZALO_TOKEN=server.token, ZALO_BASE_URL=server.url)
    try:
        phone = server.phone()
        assert (await phone.say("/dem2")).startswith("Số thứ nhất?")
        assert await program.stop() == 0
    finally:
        await program.kill()
    with sqlite3.connect(tmp_path / "tiendo.db") as connection:
        kept = connection.execute("SELECT value FROM meta WHERE key = 'zalo_entrance'").fetchone()
    assert kept == ("https://bot.zaloplatforms.com/bots/1459232241454765289",)
    assert server.token not in program.log


async def test_killed_after_an_acknowledgement_it_answers_when_it_is_back(
    server: ZaloServer, url: str, tmp_path: Path
) -> None:
    """What a webhook was told to be stored is stored, whatever becomes of the program."""
    given = {
        "ZALO_TOKEN": server.token,
        "ZALO_BASE_URL": server.url,
        "ZALO_WEBHOOK_SECRET": "s3cret-of-the-tests",
        "PUBLIC_URL": "https://tiendo.example.vn",
    }
    server.webhook = ("https://tiendo.example.vn/hook/zalo", given["ZALO_WEBHOOK_SECRET"])
    program = Program(None, url, tmp_path, "tests.pipeline.counting")
    await program.start(**given, FAILPOINT="committed")
    try:
        await program.running()
        server.post_to = f"{program.page}/hook/zalo"
        phone = server.phone()
        await phone.type("/dem2")
        await program.ended()
        assert server.answers == [200]
        await program.start(**given)
        assert (await phone.heard(1)).text.startswith("Số thứ nhất?")
        assert await program.stop() == 0
    finally:
        await program.kill()


async def test_a_token_that_zalo_does_not_know_is_named(server: ZaloServer, url: str, tmp_path: Path) -> None:
    program = Program(None, url, tmp_path)
    await program.start(ZALO_TOKEN="1:unknown-one", ZALO_BASE_URL=server.url)
    try:
        assert await program.ended() == 1
    finally:
        await program.kill()
    assert "check TIENDO_ZALO_TOKEN" in program.log
    assert "unknown-one" not in program.log


async def test_a_wrong_token_on_zalo_leaves_telegram_at_work(
    server: ZaloServer, telegram: TelegramServer, url: str, tmp_path: Path
) -> None:
    operator, phone = telegram.phone(started=True), telegram.phone()
    program = Program(telegram, url, tmp_path, "tests.pipeline.counting")
    await program.start(ZALO_TOKEN="1:unknown-one", ZALO_BASE_URL=server.url, OPERATOR_CHAT=str(operator.user_id))
    try:
        assert (await phone.say("/dem2")).text.startswith("Số thứ nhất?")
        assert "Zalo" in (await operator.reply()).text
        assert await program.stop() == 0
    finally:
        await program.kill()
    assert "check TIENDO_ZALO_TOKEN" in program.log
    assert "unknown-one" not in program.log
