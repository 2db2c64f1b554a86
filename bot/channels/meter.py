"""What a bot may use of a month, and how much of that is left."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from locales import local
from storage import usage
from storage.database import Database, Tx
from storage.usage import Used

WARNS_AT, SPARES_AT = 80, 95
"""Percent of what is allowed at which the operator is warned, and at which reminders give way to answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """The meter of one bot. `messages` a month, in both directions, and `people` at a time are allowed."""

    database: Database
    clock: Clock
    channel: str
    bot: str
    messages: int
    people: int

    @property
    def month(self) -> str:
        """The month now in Viet Nam, as 2026-11."""
        return f"{local(self.clock.now()):%Y-%m}"

    async def count(self, *, received: int = 0, sent: int = 0) -> None:
        """Add messages to this month."""
        month = self.month
        await self.database.write(
            lambda tx: usage.count(tx, self.channel, self.bot, month, received=received, sent=sent)
        )

    async def used(self, tx: Tx) -> Used:
        """What was used of this month so far."""
        return await usage.of_month(tx, self.channel, self.bot, self.month)

    async def is_spared(self, tx: Tx) -> bool:
        """Whether so little is left of the month that it is kept for answers."""
        return 100 * (await self.used(tx)).messages >= SPARES_AT * self.messages

    async def warnings(self, tx: Tx) -> list[str]:
        """Of what most is used already: "messages", "people"."""
        used = await self.used(tx)
        of_each = {"messages": (used.messages, self.messages), "people": (used.users, self.people)}
        return [what for what, (now, most) in of_each.items() if 100 * now >= WARNS_AT * most]
