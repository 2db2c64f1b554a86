"""For a conftest: ``from tests.telegram.fixtures import telegram``."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.telegram.server import TelegramServer


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A strict server; the test fails when the bot did what Telegram does not define."""
    async with TelegramServer() as server:
        yield server
        server.assert_clean()
