from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import backoff
from bot.logging import set_up
from storage import migrate
from tests.logs import own_log
from tests.pipeline.rig import Rig, rigged
from tests.telegram.fixtures import telegram
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

__all__ = ["own_log", "telegram"]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "migrated.db"
    asyncio.run(migrate.upgrade(f"sqlite:///{file}"))
    return file


@pytest.fixture
def url(migrated: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty database."""
    shutil.copy(migrated, tmp_path / "tiendo.db")
    return f"sqlite:///{tmp_path / 'tiendo.db'}"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch, own_log: None) -> None:
    """Nobody waits long for a second try."""
    monkeypatch.setattr(backoff, "FIRST", 0.01)
    monkeypatch.setattr("bot.dispatch.RETRY_AFTER", 0.01)
    monkeypatch.setattr("bot.sender.LOOK_EVERY", 0.05)
    set_up("INFO")


@pytest.fixture
async def rig(telegram: TelegramServer, url: str, tmp_path: Path) -> AsyncIterator[Rig]:
    async with rigged(telegram, url, tmp_path / "data") as rig:
        yield rig


@pytest.fixture
def phone(telegram: TelegramServer) -> Phone:
    return telegram.phone()
