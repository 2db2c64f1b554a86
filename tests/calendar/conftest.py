"""The federation of the conversations' tests on both databases, and its days."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from handlers.house import House
from storage.database import Database, opened
from tests.calendar.days import Days
from tests.handlers.chatter import Clock
from tests.handlers.conftest import clock, house, migrated
from tests.handlers.federation import Federation
from tests.storage.conftest import (
    family,
    new_url,
    postgres_reused,
    postgres_template,
    sqlite_template,
    url,
)

__all__ = [
    "clock",
    "family",
    "house",
    "migrated",
    "new_url",
    "postgres_reused",
    "postgres_template",
    "sqlite_template",
    "url",
]


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with opened(url) as found:
        yield found


@pytest.fixture
async def federation(database: Database, house: House, clock: Clock) -> Federation:
    built = Federation(database, house, clock)
    await built.found()
    return built


@pytest.fixture
def days(federation: Federation) -> Days:
    return Days(federation)
