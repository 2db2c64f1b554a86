"""From the start of the program to its first answer, and its memory with 1.000 conversations open."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

import psutil

from bench.bots import FIRST_PERSON, baseline, chairs_of, tiendo
from bench.results import Result
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

STARTS = 3
CONVERSATIONS = 1000
AT_ONCE = 100


async def _first_answer(phone: Phone, url: str, server: TelegramServer) -> float:
    """Seconds from the start to the answer to a message that waits already."""
    await phone.type("/baocao")
    began = time.perf_counter()
    async with tiendo(server, url):
        await phone.reply(timeout=60)
        return time.perf_counter() - began


async def _first_answer_of_plain_bot(phone: Phone, server: TelegramServer) -> float:
    await phone.type("/baocao")
    began = time.perf_counter()
    async with baseline(server):
        await phone.reply(timeout=60)
        return time.perf_counter() - began


async def _memory(phones: list[Phone], url: str, server: TelegramServer) -> int:
    """Bytes of resident memory once every phone is in the middle of a report."""
    async with tiendo(server, url) as pid:
        for first in range(0, len(phones), AT_ONCE):
            some = phones[first : first + AT_ONCE]
            for text in ("/baocao", "1", "1", "5 nguoi nu 2"):
                await asyncio.gather(*(phone.say(text, timeout=60) for phone in some))
        return int(psutil.Process(pid).memory_info().rss)


async def measure() -> list[Result]:
    """Starts of both bots in turn, then the memory of ours."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        await chairs_of(url, CONVERSATIONS)
        async with TelegramServer(strict=False) as server:
            people = range(FIRST_PERSON, FIRST_PERSON + CONVERSATIONS)
            phones = [server.phone(person, started=True) for person in people]
            ours, plain = [], []
            for _ in range(STARTS):
                plain.append(await _first_answer_of_plain_bot(phones[0], server))
                ours.append(await _first_answer(phones[0], url, server))
            memory = await _memory(phones[1:], url, server)
    return [
        Result("start to first answer, plain python-telegram-bot", f"{median(plain):.2f} s"),
        Result("start to first answer, Tiendo", f"{median(ours):.2f} s", "at most 2 s"),
        Result("ratio", f"{median(ours) / median(plain):.2f}×"),
        Result(f"resident memory, {len(phones) - 1} conversations open", f"{memory / 2**20:.0f} MB", "at most 200 MB"),
    ]
