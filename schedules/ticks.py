"""The clock of the house: a few ticks. What is due stands in tables, so one that comes late or twice does no harm."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from locales import ZONE

Tick = Callable[[], Awaitable[None]]


def scheduler(*, tidying: Tick, planning: Tick) -> AsyncIOScheduler:
    """A scheduler that is not started yet. Ticks that were missed are made up for, once and however late.

    Planning comes before anybody is written to, and again through the day, for those who took office meanwhile; and at
    once, so that a day in which the program starts late is planned, too.
    """
    made = AsyncIOScheduler(
        timezone=ZONE,
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )

    # APScheduler awaits only what is declared as a coroutine: the result of anything else it drops.
    async def tidy() -> None:
        await tidying()

    async def plan() -> None:
        await planning()

    hourly: dict[str, Any] = {"trigger": "cron", "minute": 17}
    by_day: dict[str, Any] = {"trigger": "cron", "hour": "6-20", "minute": 40}
    made.add_job(tidy, id="housekeeping", **hourly)
    made.add_job(plan, id="planning", **by_day)
    made.add_job(plan, id="planning at once")
    return made
