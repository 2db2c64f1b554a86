"""The queue of updates that wait for the bot, and the rules by which ``getUpdates`` empties it."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Collection
from functools import partial
from typing import Any

from tests.telegram.refusal import Refused

to_json = partial(json.dumps, separators=(",", ":"))

_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Bell:
    """Wakes everyone who waits at the moment it rings."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, seconds: float | None = None) -> None:
        """Until the next ring; raises TimeoutError when it does not ring in time."""
        async with asyncio.timeout(seconds):
            await self._event.wait()


class UpdateQueue:
    """Updates in order, repeated until a poll with a higher offset confirms them.

    ``conflicts`` counts the polls that were cut short because a second poller came.
    """

    def __init__(self) -> None:
        self.conflicts = 0
        self.allowed: Collection[str] = ()
        self.settled = Bell()
        self._bell = Bell()
        self._next_id = 700_000_001
        self._waiting: deque[tuple[int, str]] = deque()
        self._confirmed: list[str] = []
        self._once: list[str] = []
        self._poll = 0

    @property
    def last_id(self) -> int:
        return self._next_id - 1

    @property
    def waiting(self) -> int:
        """How many updates are not confirmed."""
        return len(self._waiting)

    async def first(self) -> str:
        """The first update that is not confirmed, as JSON, waiting until there is one."""
        while not self._waiting:
            await self._bell.wait()
        return self._waiting[0][1]

    def confirm_first(self) -> None:
        """It was taken by a webhook."""
        self._confirm(self._waiting[0][0] + 1)

    def is_confirmed(self, update_id: int) -> bool:
        return not self._waiting or self._waiting[0][0] > update_id

    def push(self, kind: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """The update as the bot will see it, or None for a kind that the bot did not ask for."""
        if self.allowed and kind not in self.allowed:
            return None
        return self.inject({kind: body})

    def inject(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Any object at all as an update.

        One without an ``update_id`` gets the next and is repeated until confirmed. One that brings its own,
        which may be old, repeated or nonsense, is delivered exactly once.
        """
        if "update_id" in raw:
            self._once.append(to_json(raw))
        else:
            raw = {"update_id": self._next_id, **raw}
            self._waiting.append((self._next_id, to_json(raw)))
            self._next_id += 1
        self._bell.ring()
        return raw

    def repeat_confirmed(self) -> None:
        """The next poll brings once more what was confirmed last, as after a fault inside Telegram."""
        self._once.extend(self._confirmed)
        self._bell.ring()

    def drop(self) -> None:
        self._waiting.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> str:
        """A JSON array of at most ``limit`` updates from ``offset`` on, waiting for the first one.

        A poll that is still waiting when another comes ends with 409.
        """
        self._poll += 1
        mine = self._poll
        self._bell.ring()
        self._confirm(offset)
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            if self._once:
                batch, self._once = self._once[:limit], self._once[limit:]
            else:
                batch = [body for _, (_, body) in zip(range(limit), self._waiting, strict=False)]
            remaining = deadline - asyncio.get_running_loop().time()
            if batch or remaining <= 0:
                return f"[{','.join(batch)}]"
            try:
                await self._bell.wait(remaining)
            except TimeoutError:
                continue
            if mine != self._poll:
                self.conflicts += 1
                raise Refused(409, _CONFLICT)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = self._waiting[offset][0] if len(self._waiting) >= -offset else 0
        confirmed = []
        while self._waiting and self._waiting[0][0] < offset:
            confirmed.append(self._waiting.popleft()[1])
        if confirmed:
            self._confirmed = confirmed
            self.settled.ring()
