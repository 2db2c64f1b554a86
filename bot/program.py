"""The running program: put together, run until it is told to stop, drained."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from alembic.util import CommandError

from bot import entrances, failpoints
from bot.channels.channel import Stop
from bot.channels.in_use import InUse, channels_in_use
from bot.channels.meter import Meter
from bot.clock import Clock, clock_of
from bot.introduction import introduce
from bot.leadership import Leadership, LeadershipLost, leading
from bot.logging import log, log_strays, set_up, where
from bot.operator import Operator, warn_of
from bot.pipeline import Pipeline
from bot.ready import plan_followed, plan_of
from bot.settings import Settings, SettingsError
from bot.web.app import web_app
from bot.web.desk import Desk, Site
from bot.web.opening import open_to_browsers
from bot.web.server import address_of, allow_many_connections, bound, served
from domain.plan import Plan
from handlers import registry
from handlers.house import House
from locales import local
from schedules.housekeeping import housekeeping
from schedules.planning import plan_day
from schedules.ticks import scheduler
from storage import meta, migrate, recounting, units
from storage.database import Database, opened


async def serve(settings: Settings) -> int:
    """Run until SIGTERM or SIGINT. How the process ends: 0 stopped as asked, 1 could not go on.

    Raises `SettingsError`, `PlanError` and `DatabaseUnreachable` where it cannot even start.
    """
    set_up(settings.log_level, *settings.secrets)
    failpoints.arm(settings)
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    log_strays(loop)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    allow_many_connections()
    await _prepare(settings)
    site = Site(public_url=settings.public_url, sample=await _is_sample(settings))
    listening = bound(settings.http_host, settings.http_port)
    # A process that stands by says so to whoever asks whether it is ready.
    async with served(web_app(site), listening, settings.proxies) as serving, leading(settings, stop) as leadership:
        if leadership is None:
            return 0
        clock = clock_of(settings, sample=site.sample)
        async with (
            opened(settings.database_url) as database,
            channels_in_use(settings, database, clock) as channels,
        ):
            return await _run(
                settings,
                database=database,
                clock=clock,
                channels=channels,
                leadership=leadership,
                site=site,
                served_at=address_of(listening),
                serving=serving,
                stop=stop,
            )


async def _prepare(settings: Settings) -> None:
    """Bring the database to the schema of this program."""
    file = settings.sqlite_file
    if (file is not None and not file.exists()) or await migrate.current(settings.database_url) is None:
        raise SettingsError("The database is empty: run `tiendo init` first.")
    try:
        await migrate.upgrade(settings.database_url)
    except CommandError:
        raise SettingsError("The database was made by a newer Tiendo: install that version.") from None
    settings.data_folder.mkdir(parents=True, exist_ok=True)


async def _is_sample(settings: Settings) -> bool:
    async with opened(settings.database_url) as database, database.read() as tx:
        return await meta.get(tx, "sample") is not None


async def _run(
    settings: Settings,
    *,
    database: Database,
    clock: Clock,
    channels: InUse,
    leadership: Leadership,
    site: Site,
    served_at: str,
    serving: asyncio.Task[None],
    stop: asyncio.Event,
) -> int:
    plan = plan_of(settings)
    async with database.read() as tx:
        await plan_followed(tx, plan)
    await _count_by(database, plan)
    contact = settings.contact or await _province(database, clock)
    known, refusals = await entrances.known(database, channels.by_name.values())
    house = House(plan=plan, sample=site.sample, entrances=known, web=settings.public_url, contact=contact)
    operator = Operator(clock, "telegram", settings.operator_chat if "telegram" in channels.by_name else None)
    pipeline = Pipeline(
        database=database,
        channels=channels.by_name,
        house=house,
        clock=clock,
        data_folder=settings.data_folder,
        operator=operator,
        meters=channels.meters,
    )
    try:
        for name, problem in refusals.items():
            await pipeline.outages.refused(name, problem)
    except Stop as problem:
        raise SettingsError(str(problem)) from None
    settle()
    ticks = scheduler(
        tidying=leadership.only(lambda: _tidy(database, settings.data_folder, clock, operator, channels.meters)),
        planning=leadership.only(lambda: _plan(database, plan, clock)),
    )
    desk = Desk(
        database=database,
        web=channels.web,
        house=house,
        clock=clock,
        data_folder=settings.data_folder,
        hooks=channels.hooks,
    )
    async with open_to_browsers(site, desk, pipeline, ticks.shutdown, close=channels.close):
        ticks.start()
        pipeline.crew.start(leadership.watch(), "leadership")
        pipeline.crew.start(_still_serving(serving), "web")
        for channel in channels.by_name.values():
            pipeline.crew.start(introduce(channel), "introduction")
        log.info(
            "running",
            channels=sorted(channels.by_name),
            web=served_at,
            commands=len(registry.__all__),
            sample=site.sample,
        )
        await pipeline.crew.work_until(stop)
        log.info("stopping")
    log.info("stopped")
    return _ended(pipeline.crew.failure)


async def _still_serving(serving: asyncio.Task[None]) -> None:
    """Wait for ever; raises when the web server has ended though nobody stopped it."""
    await asyncio.shield(serving)
    raise RuntimeError("the web server has ended")


async def _count_by(database: Database, plan: Plan) -> None:
    """Make the sums again where they were made by other rules than the plan's."""
    if await database.write(lambda tx: recounting.follow(tx, plan)):
        log.info("the plan counts otherwise than before: all sums were made again")


def settle() -> None:
    """Keep what was loaded at the start out of the garbage collector's way: it stays, and searching it is slow."""
    gc.collect()
    gc.freeze()


def _ended(failure: asyncio.Future[BaseException]) -> int:
    if not failure.done():
        return 0
    problem = failure.result()
    if isinstance(problem, Stop):
        log.error(str(problem))
    elif isinstance(problem, LeadershipLost):
        log.error("the connection to the database was lost, so another process may lead by now")
    else:
        log.error("cannot go on", where=where(problem))
    return 1


async def _province(database: Database, clock: Clock) -> str:
    """The province's name: whom to ask where the settings name nobody. Empty before the units are read in."""
    async with database.read() as tx:
        province = await units.top(tx, local(clock.now()).date())
    return province.name if province is not None else ""


async def _plan(database: Database, plan: Plan, clock: Clock) -> None:
    planned = await plan_day(database, plan, clock.now())
    log.info("planned the day", opened=planned.opened, locked=planned.locked)


async def _tidy(
    database: Database, data_folder: Path, clock: Clock, operator: Operator, meters: Sequence[Meter]
) -> None:
    swept = await housekeeping(database, data_folder, clock.now())
    log.info("tidied up", **asdict(swept))
    for meter in meters:
        await database.write(partial(warn_of, operator, meter))
