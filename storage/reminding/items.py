"""Reminders, one row for each thing that a person is to be told on a day, with its state and the reason for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, func, literal_column, select, update

from domain.calendar.cadence import Step
from storage.database import Tx
from storage.tables import outbox, reminders
from storage.upsert import insert_unless_there


class Kind(StrEnum):
    """What a reminder is about, the most urgent first."""

    DUE = "due"
    """A report that the person's unit has not sent. `about`: the round; `step`: how near its due day is."""
    LATER = "later"
    """What the person asked to be told again. `about`: the round."""
    LIST = "list"
    """Who below has not sent. `about`: the round."""
    ACT = "act"
    """What somebody did outside the hours; `payload` says it."""
    SUMMARY = "summary"
    """Where the unit stands. `about`: "week", "month", or the round that was locked, and the day: "week:2026-03-16"."""
    GREETING = "greeting"


ORDER = tuple(Kind)


class State(StrEnum):
    """How far a reminder has come."""

    PLANNED = "planned"
    MERGED = "merged"
    """It left in the message of another one of the same person and day."""
    SENT = "sent"
    """It is on its way."""
    DELIVERED = "delivered"
    """The channel has taken it."""
    CANCELLED = "cancelled"
    """It was not needed any more before it left."""
    SKIPPED = "skipped"
    FAILED = "failed"


class Reason(StrEnum):
    """Why a reminder was not sent."""

    REPORTED = "reported"
    HOLIDAY = "holiday"
    """It fell into the days around Tết."""
    PAUSE = "pause"
    OPTED_OUT = "opted out"
    UNREACHABLE = "unreachable"
    SPARED = "spared"
    """What is left of the channel's month is kept for answers."""
    NOBODY = "nobody"
    """Nobody holds the office."""
    MISSED = "missed"
    """The program did not run while it could have gone out."""
    TOLD = "told today"
    """The person had a message that day already."""
    LEFT = "left office"
    NOT_DELIVERED = "not delivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing that a person is to be told. `officer_id` is None where nobody holds the office."""

    id: int
    officer_id: int | None
    unit_id: int
    kind: Kind
    about: str
    step: Step | None
    day: date
    not_before: datetime
    state: State
    reason: Reason | None
    payload: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReminder:
    """Something that a person is to be told. `key` makes sure that it is planned once."""

    key: str
    officer_id: int
    unit_id: int
    kind: Kind
    about: str
    day: date
    not_before: datetime
    payload: dict[str, Any] | None = None


async def add(tx: Tx, new: NewReminder, now: datetime) -> bool:
    """Plan it; False where it was planned before."""
    values = {name: getattr(new, name) for name in NewReminder.__slots__}
    row = insert_unless_there(tx, reminders, ["key"]).values(
        **values, state=State.PLANNED, planned_at=now, changed_at=now
    )
    return bool((await tx.execute(row)).rowcount)


async def of_messages(tx: Tx, outbox_ids: Collection[int]) -> dict[int, list[Reminder]]:
    """What each of the messages is to say, the most urgent first."""
    asked = select(reminders.c.id, reminders.c.outbox_id).where(reminders.c.outbox_id.in_(outbox_ids))
    places = {row.id: row.outbox_id for row in await tx.execute(asked)}
    said: dict[int, list[Reminder]] = {outbox_id: [] for outbox_id in outbox_ids}
    for one in await found(tx, reminders.c.outbox_id.in_(outbox_ids)):
        said[places[one.id]].append(one)
    return said


async def of_message(tx: Tx, outbox_id: int) -> list[Reminder]:
    """What a message is to say, the most urgent first."""
    return (await of_messages(tx, [outbox_id]))[outbox_id]


async def found(tx: Tx, *conditions: ColumnElement[bool]) -> list[Reminder]:
    """The reminders that fulfil all conditions, the most urgent first."""
    rows = await tx.execute(select(reminders).where(*conditions))
    return sorted(map(_reminder, rows), key=lambda one: (ORDER.index(one.kind), one.about, one.id))


async def of_days(tx: Tx, first: date, last: date, *, state: State | None = None) -> list[Reminder]:
    """All reminders of these days in the order in which they were to go out, or those of one state."""
    conditions = [reminders.c.day >= first, reminders.c.day <= last]
    if state is not None:
        conditions.append(reminders.c.state == state)
    some = await found(tx, *conditions)
    return sorted(some, key=lambda one: (one.not_before, one.officer_id or 0, ORDER.index(one.kind), one.id))


