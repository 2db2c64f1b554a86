"""The browsers in which a web chat is open. A session is a token that only its browser knows; we keep its hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from storage import audit, chats
from storage.chats import OwnChat
from storage.database import Tx
from storage.reaching import PAGE
from storage.tables import chats as chat_rows
from storage.tables import officers, web_sessions

CHANNEL = PAGE
"""The channel of web chats. One officer has one web chat, in however many browsers."""
LASTS = timedelta(days=180)
"""A browser that did not come for so long is signed out."""
SEEN_EVERY = timedelta(hours=1)
"""How exactly it is kept when a browser was last here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that is signed in: in which chat, and who that is; None until an office was taken up."""

    id: int
    chat_id: int
    address: str
    officer_id: int | None
    language: str
    device: str
    created_at: datetime
    seen_at: datetime


_SESSIONS = (
    select(
        web_sessions.c.id,
        web_sessions.c.chat_id,
        chat_rows.c.address,
        chat_rows.c.officer_id,
        officers.c.language,
        web_sessions.c.device,
        web_sessions.c.created_at,
        web_sessions.c.seen_at,
    )
    .join(chat_rows, chat_rows.c.id == web_sessions.c.chat_id)
    .outerjoin(officers, officers.c.id == chat_rows.c.officer_id)
)


async def create(tx: Tx, chat_id: int, device: str, now: datetime) -> str:
    """Open the chat in one more browser; the token that its cookie holds, which cannot be had again."""
    token = secrets.token_urlsafe(32)
    row = {"chat_id": chat_id, "token_hash": _hash(token), "device": device, "created_at": now, "seen_at": now}
    await tx.execute(insert(web_sessions).values(row))
    return token


async def find(tx: Tx, token: str) -> Session | None:
    """The session with this token; None where it was ended, or never was."""
    return next(iter(await _found(tx, web_sessions.c.token_hash == _hash(token))), None)


async def of_officer(tx: Tx, officer_id: int) -> list[Session]:
    """The browsers in which an officer is signed in, the one last used first."""
    return await _found(tx, chat_rows.c.officer_id == officer_id)


async def device_of(tx: Tx, session_id: int) -> str | None:
    """What the session's browser is called; None where the session has ended."""
    device: str | None = await tx.scalar(select(web_sessions.c.device).where(web_sessions.c.id == session_id))
    return device


async def new_chat(tx: Tx, now: datetime) -> int:
    """A web chat of nobody we know yet."""
    return (await chats.add(tx, CHANNEL, secrets.token_hex(8), now)).id


async def chat_of(tx: Tx, officer_id: int, now: datetime) -> int:
    """The web chat of an officer, made where there is none."""
    known = [chat.id for chat in await chats.all_of(tx, officer_id) if chat.channel == CHANNEL]
    if known:
        return known[0]
    made = await new_chat(tx, now)
    await chats.assign(tx, made, officer_id)
    return made


async def chats_elsewhere(tx: Tx, officer_id: int) -> list[OwnChat]:
    """The officer's chats outside the web page, the oldest first."""
    return [chat for chat in await chats.all_of(tx, officer_id) if chat.channel != CHANNEL]


async def seen(tx: Tx, session: Session, now: datetime) -> None:
    """Keep that the browser was here now."""
    await tx.execute(update(web_sessions).where(web_sessions.c.id == session.id).values(seen_at=now))


async def end(tx: Tx, session_ids: Collection[int]) -> None:
    """Sign browsers out."""
    await tx.execute(delete(web_sessions).where(web_sessions.c.id.in_(session_ids)))


async def sign_out(tx: Tx, officer_id: int, session_ids: Collection[int], now: datetime) -> int:
    """Sign browsers out at the officer's wish; how many they were. One that is not the officer's stays as it is."""
    own = select(chat_rows.c.id).where(chat_rows.c.officer_id == officer_id)
    ended = delete(web_sessions).where(web_sessions.c.id.in_(session_ids), web_sessions.c.chat_id.in_(own))
    ids = list((await tx.execute(ended.returning(web_sessions.c.id))).scalars())
    for session_id in sorted(ids):
        await audit.write(tx, officer_id, "session.ended", f"session:{session_id}", {}, now)
    return len(ids)


async def prune(tx: Tx, before: datetime) -> int:
    """Sign out the browsers that were not here since a moment; how many they were."""
    return int((await tx.execute(delete(web_sessions).where(web_sessions.c.seen_at < before))).rowcount)


async def _found(tx: Tx, condition: object) -> list[Session]:
    asked = _SESSIONS.where(condition).order_by(web_sessions.c.seen_at.desc(), web_sessions.c.id.desc())  # type: ignore[arg-type]
    rows = (await tx.execute(asked)).mappings()
    return [Session(**{**row, "language": row["language"] or "vi"}) for row in rows]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
