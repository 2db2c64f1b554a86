"""`tiendo check`: count everything again from the reports and compare it with the sums that the figures come from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.bars import bars
from bot.cli import app, run

if TYPE_CHECKING:
    from bot.ready import Ready
    from storage.totals import Difference

SHOWN = 50
"""So many differences are printed one by one; the rest is counted."""


@app.command()
def check(
    repair: Annotated[
        bool, typer.Option("--repair", help="Where any differs, make all totals again from the reports.")
    ] = False,
) -> None:
    """Recompute all totals from the reports; ends with 1 where any of them differs."""
    if not run(_check(repair=repair)):
        raise typer.Exit(1)


async def _check(*, repair: bool) -> bool:
    """Whether the totals agree with the reports, after the repair if there was one."""
    from bot.ready import ready
    from bot.settings import load
    from storage import totals

    async with ready(load()) as house:
        agree = await _agree(house)
        if agree or not repair:
            return agree
        with bars(transient=True) as on_progress:
            on_units = partial(on_progress, "Making again")
            await house.database.write(lambda tx: totals.rebuild(tx, house.plan, on_units))
        typer.echo("All totals were made again from the reports.")
        agree = await _agree(house)
        if agree:
            typer.echo("They agree now.")
        return agree


async def _agree(house: Ready) -> bool:
    """Compare, and print what differs."""
    from storage import totals

    units = 0
    async with house.database.read() as tx:
        with bars(transient=True) as on_progress:

            def on_units(done: int, of: int) -> None:
                nonlocal units
                units = of
                on_progress("Counting again", done, of)

            differences = await totals.check(tx, house.plan, on_units)
        typer.echo(f"Compared {await totals.count(tx)} totals of {units} units with the reports.")
    for difference in differences[:SHOWN]:
        typer.echo(_line(difference))
    if len(differences) > SHOWN:
        typer.echo(f"… and {len(differences) - SHOWN} more.")
    if differences:
        typer.echo(f"{len(differences)} totals differ from the reports.", err=True)
    return not differences


def _line(difference: Difference) -> str:
    row = difference.row
    year = f" for {row.counts_for}" if row.counts_for else ""
    where = f"unit {row.node_id}, {row.tally}{year}, kind {row.kind}, {row.grain} {row.period}"
    return f"{where}: {difference.found} is kept, the reports say {difference.expected}"
