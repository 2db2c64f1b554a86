"""Serving the demo's web page until somebody stops it."""

from __future__ import annotations

import asyncio
import signal
import socket
from dataclasses import replace
from pathlib import Path

import typer

from bot.channels.web import Web
from bot.clock import Clock
from bot.demo.cast import Cast
from bot.demo.doors import doors
from bot.demo.entrance import GUEST, Entrance
from bot.operator import Operator
from bot.pipeline import Pipeline
from bot.web.app import web_app
from bot.web.desk import Desk, Site
from bot.web.opening import open_to_browsers
from bot.web.server import address_of, served
from handlers.house import House
from storage.database import Database


async def serve_doors(
    *,
    database: Database,
    house: House,
    clock: Clock,
    folder: Path,
    cast: Cast,
    listening: socket.socket,
    public_url: str | None,
) -> None:
    """Let people in by the doors of the demo until Ctrl-C or SIGTERM. `public_url` as in `Site`."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    address = public_url or address_of(listening)
    opened = await database.write(lambda tx: doors(tx, cast, clock.now()))
    house = replace(house, web=address + GUEST)
    web = Web(database, clock)
    pipeline = Pipeline(
        database=database,
        channels={web.capabilities.name: web},
        house=house,
        clock=clock,
        data_folder=folder,
        operator=Operator(clock, web.capabilities.name, None),
    )
    site = Site(public_url=public_url, sample=True)
    desk = Desk(database=database, web=web, house=house, clock=clock, data_folder=folder)
    async with (
        served(web_app(site, Entrance(opened, house.plan).routes), listening),
        open_to_browsers(site, desk, pipeline),
    ):
        typer.echo(f"Open {address} in a browser: a door for each role. Ctrl-C ends it.")
        await pipeline.crew.work_until(stop)
    if pipeline.crew.failure.done():
        raise pipeline.crew.failure.result()
