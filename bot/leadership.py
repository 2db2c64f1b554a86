"""One process at a time polls and sends: a second one beside it would answer everything twice."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.logging import log
from bot.settings import Settings, SettingsError

LOCK = 7_466_002
"""The PostgreSQL advisory lock of the process that leads."""
ASK_EVERY = 2.0
"""Seconds between two tries of a process that stands by, and between two looks whether the lock still holds."""


class LeadershipLost(Exception):
    """The connection that held the lock is gone: another process may lead by now."""


class Leadership:
    """Held by the process that leads."""

    async def watch(self) -> None:
        """Wait for ever; raises `LeadershipLost` when another process may lead."""
        await asyncio.Event().wait()


@asynccontextmanager
async def leading(settings: Settings, stop: asyncio.Event) -> AsyncIterator[Leadership | None]:
    """Lead for the length of a block. On SQLite a second process is refused; on PostgreSQL it stands by.

    None: it was to stop before it led.
    """
    if settings.sqlite_file is not None:
        with settings.sqlite_file.with_name(f"{settings.sqlite_file.name}.lock").open("w") as file:
            _lock(file.fileno(), settings.sqlite_file)
            yield Leadership()
    else:
        async with _leading_on_postgresql(settings.database_url, stop) as leadership:
            yield leadership


def _lock(descriptor: int, database: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise SettingsError(f"Another `tiendo serve` already runs on {database}: stop it first.") from None


@asynccontextmanager
async def _leading_on_postgresql(url: str, stop: asyncio.Event) -> AsyncIterator[Leadership | None]:
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

    from storage.database import database_url

    class OnPostgresql(Leadership):
        def __init__(self, connection: AsyncConnection) -> None:
            self._connection = connection

        async def take(self) -> bool:
            return bool(await self._connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}))

        async def watch(self) -> None:
            while True:
                await asyncio.sleep(ASK_EVERY)
                try:
                    await self._connection.execute(text("SELECT 1"))
                except Exception as problem:
                    raise LeadershipLost from problem

    # A session holds the lock, so it needs a connection of its own, which commits at once.
    engine = create_async_engine(database_url(url), pool_size=1, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            leadership = OnPostgresql(connection)
            leads = await leadership.take()
            if not leads:
                log.info("another process leads; standing by")
                while not leads and not stop.is_set():
                    with suppress(TimeoutError):
                        await asyncio.wait_for(stop.wait(), ASK_EVERY)
                    leads = await leadership.take()
                if leads:
                    log.info("the other process is gone; taking over")
            yield leadership if leads else None
    finally:
        await engine.dispose()
