from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.telegram.fixtures import telegram
from tests.telegram.server import TelegramServer

__all__ = ["telegram"]


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A photo of 200 × 100 pixels."""
    content = io.BytesIO()
    Image.new("RGB", (200, 100), "teal").save(content, "JPEG")
    return content.getvalue()


@pytest.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    async with new_bot(telegram) as bot:
        yield bot


def new_bot(server: TelegramServer, read_timeout: float = 5) -> Bot:
    return Bot(
        server.token,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
        request=HTTPXRequest(read_timeout=read_timeout),
        get_updates_request=HTTPXRequest(read_timeout=read_timeout),
    )
