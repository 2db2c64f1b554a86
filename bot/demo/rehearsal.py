"""A year of the reporting calendar in a minute: chairs report in time, late, after a call, or never; all is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import insert, select

from bot.calendar_lines import matter_of
from bot.demo.printing import Printer
from bot.demo.remaking import remade
from bot.rehearsing import play
from bot.sample.table import NOTE
from bot.settings import Settings
from domain.days import ONE_DAY, ZONE, day_in_zone
from domain.plan import Level, Plan
from handlers.house import House
from storage.calendar import submissions
from storage.calendar.submissions import WAITING
from storage.database import Database, Tx
from storage.reminding import items
from storage.reminding.items import Kind, Reminder
from storage.tables import appointments, chats
from storage.tables import submissions as rows

IN_TIME, LATE, AFTER_A_CALL, SILENT = "in time", "late", "after a call", "silent"
HABITS = {IN_TIME: 68, LATE: 17, AFTER_A_CALL: 10, SILENT: 5}
"""Of a hundred chairs so many report in time, 1 to 5 days late, only once the superior asks, and never."""
SEED = 66
SITTING_DOWN = (time(10), time(16))


class YearNotPlayed(Exception):
    """The year is not one that can be played."""


@dataclass(slots=True)
class _Tally:
    """What went out in a year."""

    messages: Counter[int] = field(default_factory=Counter)
    """By month."""
    kinds: Counter[Kind] = field(default_factory=Counter)
    a_day: defaultdict[date, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """By day and chat."""
    shown: set[str] = field(default_factory=set)
    """Which kinds and steps were shown."""

    def is_new(self, some: Sequence[Reminder]) -> bool:
        """Whether the message has something of a kind or step that was not shown yet; it is shown from then on."""
        new = {f"{one.kind}:{one.step}" for one in some if one.kind is Kind.DUE}
        new |= {f"{one.kind}:{one.about.partition(':')[0]}" for one in some if one.kind is Kind.SUMMARY}
        new |= {one.kind for one in some if one.kind is Kind.LIST}
        found = bool(new - self.shown)
        self.shown |= new
        return found


async def play_year(settings: Settings, plan: Plan, year: int) -> None:
    """Play the year in the demo's own database and print what went out. Raises `YearNotPlayed`."""
    if not plan.starts.year <= year <= plan.ends.year:
        raise YearNotPlayed(f"{year} is no year of the plan: it runs from {plan.starts.year} to {plan.ends.year}.")
    printer, tally = Printer(), _Tally()
    printer.header(f"DỮ LIỆU MẪU — {NOTE}")
    first, last = date(year, 1, 1), date(year, 12, 31)
    house = House(plan=plan, sample=True, contact="LĐLĐ tỉnh (mẫu)")
    typer.echo(f"The sample province is made, with what it reports in {year} …")
    made_at = datetime.combine(last, time(12), ZONE)
    async with remade(settings, settings.data_folder / "demo", plan, made_at) as database:
        officers = await database.write(lambda tx: _everybody_joins(tx, datetime.combine(first, time(), ZONE)))
        chairs = _Chairs(database, officers)
        # One message of each sort is shown: putting thousands into words takes minutes.
        async for one in play(database, house, first, last, between=chairs.act, worded=tally.is_new):
            day = day_in_zone(one.at)
            tally.messages[day.month] += 1
            tally.a_day[day][one.message.chat_id] += 1
            tally.kinds.update(reminder.kind for reminder in one.why)
            if one.saying is not None:
                printer.note(f"{day}: {'; '.join(map(matter_of, one.why))}")
                printer.assistant(one.saying)
        await _print(database, tally, year)


async def _everybody_joins(tx: Tx, now: datetime) -> dict[int, int]:
    """Let every officer of the sample have a chat, as if all had joined; one of them by unit."""
    held = (
        await tx.execute(select(appointments.c.officer_id, appointments.c.unit_id).order_by(appointments.c.id))
    ).all()
    joined = [
        {"channel": "demo", "address": f"demo-{officer}", "officer_id": officer, "created_at": now}
        for officer in dict.fromkeys(officer for officer, _unit in held)
    ]
    await tx.execute(insert(chats), joined)
    return {unit: officer for officer, unit in held}


class _Chairs:
    """Those who report, each with a habit of its own. `officers` has one for each unit."""

    def __init__(self, database: Database, officers: dict[int, int]) -> None:
        self._database = database
        self._officers = officers
        self._plans: dict[int, datetime | None] = {}

    async def act(self, now: datetime) -> None:
        """Let everybody close what they close by this moment; people sit down to it in the morning and afternoon."""
        if now.astimezone(ZONE).time() not in SITTING_DOWN:
            return
        async with self._database.read() as tx:
            known = (
                await tx.execute(select(rows.c.id, rows.c.unit_id, rows.c.cut_off, rows.c.due).where(WAITING))
            ).all()
            closing = {one.id for one in known if (at := self._at(one)) is not None and at <= now}
            units = {one.unit_id for one in known if one.id in closing} & self._officers.keys()
            due = [one for one in await submissions.waiting_of(tx, units) if one.id in closing] if units else []

        async def close(tx: Tx) -> None:
            for one in due:
                officer = self._officers[one.unit_id]
                await submissions.close(tx, [one], officer_id=officer, office_id=one.unit_id, now=now)

        if due:
            await self._database.write(close)

    def _at(self, one: Any) -> datetime | None:
        """When it is closed; None: never."""
        if one.id not in self._plans:
            habit = Random(f"{SEED} {one.unit_id}").choices(list(HABITS), list(HABITS.values()))[0]
            self._plans[one.id] = _moment(one, habit, Random(f"{SEED} {one.id}"))
        return self._plans[one.id]


def _moment(one: Any, habit: str, random: Random) -> datetime | None:
    if habit == SILENT:
        return None
    days = {
        IN_TIME: random.randint(0, (one.due - one.cut_off).days),
        LATE: (one.due - one.cut_off).days + random.randint(1, 5),
        AFTER_A_CALL: (one.due - one.cut_off).days + random.randint(5, 8),
    }[habit]
    return datetime.combine(one.cut_off + days * ONE_DAY, time(9), ZONE) + timedelta(minutes=random.randint(0, 480))


async def _print(database: Database, tally: _Tally, year: int) -> None:
    table = Table(title=f"Messages that went out in {year}", title_justify="left")
    for column in ("month", "messages", "most a person and day"):
        table.add_column(column, justify="right")
    for month in range(1, 13):
        most = max((max(of.values()) for day, of in tally.a_day.items() if day.month == month), default=0)
        table.add_row(str(month), str(tally.messages[month]), str(most))
    console = Console()
    console.print(table)
    console.print(", ".join(f"{number} {kind}" for kind, number in tally.kinds.most_common()))
    async with database.read() as tx:
        states = await items.counts(tx, date(year, 1, 1), date(year, 12, 31))
        told = (await tx.execute(select(rows.c.due, rows.c.closed_at).where(rows.c.level == Level.GRASSROOTS))).all()
    console.print("Of the reminders: " + ", ".join(f"{n} {s}{f' ({r})' if r else ''}" for (s, r), n in states.items()))
    in_time = sum(closed is not None and day_in_zone(closed) <= due for due, closed in told)
    late = sum(closed is not None and day_in_zone(closed) > due for due, closed in told)
    console.print(f"Of {len(told)} reports of grassroots unions {in_time} came in time, {late} late.")
