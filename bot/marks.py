"""What became of the messages that were sent, stored many at a time.

A mark takes its place in the database's queue at the moment it is made: every turn that is queued later sees it.
That is what tells a question's delivery from the impatience of the person who answers it.
"""

from __future__ import annotations

from bot import failpoints
from bot.clock import Clock
from storage import outbox
from storage.database import Database, Tx
from storage.outbox import Sent


class Marks:
    """The marks of one sender."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._open: list[Sent | int] = []

    async def sent(self, mark: Sent) -> None:
        """A message reached the channel."""
        await self._add(mark)

    async def superseded(self, message_id: int) -> None:
        """A newer question took the place of a message before it left."""
        await self._add(message_id)

    async def _add(self, mark: Sent | int) -> None:
        """Join the marks that already stand in the database's queue, or queue up with new ones."""
        self._open.append(mark)
        if len(self._open) > 1:
            return
        batch = self._open

        async def store(tx: Tx) -> None:
            # From here on nobody may join any more.
            if self._open is batch:
                self._open = []
            sent = [mark for mark in batch if isinstance(mark, Sent)]
            superseded = [mark for mark in batch if isinstance(mark, int)]
            if sent:
                await outbox.mark_sent(tx, sent, self._clock.now())
            if superseded:
                await outbox.mark_superseded(tx, superseded)

        await self._database.write(store)
        failpoints.reach("marked")
