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
from storage import meta, migrate, recounting
from storage.database import Database, Tx, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An open database, the plan that it follows, the moment, and today in Viet Nam."""

    database: Database
    plan: Plan
    now: datetime
    today: date


def plan_of(settings: Settings) -> Plan:
    """The plan that the settings name. Raises `PlanError` with every mistake in its file."""
    return load_plan(plan_path(settings.plan))


@asynccontextmanager
async def ready(settings: Settings) -> AsyncIterator[Ready]:
    """Open the database of the settings.

    Raises `SettingsError` where it is not there, not of this version, of another plan, or counted by other rules than
    the plan's; `PlanError`.
    """
    if not await migrate.is_current(settings.database_url):
        raise SettingsError("The database has no tables of this version: run `tiendo init` or `tiendo serve` first.")
    plan = plan_of(settings)
    async with opened(settings.database_url) as database:
        async with database.read() as tx:
            await plan_followed(tx, plan)
            if await recounting.is_due(tx, plan):
                raise SettingsError(
                    "The plan counts otherwise than when the sums were made: run `tiendo init` or `tiendo serve` first."
                )
            sample = await meta.get(tx, "sample") is not None
        now = clock_of(settings, sample=sample).now()
        yield Ready(database=database, plan=plan, now=now, today=local(now).date())


async def plan_followed(tx: Tx, plan: Plan) -> str | None:
    """The code of the plan that the database was made for; None where `tiendo init` did not run yet.

    Raises `SettingsError` where that is another one than the plan of the settings: its figures would be read from
    reports that were made for this one.
    """
    followed = await meta.get(tx, "plan")
    if followed not in (None, plan.code):
        raise SettingsError(f"TIENDO_PLAN is {plan.code}, but the database follows {followed}: set it to that.")
    return followed
