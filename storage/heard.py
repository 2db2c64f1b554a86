"""When the officers of units were last heard, and whether anybody there can be reached."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from storage.database import Tx
from storage.tables import appointments, chats

TO_THE_HOUR = timedelta(hours=1)
"""A chat that was heard so lately is not written down again."""


async def note(tx: Tx, chat_id: int, before: datetime | None, now: datetime) -> None:
    """Keep that something came from a chat, to the hour; `before` is when it was heard last."""
    if before is None or now - before >= TO_THE_HOUR:
        await tx.execute(update(chats).where(chats.c.id == chat_id).values(heard_at=now))


@dataclass(frozen=True, slots=True)
class Heard:
    """Those in office in a unit: when any of them last wrote, and whether any of them takes messages."""

    heard_at: datetime | None
    reachable: bool


async def in_units(tx: Tx, unit_ids: Collection[int], roles: Collection[str]) -> dict[int, Heard]:
    """When those who hold one of the roles were last heard, by unit; one in which nobody has joined is not in it."""
    asked = (
        select(
            appointments.c.unit_id,
            func.max(chats.c.heard_at),
            func.count(chats.c.id).filter(chats.c.blocked_at.is_(None)),
        )
        .join(chats, chats.c.officer_id == appointments.c.officer_id)
        .where(appointments.c.unit_id.in_(unit_ids), appointments.c.role.in_(roles), appointments.c.ended_at.is_(None))
        .group_by(appointments.c.unit_id)
    )
    return {unit_id: Heard(heard_at, bool(taking)) for unit_id, heard_at, taking in await tx.execute(asked)}
