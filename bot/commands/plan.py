"""`tiendo plan check FILE`: read a plan file, name every mistake, and print the plan as a person reads it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from bot.cli import app, fail

plans = typer.Typer(help="Plan files.", no_args_is_help=True)
app.add_typer(plans, name="plan")


@plans.command()
def check(
    file: Annotated[str, typer.Argument(help="A plan file, or the code of a plan that comes with the program.")],
    language: Annotated[Literal["vi", "en"], typer.Option(help="The language of the plan's names.")] = "vi",
) -> None:
    """Print the plan as a person reads it; where it has mistakes, name each by its place, and end with 1."""
    from bot.plan_sheet import sheet
    from domain.plan import PlanError, load_plan, plan_path

    try:
        plan = load_plan(plan_path(file))
    except PlanError as problem:
        fail(f"{problem.path} cannot be used:", *problem.mistakes, _count(problem.mistakes))
    for line in sheet(plan, language):
        typer.echo(line)


def _count(mistakes: list[str]) -> str:
    return "1 mistake." if len(mistakes) == 1 else f"{len(mistakes)} mistakes."
