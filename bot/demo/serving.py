"""Serving the demo's web page until somebody stops it."""

from __future__ import annotations

import asyncio
import signal
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

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
from bot.web.server import address_of, served
from handlers.house import House
from storage.database import Database


async def serve_doors(
    *, database: Database, house: House, clock: Clock, folder: Path, cast: Cast, listening: socket.socket
) -> None:
    """Let people in by the doors of the demo until Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    address = address_of(listening)
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
    site = Site(public_url=None)
    site.desk = Desk(database=database, web=web, house=house, clock=clock, data_folder=folder)
    async with served(web_app(site, Entrance(opened, house.plan).routes), listening):
        await pipeline.start()
        typer.echo(f"Open {address} in a browser: a door for each role. Ctrl-C ends it.")
        stopping: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
        failed: asyncio.Future[Any] = pipeline.crew.failure
        await asyncio.wait({stopping, failed}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        web.close()
        await pipeline.stop()
        web.hang_up()
    if pipeline.crew.failure.done():
        raise pipeline.crew.failure.result()
