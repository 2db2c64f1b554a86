"""The morning plan of 120.000 unions on both databases, beside a bare insert of the rows that it writes."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import insert

from bench.bots import ROOT
from bench.commands import PLAN, inserted, rows_of
from bench.results import Result
from bot.sample.table import PROVINCE
from domain.access import Role
from domain.days import moment_of
from storage import meta, migrate, tree
from storage.database import Tx, opened
from storage.tables import appointments, chats, officers
from tests import postgres

UNITS, SUPERIORS = 120_000, 340
AT_ONCE = 2_000
FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
OPENED, PLANNED = date(2026, 4, 1), date(2026, 4, 20)
"""April is opened on its first day; on the day of the cut-off every chair is reminded for the first time."""


async def measure() -> list[Result]:
    """The table of this benchmark."""
    results = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ours, bare = Path(folder) / "ours.db", Path(folder) / "bare.db"
        urls = {"SQLite": f"sqlite:///{ours}"}
        programs = postgres.programs()
        if programs is not None:
            urls["PostgreSQL"] = stack.enter_context(postgres.cluster(programs))
        for name, url in urls.items():
            await _fill(url)
            if name == "SQLite":
                shutil.copy(ours, bare)
            seconds, memory, planned = await asyncio.to_thread(_plan_apart, url)
            assert planned >= UNITS - SUPERIORS - 1
            results += [
                Result(f"the morning plan of {UNITS} units on {name}", f"{seconds:.1f} s", "at most 10 s"),
                Result(f"peak memory, {name}", f"{memory / 2**20:.0f} MB", "at most 300 MB"),
            ]
            if name == "SQLite":
                alone = inserted(bare, rows_of(ours, ("reminders",)))
                results.append(Result("the plan ÷ bare insert of its rows", f"{seconds / alone:.1f}×"))
    return results


def _plan_apart(url: str) -> tuple[float, int, int]:
    """Seconds, peak memory and how many were planned, in a process that does nothing else."""
    read, write = os.pipe()
    os.set_inheritable(write, True)
    command = [sys.executable, "-m", "bench.plan_once", url, OPENED.isoformat(), PLANNED.isoformat(), str(write)]
    pid = os.posix_spawn(sys.executable, command, os.environ | {"PYTHONPATH": str(ROOT)})
    os.close(write)
    with os.fdopen(read) as said:
        seconds, planned, memory = said.read().split()
    _pid, status = os.waitpid(pid, 0)
    assert status == 0
    return float(seconds), int(memory), int(planned)


async def _fill(url: str) -> None:
    await migrate.upgrade(url)
    async with opened(url) as database:
        await database.write(_found)


async def _found(tx: Tx) -> None:
    """Every union has a chair who has joined, every superior an officer."""
    await meta.put(tx, "plan", PLAN.code)
    ids = await tree.found_many(tx, PLAN, list(_units(Random(66))), now=FOUNDED)
    people = [(unit_id, code) for code, unit_id in ids.items()]
    for first in range(0, len(people), AT_ONCE):
        some = people[first : first + AT_ONCE]
        await tx.execute(
            insert(officers),
            [{"id": unit_id, "name": "Mẫu", "language": "vi", "created_at": FOUNDED} for unit_id, _code in some],
        )
        await tx.execute(
            insert(chats),
            [
                {"channel": "telegram", "address": str(unit_id), "officer_id": unit_id, "created_at": FOUNDED}
                for unit_id, _code in some
            ],
        )
        await tx.execute(
            insert(appointments),
            [
                {
                    "officer_id": unit_id,
                    "unit_id": unit_id,
                    "role": Role.CHAIR if code.startswith("u") else Role.SUPERIOR_OFFICER,
                    "since": FOUNDED,
                }
                for unit_id, code in some
            ],
        )


def _units(random: Random) -> Iterator[tree.NewUnit]:
    new = partial(tree.NewUnit, first_day=date(2020, 1, 1))
    yield new(code=PROVINCE[0], name=PROVINCE[1], kind="tinh", parent=None)
    for place in range(SUPERIORS):
        yield new(code=f"s{place}", name=f"LĐLĐ Mẫu {place:03}", kind="cttt", parent=PROVINCE[0])
    for place in range(UNITS - SUPERIORS - 1):
        superior = f"s{random.randrange(SUPERIORS)}"
        yield new(code=f"u{place}", name=f"CĐCS Mẫu {place:06}", kind="hcsn", parent=superior)


def early(day: date) -> datetime:
    """When a day is planned."""
    return moment_of(day, time(6, 40))
