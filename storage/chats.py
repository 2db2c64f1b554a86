"""Chats: whose each is, and what was last asked there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.database import Tx
from storage.menus import Menu, menu_of
from storage.tables import appointments, chats, conversations, officers, outbox, unit_parents, unit_versions, units
from storage.units import Unit

STRANGERS = "vi"
"""The language of somebody who has not chosen one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office that an officer holds now, with its unit as it stands today."""

    appointment_id: int
    unit_id: int
    unit_code: str
    unit_name: str
    unit_kind: str
    founded: date
    parent_id: int | None
    traits: dict[str, Any]
    role: str
    department: str | None

    @property
    def unit(self) -> Unit:
        """The unit in which it is held."""
        return Unit(
            id=self.unit_id,
            code=self.unit_code,
            name=self.unit_name,
            kind=self.unit_kind,
            parent_id=self.parent_id,
            first_day=self.founded,
            traits=self.traits,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChat:
    """Where an officer is known by the bot, and since when."""

    id: int
    channel: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """The conversation that is open in a chat, or with its officer in another one, as it was kept.

    `here`: the chat in which it goes on is this one. `delivered_after` is the newest inbox row at the moment its open
    question first reached this chat: a message up to that row was sent before the question could be seen. None: it has
    not been delivered here yet. `delivered_as` is the channel's id of the message that it was then.
    """

    id: int
    here: bool
    appointment_id: int | None
    command: str
    plan_version: int
    question: str | None
    nonce: int
    answers: dict[str, Any]
    delivered_after: int | None
    delivered_as: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat with what a turn needs to know of it."""

    id: int
    channel: str
    address: str
    blocked: bool
    officer_id: int | None
    officer_name: str | None
    language: str
    menu: Menu
    heard_at: datetime | None
    open: OpenQuestion | None


_TAG = cast(conversations.c.id, String) + ":" + cast(conversations.c.nonce, String)
_SENT = (outbox.c.question == _TAG, outbox.c.chat_id == chats.c.id, outbox.c.status == "sent")
_DELIVERED = select(func.min(outbox.c.after_inbox)).where(*_SENT).scalar_subquery()
_DELIVERED_AS = select(outbox.c.message_id).where(*_SENT).order_by(outbox.c.id).limit(1).scalar_subquery()

_OF_STRANGER = and_(conversations.c.chat_id == chats.c.id, conversations.c.officer_id.is_(None))
_OF_OFFICER = conversations.c.officer_id == chats.c.officer_id
"""A conversation is the officer's, not the account's: begun in one chat, it goes on in any other."""

_FIND = (
    select(
        chats,
        officers.c.name.label("officer_name"),
        officers.c.language,
        conversations.c.id.label("conversation_id"),
        (conversations.c.chat_id == chats.c.id).label("here"),
        conversations.c.appointment_id,
        conversations.c.command,
        conversations.c.plan_version,
        conversations.c.question,
        conversations.c.nonce,
        conversations.c.answers,
        _DELIVERED.label("delivered_after"),
        _DELIVERED_AS.label("delivered_as"),
    )
    .select_from(
        chats.outerjoin(officers, officers.c.id == chats.c.officer_id).outerjoin(
            conversations, and_(or_(_OF_STRANGER, _OF_OFFICER), conversations.c.status == "open")
        )
    )
    .where(chats.c.channel == bindparam("channel"), chats.c.address == bindparam("address"))
)


async def find(tx: Tx, channel: str, address: str, now: datetime) -> Chat | None:
    """The chat at an address, with its officer and open conversation; None where nobody wrote from there."""
    row = (await tx.execute(_FIND, {"channel": channel, "address": address})).first()
    if row is None:
        return None
    return Chat(
        id=row.id,
        channel=row.channel,
        address=row.address,
        blocked=row.blocked_at is not None,
        officer_id=row.officer_id,
        officer_name=row.officer_name,
        language=row.language or STRANGERS,
        menu=menu_of(row, now),
        heard_at=row.heard_at,
        open=_open_question(row),
    )


def _open_question(row: Row[Any]) -> OpenQuestion | None:
    if row.conversation_id is None:
        return None
    return OpenQuestion(
        id=row.conversation_id,
        here=bool(row.here),
        appointment_id=row.appointment_id,
        command=row.command,
        plan_version=row.plan_version,
        question=row.question,
        nonce=row.nonce,
        answers=dict(row.answers),
        delivered_after=row.delivered_after,
        delivered_as=row.delivered_as,
    )


