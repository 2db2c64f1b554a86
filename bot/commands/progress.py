"""`tiendo progress UNIT`: the figures of a unit, as a table or as JSON for other programs."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from bot.cli import app, run

NOT_THERE = 2
"""How the process ends where the unit, the day or the indicator is none."""


@app.command()
def progress(  # noqa: PLR0917  options of the command line are named
    unit: Annotated[str, typer.Argument(help="The code of the unit, such as ldld-tinh-kon-tum.")],
    on: Annotated[str | None, typer.Option(help="The day that the figures are of, such as 2026-11-22.")] = None,
    period: Annotated[
        str | None, typer.Option(help="2026, 2026-10, 2026-q4, 2026-h2, or the code of a phase; else the day's year.")
    ] = None,
    indicator: Annotated[str | None, typer.Option(help="The code of one indicator.")] = None,
    as_locked: Annotated[
        str | None,
        typer.Option(help="A locked round, such as 2026-10 or 2026-h1: the figures as they were submitted."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Say how a unit with all units below it stands."""
    from bot import locked_table
    from bot.progress_table import Refused, ask, table_of

    try:
        if as_locked is not None:
            if on is not None or period is not None:
                raise Refused("--as-locked shows one round as it was locked: leave out --on and --period.")
            locked = run(locked_table.ask(unit, as_locked, indicator))
            _print(locked.as_json() if as_json else locked_table.table_of(locked), as_json)
            return
        asked = run(ask(unit, on, indicator, period))
    except Refused as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(NOT_THERE) from None
    _print(asked.as_json() if as_json else table_of(asked), as_json)


def _print(shown: Any, as_json: bool) -> None:
    from rich.console import Console

    if as_json:
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        Console().print(shown)
