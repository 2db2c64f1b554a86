"""Tallies of flows: events that add up and stay with the tree and the kind of their day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from domain.facts import Fact
from domain.plan import Plan
from domain.tallies.steps import Days, StepBuilder, days_of


def daily(facts: Iterable[Fact]) -> dict[date, int]:
    """The amount of each day that has a fact, also where it is zero, in order of days."""
    amounts: defaultdict[date, int] = defaultdict(int)
    for fact in facts:
        amounts[fact.day] += fact.number
    return dict(sorted(amounts.items()))


def add_flow(builder: StepBuilder, plan: Plan, code: str, facts: Iterable[Fact]) -> None:
    """The tallies of one flow, by the statistical year that each fact is for.

    `m`: the amount. `m:answered`: units that reported while in the node's tree, be it a zero. `m:any`: units whose
    amount of the year, as far as it happened in the node's tree, has become positive. What is for a year that is over
    (a case of last year is closed) counts from its own day on.
    """
    answered: dict[tuple[int, int], date] = {}
    positive: dict[tuple[int, int], date] = {}
    sums: defaultdict[tuple[int, int], int] = defaultdict(int)
    of_year: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_year[fact.counts_for].append(fact)
    for year, said in of_year.items():
        for day, amount in daily(said).items():
            stay = builder.history.stay_on(day)
            if stay is None:
                continue
            builder.add(stay, day, code, year, amount)
            for node in stay.path:
                answered.setdefault((node, year), day)
                sums[node, year] += amount
                if sums[node, year] > 0:
                    positive.setdefault((node, year), day)
    for part, firsts in (("answered", answered), ("any", positive)):
        for (node, year), day in firsts.items():
            first, last = days_of(plan, year)
            builder.once(node, f"{code}:{part}", year, since=day, within=Days(min(first, day), max(last, day)))
