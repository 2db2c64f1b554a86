"""The command line `tiendo`. Each module of `bot.commands` adds its sub-commands to `app`."""

from __future__ import annotations

import asyncio
import pkgutil
from collections.abc import Coroutine
from importlib import import_module
from typing import Any, NoReturn, TypeVar

import typer

from bot import commands

T = TypeVar("T")

app = typer.Typer(
    name="tiendo",
    help="The bot with which a trade-union federation runs a plan.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the sub-command that the command line names. Its module imports what is heavy only when it runs."""
    for module in pkgutil.iter_modules(commands.__path__):
        import_module(f"{commands.__name__}.{module.name}")
    app()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run what a sub-command does; what a person can mend ends the process with sentences, not with a trace."""
    from bot.settings import SettingsError
    from domain.plan import PlanError
    from storage.database import DatabaseUnreachable

    try:
        return asyncio.run(work)
    except SettingsError as problem:
        fail(*problem.sentences)
    except PlanError as problem:
        fail(f"The plan “{problem.path.stem}” cannot be used:", *problem.mistakes)
    except DatabaseUnreachable as problem:
        fail(f"The database cannot be opened: {problem}.")


def fail(*sentences: str) -> NoReturn:
    """Say what is wrong and end with 1."""
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)
