"""`tiendo quotas`: enter many quotas from a file, and list what was given to a unit and to those below it."""

from __future__ import annotations

import gc
import json
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import app, fail, run

if TYPE_CHECKING:
    from bot.quota_files.entering import Judged
    from bot.quota_files.given import Given
    from bot.quota_files.listing import Listing
    from bot.ready import Ready
    from storage.units import Place

ledger = typer.Typer(help="Quotas: enter many from a file, and list them.", no_args_is_help=True)
app.add_typer(ledger, name="quotas")

MISTAKES = 100
"""So many mistakes are printed one by one; the rest is counted."""


@ledger.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A list or a sheet that was filled in; docs/quotas.md describes both.")],
    *,
    decision: Annotated[str | None, typer.Option(help="Of a sheet: the number of the decision.")] = None,
    decided: Annotated[str | None, typer.Option(help="Of a sheet: the day of the decision.")] = None,
    reason: Annotated[str, typer.Option(help="Of a sheet: why quotas in force are changed.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change; write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before applying.")] = False,
) -> None:
    """Enter the quotas of a file, all or none, after showing what they change."""
    # What is read stays until the end: looking for garbage among it again and again takes longer than judging it.
    gc.disable()
    run(_import(file, (decision, _day(decided, "--decided"), reason), dry_run=dry_run, yes=yes))


async def _import(path: Path, by: tuple[str | None, date | None, str], *, dry_run: bool, yes: bool) -> None:
    from bot.importing.sheet import FileProblem
    from bot.quota_files.entering import differences, enter, judge
    from bot.ready import ready
    from bot.settings import load
    from storage import units
    from storage.assigning import QuotaProblem

    async with ready(load()) as house:
        try:
            async with house.database.read() as tx:
                there = await units.places(tx, None, house.today)
                judged = await judge(tx, house.plan, _read(path, house, there, by), house.today)
        except FileProblem as problem:
            fail(str(problem), "Nothing was written.")
        _say_mistakes(judged)
        for sentence in differences(house.plan, judged, {unit: place.code for unit, place in there.items()}):
            typer.echo(sentence)
        if not judged.changing:
            typer.echo("Nothing changes.")
            return
        if dry_run:
            typer.echo("Nothing was written, as --dry-run asks.")
            return
        if not yes and not typer.confirm("Apply?"):
            fail("Nothing was written.")
        try:
            entered = await house.database.write(lambda tx: enter(tx, house.plan, judged, house.now, house.today))
        except QuotaProblem:
            fail("Units or quotas changed while the file was looked at: run it again. Nothing was written.")
    typer.echo(f"Written: {entered} entries.")


def _read(path: Path, house: Ready, there: dict[int, Place], by: tuple[str | None, date | None, str]) -> Given:
    """The quotas of a list, or of a sheet that was filled in. Raises `FileProblem`."""
    from bot.importing.sheet import FileProblem
    from bot.quota_files.flat import read_flat
    from bot.quota_files.sent import By, given_by_sheet, sent_sheet

    sheet = sent_sheet(path)
    decision, decided, reason = by
    if sheet is None:
        if decision is not None or decided is not None or reason:
            raise FileProblem("--decision, --decided and --reason are for sheets: a list has a column for each.")
        return read_flat(path, house.plan, there, house.now)
    if decision is None or decided is None:
        raise FileProblem("A sheet does not say by which decision it assigns: give --decision and --decided.")
    return given_by_sheet(sheet, house.plan, there, By(decision.strip(), decided, reason.strip()), house.now)


def _say_mistakes(judged: Judged) -> None:
    """Print what is wrong, and end with 1 where anything is."""
    for mistake in judged.mistakes[:MISTAKES]:
        typer.echo(mistake, err=True)
    if len(judged.mistakes) > MISTAKES:
        typer.echo(f"… and {len(judged.mistakes) - MISTAKES} more.", err=True)
    if judged.mistakes:
        fail(f"{len(judged.mistakes)} lines cannot be used. Nothing was written.")


@ledger.command("list")
def list_(
    unit: Annotated[str, typer.Argument(help="The code of the unit, such as ldld-tinh-kon-tum.")],
    on: Annotated[str | None, typer.Option(help="As of this day instead of today.")] = None,
    known: Annotated[str | None, typer.Option(help="Only what was known at the end of this day.")] = None,
    *,
    history: Annotated[bool, typer.Option("--history", help="Every entry, also those that hold no more.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Say what a unit was given, and what the units directly below it were given."""
    listed = run(_list(unit, _day(on, "--on"), _day(known, "--known"), history=history))
    if as_json:
        typer.echo(json.dumps(listed.as_json(), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    if listed.lines:
        Console().print(listed.table())
    else:
        typer.echo(f"No quota of {listed.unit.name} or of a unit directly below it is in force on {listed.on}.")


async def _list(code: str, on: date | None, known: date | None, *, history: bool) -> Listing:
    from bot.known_units import known_unit
    from bot.quota_files.listing import listing
    from bot.ready import ready
    from bot.settings import load
    from locales import ZONE

    by = None if known is None else datetime.combine(known, time.max, ZONE)
    async with ready(load()) as house, house.database.read() as tx:
        day = on or house.today
        unit = await known_unit(tx, code, day)
        return await listing(tx, house.plan, unit, day, known=by, history=history)


def _day(typed: str | None, where: str) -> date | None:
    from bot.importing.cells import read_day

    if typed is None:
        return None
    try:
        day = read_day(typed)
        # Beyond these no day has an eve or a day after it.
        if date.min < day < date.max:
            return day
        raise ValueError(f"“{typed}” is no day: expected a day such as 22/11/2026")
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint=where) from None
