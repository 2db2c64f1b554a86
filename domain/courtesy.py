"""At which hours people may be written to who are not waiting for it."""

from __future__ import annotations

from datetime import datetime, time

NUDGES_FROM, NUDGES_UNTIL = time(7), time(20, 30)
"""Between these hours an officer may let others be reminded; on Sundays not at all."""
SUNDAY = 6


def may_be_nudged(at: datetime) -> bool:
    """Whether people may be reminded at the moment, which is the local time where they live."""
    return at.weekday() != SUNDAY and NUDGES_FROM <= at.time() <= NUDGES_UNTIL
