"""What was said in web chats: kept for browsers to fetch, as a messenger's own server would keep it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from storage.database import Tx
from storage.tables import chats, web_messages
from storage.web_sessions import CHANNEL

SHOWN_FOR = timedelta(minutes=1)
"""So long every browser of an officer can still fetch what is shown once: another one may have been the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebMessage:
    """One message: its number, which rises within a chat, what it says, and the one in whose place it is shown.

    `once`: it is forgotten when it was shown.
    """

    n: int
    payload: dict[str, Any]
    edits: int | None
    once: bool


async def add(tx: Tx, address: str, payload: dict[str, Any], now: datetime, *, once: bool) -> int | None:
    """Keep a message for the chat at an address; its number, or None where there is no such chat any more.

    `payload` is as the outbox keeps it. One that edits a message of the chat takes the place of earlier edits of it,
    and is a message of its own where that one is gone. `once`: it is forgotten when it was shown.
    """
    # Whoever reads after a number must not meet a smaller one later: the chat's messages are numbered one by one.
    chat_id: int | None = await tx.scalar(
        select(chats.c.id).where(chats.c.channel == CHANNEL, chats.c.address == address).with_for_update()
    )
    if chat_id is None:
        return None
    said = dict(payload)
    attachment = said.pop("attachment", None)
    if attachment is not None:
        said["attachment"] = {"name": attachment["name"], "picture": attachment["picture"]}
    edits = await _edited(tx, chat_id, said.pop("edits", None))
    added = insert(web_messages).values(
        chat_id=chat_id,
        payload=said,
        content=None if attachment is None else attachment["content"],
        edits=edits,
        once=once,
        created_at=now,
    )
    return int((await tx.execute(added.returning(web_messages.c.id))).scalar_one())


async def after(tx: Tx, chat_id: int, n: int, limit: int) -> Sequence[WebMessage]:
    """The messages of a chat after number `n`, the oldest first."""
    asked = (
        select(web_messages.c.id.label("n"), web_messages.c.payload, web_messages.c.edits, web_messages.c.once)
        .where(web_messages.c.chat_id == chat_id, web_messages.c.id > n)
        .order_by(web_messages.c.id)
        .limit(limit)
    )
    return [WebMessage(**row) for row in (await tx.execute(asked)).mappings()]


async def attachment(tx: Tx, chat_id: int, n: int) -> bytes | None:
    """The content of the file that message `n` of the chat brought; None where there is none."""
    asked = select(web_messages.c.content).where(web_messages.c.chat_id == chat_id, web_messages.c.id == n)
    content: str | None = await tx.scalar(asked)
    return None if content is None else base64.b64decode(content)


async def holds_secrets(tx: Tx, chat_id: int, until: int, now: datetime) -> bool:
    """Whether messages up to a number are to be forgotten because they were shown."""
    asked = select(web_messages.c.id).where(_secrets(chat_id, until, now)).limit(1)
    return await tx.scalar(asked) is not None


async def forget_secrets(tx: Tx, chat_id: int, until: int, now: datetime) -> None:
    """Forget the messages up to a number that were to be shown once, a minute after they were said."""
    await tx.execute(delete(web_messages).where(_secrets(chat_id, until, now)))


async def prune(tx: Tx, before: datetime) -> int:
    """Forget what was said before a moment; how many messages it was."""
    return int((await tx.execute(delete(web_messages).where(web_messages.c.created_at < before))).rowcount)


def _secrets(chat_id: int, until: int, now: datetime) -> Any:
    old = web_messages.c.created_at <= now - SHOWN_FOR
    return (web_messages.c.chat_id == chat_id) & (web_messages.c.id <= until) & old & web_messages.c.once


async def _edited(tx: Tx, chat_id: int, edits: str | None) -> int | None:
    """The message that is edited, if it is still there, freed from earlier edits of it."""
    if edits is None or not edits.isdecimal():
        return None
    there = select(web_messages.c.id).where(web_messages.c.chat_id == chat_id, web_messages.c.id == int(edits))
    found: int | None = await tx.scalar(there)
    if found is not None:
        await tx.execute(delete(web_messages).where(web_messages.c.chat_id == chat_id, web_messages.c.edits == found))
    return found
