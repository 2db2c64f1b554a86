"""Making a database ready for a plan: its tables, and which plan and what kind of data it holds."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from alembic.util import CommandError

from bot.settings import Settings, SettingsError
from domain.plan import Plan
from storage import meta, migrate, recounting
from storage.database import Database, Tx, opened


def make_folders(settings: Settings) -> None:
    """Make the folders of the database and of the pictures. Raises `SettingsError` where one cannot be made."""
    file = settings.sqlite_file
    for folder in (settings.data_folder, *([file.parent] if file is not None else [])):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise SettingsError(f"The folder {folder} cannot be made: {problem.strerror}.") from None


@asynccontextmanager
async def prepare(settings: Settings, plan: Plan, *, sample: bool | None) -> AsyncIterator[Database]:
    """Bring the database to the tables of today and open it for the plan.

    `sample` says whether samples (True) or real units (False) are to be written, None where nothing is. Raises
    `SettingsError` where the database was made for another plan or by a newer program, or holds samples and real
    units are to be added; `DatabaseUnreachable` where it does not answer.
    """
    make_folders(settings)
    try:
        await migrate.upgrade(settings.database_url)
    except CommandError:
        raise SettingsError("The database was made by a newer Tiendo: install that version.") from None

    async def claim(tx: Tx) -> None:
        followed = await meta.get(tx, "plan")
        if followed not in (None, plan.code):
            raise SettingsError(f"The database follows the plan “{followed}”, not “{plan.code}”.")
        if sample is False and await meta.get(tx, "sample") is not None:
            raise SettingsError("The database holds samples: choose another one in TIENDO_DATABASE_URL for real units.")
        await meta.put(tx, "plan", plan.code)
        await recounting.follow(tx, plan)

    async with opened(settings.database_url) as database:
        await database.write(claim)
        yield database
