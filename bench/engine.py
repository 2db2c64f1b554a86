"""What the engine itself takes of a step: reading the message, replaying the conversation, wording the answer.

The same turns as in the program, on a database in a file; the statements are clocked and taken off.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Dialect, Executable, ScalarResult

from bench.tiendo import HOUSE
from handlers.incoming import Came, Incoming
from handlers.menus import offer_of
from handlers.turn import Done, take_turn
from storage import inbox, outbox
from storage.database import Database, Tx, opened
from storage.tx import Rows

T = TypeVar("T")


class Clocked:
    """See `Tx`. `seconds` is how long all statements took together."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self.seconds = 0.0

    @property
    def dialect(self) -> Dialect:
        """See `Tx.dialect`."""
        return self._tx.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """See `Tx.execute`."""
        return await self._timed(self._tx.execute(statement, parameters))

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        """See `Tx.scalar`."""
        return await self._timed(self._tx.scalar(statement, parameters))

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        """See `Tx.scalars`."""
        return await self._timed(self._tx.scalars(statement, parameters))

    async def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Rows:
        """See `Tx.exec_driver_sql`."""
        return await self._timed(self._tx.exec_driver_sql(statement, parameters))

    def begin_nested(self) -> AbstractAsyncContextManager[Any]:
        """See `Tx.begin_nested`."""
        return self._tx.begin_nested()

    async def _timed(self, work: Awaitable[T]) -> T:
        began = time.perf_counter()
        result = await work
        self.seconds += time.perf_counter() - began
        return result


async def alone(url: str, address: str, lines: list[str]) -> list[float]:
    """Milliseconds that the engine takes for each line that somebody types in a Telegram chat."""
    async with opened(url) as database:
        return [await _step(database, address, line, number) for number, line in enumerate(lines)]


async def _step(database: Database, address: str, line: str, number: int) -> float:
    now = datetime.now(UTC)

    async def turn(tx: Tx) -> tuple[Done, list[int], float]:
        (stored,) = await inbox.store(tx, "telegram", "bench", [inbox.Arrived(f"engine-{number}", "{}")], now)
        message = Incoming(inbox_id=stored.id, channel="telegram", address=address, came=Came.TEXT, text=line)
        clocked = Clocked(tx)
        began = time.perf_counter()
        done = await take_turn(clocked, HOUSE, message, now)
        took = time.perf_counter() - began - clocked.seconds
        assert done.chat_id is not None
        drafts = [
            outbox.Draft(
                chat_id=done.chat_id,
                lane=outbox.REPLY,
                dedupe_key=f"engine-{number}:{place}",
                payload=saying.payload(),
                question=saying.question,
            )
            for place, saying in enumerate(done.said)
        ]
        return done, await outbox.put(tx, drafts, now, now), took

    done, ids, took = await database.write(turn)

    async def delivered(tx: Tx) -> None:
        newest = await inbox.newest(tx)
        sent = [
            outbox.Sent(
                id_, str(id_), newest, done.chat_id or 0, offer=offer_of(saying), asks=saying.question is not None
            )
            for id_, saying in zip(ids, done.said, strict=True)
        ]
        await outbox.mark_sent(tx, sent, now)

    await database.write(delivered)
    return took * 1000