async def drop(tx: Tx, ids: Iterable[int], state: State, reason: Reason, now: datetime) -> None:
    """Note that these are not said, and why."""
    gone = update(reminders).where(reminders.c.id.in_(list(ids)))
    await tx.execute(gone.values(state=state, reason=reason, changed_at=now))


async def settle(tx: Tx, now: datetime) -> None:
    """Take over from the outbox what became of the messages that are on their way."""
    became = {
        "sent": (State.DELIVERED, None),
        "dead": (State.FAILED, Reason.NOT_DELIVERED),
        "unreachable": (State.SKIPPED, Reason.UNREACHABLE),
    }
    for status, (state, reason) in became.items():
        there = exists().where(outbox.c.id == reminders.c.outbox_id, outbox.c.status == status)
        row = update(reminders).where(reminders.c.state == literal_column(f"'{State.SENT.value}'"), there)
        await tx.execute(row.values(state=state, reason=reason, changed_at=now))


async def counts(tx: Tx, first: date, last: date) -> dict[tuple[str, str | None], int]:
    """How many reminders of these days are in each state, and for which reason."""
    asked = (
        select(reminders.c.state, reminders.c.reason, func.count())
        .where(reminders.c.day >= first, reminders.c.day <= last)
        .group_by(reminders.c.state, reminders.c.reason)
    )
    return {(state, reason): number for state, reason, number in await tx.execute(asked)}


async def told_on(tx: Tx, officer_ids: Collection[int], day: date) -> set[int]:
    """Who of these officers has had a planned message on the day."""
    asked = select(reminders.c.officer_id).where(
        reminders.c.officer_id.in_(officer_ids), reminders.c.day == day, reminders.c.outbox_id.is_not(None)
    )
    return set(await tx.scalars(asked))


def _reminder(row: Row[Any]) -> Reminder:
    return Reminder(
        id=row.id,
        officer_id=row.officer_id,
        unit_id=row.unit_id,
        kind=Kind(row.kind),
        about=row.about,
        step=None if row.step is None else Step(row.step),
        day=row.day,
        not_before=row.not_before,
        state=State(row.state),
        reason=None if row.reason is None else Reason(row.reason),
        payload=row.payload,
    )


async def last_summary(tx: Tx, one: Reminder) -> dict[str, Any] | None:
    """What was kept with the last summary of the same length that the person got of the unit; None where none was."""
    length = one.about.partition(":")[0]
    asked = (
        select(reminders.c.payload)
        .where(
            reminders.c.officer_id == one.officer_id,
            reminders.c.unit_id == one.unit_id,
            reminders.c.kind == Kind.SUMMARY,
            reminders.c.about.startswith(f"{length}:"),
            reminders.c.id < one.id,
            reminders.c.payload.is_not(None),
        )
        .order_by(reminders.c.id.desc())
        .limit(1)
    )
    payload: dict[str, Any] | None = await tx.scalar(asked)
    return None if payload is None else payload["values"]


async def keep(tx: Tx, number: int, payload: dict[str, Any]) -> None:
    """Remember something beside a reminder."""
    await tx.execute(update(reminders).where(reminders.c.id == number).values(payload=payload))


async def prune(tx: Tx, before: date) -> int:
    """Forget the reminders of days before this one; how many they were."""
    return int((await tx.execute(delete(reminders).where(reminders.c.day < before))).rowcount)


async def forget_words(tx: Tx, before: date) -> int:
    """Forget what was said of people's acts, once it has had its day; how many they were."""
    words = update(reminders).where(
        reminders.c.kind == Kind.ACT,
        reminders.c.day < before,
        reminders.c.state != State.PLANNED,
        reminders.c.payload.is_not(None),
    )
    return int((await tx.execute(words.values(payload=None))).rowcount)


async def answer_for(tx: Tx, outbox_id: int, now: datetime) -> None:
    """Let the most urgent of the reminders that are left of a message stand for it, where another one did."""
    left = await found(tx, reminders.c.outbox_id == outbox_id, reminders.c.state.in_((State.SENT, State.MERGED)))
    if left and all(one.state is State.MERGED for one in left):
        first = update(reminders).where(reminders.c.id == left[0].id)
        await tx.execute(first.values(state=State.SENT, changed_at=now))
