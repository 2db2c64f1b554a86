"""Making sure that what was deleted is also gone from SQLite's log of recent writes."""

from __future__ import annotations

import asyncio
import sqlite3

from storage.database import Database

TRIES = 20


async def forget_log(database: Database) -> bool:
    """Empty the log beside the SQLite file, in which overwritten texts would stay readable for a while.

    False where readers of an older state held it up for some seconds: the next checkpoint does it then.
    PostgreSQL keeps its log elsewhere and recycles it by itself.
    """
    if database.dialect != "sqlite":
        return True
    for _ in range(TRIES):
        if await asyncio.to_thread(_truncate, str(database.url.database)):
            return True
        await asyncio.sleep(0.2)
    return False


def _truncate(file: str) -> bool:
    connection = sqlite3.connect(file, isolation_level=None, timeout=1)
    try:
        blocked, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()
    return not blocked
