"""`tiendo units`: found, close, move and mark unions on a date with their decision, and list them as of any day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.cli import app, fail, run
from domain.limits import MOST

if TYPE_CHECKING:
    from bot.unit_changes import Change
    from storage.units import Unit

branch = typer.Typer(help="Found, close, move, mark and list unions.", no_args_is_help=True)
app.add_typer(branch, name="units")

Code = Annotated[str, typer.Argument(help="The code of the union, such as ldld-tinh-kon-tum.")]
On = Annotated[str, typer.Option(help="The first day on which it is so, such as 2026-11-22.")]
Decision = Annotated[str | None, typer.Option(help="The number of the decision.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be done; write nothing.")]


@branch.command()
def add(
    code: Code,
    *,
    name: Annotated[str, typer.Option(help="Its full name.")],
    kind: Annotated[str, typer.Option(help="Its kind as the plan codes it, such as nnn.")],
    parent: Annotated[str, typer.Option(help="The code of its superior union.")],
    on: On,
    decision: Decision = None,
    members: Annotated[int, typer.Option(min=0, max=MOST, help="Its first members, admitted that day.")] = 0,
    women: Annotated[int | None, typer.Option(min=0, max=MOST, help="The women among them.")] = None,
    workers: Annotated[int | None, typer.Option(min=0, max=MOST, help="Its workers, members included.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Found a union, with its first members."""
    from bot.importing.cells import read_code, read_name
    from bot.unit_changes import founding
    from storage.reorganising import Founding

    if women is not None and women > members:
        raise typer.BadParameter("there are more women than members.", param_hint="--women")
    new = Founding(
        name=_read(read_name, name, "--name"),
        kind=kind,
        parent_id=0,
        first_day=_day(on),
        decision=decision,
        code=_read(read_code, code, "CODE"),
        people=members,
        women=women,
        workers=workers,
    )
    _make(founding(new, parent), dry_run=dry_run)


@branch.command()
def close(
    code: Code,
    on: Annotated[str, typer.Option(help="The first day without it, such as 2026-11-22.")],
    decision: Decision = None,
    into: Annotated[str | None, typer.Option(help="The code of the union in which its members go on.")] = None,
    members: Annotated[int | None, typer.Option(min=0, max=MOST, help="How many of its members go on there.")] = None,
    *,
    dry_run: DryRun = False,
) -> None:
    """Close a union: dissolved, or merged into another one."""
    from bot.unit_changes import closing

    if (into is None) != (members is None):
        raise typer.BadParameter("a merger needs both --into and --members.", param_hint="--into")
    _make(closing(code, _day(on), decision, into, members or 0), dry_run=dry_run)


@branch.command()
def move(
    code: Code,
    to: Annotated[str, typer.Option(help="The code of the superior union that receives it.")],
    on: On,
    decision: Decision = None,
    *,
    dry_run: DryRun = False,
) -> None:
    """Put a union, with all unions below it, under another superior."""
    from bot.unit_changes import moving

    _make(moving(code, to, _day(on), decision), dry_run=dry_run)


@branch.command("set")
def set_(
    code: Code,
    trait: Annotated[str, typer.Argument(help="A trait that the plan asks for, such as agreement-eligible.")],
    value: Annotated[Literal["yes", "no"], typer.Argument(help="Whether the union has it.")],
    on: On,
    decision: Decision = None,
    *,
    dry_run: DryRun = False,
) -> None:
    """Say of a union what decides whether something applies to it, whatever its numbers are."""
    from bot.unit_changes import marking

    _make(marking(code, trait, _day(on), decision, value=value == "yes"), dry_run=dry_run)


@branch.command("list")
def list_(
    under: Annotated[str | None, typer.Option(help="Only the unions below the one with this code.")] = None,
    on: Annotated[str | None, typer.Option(help="As of this day instead of today.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """List the unions as they stand on a day, with kind, superior and traits."""
    found = run(_list(under, _day(on) if on is not None else None))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for column in ("code", "name", "kind", "superior", "since", "traits"):
        table.add_column(column, overflow="fold", no_wrap=column in ("code", "superior", "since"))
    for row in found:
        traits = ", ".join(f"{name}: {'yes' if held else 'no'}" for name, held in row["traits"].items())
        table.add_row(*(str(cell or "") for cell in (row | {"traits": traits}).values()))
    Console().print(table)


async def _list(under: str | None, on: date | None) -> list[dict[str, Any]]:
    from bot.known_units import known_unit
    from bot.ready import ready
    from bot.settings import load
    from storage import units

    async with ready(load()) as house, house.database.read() as tx:
        day = on or house.today
        top = await units.top(tx, day) if under is None else await known_unit(tx, under, day)
        if top is None:
            fail(f"There are no units on {day}.")
        found = await units.descendants(tx, top.id, day)
    codes = {unit.id: unit.code for unit in (top, *found)}
    return [_row(unit, codes) for unit in ([top, *found] if under is None else found)]


def _row(unit: Unit, codes: dict[int, str]) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "superior": codes.get(unit.parent_id) if unit.parent_id is not None else None,
        "since": unit.first_day.isoformat(),
        "traits": unit.traits,
    }


def _make(change: Change, *, dry_run: bool) -> None:
    from bot.unit_changes import make

    for sentence in run(make(change, dry_run=dry_run)):
        typer.echo(sentence)
    if dry_run:
        typer.echo("Nothing was written, as --dry-run asks.")


def _read(reader: Callable[[str], str], typed: str, where: str) -> str:
    """What was typed, read as it would be in a file of units."""
    try:
        return reader(typed)
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint=where) from None


def _day(typed: str) -> date:
    try:
        day = date.fromisoformat(typed)
        # Beyond these no day has an eve or a day after it, which figures are counted by.
        if date.min < day < date.max:
            return day
        raise ValueError
    except ValueError:
        raise typer.BadParameter(f"“{typed}” is not a day such as 2026-11-22.", param_hint="--on") from None
