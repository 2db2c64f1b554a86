"""Handing over to the outbox what people are to be told now: one message a person and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, delete, exists, func, literal_column, or_, select, update

from domain.courtesy import Hours
from domain.days import ONE_DAY
from storage import locks, outbox
from storage.calendar.submissions import WAITING
from storage.database import Tx
from storage.outbox import PLANNED, Draft, Outgoing
from storage.reaching import LIKELIEST_FIRST
from storage.reminding.items import ORDER, Kind, Reason, Reminder, State, answer_for, drop, found, keep, told_on
from storage.tables import chats, officers, reminder_settings, reminders, submissions
from storage.tables import outbox as outbox_rows

PAYLOAD = {"reminders": True}
"""What a planned message holds until it leaves: its words are made then, so that what was done meanwhile drops out."""

_PLANNED: ColumnElement[str] = literal_column(f"'{State.PLANNED.value}'")
"""Spelled out, so that the index of what is planned is used."""
_URGENCY = case({kind.value: place for place, kind in enumerate(ORDER)}, value=reminders.c.kind)
_MARK = (
    update(reminders)
    .where(reminders.c.id == bindparam("reminder"))
    .values(state=bindparam("now_state"), outbox_id=bindparam("message"), changed_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When it is handed over: on which day, at which moment, and to whom is open now.

    `hours`: who has one of these hours may be told what is planned; `later`: what persons asked for goes out, too.
    `spared`: the channels on which nothing planned is said this month, as little may be sent there any more; `held`:
    those that take nothing just now, where a person who is reached nowhere else waits.
    """

    day: date
    now: datetime
    hours: Collection[Hours]
    later: bool
    spared: Collection[str] = ()
    held: Collection[str] = ()


async def hand_over(tx: Tx, at: Moment, *, limit: int, lease_until: datetime) -> list[Outgoing]:
    """Put the messages of up to `limit` persons into the outbox, leased, those with the most urgent matters first.

    Whoever had a message that day gets no second one, but for what was asked for.
    """
    messages = await _messages(tx, at, await _next(tx, at, limit))
    told = {officer for _key, officer, _some in messages}
    reached = await _chats(tx, told, {*at.spared, *at.held})
    elsewhere = await _chats(tx, told - reached.keys(), ())
    for _key, officer, some in messages:
        if officer not in reached:
            reason = Reason.SPARED if officer in elsewhere else Reason.UNREACHABLE
            await drop(tx, [one.id for one in some], State.SKIPPED, reason, at.now)
    going = [(key, reached[officer], some) for key, officer, some in messages if officer in reached]
    drafts = [Draft(chat_id=chat.id, lane=PLANNED, dedupe_key=key, payload=PAYLOAD) for key, chat, _some in going]
    ids = await outbox.put(tx, drafts, at.now, lease_until)
    await _mark(tx, at.now, {number: some for number, (_key, _chat, some) in zip(ids, going, strict=True)})
    return [
        Outgoing(
            id=number,
            chat_id=chat.id,
            channel=chat.channel,
            address=chat.address,
            lane=PLANNED,
            payload=PAYLOAD,
            question=None,
            language=chat.language,
        )
        for number, (_key, chat, _some) in zip(ids, going, strict=True)
    ]


async def anything_due(tx: Tx, at: Moment) -> bool:
    """Whether there may be anything to hand over."""
    asked = select(reminders.c.id).where(
        reminders.c.state == _PLANNED, reminders.c.not_before <= at.now, reminders.c.day == at.day
    )
    return await tx.scalar(asked.limit(1)) is not None


_Message = tuple[str, int, list[Reminder]]
"""The key that makes sure that it goes out once, whom it goes to, and what it says."""


async def _cancel_reported(tx: Tx, at: Moment, officers: Collection[int]) -> None:
    """Who has reported meanwhile is not asked."""
    waits = exists().where(
        submissions.c.unit_id == reminders.c.unit_id, submissions.c.round == reminders.c.about, WAITING
    )
    done = update(reminders).where(
        reminders.c.officer_id.in_(officers),
        reminders.c.day == at.day,
        reminders.c.state == State.PLANNED,
        reminders.c.kind.in_((Kind.DUE, Kind.LATER)),
        ~waits,
    )
    await tx.execute(done.values(state=State.CANCELLED, reason=Reason.REPORTED, changed_at=at.now))


