"""The database as a sub-command finds it: there, with tables of today, and a plan and a day to read it by."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime

from bot.clock import clock_of
from bot.settings import Settings, SettingsError
from domain.plan import Plan, load_plan, plan_path
from locales import local
from storage import meta, migrate
from storage.database import Database, Tx, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An open database, the plan that it follows, the moment, and today in Viet Nam."""

    database: Database
    plan: Plan
    now: datetime
    today: date


@asynccontextmanager
async def ready(settings: Settings) -> AsyncIterator[Ready]:
    """Open the database of the settings.

    Raises `SettingsError` where it is not there, not of this version, or of another plan; `PlanError`.
    """
    if not await migrate.is_current(settings.database_url):
        raise SettingsError("The database has no tables of this version: run `tiendo init` or `tiendo serve` first.")
    async with opened(settings.database_url) as database:
        async with database.read() as tx:
            await plan_followed(tx, settings)
            sample = await meta.get(tx, "sample") is not None
        now = clock_of(settings, sample=sample).now()
        plan = load_plan(plan_path(settings.plan))
        yield Ready(database=database, plan=plan, now=now, today=local(now).date())


async def plan_followed(tx: Tx, settings: Settings) -> str | None:
    """The plan that the database was made for; None where `tiendo init` did not run yet.

    Raises `SettingsError` where the settings name another one: its figures would be read from reports that were
    made for this one.
    """
    followed = await meta.get(tx, "plan")
    if followed not in (None, settings.plan):
        raise SettingsError(f"TIENDO_PLAN is {settings.plan}, but the database follows {followed}: set it to that.")
    return followed
