"""How many messages a bot has taken and sent in a month, for channels that allow only so many."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from storage.database import Tx
from storage.tables import channel_months, chats
from storage.upsert import insert_unless_there


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What a bot has used of a month: messages in either direction, and how many people it knows at present."""

    received: int
    sent: int
    users: int

    @property
    def messages(self) -> int:
        """Messages in both directions: which of them Zalo counts, it does not say, so both are."""
        return self.received + self.sent


async def count(tx: Tx, channel: str, bot: str, month: str, *, received: int = 0, sent: int = 0) -> None:
    """Add messages to a month, which is written as 2026-11."""
    own = {"channel": channel, "bot": bot, "month": month}
    first = insert_unless_there(tx, channel_months, list(own)).values(own | {"received": 0, "sent": 0})
    await tx.execute(first)
    added = channel_months.update().where(*(channel_months.c[name] == value for name, value in own.items()))
    await tx.execute(added.values(received=channel_months.c.received + received, sent=channel_months.c.sent + sent))


async def of_month(tx: Tx, channel: str, bot: str, month: str) -> Used:
    """What was used of a month so far."""
    asked = select(channel_months.c.received, channel_months.c.sent).where(
        channel_months.c.channel == channel, channel_months.c.bot == bot, channel_months.c.month == month
    )
    row = (await tx.execute(asked)).first()
    users = await tx.scalar(select(func.count()).select_from(chats).where(chats.c.channel == channel))
    return Used(received=row.received if row else 0, sent=row.sent if row else 0, users=int(users or 0))
