"""Tallies of flows: events that add up and stay with the tree and the kind of their day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from domain.facts import Fact
from domain.plan import Plan
from domain.tallies.steps import StepBuilder, days_of


def daily(facts: Iterable[Fact]) -> dict[date, int]:
    """The amount of each day that has a fact, also where it is zero, in order of days."""
    amounts: defaultdict[date, int] = defaultdict(int)
    for fact in facts:
        amounts[fact.day] += fact.number
    return dict(sorted(amounts.items()))


def add_flow(builder: StepBuilder, plan: Plan, code: str, amounts: dict[date, int]) -> None:
    """The tallies of one flow, by the statistical year of each day.

    `m`: the amount. `m:answered`: units that reported while in the node's tree, be it a zero. `m:any`: units whose
    amount of the year, as far as it happened in the node's tree, has become positive.
    """
    answered: dict[tuple[int, int], date] = {}
    positive: dict[tuple[int, int], date] = {}
    sums: defaultdict[tuple[int, int], int] = defaultdict(int)
    for day, amount in amounts.items():
        stay = builder.history.stay_on(day)
        if stay is None:
            continue
        year = plan.year_of(day)
        builder.add(stay, day, code, year, amount)
        for node in stay.path:
            answered.setdefault((node, year), day)
            sums[node, year] += amount
            if sums[node, year] > 0:
                positive.setdefault((node, year), day)
    for part, firsts in (("answered", answered), ("any", positive)):
        for (node, year), day in firsts.items():
            builder.once(node, f"{code}:{part}", year, since=day, within=days_of(plan, year))
