"""What every conversation in tests stands on: a database, the house, a clock, a federation."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.house import House
from storage import migrate
from storage.database import Database, open_database
from tests.handlers.chatter import Clock
from tests.handlers.federation import Federation, new_house


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "migrated.db"
    asyncio.run(migrate.upgrade(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def founded(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A database file with the federation's units, and their ids by code."""
    file = tmp_path_factory.mktemp("template") / "founded.db"
    shutil.copy(migrated, file)

    async def found() -> dict[str, int]:
        database = await open_database(f"sqlite:///{file}")
        federation = Federation(database, new_house(), Clock())
        await federation.found()
        await database.close()
        return federation.ids

    return file, asyncio.run(found())


@pytest.fixture
async def database(founded: tuple[Path, dict[str, int]], tmp_path: Path) -> AsyncIterator[Database]:
    """A database of its own for each test, with the federation's units and nobody in office."""
    shutil.copy(founded[0], tmp_path / "tiendo.db")
    opened = await open_database(f"sqlite:///{tmp_path / 'tiendo.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def house() -> House:
    return new_house()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def federation(database: Database, house: House, clock: Clock, founded: tuple[Path, dict[str, int]]) -> Federation:
    """The federation of `tests.handlers.federation.TREE`."""
    built = Federation(database, house, clock)
    built.ids |= founded[1]
    return built
