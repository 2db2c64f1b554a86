"""Living through days: the program plans each morning, and messages go out in their hours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.rehearsing import OPENINGS, PLANNING
from domain.days import ONE_DAY, moment_of
from handlers.calendar.planned import compose
from schedules.delivery import due_now
from schedules.planning import plan_day
from storage import chats, outbox
from storage.calendar import submissions
from storage.calendar.submissions import Submission
from storage.database import Database, Tx
from storage.outbox import Outgoing, Sent
from storage.reminding import handing, items
from storage.reminding.items import Reminder
from tests.handlers.chatter import Chatter, screen
from tests.handlers.federation import PLAN, Federation


@dataclass(frozen=True, slots=True)
class Told:
    """A message that went out: when, to whom (the address), about what, and its words."""

    at: datetime
    address: str
    why: tuple[Reminder, ...]
    text: str

    @property
    def day(self) -> date:
        """The day in Viet Nam."""
        return self.why[0].day

    @property
    def about(self) -> str:
        """In short: "due 2026-03 T-2, summary week:2026-03-16"."""
        return ", ".join(" ".join(filter(None, (one.kind, one.about, one.step))) for one in self.why)


@dataclass
class Days:
    """The days of a federation. `told` is everything that went out so far."""

    federation: Federation
    told: list[Told] = field(default_factory=list)
    mortal: Database | None = None
    """Another one than the federation's, in which the program is killed now and then."""

    @property
    def database(self) -> Database:
        """What the program works on."""
        return self.federation.database if self.mortal is None else self.mortal

    async def plan(self, day: date, at: time = PLANNING) -> None:
        """Plan the day, as the clock does it in the morning."""
        self.federation.clock.now = moment_of(day, at)
        await plan_day(self.database, PLAN, self.federation.clock.now)

    async def send(self, day: date, at: time) -> list[Told]:
        """Let go out what may go out at this time."""
        now = self.federation.clock.now = moment_of(day, at)
        lease = now + timedelta(minutes=1)
        left = await self.federation.database.write(lambda tx: outbox.claim(tx, now, lease))
        messages = [one for one in left if one.lane == outbox.PLANNED]
        messages += await due_now(self.database, now, limit=100, lease_until=lease)
        before = len(self.told)
        for message in messages:
            await self._send(message, now)
        return self.told[before:]

    async def live(self, first: date, last: date | None = None) -> list[Told]:
        """Live through these days; what went out in them."""
        before, day = len(self.told), first
        while day <= (last or first):
            await self.plan(day)
            for at in OPENINGS:
                await self.send(day, at)
            day += ONE_DAY
        return self.told[before:]

    async def all(self, day: date) -> list[Reminder]:
        """Every reminder of the day, whatever became of it."""
        async with self.federation.database.read() as tx:
            return await items.of_days(tx, day, day)

    async def submission(self, unit: str, code: str) -> Submission:
        """What a unit is expected to submit in a round."""
        async with self.federation.database.read() as tx:
            found = await submissions.get(tx, code, self.federation.ids[unit])
        assert found is not None, f"{unit} is not expected in {code}"
        return found

    async def close(self, unit: str, code: str, by: Chatter) -> None:
        """Let a unit have reported in the round."""
        one, officer = await self.submission(unit, code), await self.federation.officer_id(by)
        now = self.federation.clock.now
        await self.federation.database.write(
            lambda tx: submissions.close(tx, [one], officer_id=officer, office_id=one.unit_id, now=now)
        )

    async def _send(self, message: Outgoing, now: datetime) -> None:
        """Put a message into words and let it go out, then note that it has."""
        async with self.federation.database.read() as tx:
            some = await items.of_message(tx, message.id)
            chat = await chats.find(tx, message.channel, message.address, now)
            assert chat is not None
            made = await compose(tx, self.federation.house, chat, some, now)

        if made.saying is not None:
            said = tuple(one for one in some if one.id not in made.dropped)
            self.told.append(Told(now, message.address, said, screen(made.saying)))

        async def settle(tx: Tx) -> None:
            said = made.saying is not None
            await handing.note_words(tx, message.id, made.dropped, made.kept, said=said, now=now)
            if said:
                await outbox.mark_sent(tx, [Sent(message.id, str(message.id), 0, message.chat_id)], now)
            await items.settle(tx, now)

        await self.database.write(settle)


def to(told: list[Told], chatter: Chatter) -> list[str]:
    """What somebody was told, in short, with the day: "03-20 due 2026-03 T-2"."""
    return [f"{one.day:%m-%d} {one.about}" for one in told if one.address == chatter.address]
