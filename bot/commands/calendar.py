"""`tiendo calendar` plays days to come on a copy; `tiendo reminders` says what became of those that were planned."""

from __future__ import annotations

import json
from collections.abc import Coroutine
from typing import Annotated, Any

import typer

from bot.cli import app, run

NOT_THERE = 2
"""How the process ends where a unit or a day is none."""


@app.command()
def calendar(
    first: Annotated[str, typer.Option("--from", help="The first day, such as 2026-12-01.")],
    last: Annotated[str, typer.Option("--to", help="The last day.")],
    unit: Annotated[str | None, typer.Option(help="Only what goes to this unit and those below it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Print every message that would go out on these days, to whom, when and why, if nobody did anything meanwhile.

    It is played on a copy: nothing is sent, and nothing is kept.
    """
    from bot.calendar_lines import rehearsed

    _print(rehearsed(first, last, unit), as_json)


@app.command()
def reminders(
    first: Annotated[str | None, typer.Option("--from", help="The first day; else today.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="The last day; else the first.")] = None,
    state: Annotated[
        str | None,
        typer.Option(help="planned, merged, sent, delivered, cancelled, skipped or failed."),
    ] = None,
    unit: Annotated[str | None, typer.Option(help="Only those about this unit and those below it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """List what was planned for these days, with its state and the reason for it."""
    from bot.calendar_lines import planned

    _print(planned(first, last, state, unit), as_json)


def _print(asked: Coroutine[Any, Any, Any], as_json: bool) -> None:
    from rich.console import Console

    from bot.calendar_lines import Refused, as_json_of, table_of

    try:
        lines = run(asked)
    except Refused as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(NOT_THERE) from None
    if as_json:
        typer.echo(json.dumps(as_json_of(lines), ensure_ascii=False, indent=2))
    else:
        Console().print(table_of(lines))
