"""The hours at which people may be reminded."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.courtesy import may_be_nudged


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        ("2026-03-13T06:59:59", False),
        ("2026-03-13T07:00", True),
        ("2026-03-13T12:15", True),
        ("2026-03-13T20:30", True),
        ("2026-03-13T20:31", False),
        ("2026-03-14T10:00", True),
        ("2026-03-15T10:00", False),
        ("2026-03-16T00:30", False),
    ],
)
def test_when_people_may_be_reminded(at: str, allowed: bool) -> None:
    assert may_be_nudged(datetime.fromisoformat(at)) is allowed
