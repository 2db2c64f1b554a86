from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.channels.links import Links
from bot.channels.zalo.channel import Zalo, zalo
from bot.clock import SystemClock
from bot.operator import Operator
from bot.pipeline import Pipeline
from storage.database import Database, opened
from tests.pipeline.conftest import impatient, migrated, own_log, url
from tests.pipeline.rig import HOUSE
from tests.zalo.server import ZaloPhone, ZaloServer

__all__ = ["impatient", "migrated", "own_log", "url"]

PUBLIC = "https://tiendo.example.vn"


@dataclass(slots=True)
class ZaloRig:
    """A running pipeline on Zalo."""

    server: ZaloServer
    database: Database
    bot: Zalo
    pipeline: Pipeline

    async def settled(self) -> None:
        await self.pipeline.dispatcher.idle()
        await self.pipeline.sender.flushed()


@asynccontextmanager
async def rigged(server: ZaloServer, url: str, data_folder: Path, *, hooked: bool = False) -> AsyncIterator[ZaloRig]:
    clock = SystemClock()
    async with opened(url) as database:
        links = Links(database=database, clock=clock, data_folder=data_folder, public_url=PUBLIC)
        async with zalo(server.token, server.url, links=links, hooked=hooked) as channel:
            pipeline = Pipeline(
                database=database,
                channels={"zalo": channel},
                house=replace(HOUSE, web=PUBLIC),
                clock=clock,
                data_folder=data_folder,
                operator=Operator(clock, "telegram", None),
            )
            await pipeline.start()
            try:
                yield ZaloRig(server, database, channel, pipeline)
            finally:
                channel.close()
                await pipeline.stop()
            if pipeline.crew.failure.done():
                raise pipeline.crew.failure.result()


@pytest.fixture
async def server() -> AsyncIterator[ZaloServer]:
    async with ZaloServer() as server:
        yield server
        server.assert_clean()


@pytest.fixture
async def rig(server: ZaloServer, url: str, tmp_path: Path) -> AsyncIterator[ZaloRig]:
    async with rigged(server, url, tmp_path / "data") as rig:
        yield rig


@pytest.fixture
def phone(server: ZaloServer) -> ZaloPhone:
    return server.phone()
