"""The hours at which people may be written to."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from domain.courtesy import Hours, may_be_written_to, window_at


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("2026-03-13T06:59:59", False),
        ("2026-03-13T07:00", True),
        ("2026-03-13T11:30", True),
        ("2026-03-13T12:15", False),
        ("2026-03-13T13:30", True),
        ("2026-03-13T20:30", True),
        ("2026-03-13T20:31", False),
        ("2026-03-14T10:00", True),
        ("2026-03-15T10:00", False),
        ("2026-03-16T00:30", False),
        # Around Tết 2027, whose first day is 6 February: from the 25th of the twelfth month to the 6th of the first.
        ("2027-01-30T10:00", True),
        ("2027-02-01T10:00", False),
        ("2027-02-11T10:00", False),
        ("2027-02-12T10:00", True),
    ],
)
def test_when_what_people_do_reaches_others(at: str, allowed: bool) -> None:
    assert may_be_written_to(datetime.fromisoformat(at)) is allowed


@pytest.mark.parametrize(
    ("at", "office", "evening"),
    [
        ("07:29", False, False),
        ("07:30", True, False),
        ("11:00", True, False),
        ("11:01", False, False),
        ("13:45", True, False),
        ("17:00", True, False),
        ("17:01", False, False),
        ("19:00", False, True),
        ("20:30", False, True),
        ("20:31", False, False),
    ],
)
def test_when_what_is_planned_goes_out(at: str, office: bool, evening: bool) -> None:
    moment = time.fromisoformat(at)
    assert (window_at(Hours.OFFICE, moment), window_at(Hours.EVENING, moment)) == (office, evening)
