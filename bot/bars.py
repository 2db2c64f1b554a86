"""Bars on the terminal, one for each thing that is counted while a sub-command works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Counted = Callable[[str, int, int], None]
"""Told what is being counted, and how many of how many are done."""


@contextmanager
def bars(*, transient: bool = False) -> Iterator[Counted]:
    """Show what is told; `transient`: until the end only, and nothing where nobody looks at a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    hidden = transient and not console.is_terminal
    with Progress(*columns, console=console, transient=transient, disable=hidden) as shown:
        tasks = {}

        def on_progress(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = shown.add_task(what, total=of)
            shown.update(tasks[what], completed=done, total=of)

        yield on_progress
