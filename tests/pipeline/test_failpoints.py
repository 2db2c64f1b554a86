"""The real program, killed between every two steps of a message and started again: nothing lost, nothing doubled."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.failpoints import KILLED, POINTS
from storage.database import opened
from storage.tables import inbox, outbox
from tests.pipeline import counting
from tests.program import Program
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

AT_LEAST_ONCE = {"sent"}
"""Where the kill may let a person see a message twice: it had reached the phone, and that was not yet noted."""


@pytest.mark.parametrize(
    ("point", "message"), [*((point, 2) for point in POINTS), ("written", 3), ("committed", 3), ("sent", 3)]
)
async def test_killed_between_two_steps(
    point: str, message: int, telegram: TelegramServer, url: str, tmp_path: Path
) -> None:
    program, phone = Program(telegram, url, tmp_path, "tests.pipeline.counting"), telegram.phone()
    await program.start(FAILPOINT=f"{point}:{message}")
    try:
        conversation = asyncio.create_task(_count(phone))
        assert await program.ended() == KILLED
        await program.start()
        await program.running()
        await conversation
        await phone.quiet()
        assert await program.stop() == 0, program.log
    finally:
        await program.kill()
    async with opened(url) as database, database.read() as tx:
        assert list((await counting.counted(database)).values()) == ["5+7"]
        assert set(await tx.scalars(select(inbox.c.status))) == {"done"}
        assert set(await tx.scalars(select(outbox.c.status))) == {"sent"}
    texts = [message.text for message in phone.messages]
    receipts = texts.count("Đã nhận 5+7 (số 1).")
    assert receipts == 1 or (receipts == 2 and point in AT_LEAST_ONCE)


async def _count(phone: Phone) -> None:
    """Hold the conversation, answering each question once: a kill may say a question again, and loses no answer."""
    await phone.say("/dem2", 30)
    for answer, next_words in (("5", "thứ hai"), ("7", "Đã nhận")):
        said = (await phone.say(answer, 30)).text
        while next_words not in said:
            said = (await phone.reply(30)).text
