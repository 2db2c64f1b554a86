"""Tallies of levels: a stated number that holds until the next statement, moved by the flows in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from domain.facts import Fact
from domain.plan import Measure, Plan
from domain.tallies.flows import daily
from domain.tallies.steps import StepBuilder
from domain.tallies.timeline import Timeline
from domain.units import UnitHistory

Level = Timeline[int | None]
"""A unit's number over the days, None while it is unknown."""


def net_flows(measure: Measure, facts: Mapping[str, Sequence[Fact]]) -> dict[date, int]:
    """By how much the flows of each day move the level, in order of days."""
    amounts: defaultdict[date, int] = defaultdict(int)
    for flows, sign in ((measure.raised_by, 1), (measure.lowered_by, -1)):
        for flow in flows:
            for day, amount in daily(facts.get(flow, ())).items():
                amounts[day] += sign * amount
    return dict(sorted(amounts.items()))


def level_of(
    plan: Plan, measure: Measure, history: UnitHistory, stated: Sequence[Fact], net: Mapping[date, int]
) -> Level:
    """The level over the days: the latest statement, moved by the flows of strictly later days.

    `stated` in the order in which later statements win. Before the first one a unit founded since the plan's start
    begins at 0 on the eve of its founding, if flows move the level; any other level is unknown, and nothing moves it.
    """
    value = 0 if measure.moved_by_flows and history.founded >= plan.starts else None
    statements = {fact.day: fact.number for fact in stated}
    changes = [(history.founded, value)]
    for day in sorted({*statements, *net}):
        if day in statements:
            value = statements[day]
        elif value is not None:
            value += net[day]
        changes.append((day, value))
    return Timeline(None, changes)


def amount_of(level: Level) -> Timeline[int]:
    """The level as an amount: nothing while it is unknown."""
    return level.map(lambda value: value or 0)


def known_of(level: Level) -> Timeline[int]:
    """1 while the level is known, else 0."""
    return level.map(lambda value: int(value is not None))


def add_level(builder: StepBuilder, code: str, level: Level) -> None:
    """The tallies of one level, without years.

    `m`: the level. `m:known`: units whose level is known. `m:moved`: what came or went with whole units.
    """
    builder.follow(code, 0, amount_of(level))
    builder.follow(f"{code}:known", 0, known_of(level))
    builder.moves(f"{code}:moved", 0, amount_of(level))
