"""What is to be said: written in the turn that causes it, sent after the commit, at least once.

A reply is born leased to the process that wrote it, which sends it at once; a lease that ran out (the process
died) is free for whoever looks next. What was sent keeps no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from storage.chats import STRANGERS
from storage.database import Tx
from storage.menus import NOTHING, Delivered, Offer, take_effect
from storage.tables import chats, officers, outbox

REPLY = "reply"
PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message on its way: to which chat, in which lane, what it says, and the language of who reads it."""

    id: int
    chat_id: int
    channel: str
    address: str
    lane: str
    payload: dict[str, Any]
    question: str | None
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to be put into the outbox. `dedupe_key` makes sure that it is put there once."""

    chat_id: int
    lane: str
    dedupe_key: str
    payload: dict[str, Any]
    question: str | None = None


_PUT = insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)


async def put(tx: Tx, drafts: Sequence[Draft], now: datetime, lease_until: datetime) -> list[int]:
    """Put messages into the outbox, leased; their ids in the same order."""
    rows = [
        {
            "chat_id": draft.chat_id,
            "lane": draft.lane,
            "dedupe_key": draft.dedupe_key,
            "payload": draft.payload,
            "question": draft.question,
            "created_at": now,
            "lease_until": lease_until,
        }
        for draft in drafts
    ]
    if not rows:
        return []
    return list((await tx.execute(_PUT, rows)).scalars())


_WAITING = (
    select(
        outbox.c.id,
        outbox.c.chat_id,
        chats.c.channel,
        chats.c.address,
        outbox.c.lane,
        outbox.c.payload,
        outbox.c.question,
        officers.c.language,
    )
    .join(chats, chats.c.id == outbox.c.chat_id)
    .outerjoin(officers, officers.c.id == chats.c.officer_id)
    .where(outbox.c.status == "waiting")
    .order_by(outbox.c.id)
)


async def claim(tx: Tx, now: datetime, lease_until: datetime, limit: int = 200) -> list[Outgoing]:
    """Lease the messages that nobody is sending, in the order they were written."""
    free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now)
    rows = (await tx.execute(_WAITING.where(free).limit(limit))).all()
    if rows:
        leased = update(outbox).where(outbox.c.id.in_([row.id for row in rows])).values(lease_until=lease_until)
        await tx.execute(leased)
    return [
        Outgoing(
            id=row.id,
            chat_id=row.chat_id,
            channel=row.channel,
            address=row.address,
            lane=row.lane,
            payload=row.payload,
            question=row.question,
            language=row.language or STRANGERS,
        )
        for row in rows
    ]


async def free_leases(tx: Tx) -> None:
    """Free what a former run of the program had leased. Only for the process that leads."""
    await tx.execute(update(outbox).where(outbox.c.status == "waiting").values(lease_until=None))


_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("message"))
    .values(
        status="sent",
        payload={},
        message_id=bindparam("message_id"),
        after_inbox=bindparam("after_inbox"),
        sent_at=bindparam("sent_at"),
    )
)


@dataclass(frozen=True, slots=True)
class Sent:
    """That a message reached the channel: the channel's id of it, and the newest inbox row at that moment.

    `offer` is what it offered as it was sent, `asks` whether it asked a question.
    """

    id: int
    message_id: str | None
    after_inbox: int
    chat_id: int
    offer: Offer = NOTHING
    asks: bool = False


async def mark_sent(tx: Tx, sent: Sequence[Sent], now: datetime) -> None:
    """Mark messages as sent and forget what they said; what they offer can be chosen from now on."""
    await tx.execute(
        _SENT,
        [
            {"message": one.id, "message_id": one.message_id, "after_inbox": one.after_inbox, "sent_at": now}
            for one in sent
        ],
    )
    delivered = [
        Delivered(chat_id=one.chat_id, offer=one.offer, asks=one.asks, after=one.after_inbox, shown=one.message_id)
        for one in sent
    ]
    await take_effect(tx, delivered, now)


async def mark_superseded(tx: Tx, ids: Sequence[int]) -> None:
    """A newer question took the place of these before they left."""
    await tx.execute(update(outbox).where(outbox.c.id.in_(ids)).values(status="superseded", payload={}))


async def mark_cancelled(tx: Tx, message_id: int) -> None:
    """What it was to say is not needed any more."""
    await tx.execute(update(outbox).where(outbox.c.id == message_id).values(status="cancelled", payload={}))


async def mark_unreachable(tx: Tx, message_id: int) -> None:
    """The person does not take messages any more: forget what it said."""
    await tx.execute(update(outbox).where(outbox.c.id == message_id).values(status="unreachable", payload={}))


async def give_up(tx: Tx, message_id: int, error: str) -> None:
    """A message that can never be delivered: kept for the operator, never tried again."""
    await tx.execute(update(outbox).where(outbox.c.id == message_id).values(status="dead", error=error))


async def waits(tx: Tx, message_id: int) -> bool:
    """Whether a message is still to be sent."""
    status: str | None = await tx.scalar(select(outbox.c.status).where(outbox.c.id == message_id))
    return status == "waiting"


async def was_put(tx: Tx, dedupe_key: str) -> bool:
    """Whether a message with this key is or was in the outbox."""
    return await tx.scalar(select(outbox.c.id).where(outbox.c.dedupe_key == dedupe_key)) is not None


async def counts(tx: Tx) -> dict[str, int]:
    """How many messages are in each state."""
    rows = await tx.execute(select(outbox.c.status, func.count()).group_by(outbox.c.status))
    return {status: int(count) for status, count in rows}


async def prune(tx: Tx, before: datetime) -> int:
    """Forget messages that left, or never could, before a moment; how many they were."""
    gone = delete(outbox).where(outbox.c.created_at < before, outbox.c.status != "waiting")
    return int((await tx.execute(gone)).rowcount)