async def add(tx: Tx, channel: str, address: str, now: datetime) -> Chat:
    """A chat at a new address, whose person is not known."""
    added = insert(chats).values(channel=channel, address=address, created_at=now).returning(chats.c.id)
    return Chat(
        id=int((await tx.execute(added)).scalar_one()),
        channel=channel,
        address=address,
        blocked=False,
        officer_id=None,
        officer_name=None,
        language=STRANGERS,
        menu=Menu(),
        heard_at=None,
        open=None,
    )


async def assign(tx: Tx, chat_id: int, officer_id: int) -> None:
    """Say whose chat it is."""
    await tx.execute(update(chats).where(chats.c.id == chat_id).values(officer_id=officer_id))


async def remove(tx: Tx, chat_id: int) -> None:
    """Forget a chat with everything that waited there."""
    await tx.execute(chats.delete().where(chats.c.id == chat_id))


async def part(tx: Tx, chat_ids: Collection[int]) -> None:
    """Make strangers of those who write from these chats; what waits to be said there is not said any more.

    What their officers have begun stays theirs.
    """
    await tx.execute(update(chats).where(chats.c.id.in_(chat_ids)).values(officer_id=None, menu=None))
    waiting = update(outbox).where(outbox.c.chat_id.in_(chat_ids), outbox.c.status == "waiting")
    await tx.execute(waiting.values(status="cancelled", payload={}))


async def set_blocked(tx: Tx, chat_id: int, at: datetime | None) -> None:
    """Keep since when the person refuses messages; None: reachable again."""
    await tx.execute(update(chats).where(chats.c.id == chat_id).values(blocked_at=at))


async def set_address(tx: Tx, chat_id: int, address: str) -> None:
    """The channel gave the chat another id. Where a chat of ours has that one already, this one stays as it is."""
    there = chats.alias()
    same = exists().where(there.c.channel == chats.c.channel, there.c.address == address)
    await tx.execute(update(chats).where(chats.c.id == chat_id, ~same).values(address=address))


async def all_of(tx: Tx, officer_id: int) -> list[OwnChat]:
    """Every chat of an officer, on whatever channel, the oldest first."""
    asked = select(chats.c.id, chats.c.channel, chats.c.created_at).where(chats.c.officer_id == officer_id)
    return [OwnChat(**row) for row in (await tx.execute(asked.order_by(chats.c.id))).mappings()]


_ON: ColumnElement[date] = bindparam("today")
_earlier = unit_versions.alias()
_FOUNDED = select(func.min(_earlier.c.first_day)).where(_earlier.c.unit_id == units.c.id).scalar_subquery()
_HELD = (
    select(
        appointments.c.id,
        appointments.c.unit_id,
        appointments.c.role,
        appointments.c.department,
        units.c.code,
        unit_versions.c.name,
        unit_versions.c.kind,
        unit_versions.c.traits,
        unit_parents.c.parent_id,
        _FOUNDED.label("founded"),
    )
    .select_from(
        appointments.join(units, units.c.id == appointments.c.unit_id)
        .join(
            unit_versions,
            and_(
                unit_versions.c.unit_id == units.c.id,
                unit_versions.c.first_day <= _ON,
                or_(unit_versions.c.end.is_(None), unit_versions.c.end > _ON),
            ),
        )
        .outerjoin(
            unit_parents,
            and_(
                unit_parents.c.unit_id == units.c.id,
                unit_parents.c.first_day <= _ON,
                or_(unit_parents.c.end.is_(None), unit_parents.c.end > _ON),
            ),
        )
    )
    .where(appointments.c.officer_id == bindparam("officer"), appointments.c.ended_at.is_(None))
    .order_by(appointments.c.id)
)


async def held_by(tx: Tx, officer_id: int, today: date) -> list[Held]:
    """The offices of an officer in units that exist today, the oldest first."""
    rows = await tx.execute(_HELD, {"officer": officer_id, "today": today})
    return [
        Held(
            appointment_id=row.id,
            unit_id=row.unit_id,
            unit_code=row.code,
            unit_name=row.name,
            unit_kind=row.kind,
            founded=row.founded,
            parent_id=row.parent_id,
            traits=row.traits,
            role=row.role,
            department=row.department,
        )
        for row in rows
    ]
