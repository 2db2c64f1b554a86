"""When something was last heard from a chat."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from storage.database import Tx
from storage.tables import chats

TO_THE_HOUR = timedelta(hours=1)
"""A chat that was heard so lately is not written down again."""


async def note(tx: Tx, chat_id: int, before: datetime | None, now: datetime) -> None:
    """Keep that something came from a chat, to the hour; `before` is when it was heard last."""
    if before is None or now - before >= TO_THE_HOUR:
        await tx.execute(update(chats).where(chats.c.id == chat_id).values(heard_at=now))
