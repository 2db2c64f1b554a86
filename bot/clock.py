"""What time it is: the system's, or in samples and rehearsals one that was set and runs on."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.settings import Settings, SettingsError
from domain.courtesy import may_be_written_to
from domain.days import ZONE


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """The time now, aware and in UTC."""
        ...


class SystemClock:
    """The computer's time."""

    def now(self) -> datetime:
        """See `Clock.now`."""
        return datetime.now(UTC)


class StartedClock:
    """A time that was `start` when the clock was made, and has run on since."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._made = time.monotonic()

    def now(self) -> datetime:
        """See `Clock.now`."""
        return self._start + timedelta(seconds=time.monotonic() - self._made)


def in_daytime(clock: Clock) -> Clock:
    """The same clock where people may be written to now, else one that began in the last morning in which they could.

    For the demo: at night much of what it shows would wait for the next morning.
    """
    at = clock.now().astimezone(ZONE)
    if may_be_written_to(at):
        return clock
    morning = at.replace(hour=9, minute=0, second=0, microsecond=0)
    while morning > at or not may_be_written_to(morning):
        morning -= timedelta(days=1)
    return StartedClock(morning)


def clock_of(settings: Settings, *, sample: bool) -> Clock:
    """The clock that the settings ask for.

    Raises `SettingsError` where a set time would falsify real reports: outside samples and rehearsals.
    """
    if settings.clock is None:
        return SystemClock()
    if not (sample or settings.rehearsal):
        raise SettingsError(
            "TIENDO_CLOCK is refused, as this database holds no samples: take it out, or set TIENDO_REHEARSAL=true."
        )
    return StartedClock(settings.clock)
