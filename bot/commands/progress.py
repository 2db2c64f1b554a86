"""`tiendo progress UNIT`: the figures of a unit, as a table or as JSON for other programs."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.cli import app, run

NOT_THERE = 2
"""How the process ends where the unit, the day or the indicator is none."""


@app.command()
def progress(
    unit: Annotated[str, typer.Argument(help="The code of the unit, such as ldld-tinh-kon-tum.")],
    on: Annotated[str | None, typer.Option(help="The day that the figures are of, such as 2026-11-22.")] = None,
    period: Annotated[
        str | None, typer.Option(help="2026, 2026-10, 2026-q4, 2026-h2, or the code of a phase; else the day's year.")
    ] = None,
    indicator: Annotated[str | None, typer.Option(help="The code of one indicator.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Say how a unit with all units below it stands."""
    from rich.console import Console

    from bot.progress_table import Refused, ask, table_of

    try:
        asked = run(ask(unit, on, indicator, period))
    except Refused as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(NOT_THERE) from None
    if as_json:
        typer.echo(json.dumps(asked.as_json(), ensure_ascii=False, indent=2))
    else:
        Console().print(table_of(asked))
