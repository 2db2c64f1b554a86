"""The demo's clock: by day whatever the hour."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.clock import StartedClock, in_daytime
from domain.days import ZONE


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-11-26T10:00", "2026-11-26T10:00"),
        ("2026-11-26T12:15", "2026-11-26T09:00"),
        ("2026-11-26T22:30", "2026-11-26T09:00"),
        ("2026-11-26T03:00", "2026-11-25T09:00"),
        ("2026-11-29T10:00", "2026-11-28T09:00"),  # a Sunday
        ("2027-02-07T10:00", "2027-01-30T09:00"),  # Tết; the 31st of January is a Sunday and quiet already
    ],
)
def test_the_demo_plays_by_day(at: str, shown: str) -> None:
    clock = in_daytime(StartedClock(datetime.fromisoformat(at).replace(tzinfo=ZONE)))
    assert clock.now().astimezone(ZONE).isoformat()[:16] == shown
