"""One Chromium per test process, which lives as long as the loop of the session: all tests of this folder run in it."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from domain.access import Role
from storage.database import Database, open_database
from tests.browser.chromium import NoChromium, chromium
from tests.browser.page import PHONE, ChatPage, Complaints
from tests.handlers.conftest import clock, federation, founded, house, migrated
from tests.handlers.federation import Federation
from tests.logs import own_log
from tests.web.running import Running, running

__all__ = ["clock", "federation", "founded", "house", "migrated", "own_log"]

VARIABLE = "TIENDO_TEST_BROWSER"
"""With "required" in it, a missing Chromium is a failure."""
PATIENCE = 20_000
"""Milliseconds until what should be seen is taken to be missing; two cores may be busy with other tests."""

CLOSES_WITHIN = 15.0
"""Seconds."""

Phones = Callable[..., Awaitable[ChatPage]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    try:
        async with chromium() as browser:
            yield browser
    except NoChromium as missing:
        pytest.fail(str(missing)) if os.environ.get(VARIABLE) == "required" else pytest.skip(str(missing))


@pytest_asyncio.fixture(loop_scope="session")
async def database(founded: tuple[Path, dict[str, int]], tmp_path: Path) -> AsyncIterator[Database]:
    shutil.copy(founded[0], tmp_path / "tiendo.db")
    opened = await open_database(f"sqlite:///{tmp_path / 'tiendo.db'}")
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def server(federation: Federation, tmp_path: Path, own_log: None) -> AsyncIterator[Running]:
    async with running(federation, tmp_path / "data") as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def phones(browser: Browser, server: Running) -> AsyncIterator[Phones]:
    """Makes phones that know nothing yet; options are those of Playwright's contexts."""
    made: list[ChatPage] = []

    async def phone(**options: Any) -> ChatPage:
        context = await browser.new_context(**PHONE | options)
        context.set_default_timeout(PATIENCE)
        made.append(ChatPage(await context.new_page(), server.address, Complaints(context)))
        return made[-1]

    yield phone
    for page in made:
        await _closed(page)
    for page in made:
        assert page.complaints.unexpected() == []


async def _closed(page: ChatPage) -> None:
    # At times Chromium has closed everything of a context whose worker was just removed, and never says so.
    closing = asyncio.ensure_future(page.tab.context.close())
    done, waiting = await asyncio.wait({closing}, timeout=CLOSES_WITHIN)
    for one in waiting:
        one.cancel()
    for one in done:
        one.result()


@pytest_asyncio.fixture(loop_scope="session")
async def phone(phones: Phones) -> ChatPage:
    return await phones()


@pytest_asyncio.fixture(loop_scope="session")
async def chair(server: Running, phone: ChatPage) -> ChatPage:
    """A chair who has come in and reads the menu."""
    await phone.join(await server.way_in(Role.CHAIR))
    await phone.hears("Đồng chí muốn làm việc gì?")
    return phone
