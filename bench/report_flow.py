"""A guided report of six steps, 100 chats in a closed loop: ours, durable on disk, beside the plain bot in memory.

Both bots poll one loopback server in turn; the figure is steps (a message and the answer to it) per second.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from statistics import median

from bench.bots import FIRST_PERSON, baseline, chairs_of, tiendo
from bench.results import Result
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

CHATS = 100
ROUNDS = 3
WARM_UP = 1
STEPS = 6
PAIRS = 3


async def _reports(phone: Phone, first: int, rounds: int) -> None:
    for number in range(first, first + rounds):
        for text in ("/baocao", "1", "1", f"{number + 5} nguoi nu 2", "hom nay", "gui"):
            said = await phone.say(text, timeout=60)
        assert "Đã nhận báo cáo" in said.text


async def _steps_a_second(phones: list[Phone], first: int) -> float:
    began = time.perf_counter()
    await asyncio.gather(*(_reports(phone, first, ROUNDS) for phone in phones))
    return len(phones) * ROUNDS * STEPS / (time.perf_counter() - began)


async def _measured(server: TelegramServer, bot: AbstractAsyncContextManager[int], pair: int) -> float:
    people = range(FIRST_PERSON, FIRST_PERSON + CHATS)
    phones = [server.phones.get(person) or server.phone(person, started=True) for person in people]
    async with bot:
        first = pair * 100
        await asyncio.gather(*(_reports(phone, first, WARM_UP) for phone in phones))
        return await _steps_a_second(phones, first + WARM_UP)


async def measure() -> list[Result]:
    """Both bots, pair by pair."""
    ours, plain = [], []
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        await chairs_of(url, CHATS)
        async with TelegramServer(strict=False) as server:
            for pair in range(PAIRS):
                plain.append(await _measured(server, baseline(server), pair))
                ours.append(await _measured(server, tiendo(server, url), pair))
    ratio = median(one / other for one, other in zip(ours, plain, strict=True))
    return [
        Result("plain python-telegram-bot in memory", f"{median(plain):.0f} steps/s"),
        Result("Tiendo, durable on disk", f"{median(ours):.0f} steps/s"),
        Result("ratio", f"{ratio:.2f}×", "aim: at least 0.6×, better 1×"),
    ]
