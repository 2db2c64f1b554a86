"""The web page at work on loopback: the real pipeline, the real application, the real server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from starlette.routing import BaseRoute

from bot.channels.channel import Channel
from bot.channels.web import Web
from bot.channels.webhook import Hook
from bot.operator import Operator
from bot.pipeline import Pipeline
from bot.web.app import web_app
from bot.web.desk import Desk, Site
from bot.web.opening import open_to_browsers
from bot.web.server import address_of, bound, served
from domain.access import Role
from handlers.house import House
from storage import entry_codes, officers
from storage.database import Database, Tx
from tests.handlers.chatter import Clock
from tests.handlers.federation import Federation


@dataclass(frozen=True)
class Ticking:
    """The clock of a test, as the program reads it."""

    clock: Clock

    def now(self) -> datetime:
        return self.clock.now


@dataclass(slots=True)
class Running:
    """A running web page. `address` is where a browser finds it."""

    federation: Federation
    database: Database
    web: Web
    pipeline: Pipeline
    site: Site
    address: str

    async def settled(self) -> None:
        """Everything that was taken in is handled and answered."""
        await self.pipeline.dispatcher.idle()
        await self.pipeline.sender.flushed()

    async def way_in(self, role: Role, unit: str = "truong-1", *, name: str = "Y Mẫu", language: str = "vi") -> str:
        """The code of somebody in office who has not been on the page yet, good for as many browsers as asked."""
        chatter = await self.federation.officer(role, unit, name=name, language=language)
        officer_id = await self.federation.officer_id(chatter)

        async def create(tx: Tx) -> str:
            assert await officers.get(tx, officer_id) is not None
            return await entry_codes.way_back(tx, officer_id, self.federation.clock.now)

        return await self.database.write(create)


@asynccontextmanager
async def running(
    federation: Federation,
    data_folder: Path,
    *,
    public_url: str | None = None,
    routes: Sequence[BaseRoute] | None = None,
    channels: Sequence[Channel] = (),
    hooks: Mapping[str, Hook] | None = None,
    proxies: Sequence[str] = (),
) -> AsyncIterator[Running]:
    """The web page for the length of a block, with other `channels` beside it; it must not have failed by its end.

    `proxies` as in `served`.
    """
    database, clock = federation.database, Ticking(federation.clock)
    listening = bound("127.0.0.1", 0)
    address = address_of(listening)
    house: House = replace(federation.house, web=public_url or address)
    web, site = Web(database, clock), Site(public_url=public_url, sample=house.sample)
    pipeline = Pipeline(
        database=database,
        channels={one.capabilities.name: one for one in (web, *channels)},
        house=house,
        clock=clock,
        data_folder=data_folder,
        operator=Operator(clock, web.capabilities.name, None),
    )
    desk = Desk(database=database, web=web, house=house, clock=clock, data_folder=data_folder, hooks=hooks or {})
    async with served(web_app(site, routes), listening, proxies), open_to_browsers(site, desk, pipeline):
        yield Running(federation, database, web, pipeline, site, address)
    if pipeline.crew.failure.done():
        raise pipeline.crew.failure.result()
