"""Files that go out as links: who has the link of a picture sees it, a document opens for its officer alone.

The link is unguessable, works as often as it is opened, and expires; only the hash of its token is kept. The content
lies in the folder of files under its own hash.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from storage.database import Tx
from storage.tables import chats, shared_files

HOLDS = timedelta(days=3)
HOLDS_SECRETS = timedelta(minutes=15)
"""What shows a code must not be there for longer than the code works."""
TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFile:
    """A file behind a link. `officer_id` is whose chat it was said in; None for a stranger's."""

    sha256: str
    name: str
    picture: bool
    officer_id: int | None


async def share(
    tx: Tx, channel: str, address: str, *, sha256: str, name: str, picture: bool, secret: bool, now: datetime
) -> str | None:
    """A fresh token for a file that is said in a chat; None where there is no such chat any more."""
    chat_id = await tx.scalar(select(chats.c.id).where(chats.c.channel == channel, chats.c.address == address))
    if chat_id is None:
        return None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await tx.execute(
        insert(shared_files).values(
            token_hash=_hash(token),
            chat_id=chat_id,
            sha256=sha256,
            name=name,
            picture=picture,
            expires_at=now + (HOLDS_SECRETS if secret else HOLDS),
        )
    )
    return token


async def find(tx: Tx, token: str, now: datetime) -> SharedFile | None:
    """What a token opens; None where it is unknown or has expired."""
    asked = (
        select(shared_files.c.sha256, shared_files.c.name, shared_files.c.picture, chats.c.officer_id)
        .join(chats, chats.c.id == shared_files.c.chat_id)
        .where(shared_files.c.token_hash == _hash(token), shared_files.c.expires_at > now)
    )
    row = (await tx.execute(asked)).mappings().one_or_none()
    return None if row is None else SharedFile(**row)


async def prune(tx: Tx, now: datetime) -> list[str]:
    """Forget the links whose time is over. Returns the SHA-256 of their files, which may show codes that still work."""
    gone = delete(shared_files).where(shared_files.c.expires_at <= now).returning(shared_files.c.sha256)
    return list(await tx.scalars(gone))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
