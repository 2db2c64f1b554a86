"""`tiendo forms`: the forms of the plan with their questions, for those who write files for `tiendo load`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import app, run

if TYPE_CHECKING:
    from domain.plan import Form, Plan

NOT_THERE = 2
"""How the process ends where the unit is none."""


@app.command()
def forms(
    unit: Annotated[str | None, typer.Option(help="Only the forms that this unit is asked, by its code.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """List what can be reported: forms, their questions and types, and the measures they feed."""
    from rich.console import Console

    from bot.form_list import as_entry, table_of

    plan, chosen = run(_chosen(unit))
    if as_json:
        typer.echo(json.dumps([as_entry(plan, form) for form in chosen], ensure_ascii=False, indent=2))
    else:
        Console().print(table_of(chosen))


async def _chosen(code: str | None) -> tuple[Plan, tuple[Form, ...]]:
    from bot.ready import plan_of, ready
    from bot.settings import load
    from storage import units

    settings = load()
    if code is None:
        plan = plan_of(settings)
        return plan, plan.forms
    async with ready(settings) as house:
        async with house.database.read() as tx:
            unit = await units.by_code(tx, code, house.today)
        if unit is None:
            typer.echo(f"There is no unit with the code “{code}”.", err=True)
            raise typer.Exit(NOT_THERE)
        return house.plan, house.plan.forms_for(unit.kind)
