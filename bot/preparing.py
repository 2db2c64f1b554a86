"""Making a database ready for a plan: its tables, and which plan and what kind of data it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.settings import Settings, SettingsError
from domain.plan import Plan
from storage import meta, migrate
from storage.database import Database, Tx, opened


async def is_there(settings: Settings) -> bool:
    """Whether the database has tables of ours, of whatever version."""
    file = settings.sqlite_file
    return (file is None or file.exists()) and await migrate.current(settings.database_url) is not None


@asynccontextmanager
async def prepare(settings: Settings, plan: Plan, *, sample: bool | None) -> AsyncIterator[Database]:
    """Bring the database to the tables of today and open it for the plan.

    `sample` says whether samples (True) or real units (False) are to be written, None where nothing is. Raises
    `SettingsError` where the database was made for another plan, or holds samples and real units are to be added.
    """
    file = settings.sqlite_file
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    await migrate.upgrade(settings.database_url)
    settings.data_folder.mkdir(parents=True, exist_ok=True)

    async def claim(tx: Tx) -> None:
        followed = await meta.get(tx, "plan")
        if followed not in (None, plan.code):
            raise SettingsError(f"The database follows the plan “{followed}”, not “{plan.code}”.")
        if sample is False and await meta.get(tx, "sample") is not None:
            raise SettingsError("The database holds samples: choose another one in TIENDO_DATABASE_URL for real units.")
        await meta.put(tx, "plan", plan.code)

    async with opened(settings.database_url) as database:
        await database.write(claim)
        yield database
