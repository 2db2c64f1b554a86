"""The way of a message put together: intake, dispatcher and sender around one database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.channels.channel import Channel
from bot.channels.meter import Meter
from bot.clock import Clock
from bot.crew import Crew
from bot.dispatch import Dispatcher, Person
from bot.intake import Intake
from bot.logging import log
from bot.making.workshop import Workshop
from bot.operator import Operator
from bot.outages import Outages
from bot.patience import Patience
from bot.planned import Planned
from bot.sender import Sender
from handlers.house import House
from storage import inbox, outbox
from storage.database import Database, Tx
from storage.inbox import Unhandled

DRAIN_SECONDS = 10.0
"""So long turns under way, and then messages on their way, may still take when the program stops."""


class Pipeline:
    """Carries messages while it runs. `crew.failure` tells when it cannot go on."""

    def __init__(
        self,
        *,
        database: Database,
        channels: Mapping[str, Channel],
        house: House,
        clock: Clock,
        data_folder: Path,
        operator: Operator,
        meters: Sequence[Meter] = (),
    ) -> None:
        self.crew = Crew()
        self._database = database
        self._workshop = Workshop(data_folder)
        self.outages = Outages(database, channels, clock, operator)
        self.sender = Sender(
            database=database,
            channels=channels,
            clock=clock,
            crew=self.crew,
            operator=operator,
            workshop=self._workshop,
            planned=Planned(database, house, clock, meters=meters, outages=self.outages),
            outages=self.outages,
        )
        self.dispatcher = Dispatcher(
            database=database,
            channels=channels,
            house=house,
            clock=clock,
            crew=self.crew,
            sender=self.sender,
            operator=operator,
            data_folder=data_folder,
        )
        self._patience = Patience(database, channels, clock)
        self._intakes = [
            Intake(
                database=database,
                channel=channel,
                clock=clock,
                dispatcher=self.dispatcher,
                sender=self.sender,
                outages=self.outages,
            )
            for channel in channels.values()
        ]

    async def start(self) -> None:
        """Take up what a former run left, then begin to receive."""

        async def left_over(tx: Tx) -> tuple[int, list[Unhandled]]:
            await outbox.free_leases(tx)
            return await inbox.newest(tx), await inbox.unhandled(tx)

        self.sender.newest_inbox, waiting = await self._database.write(left_over)
        if waiting:
            log.info("taking up what was left", messages=len(waiting))
        # What was to be said before is said before anything new.
        await self.sender.look()
        self.dispatcher.submit(waiting)
        self.crew.start(self.sender.run(), "sender")
        self.crew.start(self.sender.run_planned(), "planned")
        for intake in self._intakes:
            self.crew.start(intake.run(), "intake")
        self.crew.start(self._patience.run(self._unanswered), "patience")

    async def stop(self, stop_ticks: Callable[[], None] = lambda: None) -> None:
        """Receive no more, finish the turns under way, stop the clock, send what was said.

        What is not done within the deadlines waits on disk for the next start.
        """
        await self.crew.dismiss("intake")
        await self._within_deadline("turns", self.dispatcher.idle())
        stop_ticks()
        await self._within_deadline("messages", self.sender.flushed())
        await self.crew.dismiss()
        await self._workshop.close()

    def _unanswered(self) -> Iterator[Person]:
        yield from self.dispatcher.waiting()
        for intake in self._intakes:
            yield from intake.waiting()

    async def _within_deadline(self, what: str, finished: Coroutine[Any, Any, None]) -> None:
        # Where a task failed, what it should have done never gets finished.
        waiting = asyncio.ensure_future(finished)
        seconds = 1.0 if self.crew.failure.done() else DRAIN_SECONDS
        await asyncio.wait({waiting}, timeout=seconds)
        if not waiting.done():
            waiting.cancel()
            log.warning("left for the next start", what=what)
