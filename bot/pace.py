"""How fast may be sent: replies at once, planned messages within what the channel allows, nobody during flood control.

Telegram takes about 30 messages a second from a bot and one a second in a chat, and says with a 429 how long to be
silent where that was too much.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

OVERALL, PLANNED = 30, 20
"""Messages a second: planned ones leave room for replies."""
WINDOW = 1.0


class Pace:
    """The pace of one channel. `now` and `sleep` are those of the event loop, but for tests."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._recent: deque[float] = deque()
        self._recent_planned: deque[float] = deque()
        self._last_in_chat: dict[int, float] = {}
        self._silent_until: dict[int, float] = {}
        self._all_silent_until = 0.0

    async def wait(self, chat_id: int, *, planned: bool) -> None:
        """Until a message may go to the chat; it counts as sent from then on."""
        while (seconds := self._free_at(chat_id, planned=planned) - self._now()) > 0:
            await self._sleep(seconds)
        now = self._now()
        self._recent.append(now)
        self._last_in_chat[chat_id] = now
        if planned:
            self._recent_planned.append(now)

    def silence(self, chat_id: int, seconds: float) -> None:
        """The channel asked for silence in a chat; when it does in two chats at once, it means the whole bot."""
        now = self._now()
        others = any(until > now for chat, until in self._silent_until.items() if chat != chat_id)
        self._silent_until = {chat: until for chat, until in self._silent_until.items() if until > now}
        self._silent_until[chat_id] = now + seconds
        if others:
            self._all_silent_until = max(self._all_silent_until, now + seconds)

    def _free_at(self, chat_id: int, *, planned: bool) -> float:
        now = self._now()
        free = max(self._all_silent_until, self._silent_until.get(chat_id, 0.0))
        for recent in (self._recent, self._recent_planned):
            while recent and recent[0] <= now - WINDOW:
                recent.popleft()
        if planned:
            free = max(free, self._last_in_chat.get(chat_id, now - WINDOW) + WINDOW)
            for recent, limit in ((self._recent, OVERALL), (self._recent_planned, PLANNED)):
                if len(recent) >= limit:
                    free = max(free, recent[-limit] + WINDOW)
        return free
