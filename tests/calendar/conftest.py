"""The federation of the conversations' tests, and its days."""

from __future__ import annotations

import pytest

from tests.calendar.days import Days
from tests.handlers.conftest import clock, database, federation, founded, house, migrated
from tests.handlers.federation import Federation

__all__ = ["clock", "database", "federation", "founded", "house", "migrated"]


@pytest.fixture
def days(federation: Federation) -> Days:
    return Days(federation)
