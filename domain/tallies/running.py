"""Tallies of running counts: different people, or an amount, so far in a statistical year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from domain.facts import Fact
from domain.tallies.levels import Level, amount_of
from domain.tallies.steps import StepBuilder
from domain.tallies.timeline import Timeline


def add_running(builder: StepBuilder, code: str, stated: Sequence[Fact], base: Level | None) -> None:
    """The tallies of one running count, by the year that the statements are for.

    `m`: the latest statement of the year. `m:answered`: units with one. `m:base`, where the count has a base: the
    headcount of the units that have answered. `stated` in the order in which later statements win.
    """
    for year, amounts in amounts_of_years(stated).items():
        answered = amounts.map(lambda amount: int(amount is not None))
        builder.follow(code, year, amount_of(amounts))
        builder.follow(f"{code}:answered", year, answered)
        if base is not None:
            pairs = amount_of(base).beside(answered)
            builder.follow(f"{code}:base", year, pairs.map(lambda pair: pair[0] * pair[1]))


def add_below(builder: StepBuilder, code: str, share: Fraction, part: Sequence[Fact], whole: Sequence[Fact]) -> None:
    """`i:below`: units whose own share of two running amounts of the year is smaller than `share`. 0 ÷ 0 is not."""
    wholes = amounts_of_years(whole)
    for year, parts in amounts_of_years(part).items():
        pairs = parts.beside(amount_of(wholes.get(year, Timeline(None))))
        builder.follow(
            f"{code}:below", year, pairs.map(lambda pair: int(pair[0] is not None and pair[0] < share * pair[1]))
        )


def amounts_of_years(stated: Sequence[Fact]) -> dict[int, Level]:
    """The latest statement for each year over the days, None before the first."""
    of_year: defaultdict[int, list[tuple[date, int | None]]] = defaultdict(list)
    for fact in stated:
        of_year[fact.counts_for].append((fact.day, fact.number))
    return {year: Timeline(None, statements) for year, statements in of_year.items()}
