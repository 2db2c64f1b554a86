"""Reporting rounds in tests of conversations: opened as the clock does it, and looked at."""

from __future__ import annotations

from datetime import datetime

from domain.days import ZONE
from schedules.planning import plan_day
from storage.calendar import submissions
from storage.calendar.submissions import Submission
from tests.handlers.federation import PLAN, Federation


async def plan(federation: Federation, at: str | None = None) -> None:
    """Let the day be planned, at a time such as "2026-03-20 06:40"."""
    if at is not None:
        federation.clock.now = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    await plan_day(federation.database, PLAN, federation.clock.now)


async def submission(federation: Federation, unit: str, code: str) -> Submission:
    """What a unit is expected to submit in a round."""
    async with federation.database.read() as tx:
        found = await submissions.get(tx, code, federation.ids[unit])
    assert found is not None, f"{unit} is not expected in {code}"
    return found
