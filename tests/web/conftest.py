from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.access import Role
from tests.handlers.conftest import clock, database, federation, founded, house, migrated
from tests.handlers.federation import Federation
from tests.logs import own_log
from tests.web.client import Client, client
from tests.web.running import Running, running

__all__ = ["clock", "database", "federation", "founded", "house", "migrated", "own_log"]


@pytest.fixture
async def page(federation: Federation, tmp_path: Path, own_log: None) -> AsyncIterator[Running]:
    async with running(federation, tmp_path / "data") as page:
        yield page


@pytest.fixture
async def browser(page: Running) -> AsyncIterator[Client]:
    async with client(page) as browser:
        yield browser


@pytest.fixture
async def chair(page: Running, browser: Client) -> Client:
    """A chair who has come in and read the menu."""
    assert await browser.join(await page.way_in(Role.CHAIR)) == 200
    assert "Đồng chí muốn làm việc gì?" in (await browser.reply())["text"]
    return browser
