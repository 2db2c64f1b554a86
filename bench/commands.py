"""A sub-command on a file of very many lines, beside a bare insert of the rows that it writes.

The bare insert is SQLite's own `executemany` in one transaction, with the same settings: no checking, no adding up,
nothing made of words or JSON.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.bots import ROOT
from bot.sample.making import rows
from bot.sample.units import seats
from domain.plan import load_plan, plan_path
from storage import meta, migrate, tree
from storage.database import Tx, opened
from storage.writers import PRAGMAS

PLAN = load_plan(plan_path("kontum-66"))


async def found_sample(file: Path) -> None:
    """A database with the sample's unions and not one report."""
    await migrate.upgrade(f"sqlite:///{file}")
    now = datetime.now(UTC)

    async def found(tx: Tx) -> None:
        await meta.put(tx, "plan", PLAN.code)
        await tree.found_many(tx, PLAN, rows(seats()), now=now)

    async with opened(f"sqlite:///{file}") as database:
        await database.write(found)


def run(database: Path, *arguments: str) -> tuple[float, int]:
    """Seconds from the start of `tiendo …` to its end, and the most memory it had, in bytes."""
    began = time.perf_counter()
    surroundings = os.environ | {"TIENDO_DATABASE_URL": f"sqlite:///{database}", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", *arguments]
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    pid = os.posix_spawn(sys.executable, command, surroundings, file_actions=silent)
    _pid, status, used = os.wait4(pid, 0)
    assert status == 0, f"tiendo {arguments[0]} refused the file"
    return time.perf_counter() - began, used.ru_maxrss * 1024


def rows_of(database: Path, tables: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables."""
    with sqlite3.connect(database) as connection:
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}


def inserted(database: Path, rows: dict[str, list[tuple[Any, ...]]]) -> float:
    """Seconds that the rows alone take."""
    connection = sqlite3.connect(database, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for name, some in rows.items():
        marks = ", ".join("?" * len(some[0]))
        connection.executemany(f"INSERT OR REPLACE INTO {name} VALUES ({marks})", some)
    connection.execute("COMMIT")
    seconds = time.perf_counter() - began
    connection.close()
    return seconds
