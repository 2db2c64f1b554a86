"""Where officers are reached: the chats that take messages, the likeliest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select

from storage.database import Tx
from storage.tables import appointments, chats, officers

PAGE = "web"
"""The channel of the web page, on which nothing rings: what is said there is seen when the page is opened."""
LIKELIEST_FIRST = (case((chats.c.channel == PAGE, 1), else_=0), chats.c.heard_at.desc().nulls_last(), chats.c.id.desc())
"""The order in which an officer's chats are tried: the one last used first, the web page after all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody in office in a unit, as they can be reached: in which chat, and in which language."""

    unit_id: int
    officer_id: int
    chat_id: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A chat of an officer: on which channel, when the officer last wrote there, and whether it takes no messages."""

    channel: str
    heard_at: datetime | None
    blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """Somebody in office, with every way to them, the likeliest first; none where they were signed out everywhere."""

    unit_id: int
    name: str | None
    role: str
    department: str | None
    ways: tuple[Way, ...]


async def of_officer(tx: Tx, officer_id: int) -> list[int]:
    """The chats in which an officer can be reached, the likeliest first."""
    found = select(chats.c.id).where(chats.c.officer_id == officer_id, chats.c.blocked_at.is_(None))
    return list((await tx.execute(found.order_by(*LIKELIEST_FIRST))).scalars())


async def of_holders(tx: Tx, unit_ids: Collection[int], roles: Collection[str]) -> list[Holder]:
    """Those who hold one of the roles in one of the units and can be reached, each in the likeliest of their chats."""
    found = (
        select(
            appointments.c.id,
            appointments.c.unit_id,
            appointments.c.officer_id,
            chats.c.id.label("chat_id"),
            officers.c.language,
        )
        .join(officers, officers.c.id == appointments.c.officer_id)
        .join(chats, chats.c.officer_id == officers.c.id)
        .where(
            appointments.c.unit_id.in_(unit_ids),
            appointments.c.role.in_(roles),
            appointments.c.ended_at.is_(None),
            chats.c.blocked_at.is_(None),
        )
        .order_by(appointments.c.id, *LIKELIEST_FIRST)
    )
    likeliest: dict[int, Holder] = {}
    for appointment_id, unit_id, officer_id, chat_id, language in await tx.execute(found):
        holder = Holder(unit_id=unit_id, officer_id=officer_id, chat_id=chat_id, language=language)
        likeliest.setdefault(appointment_id, holder)
    return list(likeliest.values())


async def in_units(tx: Tx, unit_ids: Collection[int], roles: Collection[str]) -> dict[int, list[Reached]]:
    """Those who hold one of the roles in the units, by unit; one in which nobody has joined is not in it."""
    asked = (
        select(
            appointments.c.id,
            appointments.c.unit_id,
            appointments.c.role,
            appointments.c.department,
            officers.c.name,
            chats.c.channel,
            chats.c.heard_at,
            chats.c.blocked_at,
        )
        .join(officers, officers.c.id == appointments.c.officer_id)
        .outerjoin(chats, chats.c.officer_id == officers.c.id)
        .where(appointments.c.unit_id.in_(unit_ids), appointments.c.role.in_(roles), appointments.c.ended_at.is_(None))
        .order_by(appointments.c.id, *LIKELIEST_FIRST)
    )
    found: dict[int, dict[int, Reached]] = {}
    for row in await tx.execute(asked):
        of_unit = found.setdefault(row.unit_id, {})
        before = of_unit.get(row.id)
        way = (
            ()
            if row.channel is None
            else (Way(channel=row.channel, heard_at=row.heard_at, blocked=row.blocked_at is not None),)
        )
        of_unit[row.id] = Reached(
            unit_id=row.unit_id,
            name=row.name,
            role=row.role,
            department=row.department,
            ways=(*(before.ways if before is not None else ()), *way),
        )
    return {unit_id: list(some.values()) for unit_id, some in found.items()}
