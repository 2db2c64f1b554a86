"""What a step costs before any channel: the engine's part (reading the message, replaying the conversation, wording the
answer) and the database's.

The same turns as in the program, on a database in a file. Statements are clocked while the turn runs, and belong to the
database; making them in Python belongs to the engine's part.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
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


@dataclass(frozen=True, slots=True)
class Step:
    """One step's milliseconds until its answer can be handed to the channel."""

    engine: float
    database: float
    """Statements, the writer's queue and thread, and two commits: the message stored, the answer written."""


async def alone(url: str, address: str, lines: list[str]) -> list[Step]:
    """What a step costs without a channel, for each line that somebody types in a Telegram chat."""
    async with opened(url) as database:
        return [await _step(database, address, line, number) for number, line in enumerate(lines)]


async def _step(database: Database, address: str, line: str, number: int) -> Step:
    now = datetime.now(UTC)

    async def store(tx: Tx) -> list[inbox.Unhandled]:
        return await inbox.store(tx, "telegram", "bench", [inbox.Arrived(f"engine-{number}", "{}")], now)

    began = time.perf_counter()
    (stored,) = await database.write(store)
    message = Incoming(inbox_id=stored.id, channel="telegram", address=address, came=Came.TEXT, text=line)
    done, ids, engine = await database.write(partial(_turn, message=message, now=now))
    took = time.perf_counter() - began
    await database.write(partial(_delivered, done=done, ids=ids, now=now))
    return Step(engine * 1000, (took - engine) * 1000)


async def _turn(tx: Tx, *, message: Incoming, now: datetime) -> tuple[Done, list[int], float]:
    """The transaction of `bot.dispatch`: what was said, where it stands in the outbox, the engine's own seconds."""
    assert await inbox.finish(tx, message.inbox_id)
    clocked = Clocked(tx)
    began = time.perf_counter()
    done = await take_turn(clocked, HOUSE, message, now)
    drafts = [
        outbox.Draft(
            chat_id=done.chat_id or 0,
            lane=outbox.REPLY,
            dedupe_key=f"engine-{message.inbox_id}:{place}",
            payload=saying.payload(),
            question=saying.question,
        )
        for place, saying in enumerate(done.said)
    ]
    engine = time.perf_counter() - began - clocked.seconds
    assert drafts, "a step has an answer"
    return done, await outbox.put(tx, drafts, now, now), engine


async def _delivered(tx: Tx, *, done: Done, ids: list[int], now: datetime) -> None:
    """Mark the answer as sent, without which the next line would come before its question. It keeps nobody waiting."""
    newest = await inbox.newest(tx)
    sent = [
        outbox.Sent(id_, str(id_), newest, done.chat_id or 0, offer=offer_of(saying), asks=saying.question is not None)
        for id_, saying in zip(ids, done.said, strict=True)
    ]
    await outbox.mark_sent(tx, sent, now)
