"""At which hours people may be written to who are not waiting for it."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum

from domain.calendar.workdays import is_quiet


class Hours(StrEnum):
    """When a person wants what comes by the clock."""

    OFFICE = "office"
    EVENING = "evening"
    """For those whose office hours are class hours."""


WINDOWS: dict[Hours, tuple[tuple[time, time], ...]] = {
    Hours.OFFICE: ((time(7, 30), time(11)), (time(13, 45), time(17))),
    Hours.EVENING: ((time(19), time(20, 30)),),
}
"""What is planned goes out within these hours, on working days."""
MAY_WRITE: tuple[tuple[time, time], ...] = ((time(7), time(11, 30)), (time(13, 30), time(20, 30)))
"""What somebody's act causes for others goes out within these hours, not on Sundays and not around Tết."""
SUNDAY = 6


def may_be_written_to(at: datetime) -> bool:
    """Whether what somebody does may reach others at the moment, which is the local time where they live."""
    hours = any(first <= at.time() <= last for first, last in MAY_WRITE)
    return hours and at.weekday() != SUNDAY and not is_quiet(at.date())


def window_at(hours: Hours, at: time) -> bool:
    """Whether what is planned may go out now to a person with these hours; that it is a working day is not asked."""
    return any(first <= at <= last for first, last in WINDOWS[hours])


def opening(hours: Hours) -> time:
    """When what is planned begins to go out in the day to a person with these hours."""
    return WINDOWS[hours][0][0]
