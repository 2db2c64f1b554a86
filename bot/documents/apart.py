"""Reading a document in a process of its own: what it does to the memory and the time of that one harms nobody."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.documents.quota_sheet import SheetRefused, read_sheet
from bot.logging import log
from handlers.quotas.sheets import SentSheet, SheetProblem

SECONDS = 20
"""So long the process may compute; on a busy machine it may take three times that."""
MEMORY = 1 << 30
"""Bytes of addresses that it may use: libraries alone take a quarter of them."""

_ONE_BY_ONE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="documents")
_ROOT = Path(__file__).parents[2]


async def read_apart(content: bytes) -> SentSheet:
    """See `read_sheet`. One document is read at a time; conversations go on meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_ONE_BY_ONE, _read_apart, content)


def main() -> None:
    """What the process does: read the file that is piped in, and print what it says, or "!" and why it is refused."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        said = read_sheet(sys.stdin.buffer.read()).as_json()
    except SheetRefused as refusal:
        said = f"!{refusal.problem}"
    sys.stdout.buffer.write(said.encode())


def _read_apart(content: bytes) -> SentSheet:
    # Tokens and addresses are none of the business of a process that reads a stranger's file.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("TIENDO_")}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.documents"],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=3 * SECONDS,
            check=False,
            cwd=_ROOT,
            env=surroundings | {"OPENBLAS_NUM_THREADS": "1"},
            # Ctrl-C is meant for the program, which finishes its turns first.
            start_new_session=True,
        )
    except subprocess.TimeoutExpired:
        raise SheetRefused(SheetProblem.TOO_LARGE) from None
    if done.returncode in (-signal.SIGTERM, -signal.SIGINT) or done.returncode > 0:
        raise RuntimeError(f"the process that reads documents has ended with {done.returncode}")
    if done.returncode < 0:
        log.warning("a document made its reader fail", signal=-done.returncode)
        raise SheetRefused(SheetProblem.TOO_LARGE)
    said = done.stdout.decode()
    if said.startswith("!"):
        raise SheetRefused(SheetProblem(said[1:]))
    return SentSheet.of(said)
