"""Tallies of the units themselves: how many there are, and how many there were on any day of a year."""

from __future__ import annotations

from domain.days import ONE_DAY
from domain.plan import Plan
from domain.tallies.steps import Days, StepBuilder, Steps, days_of
from domain.tallies.timeline import Timeline
from domain.units import UnitHistory


def structure_steps(plan: Plan, history: UnitHistory) -> Steps:
    """The steps that the unit adds by being there.

    `units`, by year of founding: the units of the day. `present`, by year: what must be added to the units
    of the year's first day to get those that were in the node's tree on any day of the year so far, each counted
    once and under the latest kind that it had there.
    """
    builder = StepBuilder(history)
    builder.follow("units", plan.year_of(history.founded), Timeline(1))
    nodes = {node for stay in history.stays for node in stay.path}
    for year in sorted({plan.year_of(stay.first_day) for stay in history.stays}):
        first, last = days_of(plan, year)
        for node in nodes:
            builder.once(node, "present", year, since=first, within=Days(first + ONE_DAY, last))
    return builder.steps()
