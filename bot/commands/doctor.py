"""`tiendo doctor`: what is missing or unreachable, and how to mend it."""

from __future__ import annotations

import typer

from bot.cli import app, run


@app.command()
def doctor() -> None:
    """Check the settings and everything around the program; ends with 1 where something is wrong."""
    if not run(_doctor()):
        raise typer.Exit(1)


async def _doctor() -> bool:
    from bot.checkup import checkup

    well = True
    async for finding in checkup():
        typer.echo(f"{'✔' if finding.well else '✘'} {finding.sentence}")
        well = well and finding.well
    return well
