"""Conversations under way: one row each, rewritten at every turn, gone when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update

from storage.database import Tx
from storage.tables import chats, conversations


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A conversation that was put aside."""

    id: int
    appointment_id: int | None
    command: str
    answers: dict[str, Any]
    nonce: int
    updated_at: datetime


async def open_(
    tx: Tx,
    *,
    chat_id: int,
    officer_id: int | None,
    command: str,
    plan_version: int,
    answers: dict[str, Any],
    now: datetime,
) -> int:
    """A new conversation in a chat; its id."""
    new = insert(conversations).values(
        chat_id=chat_id,
        officer_id=officer_id,
        command=command,
        plan_version=plan_version,
        answers=answers,
        status="open",
        updated_at=now,
    )
    return int((await tx.execute(new.returning(conversations.c.id))).scalar_one())


async def end_in(tx: Tx, chat_id: int) -> None:
    """End whatever is open in a chat."""
    await tx.execute(delete(conversations).where(conversations.c.chat_id == chat_id, conversations.c.status == "open"))


_KEEP = (
    update(conversations)
    .where(conversations.c.id == bindparam("conversation"))
    .values(
        chat_id=bindparam("chat"),
        question=bindparam("question"),
        nonce=bindparam("nonce"),
        answers=bindparam("answers"),
        appointment_id=bindparam("appointment"),
        updated_at=bindparam("updated_at"),
    )
)


async def keep(
    tx: Tx,
    conversation_id: int,
    *,
    chat_id: int,
    question: str | None,
    nonce: int,
    answers: dict[str, Any],
    appointment_id: int | None,
    now: datetime,
) -> None:
    """Keep where a conversation stands after a turn, in which chat it goes on, and in which office it is held."""
    await tx.execute(
        _KEEP,
        {
            "conversation": conversation_id,
            "chat": chat_id,
            "question": question,
            "nonce": nonce,
            "answers": answers,
            "appointment": appointment_id,
            "updated_at": now,
        },
    )


async def end(tx: Tx, conversation_id: int) -> None:
    """Forget a conversation that came to its end or was cancelled."""
    await tx.execute(delete(conversations).where(conversations.c.id == conversation_id))


async def is_open_with(tx: Tx, chat_id: int) -> bool:
    """Whether whoever is reached in a chat is being asked something, there or elsewhere."""
    whose = or_(
        and_(conversations.c.officer_id.is_(None), conversations.c.chat_id == chat_id),
        conversations.c.officer_id == select(chats.c.officer_id).where(chats.c.id == chat_id).scalar_subquery(),
    )
    asked = select(conversations.c.id).where(conversations.c.status == "open", whose).limit(1)
    return await tx.scalar(asked) is not None


async def put_aside(tx: Tx, conversation_id: int, now: datetime) -> None:
    """Keep a conversation for later."""
    await tx.execute(
        update(conversations).where(conversations.c.id == conversation_id).values(status="later", updated_at=now)
    )


async def take_up(tx: Tx, conversation_id: int, chat_id: int, now: datetime) -> None:
    """Go on with a conversation that was put aside, in the chat the officer writes from now."""
    await tx.execute(
        update(conversations)
        .where(conversations.c.id == conversation_id)
        .values(status="open", chat_id=chat_id, updated_at=now)
    )


async def drafts_of(tx: Tx, officer_id: int) -> list[Draft]:
    """What an officer put aside, the newest first."""
    found = select(conversations).where(conversations.c.officer_id == officer_id, conversations.c.status == "later")
    rows = await tx.execute(found.order_by(conversations.c.id.desc()))
    return [
        Draft(
            id=row.id,
            appointment_id=row.appointment_id,
            command=row.command,
            answers=dict(row.answers),
            nonce=row.nonce,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


async def sweep(tx: Tx, before: datetime) -> int:
    """Forget conversations nobody touched since `before`; how many they were."""
    return int((await tx.execute(delete(conversations).where(conversations.c.updated_at < before))).rowcount)
