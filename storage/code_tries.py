"""Few tries: whoever types wrong codes one after another has to wait, so that none is found by guessing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from storage.database import Tx
from storage.tables import chats

MOST = 5
"""So many wrong codes within `SPAN` and the chat's codes are refused for another `SPAN`, right ones too."""
SPAN = timedelta(minutes=15)


async def must_wait(tx: Tx, chat_id: int, now: datetime) -> bool:
    """Whether no code of this chat is to be looked at now."""
    tries, since = await _kept(tx, chat_id)
    return since is not None and tries >= MOST and now < since + SPAN


async def count(tx: Tx, chat_id: int, now: datetime, *, right: bool) -> None:
    """Keep that a code was typed in the chat. A right one makes up for the wrong ones before it.

    The span begins with the first wrong code, and anew with the last one that is allowed.
    """
    if right:
        await _keep(tx, chat_id, 0, None)
        return
    tries, since = await _kept(tx, chat_id)
    if since is None or now >= since + SPAN:
        await _keep(tx, chat_id, 1, now)
    else:
        await _keep(tx, chat_id, tries + 1, now if tries + 1 == MOST else since)


async def _kept(tx: Tx, chat_id: int) -> tuple[int, datetime | None]:
    asked = select(chats.c.wrong_codes, chats.c.wrong_codes_since).where(chats.c.id == chat_id)
    row = (await tx.execute(asked)).one()
    return row.wrong_codes, row.wrong_codes_since


async def _keep(tx: Tx, chat_id: int, tries: int, since: datetime | None) -> None:
    await tx.execute(update(chats).where(chats.c.id == chat_id).values(wrong_codes=tries, wrong_codes_since=since))
