"""Plan one day in a process of its own: `python -m bench.plan_once URL FIRST DAY FD`.

It tells on the descriptor how many seconds it took, how many reminders it planned, and the most memory it had in bytes.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import date
from pathlib import Path

from bench.morning import early
from domain.plan import load_plan, plan_path
from schedules.planning import plan_day
from storage.database import opened
from storage.reminding import items
from storage.reminding.items import State


async def main(url: str, first: str, day: str, descriptor: str) -> None:
    """Open the rounds on the first day; what is measured is the day."""
    plan, planned = load_plan(plan_path("kontum-66")), date.fromisoformat(day)
    async with opened(url) as database:
        await plan_day(database, plan, early(date.fromisoformat(first)))
        began = time.perf_counter()
        await plan_day(database, plan, early(planned))
        seconds = time.perf_counter() - began
        async with database.read() as tx:
            counted = await items.counts(tx, planned, planned)
    os.write(int(descriptor), f"{seconds} {counted[State.PLANNED, None]} {_peak()}".encode())


def _peak() -> int:
    # Of this program alone: what `wait4` tells may be the memory of the process that it was started from.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
