"""The clock of the house: a few ticks. What is due stands in tables, so one that comes late or twice does no harm."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from locales import ZONE

Tick = Callable[[], Awaitable[None]]


def scheduler(hourly: Tick) -> AsyncIOScheduler:
    """A scheduler that is not started yet. Ticks that were missed are made up for, once and however late."""
    made = AsyncIOScheduler(
        timezone=ZONE,
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )

    # APScheduler awaits only what is declared as a coroutine: the result of anything else it drops.
    async def tick() -> None:
        await hourly()

    trigger: dict[str, Any] = {"trigger": "cron", "minute": 17}
    made.add_job(tick, id="housekeeping", **trigger)
    return made
