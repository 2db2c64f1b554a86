"""Playing days of the calendar on a copy: what would go out, to whom, when and why. Nothing is sent."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from domain.courtesy import WINDOWS
from domain.days import ONE_DAY, moment_of
from handlers import registry
from handlers.calendar.planned import Composed, compose
from handlers.house import House
from handlers.saying import Saying
from schedules.delivery import due_now
from schedules.planning import plan_day
from storage import chats, outbox
from storage.backup import backup
from storage.database import Database, Tx, opened
from storage.migrate import upgrade
from storage.outbox import Outgoing, Sent
from storage.reminding import handing, items
from storage.reminding.items import Reminder
from storage.reminding.planning import SUMMARY_HOURS
from storage.restore import restore

assert registry.__all__, "importing it makes the commands known, which buttons name"

PLANNING = time(6, 40)
OPENINGS = tuple(sorted({*(first for spans in WINDOWS.values() for first, _last in spans), *map(time, SUMMARY_HOURS)}))
"""At these times of a day something may begin to go out."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Played:
    """A message that would go out: when, to which chat, why, and what it would say, where that was asked for."""

    at: datetime
    message: Outgoing
    why: tuple[Reminder, ...]
    saying: Saying | None


Between = Callable[[datetime], Awaitable[None]]
"""What people do from then on; awaited after each time at which messages went out."""
Worded = Callable[[Sequence[Reminder]], bool]
"""Whether a message with these reminders is put into words, which takes the most time."""


@asynccontextmanager
async def copied(url: str, now: datetime) -> AsyncIterator[Database]:
    """A copy of the database, whichever it is, for the length of a block."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        copy = f"sqlite:///{there / 'copy.db'}"
        await backup(url, there / "copy.zip", there / "files", now)
        await upgrade(copy)
        await restore(copy, there / "copy.zip", there / "files")
        async with opened(copy) as database:
            yield database


async def play(
    database: Database,
    house: House,
    first: date,
    last: date,
    *,
    between: Between | None = None,
    worded: Worded = lambda some: True,
) -> AsyncIterator[Played]:
    """Live through these days: every message that would go out. Nobody but `between` does anything meanwhile."""
    day = first
    while day <= last:
        await plan_day(database, house.plan, moment_of(day, PLANNING))
        for at in OPENINGS:
            now = moment_of(day, at)
            while outgoing := await due_now(database, now, limit=AT_ONCE, lease_until=now):
                for played in await _composed(database, house, outgoing, now, worded):
                    yield played
            if between is not None:
                await between(now)
        day += ONE_DAY


async def _composed(
    database: Database, house: House, outgoing: list[Outgoing], now: datetime, worded: Worded
) -> list[Played]:
    """Put the messages into words and note them as sent; those that are not needed any more drop out."""
    found: list[Played] = []
    words: dict[int, Composed] = {}
    async with database.read() as tx:
        said = await items.of_messages(tx, [message.id for message in outgoing])
        for message in outgoing:
            some = said[message.id]
            if not worded(some):
                found.append(Played(now, message, tuple(some), None))
                continue
            chat = await chats.find(tx, message.channel, message.address, now)
            assert chat is not None
            made = words[message.id] = await compose(tx, house, chat, some, now)
            if made.saying is not None:
                why = tuple(one for one in some if one.id not in made.dropped)
                found.append(Played(now, message, why, made.saying))

    async def settle(tx: Tx) -> None:
        for number, made in words.items():
            said = made.saying is not None
            await handing.note_words(tx, number, made.dropped, made.kept, said=said, now=now)
        if found:
            await outbox.mark_sent(tx, [Sent(one.message.id, None, 0, one.message.chat_id) for one in found], now)
        await items.settle(tx, now)

    await database.write(settle)
    return found
