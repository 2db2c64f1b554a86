"""Every storage test runs on both databases: a file of SQLite, a throw-away database of PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from storage import migrate
from storage.database import Database, database_url, open_database, writing_engine
from storage.tables import metadata
from tests import postgres

FAMILIES = ("sqlite", "postgresql")
NewUrl = Callable[[str], str]

# Making a database of PostgreSQL takes half a second, emptying it a few hundredths. `meta` goes last: it says that
# the tables which never lose a row may do so.
EMPTY = f"""DO $$ BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    INSERT INTO meta VALUES ('restoring', '');
    {" ".join(f"DELETE FROM {table};" for table in reversed(metadata.sorted_tables) if table.name != "meta")}
    DELETE FROM meta;
    PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
END $$"""


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
    """The name of a database that is migrated and otherwise empty."""
    with postgres.fresh_database(postgres_server) as address:
        asyncio.run(migrate.upgrade(address))
        yield make_url(address).database or ""


@pytest.fixture(scope="session")
def postgres_reused(postgres_server: str, postgres_template: str) -> Iterator[str]:
    with postgres.fresh_database(postgres_server, postgres_template) as address:
        yield address


@pytest.fixture
def empty_url(family: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if family == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with postgres.fresh_database(request.getfixturevalue("postgres_server")) as address:
            yield address


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewUrl]:
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
def url(family: str, request: pytest.FixtureRequest, new_url: NewUrl) -> str:
    """The address of a migrated, empty database."""
    if family == "sqlite":
        return new_url(family)
    address = str(request.getfixturevalue("postgres_reused"))
    asyncio.run(_empty(address))
    return address


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """A migrated, empty database, open."""
    opened = await open_database(url)
    yield opened
    await opened.close()


async def _empty(address: str) -> None:
    engine = writing_engine(database_url(address))
    async with engine.begin() as connection:
        await connection.execute(text(EMPTY))
    await engine.dispose()
