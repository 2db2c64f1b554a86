"""One process at a time polls and sends: a second one beside it would answer everything twice."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.logging import log
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

LOCK = 7_466_002
"""The PostgreSQL advisory lock of the process that leads."""
ASK_EVERY = 2.0
"""Seconds between two tries of a process that stands by, and between two looks whether the lock still holds."""


class LeadershipLost(Exception):
    """The connection that held the lock is gone: another process may lead by now."""


class Leadership:
    """Held by the process that leads."""

    async def holds(self) -> bool:
        """Whether this process leads at this moment."""
        return True

    def only(self, tick: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """The same, done only while this process leads: another one may have taken over since the last look."""

        async def led() -> None:
            if await self.holds():
                await tick()
            else:
                log.warning("not done: another process leads")

        return led

    async def watch(self) -> None:
        """Wait for ever; raises `LeadershipLost` when another process may lead."""
        await asyncio.Event().wait()


class _OnPostgresql(Leadership):
    """Held as long as the session that took the lock lives."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._one_at_a_time = asyncio.Lock()

    async def take(self) -> bool:
        """Take the lock; False where another process has it."""
        return bool(await self._ask(f"SELECT pg_try_advisory_lock({LOCK})"))

    async def holds(self) -> bool:
        """See `Leadership.holds`: where the session is gone, so is the lock."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            return await self._ask("SELECT 1") == 1
        except SQLAlchemyError:
            return False

    async def watch(self) -> None:
        """See `Leadership.watch`."""
        while True:
            await asyncio.sleep(ASK_EVERY)
            if not await self.holds():
                raise LeadershipLost

    async def _ask(self, statement: str) -> object:
        from sqlalchemy import text

        async with self._one_at_a_time:
            return await self._connection.scalar(text(statement))


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
    from sqlalchemy.ext.asyncio import create_async_engine

    from storage.database import database_url

    # A session holds the lock, so it needs a connection of its own, which commits at once.
    engine = create_async_engine(database_url(url), pool_size=1, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            leadership = _OnPostgresql(connection)
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
