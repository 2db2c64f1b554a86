"""`tiendo check`: count everything again from the reports and compare it with the sums that the figures come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.cli import app, run

if TYPE_CHECKING:
    from storage.totals import Difference

SHOWN = 50
"""So many differences are printed one by one; the rest is counted."""


@app.command()
def check() -> None:
    """Recompute all totals from the reports; ends with 1 where any of them differs."""
    differences = run(_differences())
    for difference in differences[:SHOWN]:
        typer.echo(_line(difference))
    if len(differences) > SHOWN:
        typer.echo(f"… and {len(differences) - SHOWN} more.")
    if differences:
        typer.echo(f"{len(differences)} totals differ from the reports.", err=True)
        raise typer.Exit(1)


async def _differences() -> list[Difference]:
    from rich.console import Console
    from rich.progress import Progress

    from bot.ready import ready
    from bot.settings import load
    from storage import totals

    units = 0
    async with ready(load()) as house, house.database.read() as tx:
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Counting again", total=None)

            def on_progress(done: int, of: int) -> None:
                nonlocal units
                units = of
                bar.update(task, completed=done, total=of)

            found = await totals.check(tx, house.plan, on_progress)
        typer.echo(f"Compared {await totals.count(tx)} totals of {units} units with the reports.")
    return found


def _line(difference: Difference) -> str:
    row = difference.row
    year = f" for {row.counts_for}" if row.counts_for else ""
    where = f"unit {row.node_id}, {row.tally}{year}, kind {row.kind}, {row.grain} {row.period}"
    return f"{where}: {difference.found} is kept, the reports say {difference.expected}"
