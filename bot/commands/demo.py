"""`tiendo demo`: a sample province in a database of its own, and a tour through it on the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli import app, fail, run

PLAN = "kontum-66"


@app.command()
def demo(
    rehearse: Annotated[
        int | None, typer.Option(help="Instead play the reporting calendar of this year, and count what goes out.")
    ] = None,
) -> None:
    """Show how the bot works, with sample data: a tour on the terminal, then the web page with a door for each role.

    Needs no token and no network. TIENDO_DEMO_SERVE=0 ends it after the tour.
    """
    if rehearse is None:
        run(_demo())
    else:
        run(_rehearse(rehearse))


async def _rehearse(year: int) -> None:
    from bot.demo.rehearsal import YearNotPlayed, play_year
    from bot.demo.remaking import NotTheDemo
    from bot.logging import set_up
    from bot.settings import load
    from domain.plan import load_plan, plan_path

    set_up("WARNING")
    try:
        await play_year(load(), load_plan(plan_path(PLAN)), year)
    except (NotTheDemo, YearNotPlayed) as problem:
        fail(str(problem))


async def _demo() -> None:
    from bot.clock import clock_of, in_daytime
    from bot.demo.printing import Printer
    from bot.demo.remaking import NotTheDemo, remade
    from bot.demo.serving import serve_doors
    from bot.demo.stage import stage
    from bot.demo.tour import play
    from bot.logging import set_up
    from bot.sample.table import NOTE
    from bot.settings import load
    from bot.web.server import bound
    from domain.plan import load_plan, plan_path
    from handlers.house import House

    settings = load()
    listening = bound(settings.http_host, settings.http_port) if settings.demo_serve else None
    set_up("WARNING")
    clock, plan, printer = in_daytime(clock_of(settings, sample=True)), load_plan(plan_path(PLAN)), Printer()
    house = House(plan=plan, sample=True, contact="LĐLĐ tỉnh (mẫu)")
    printer.header(f"DỮ LIỆU MẪU — {NOTE}")
    folder = settings.data_folder / "demo"
    try:
        async with remade(settings, folder, plan, clock.now()) as database:
            async with stage(database, house, clock, folder, printer) as set_:
                who = await play(set_, plan)
            printer.header(f"DỮ LIỆU MẪU — {NOTE}")
            typer.echo(f"Everything above is kept in {folder}; the next “tiendo demo” starts afresh.")
            if listening is not None:
                await serve_doors(
                    database=database,
                    house=house,
                    clock=clock,
                    folder=folder,
                    cast=who,
                    listening=listening,
                    public_url=settings.public_url,
                )
    except NotTheDemo as problem:
        fail(str(problem))
