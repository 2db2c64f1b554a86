"""The real program as a process: how it starts, stops, and keeps a second one out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from handlers.house import CODE
from storage import meta
from storage.database import opened
from tests.pipeline.rig import answered
from tests.pipeline.test_told import found
from tests.program import Program
from tests.telegram import faults
from tests.telegram.refusal import Refused
from tests.telegram.server import TelegramServer


async def test_asked_to_stop_it_finishes_what_it_began(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    program = Program(telegram, url, tmp_path, "tests.pipeline.counting")
    phones = [telegram.phone() for _ in range(10)]
    await program.start()
    try:
        await program.running()
        for phone in phones:
            await answered(phone, "/dem2", "5")
        for phone in phones:
            await phone.type("7")
        assert await program.stop() == 0
        await program.start()
        for phone in phones:
            while "Đã nhận" not in phone.last.text:
                await phone.reply()
    finally:
        await program.kill()
    assert [len(phone.messages) for phone in phones] == [3] * 10


async def test_telegram_learns_the_commands_in_both_languages(
    telegram: TelegramServer, url: str, tmp_path: Path
) -> None:
    program = Program(telegram, url, tmp_path)
    await program.start()
    try:
        await program.running()
        await answered(telegram.phone(), "/start")
        assert await program.stop() == 0
    finally:
        await program.kill()
    with sqlite3.connect(tmp_path / "tiendo.db") as connection:
        found = connection.execute("SELECT value FROM meta WHERE key = 'telegram_entrance'").fetchone()
    assert found == (f"https://t.me/{telegram.bot_username}?start={CODE}",)


async def test_without_a_contact_the_province_is_asked(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    async with opened(url) as database:
        await database.write(found)
    program = Program(telegram, url, tmp_path)
    await program.start()
    try:
        assert "please ask: LĐLĐ tỉnh Mẫu." in (await telegram.phone(501).say("help")).text
        assert await program.stop() == 0
    finally:
        await program.kill()


async def test_a_database_of_another_plan_ends_it_with_a_sentence(
    telegram: TelegramServer, url: str, tmp_path: Path
) -> None:
    async with opened(url) as database:
        await database.write(lambda tx: meta.put(tx, "plan", "another"))
    program = Program(telegram, url, tmp_path)
    await program.start()
    try:
        assert await program.ended() == 1
    finally:
        await program.kill()
    assert program.log == "TIENDO_PLAN is kontum-66, but the database follows another: set it to that.\n"


async def test_a_second_program_on_the_same_file_is_refused(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    first, second = Program(telegram, url, tmp_path), Program(telegram, url, tmp_path / "second")
    await first.start()
    try:
        await first.running()
        await second.start()
        assert await second.ended() == 1
        assert "already runs" in second.log
        assert "Traceback" not in second.log
        assert await first.stop() == 0
    finally:
        await first.kill()


async def test_a_token_that_is_not_valid_ends_it_with_a_sentence(
    telegram: TelegramServer, url: str, tmp_path: Path
) -> None:
    telegram.fail_next("getMe", faults.Fault(Refused(401, "Unauthorized")))
    program = Program(telegram, url, tmp_path)
    await program.start()
    assert await program.ended() == 1
    assert "check TIENDO_TELEGRAM_TOKEN" in program.log
    assert telegram.token not in program.log
    assert "Traceback" not in program.log


async def test_without_a_database_it_says_what_to_do(telegram: TelegramServer, tmp_path: Path) -> None:
    program = Program(telegram, f"sqlite:///{tmp_path / 'none.db'}", tmp_path)
    await program.start()
    assert await program.ended() == 1
    assert program.log == "The database is empty: run `tiendo init` first.\n"


async def test_a_second_poller_ends_it_with_a_sentence(telegram: TelegramServer, url: str, tmp_path: Path) -> None:
    program = Program(telegram, url, tmp_path)
    telegram.fail_next("getUpdates", faults.Fault(Refused(409, "Conflict: terminated")))
    await program.start()
    assert await program.ended() == 1
    assert "Another program receives" in program.log
    assert telegram.token not in program.log
