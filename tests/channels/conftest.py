"""The stands of all channels: every test that asks for `stand` runs on each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.channels.on_telegram import on_telegram
from tests.channels.on_web import on_web
from tests.channels.on_zalo import on_zalo
from tests.channels.stand import Heard, Stand, listening
from tests.handlers.conftest import clock, database, federation, founded, house, migrated
from tests.handlers.every_type import PLAN
from tests.handlers.federation import Federation
from tests.logs import own_log
from tests.pipeline.conftest import impatient

__all__ = ["clock", "database", "federation", "founded", "house", "impatient", "migrated", "own_log"]

STANDS = {"telegram": on_telegram, "zalo": on_zalo, "web": on_web}


@pytest.fixture(params=STANDS)
async def stand(
    request: pytest.FixtureRequest, federation: Federation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Stand]:
    # Silence for a minute is as good as for a moment.
    monkeypatch.setattr("bot.channels.zalo.client.SILENT_AT_FIRST", 0.2)
    federation.house = replace(federation.house, plan=PLAN)
    async with STANDS[request.param](federation, tmp_path / "data") as stand:
        yield stand


@pytest.fixture
def heard(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What the channel was given to send from now on."""
    heard, send = listening(stand.channel)
    monkeypatch.setattr(stand.channel, "send", send)
    return heard
