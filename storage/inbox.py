"""What came in: stored before it is acknowledged, handled once, then emptied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from storage.database import Tx
from storage.tables import inbox
from storage.upsert import insert_unless_there


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as a channel handed it over: the channel's id of it, and its raw form."""

    external_id: str
    raw: str


@dataclass(frozen=True, slots=True)
class Unhandled:
    """A stored message that no turn has finished yet."""

    id: int
    channel: str
    bot: str
    raw: str
    attempts: int


_COLUMNS = (inbox.c.id, inbox.c.channel, inbox.c.bot, inbox.c.raw, inbox.c.attempts)


async def store(tx: Tx, channel: str, bot: str, arrived: Sequence[Arrived], now: datetime) -> list[Unhandled]:
    """Store the messages of one poll or webhook call; what came before is passed over. Returns the new ones."""
    if not arrived:
        return []
    rows: list[dict[str, Any]] = [
        {"channel": channel, "bot": bot, "external_id": message.external_id, "raw": message.raw, "received_at": now}
        for message in arrived
    ]
    stored = insert_unless_there(tx, inbox, ("channel", "bot", "external_id")).returning(*_COLUMNS)
    found = (await tx.execute(stored, rows)).all()
    return sorted((Unhandled(*row) for row in found), key=lambda message: message.id)


async def unhandled(tx: Tx, limit: int = 1000) -> list[Unhandled]:
    """What a former run of the program left unfinished, in the order it came."""
    rows = await tx.execute(select(*_COLUMNS).where(inbox.c.status == "new").order_by(inbox.c.id).limit(limit))
    return [Unhandled(*row) for row in rows]


async def newest(tx: Tx) -> int:
    """The id of the newest message, 0 where none ever came."""
    return int((await tx.execute(select(func.coalesce(func.max(inbox.c.id), 0)))).scalar_one())


_DONE = update(inbox).where(inbox.c.id == bindparam("message"), inbox.c.status == "new").values(status="done", raw=None)


async def finish(tx: Tx, message_id: int) -> bool:
    """Mark a message as handled and empty it. False where it was handled before: then nothing may be done for it."""
    return (await tx.execute(_DONE, {"message": message_id})).rowcount == 1


async def count_attempt(tx: Tx, message_id: int, error: str) -> int:
    """Note that a turn failed; how often it has."""
    failed = (
        update(inbox)
        .where(inbox.c.id == message_id)
        .values(attempts=inbox.c.attempts + 1, error=error)
        .returning(inbox.c.attempts)
    )
    return int((await tx.execute(failed)).scalar_one())


async def quarantine(tx: Tx, message_id: int, error: str) -> None:
    """Set a message aside that cannot be handled, so that it blocks nothing. Kept is where it failed, no words."""
    aside = update(inbox).where(inbox.c.id == message_id).values(status="quarantined", error=error, raw=None)
    await tx.execute(aside)


async def quarantined(tx: Tx) -> int:
    """How many messages are set aside."""
    found = select(func.count()).select_from(inbox).where(inbox.c.status == "quarantined")
    return int((await tx.execute(found)).scalar_one())


async def prune(tx: Tx, before: datetime) -> int:
    """Forget messages that came before a moment and were handled or set aside; how many they were."""
    gone = delete(inbox).where(inbox.c.received_at < before, inbox.c.status != "new")
    return int((await tx.execute(gone)).rowcount)
