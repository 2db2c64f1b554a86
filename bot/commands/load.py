"""`tiendo load FILE.jsonl`: reports of a file, checked as a conversation would, all of them or none."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.bars import bars
from bot.cli import app, fail, run

if TYPE_CHECKING:
    from bot.loading.judging import Verdict


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="A report on every line, as JSON; docs/load-file.md describes them.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only judge the file; write nothing.")] = False,
) -> None:
    """Keep the reports of a file, or say what is wrong with which line and keep none."""
    # What is read stays until the end: looking for garbage among it again and again takes longer than judging it.
    gc.disable()
    run(_load(file, dry_run=dry_run))


async def _load(path: Path, *, dry_run: bool) -> None:
    from bot.loading.lines import FileProblem
    from bot.loading.writing import File, NotRightAnyMore
    from bot.ready import ready
    from bot.settings import load as load_settings

    async with ready(load_settings()) as house:
        file = File(path=path, plan=house.plan, now=house.now)
        try:
            with bars(transient=True) as on_progress:
                async with house.database.read() as tx:
                    verdict = await file.judge(tx, on_progress)
            _say(verdict)
            if dry_run:
                typer.echo("Nothing was written, as --dry-run asks.")
                return
            with bars(transient=True) as on_progress:
                kept = await house.database.write(lambda tx: file.write(tx, verdict, on_progress))
        except FileProblem as problem:
            fail(str(problem), "Nothing was written.")
        except NotRightAnyMore as problem:
            typer.echo("Something was reported while the file was judged:", err=True)
            _say(problem.verdict)
    numbers = f", numbers {kept[0]:04} to {kept[-1]:04}" if kept else ""
    typer.echo(f"Written: {len(kept)} reports{numbers}.")


def _say(verdict: Verdict) -> None:
    """Print what is wrong, and end with 1 where anything is."""
    for mistake in verdict.mistakes:
        typer.echo(mistake, err=True)
    if verdict.mistaken > len(verdict.mistakes):
        typer.echo(f"… and {verdict.mistaken - len(verdict.mistakes)} more.", err=True)
    if verdict.mistaken:
        fail(f"{verdict.mistaken} mistakes in {verdict.lines} lines. Nothing was written.")
    typer.echo(f"{verdict.lines} lines are right.")
