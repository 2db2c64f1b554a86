"""Tallies that make growth exact where the level at the start of a period is not known.

For each node, growth over a period up to a day = level of that day - level of the eve - `m:offset`, and what of it came
or went with whole units = `m:moved` of the period - `m:moved-offset`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from domain.plan import Measure, Plan
from domain.tallies.levels import Level, amount_of, known_of
from domain.tallies.steps import Days, StepBuilder, days_of


def add_growth(builder: StepBuilder, plan: Plan, measure: Measure, level: Level, net: Mapping[date, int]) -> None:
    """The corrections of one unit for every statistical year and phase at whose start its level is unknown.

    A level stated on the first day of a period is its start. Where that too is missing, the unit counts with its flows
    alone, nothing comes or goes with it, and it is not covered: `m:uncovered` counts such units from when their level
    is known.
    """
    history = builder.history
    if measure.moved_by_flows and history.founded >= plan.starts:
        return
    known_from = next((day for day, _ in level.after(date.min)), None)
    amount, known = amount_of(level), known_of(level)
    for part, year, period in _periods(plan, known_from, net):
        offset = f"{measure.code}:offset{part}"
        if period.first == known_from:
            builder.follow(offset, year, amount, within=Days(period.first, period.first))
            continue
        builder.follow(offset, year, amount, within=period)
        for day, moved in net.items():
            stay = history.stay_on(day)
            if stay is not None:
                builder.add(stay, day, offset, year, -moved, within=period)
        builder.moves(f"{measure.code}:moved-offset{part}", year, amount, within=period)
        builder.follow(f"{measure.code}:uncovered{part}", year, known, within=period)


def _periods(plan: Plan, known_from: date | None, net: Mapping[date, int]) -> Iterator[tuple[str, int, Days]]:
    """The years in which there is something to correct, and the phases, at whose start the level is unknown."""
    unknown_until = known_from or date.max
    years = {plan.year_of(day) for day in net if day < unknown_until}
    if known_from is not None:
        years.add(plan.year_of(known_from))
    for year in sorted(years):
        yield "", year, days_of(plan, year)
    for phase in plan.phases:
        if phase.first_day <= unknown_until:
            yield f":{phase.code}", 0, Days(phase.first_day, phase.last_day)
