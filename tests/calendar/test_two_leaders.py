"""Two processes that lead for a moment plan nothing twice and send nothing twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date, timedelta

import pytest

from bot.rehearsing import OPENINGS, PLANNING
from domain.access import Role
from domain.days import ONE_DAY, moment_of
from schedules.delivery import due_now
from schedules.planning import plan_day
from storage.database import opened
from tests.handlers.federation import PLAN, Federation

FIRST, LAST = date(2026, 3, 18), date(2026, 4, 2)


@pytest.fixture
def family() -> str:
    """On SQLite only one process runs."""
    return "postgresql"


async def test_two_leaders_plan_and_send_nothing_twice(federation: Federation, url: str) -> None:
    for unit in ("truong-1", "truong-2", "cong-ty-1", "cong-ty-2"):
        await federation.chair(unit)
    await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    sent: Counter[tuple[str, date]] = Counter()
    async with opened(url) as one, opened(url) as other:
        day = FIRST
        while day <= LAST:
            await asyncio.gather(*(plan_day(each, PLAN, moment_of(day, PLANNING)) for each in (one, other)))
            for at in OPENINGS:
                now = moment_of(day, at)
                lease = now + timedelta(minutes=1)
                both = await asyncio.gather(*(due_now(each, now, limit=50, lease_until=lease) for each in (one, other)))
                sent.update((message.address, day) for some in both for message in some)
            day += ONE_DAY
    assert max(sent.values()) == 1
    # The days on which chairs are asked, the superior's own due day, its list, Monday and the first of the month.
    assert {day for _address, day in sent} >= {
        date(2026, 3, 20),
        date(2026, 3, 23),
        date(2026, 3, 24),
        date(2026, 3, 26),
    }
