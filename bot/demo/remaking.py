"""The demo's own database: made afresh for every tour, and never in place of anybody else's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.preparing import prepare
from bot.sample.making import make_sample
from bot.settings import Settings
from domain.days import day_in_zone
from domain.plan import Plan
from storage import meta, migrate
from storage.calendar import rounds
from storage.database import Database, DatabaseUnreachable, Tx, opened

PRESET = "kontum-2021"
MARK = "demo"
"""The key in `meta` by which the demo knows its own database."""


class NotTheDemo(Exception):
    """A file stands in the demo's place that the demo did not make; the message says which."""


@asynccontextmanager
async def remade(settings: Settings, folder: Path, plan: Plan, now: datetime) -> AsyncIterator[Database]:
    """The demo's database in the folder with a new sample in it, open. Raises `NotTheDemo`."""
    file = folder / "demo.db"
    own = settings.model_copy(update={"database_url": f"sqlite:///{file}", "data_dir": folder})
    if file.exists():
        if file.stat().st_size == 0 or not await _is_ours(own.database_url):
            raise NotTheDemo(f"{file} was not made by the demo: move it away first.")
        for part in (file, *(file.with_name(file.name + tail) for tail in ("-wal", "-shm"))):
            part.unlink(missing_ok=True)

    async def mark(tx: Tx) -> None:
        await meta.put(tx, MARK, "1")

    async with prepare(own, plan, sample=True) as database:
        await database.write(mark)
        await database.write(lambda tx: make_sample(tx, plan, PRESET, now))
        await database.write(lambda tx: _open_rounds(tx, plan, now))
        yield database


async def _open_rounds(tx: Tx, plan: Plan, now: datetime) -> None:
    """The reports of these days are expected; nobody is reminded of them during the tour."""
    today = day_in_zone(now)
    await rounds.open_rounds(tx, plan, today, today, now, begun=today.replace(day=1))
    await rounds.follow_calendar(tx, plan, today)


async def _is_ours(url: str) -> bool:
    try:
        async with opened(url) as database, database.read() as tx:
            return await migrate.current(url) is not None and await meta.get(tx, MARK) is not None
    except DatabaseUnreachable:
        return False
