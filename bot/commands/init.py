"""`tiendo init`: the database with its plan, and the units of a file or of the sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.bars import bars
from bot.cli import app, fail, run

if TYPE_CHECKING:
    from bot.importing.verdict import Judged
    from bot.settings import Settings
    from domain.plan import Plan

SHOWN = 100
"""So many rows with problems are printed one by one; the rest is counted."""

NOT_WRITTEN = "Nothing was written, as --dry-run asks."


@app.command()
def init(
    units: Annotated[
        Path | None, typer.Option(help="An .xlsx or CSV with the units; docs/units-file.md describes its columns.")
    ] = None,
    sample: Annotated[str | None, typer.Option(help="Make a sample province instead: kontum-2021.")] = None,
    plan: Annotated[str | None, typer.Option(help="The plan, if it is not that of TIENDO_PLAN.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only judge the file; write nothing.")] = False,
) -> None:
    """Make the database, or bring it up to date, and fill it with units."""
    from bot.sample.table import PRESETS

    if units is not None and sample is not None:
        raise typer.BadParameter("units come from a file or from a sample, not from both.", param_hint="--sample")
    if dry_run and units is None:
        raise typer.BadParameter("there is nothing to judge without --units.", param_hint="--dry-run")
    if sample is not None and sample not in PRESETS:
        raise typer.BadParameter(f"the samples are: {', '.join(PRESETS)}.", param_hint="--sample")
    run(_init(units, sample, plan, dry_run=dry_run))


async def _init(units: Path | None, sample: str | None, plan_code: str | None, *, dry_run: bool) -> None:
    from bot.importing.sheet import FileProblem
    from bot.settings import load

    settings = load()
    plan = _plan(plan_code or settings.plan)
    if units is not None:
        try:
            await _import(settings, plan, units, dry_run=dry_run)
        except FileProblem as problem:
            fail(str(problem), "Nothing was written.")
    elif sample is not None:
        await _sample(settings, plan, sample)
    else:
        await _only_prepare(settings, plan)
    if plan_code not in (None, settings.plan):
        typer.echo(f"Put TIENDO_PLAN={plan_code} into .env, so that the bot follows this plan, too.")


def _plan(code: str) -> Plan:
    from domain.plan import load_plan, plan_path

    if not plan_path(code).is_file():
        raise typer.BadParameter(f"there is no plan “{code}”, nor a file of that name.", param_hint="--plan")
    return load_plan(plan_path(code))


async def _import(settings: Settings, plan: Plan, file: Path, *, dry_run: bool) -> None:
    from bot.clock import clock_of
    from bot.importing.verdict import judge_file, known_units
    from bot.importing.writing import write_units
    from bot.preparing import prepare
    from storage import migrate
    from storage.tree import TreeProblem

    now = clock_of(settings, sample=False).now()
    if dry_run and await migrate.current(settings.database_url) is None:
        _say_verdict(judge_file(file, [], plan, now))
        typer.echo(NOT_WRITTEN)
        return
    async with prepare(settings, plan, sample=False) as database:
        async with database.read() as tx:
            known = await known_units(tx, now)
        judged = judge_file(file, known, plan, now)
        _say_verdict(judged)
        if dry_run:
            typer.echo(NOT_WRITTEN)
            return
        with bars() as on_progress:
            try:
                await database.write(lambda tx: write_units(tx, plan, judged.rows, now, on_progress))
            except TreeProblem as problem:
                details = ", ".join(f"{key} {value}" for key, value in problem.details.items())
                fail(f"The database does not take the units ({problem.key}: {details}). Nothing was written.")
    typer.echo(f"Written: {judged.new} units, {judged.headcounts} headcounts.")
    typer.echo("Next: “tiendo invite UNIT ROLE” invites the first officers, “tiendo serve” runs the bot.")


def _say_verdict(judged: Judged) -> None:
    """Print what is to be known of every row; end with 1 where one of them is wrong."""
    if judged.unused:
        typer.echo(f"Columns not used: {', '.join(judged.unused)}.")
    for row in judged.rows:
        for warning in row.warnings:
            typer.echo(f"Row {row.number} ({row.code}): please check: {warning}.")
    wrong = [row for row in judged.rows if row.problems]
    for row in wrong[:SHOWN]:
        for problem in row.problems:
            typer.echo(f"Row {row.number}: {problem}.", err=True)
    if len(wrong) > SHOWN:
        typer.echo(f"… and {len(wrong) - SHOWN} more rows.", err=True)
    if wrong:
        fail(f"{len(wrong)} of {len(judged.rows)} rows cannot be used. Nothing was written.")
    typer.echo(f"{len(judged.rows)} rows are right: {judged.new} new, {judged.there} there already.")


async def _sample(settings: Settings, plan: Plan, preset: str) -> None:
    from bot.clock import clock_of
    from bot.preparing import prepare
    from bot.sample.making import NotEmpty, make_sample
    from bot.sample.table import NOTE

    now = clock_of(settings, sample=True).now()
    async with prepare(settings, plan, sample=True) as database:
        with bars() as on_progress:
            try:
                await database.write(lambda tx: make_sample(tx, plan, preset, now, on_progress))
            except NotEmpty:
                fail("The database holds units already, so no sample is put into it. Nothing was written.")
    typer.echo(f"The sample “{preset}” is made. DỮ LIỆU MẪU: {NOTE}.")
    typer.echo("Next: “tiendo progress ldld-tinh-kon-tum” shows where it stands.")


async def _only_prepare(settings: Settings, plan: Plan) -> None:
    from bot.clock import clock_of
    from bot.importing.verdict import known_units
    from bot.preparing import prepare
    from storage import meta

    async with prepare(settings, plan, sample=None) as database, database.read() as tx:
        sample = await meta.get(tx, "sample") is not None
        there = len(await known_units(tx, clock_of(settings, sample=sample).now()))
    typer.echo(f"The database is ready. It follows {plan.name.en} ({plan.number}) and holds {there} units.")
    if there == 0:
        typer.echo("Next: “tiendo init --units FILE” brings in the units (docs/units-file.md describes the file).")
    else:
        typer.echo("Next: “tiendo invite UNIT ROLE” invites an officer, “tiendo serve” runs the bot.")
