"""Every storage test runs on both databases: a file of SQLite, a throw-away database of PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage import migrate
from storage.database import Database, open_database
from tests import postgres

FAMILIES = ("sqlite", "postgresql")


@pytest.fixture(params=FAMILIES)
def family(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "migrated.db"
    asyncio.run(migrate.upgrade(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    with postgres.fresh_database(postgres_server) as address:
        asyncio.run(migrate.upgrade(address))
        yield make_url(address).database or ""


@pytest.fixture
def empty_url(family: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if family == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with postgres.fresh_database(request.getfixturevalue("postgres_server")) as address:
            yield address


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes migrated, empty databases of a family."""
    with ExitStack() as stack:

        def make(family: str) -> str:
            if family == "sqlite":
                file = tmp_path / f"{len(list(tmp_path.glob('*.db')))}.db"
                shutil.copy(request.getfixturevalue("sqlite_template"), file)
                return f"sqlite:///{file}"
            server, template = (request.getfixturevalue(name) for name in ("postgres_server", "postgres_template"))
            return stack.enter_context(postgres.fresh_database(server, template))

        yield make


@pytest.fixture
def url(family: str, new_url: Callable[[str], str]) -> str:
    """The address of a migrated, empty database."""
    return new_url(family)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """A migrated, empty database, open."""
    opened = await open_database(url)
    yield opened
    await opened.close()