async def _messages(tx: Tx, at: Moment, officers: Collection[int]) -> list[_Message]:
    await locks.reminders_of(tx, officers)
    await _cancel_reported(tx, at, officers)
    told = await told_on(tx, officers, at.day)
    conditions = (reminders.c.officer_id.in_(officers), reminders.c.day == at.day, reminders.c.state == State.PLANNED)
    of_officer: defaultdict[int, list[Reminder]] = defaultdict(list)
    for one in await found(tx, *conditions):
        assert one.officer_id is not None
        of_officer[one.officer_id].append(one)
    messages: list[_Message] = []
    for officer in officers:
        some = of_officer[officer]
        if not some:
            continue
        if officer not in told:
            messages.append((f"planned:{officer}:{at.day}", officer, some))
            continue
        again = [one for one in some if one.kind is Kind.LATER and one.not_before <= at.now]
        if again:
            messages.append((f"later:{again[0].id}", officer, again))
        others = [one for one in some if one.kind not in (Kind.LATER, Kind.ACT)]
        await drop(tx, [one.id for one in others], State.SKIPPED, Reason.TOLD, at.now)
        await _to_tomorrow(tx, at, [one.id for one in some if one.kind is Kind.ACT])
    return messages


async def _next(tx: Tx, at: Moment, limit: int) -> list[int]:
    hours = func.coalesce(reminder_settings.c.hours, Hours.OFFICE.value)
    open_now = hours.in_([one.value for one in at.hours]) & (reminders.c.kind != Kind.LATER)
    asked = (
        select(reminders.c.officer_id)
        .outerjoin(reminder_settings, reminder_settings.c.officer_id == reminders.c.officer_id)
        .where(
            reminders.c.state == _PLANNED,
            reminders.c.not_before <= at.now,
            reminders.c.day == at.day,
            reminders.c.officer_id.is_not(None),
            or_(open_now, reminders.c.kind == Kind.LATER) if at.later else open_now,
            or_(~_has_chat(chats.c.channel.in_(at.held)), _has_chat(chats.c.channel.not_in({*at.spared, *at.held}))),
        )
        .group_by(reminders.c.officer_id)
        .order_by(func.min(_URGENCY), func.min(reminders.c.not_before), reminders.c.officer_id)
        .limit(limit)
    )
    return list(await tx.scalars(asked))


def _has_chat(where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether whom a reminder is for takes messages in such a chat."""
    return exists().where(chats.c.officer_id == reminders.c.officer_id, chats.c.blocked_at.is_(None), where)


async def _to_tomorrow(tx: Tx, at: Moment, ids: list[int]) -> None:
    """What people did is not lost: who was told today is told of it with the next message."""
    if ids:
        tomorrow = at.day + ONE_DAY
        await tx.execute(update(reminders).where(reminders.c.id.in_(ids)).values(day=tomorrow))


async def _mark(tx: Tx, now: datetime, messages: dict[int, list[Reminder]]) -> None:
    marks = [
        {"reminder": one.id, "now_state": State.MERGED if place else State.SENT, "message": number, "at": now}
        for number, some in messages.items()
        for place, one in enumerate(some)
    ]
    if marks:
        await tx.execute(_MARK, marks)


@dataclass(frozen=True, slots=True)
class _Chat:
    id: int
    channel: str
    address: str
    language: str


async def _chats(tx: Tx, officer_ids: Collection[int], but: Collection[str]) -> dict[int, _Chat]:
    """Where each of the officers can be reached: the likeliest of the chats that take messages."""
    asked = (
        select(chats.c.officer_id, chats.c.id, chats.c.channel, chats.c.address, officers.c.language)
        .join(officers, officers.c.id == chats.c.officer_id)
        .where(chats.c.officer_id.in_(officer_ids), chats.c.blocked_at.is_(None), chats.c.channel.not_in(but))
        .order_by(*LIKELIEST_FIRST)
    )
    likeliest: dict[int, _Chat] = {}
    for officer, *chat in await tx.execute(asked):
        likeliest.setdefault(officer, _Chat(*chat))
    return likeliest


async def note_words(
    tx: Tx,
    outbox_id: int,
    dropped: Mapping[int, Reason],
    kept: Mapping[int, dict[str, Any]],
    *,
    said: bool,
    now: datetime,
) -> None:
    """Note what became of the reminders of a message when it was put into words: which `dropped` out and why, and what
    is `kept` beside others. Where nothing is `said`, the message is not needed any more.
    """
    for number, reason in dropped.items():
        await drop(tx, [number], State.CANCELLED, reason, now)
    for number, payload in kept.items():
        await keep(tx, number, payload)
    if said:
        await answer_for(tx, outbox_id, now)
    else:
        await outbox.mark_cancelled(tx, outbox_id)


async def take_back(tx: Tx, outbox_id: int, now: datetime) -> None:
    """Let what a message was to say wait again: it could not leave within the hours, or not in that chat."""
    again = update(reminders).where(reminders.c.outbox_id == outbox_id)
    await tx.execute(again.values(state=State.PLANNED, outbox_id=None, changed_at=now))
    await tx.execute(delete(outbox_rows).where(outbox_rows.c.id == outbox_id))
