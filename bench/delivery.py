"""Delivering reminders through a server that holds Telegram's limits, while a chair writes."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.bots import FIRST_PERSON, chairs_of, tiendo
from bench.results import Result
from bot.pace import OVERALL, PLANNED
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

CHAIRS = 600
MEASURED = 20.0
"""Seconds in which is counted how many arrive."""
ANSWERS = 15
MORNING = "2026-04-22T07:31:00"
"""April's report is due, and people may be written to."""
NIGHT = "2026-04-22T05:00:00"
MOST = 1.5


async def measure() -> list[Result]:
    """The table of this benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        quiet = await _quiet(Path(folder) / "quiet.db")
        rate, refused, beside = await _busy(Path(folder) / "busy.db")
    return [
        Result("reminders a second", f"{rate:.1f}", f"at least {PLANNED * 0.95:.0f}"),
        Result("delivered ÷ what is allowed for planned messages", f"{rate / PLANNED:.2f}", "at least 0.95"),
        Result("429s caused by us", str(refused), "none"),
        Result("an answer meanwhile", f"{beside * 1000:.0f} ms"),
        Result("an answer meanwhile ÷ with nothing to deliver", f"{beside / quiet:.2f}×", f"at most {MOST}×"),
    ]


async def _quiet(file: Path) -> float:
    url = f"sqlite:///{file}"
    await chairs_of(url, CHAIRS)
    async with TelegramServer(strict=False, flood=1_000, overall=OVERALL) as server:
        phone = server.phone(FIRST_PERSON, started=True)
        async with tiendo(server, url, clock=NIGHT):
            await phone.say("/menu", timeout=60)
            return await _answers(phone)


async def _busy(file: Path) -> tuple[float, int, float]:
    """Messages a second, refusals, and seconds to an answer, while all chairs are reminded."""
    url = f"sqlite:///{file}"
    await chairs_of(url, CHAIRS)
    async with TelegramServer(strict=False, flood=1_000, overall=OVERALL) as server:
        phones = [server.phone(FIRST_PERSON + number, started=True) for number in range(CHAIRS)]
        async with tiendo(server, url, clock=MORNING):
            while _delivered(phones) < 2 * PLANNED:  # noqa: ASYNC110  many phones, one bell each
                await asyncio.sleep(0.05)
            began, before = time.perf_counter(), _delivered(phones)
            answers = asyncio.create_task(_answers(_reminded(phones)))
            await asyncio.sleep(MEASURED)
            rate = (_delivered(phones) - before) / (time.perf_counter() - began)
            beside = await answers
            refused = sum(refusal.code == 429 for refusal in server.refusals)
    return rate, refused, beside


def _reminded(phones: list[Phone]) -> Phone:
    """Somebody who has had the message already."""
    return next(phone for phone in phones if phone.messages)


def _delivered(phones: list[Phone]) -> int:
    return sum(any("đến hạn" in message.text for message in phone.messages) for phone in phones)


async def _answers(phone: Phone) -> float:
    times = []
    for _time in range(ANSWERS):
        await asyncio.sleep(1.0)  # a chat takes one message a second
        began = time.perf_counter()
        await phone.say("/menu", timeout=60)
        times.append(time.perf_counter() - began)
    return median(times)
