"""Tallies of running counts: different people, or an amount, so far in a statistical year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from domain.facts import Fact
from domain.tallies.levels import Level, amount_of
from domain.tallies.steps import StepBuilder
from domain.tallies.timeline import Timeline


def add_running(builder: StepBuilder, code: str, stated: Sequence[Fact], base: Level | None) -> None:
    """The tallies of one running count, by the year that the statements are for.

    `m`: the latest statement of the year. `m:answered`: units with one. `m:base`, where the count has a base: the
    headcount of the units that have answered. `stated` in the order in which later statements win.
    """
    of_year: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    for fact in stated:
        of_year[fact.counts_for].append((fact.day, fact.number))
    for year, statements in of_year.items():
        first = statements[0][0]
        builder.follow(code, year, Timeline(0, statements))
        builder.follow(f"{code}:answered", year, Timeline(0, [(first, 1)]))
        if base is not None:
            builder.follow(f"{code}:base", year, amount_of(base).since(first, before=0))
