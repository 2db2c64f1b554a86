"""How often something may be asked for: so many times in so many seconds, per whoever asks.

Packages that do this cost a fifth of a second at the start and a thread or a task per call; a list of moments does not.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

ROOM = 10_000
"""Whoever asked longest ago is forgotten beyond so many."""


@dataclass(frozen=True, slots=True)
class Limit:
    """`times` in any `seconds`."""

    name: str
    times: int
    seconds: float


class Allowance:
    """Counts in memory: a program that starts anew begins at nothing. `now` is that of the system, but for tests."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._taken: dict[tuple[str, str], deque[float]] = {}

    def take(self, limit: Limit, who: str) -> None:
        """Note that somebody asked, whether or not that was too often."""
        taken = self._taken.pop((limit.name, who), None) or deque(maxlen=limit.times)
        taken.append(self._now())
        self._taken[limit.name, who] = taken
        if len(self._taken) > ROOM:
            del self._taken[next(iter(self._taken))]

    def give_back(self, limit: Limit, who: str) -> None:
        """What was taken last was none of those that are counted."""
        taken = self._taken.get((limit.name, who))
        if taken:
            taken.pop()

    def seconds_left(self, limit: Limit, who: str) -> float:
        """How long somebody must wait before asking again; 0 where now is allowed."""
        taken = self._taken.get((limit.name, who))
        if taken is None or len(taken) < limit.times:
            return 0.0
        return max(0.0, taken[0] + limit.seconds - self._now())
