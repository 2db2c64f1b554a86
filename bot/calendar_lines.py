"""What `tiendo calendar` and `tiendo reminders` print: each message or reminder with whom, when, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from rich.table import Table

from bot.progress_table import Refused, day_named
from bot.ready import ready
from bot.rehearsing import Played, copied, play
from bot.settings import load
from handlers.house import House
from locales import local, plain
from storage import units
from storage.database import Tx
from storage.reminding import items, whom
from storage.reminding.items import Reminder, State

__all__ = ["Refused", "as_json_of", "matter_of", "planned", "rehearsed", "table_of"]

LONGEST = timedelta(days=400)
"""So many days are played at most."""
SHOWN = 70
"""So many letters of a message stand in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message, or one reminder: when, to whom (the office, never a name), why, and what became of it."""

    at: datetime
    unit: str
    to: str
    why: str
    state: str
    text: str


async def rehearsed(first: str, last: str, unit: str | None) -> list[Line]:
    """Every message that would go out on these days. Raises `Refused`."""
    start, end = day_named(first), day_named(last)
    if end < start:
        raise Refused(f"The last day, {end}, comes before the first, {start}.")
    if end - start > LONGEST:
        raise Refused(f"At most {LONGEST.days} days can be played at once.")
    settings = load()
    async with ready(settings) as house:
        if start < house.today:
            raise Refused(f"{start} has passed: only days to come can be played.")
        among = await _among(house.database.read, unit, house.today)
        about = House(plan=house.plan, sample=False, contact="")
        async with copied(settings.database_url, house.now) as database:
            # What lies between now and the first day is lived through as well, and not shown.
            messages = [one async for one in play(database, about, house.today, end) if local(one.at).date() >= start]
            async with database.read() as tx:
                return await _lines_of_messages(tx, messages, among)


async def planned(first: str | None, last: str | None, state: str | None, unit: str | None) -> list[Line]:
    """What was planned for these days, with what became of it. Raises `Refused`."""
    if state is not None and state not in set(State):
        raise Refused(f"“{state}” is no state; they are: {', '.join(State)}.")
    async with ready(load()) as house:
        start = house.today if first is None else day_named(first)
        end = start if last is None else day_named(last)
        among = await _among(house.database.read, unit, house.today)
        async with house.database.read() as tx:
            found = await items.of_days(tx, start, end, state=None if state is None else State(state))
            shown = [one for one in found if among is None or one.unit_id in among]
            named = await whom.named(tx, shown)
            return [
                Line(
                    at=one.not_before,
                    unit=named[one.id].unit,
                    to=named[one.id].office,
                    why=matter_of(one),
                    state=one.state if one.reason is None else f"{one.state}: {one.reason}",
                    text="",
                )
                for one in shown
            ]


async def _lines_of_messages(tx: Tx, messages: Sequence[Played], among: Collection[int] | None) -> list[Line]:
    named = await whom.named(tx, [one for message in messages for one in message.why])
    return [
        Line(
            at=message.at,
            unit=named[message.why[0].id].unit,
            to=named[message.why[0].id].office,
            why="; ".join(matter_of(one) for one in message.why),
            state="would go out",
            text=plain(message.saying.text) if message.saying is not None else "",
        )
        for message in messages
        if among is None or any(one.unit_id in among for one in message.why)
    ]


async def _among(read: Any, code: str | None, today: date) -> set[int] | None:
    """The units whose messages are shown; None: all."""
    if code is None:
        return None
    async with read() as tx:
        unit = await units.by_code(tx, code, today)
        if unit is None:
            raise Refused(f"There is no unit with the code “{code}” on {today}.")
        return {unit.id, *(one.id for one in await units.descendants(tx, unit.id, today))}


def matter_of(one: Reminder) -> str:
    """What a reminder is about: "due 2026-03 T-2"."""
    return " ".join(filter(None, (one.kind, one.about, one.step)))


def as_json_of(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """As other programs read it: moments with the zone of Viet Nam."""
    return [asdict(line) | {"at": local(line.at).isoformat()} for line in lines]


def table_of(lines: Sequence[Line]) -> Table:
    """As people read it on a terminal, with how many there are of each state below."""
    counted = ", ".join(f"{number} {state}" for state, number in sorted(Counter(line.state for line in lines).items()))
    table = Table(caption=counted or "Nothing.", caption_justify="left")
    for column in ("when", "unit", "to", "why", "state", "text"):
        table.add_column(column, overflow="fold")
    for line in lines:
        text = line.text.replace("\n", " ")
        cut = text if len(text) <= SHOWN else text[:SHOWN] + "…"
        table.add_row(f"{local(line.at):%Y-%m-%d %H:%M}", line.unit, line.to, line.why, line.state, cut)
    return table
