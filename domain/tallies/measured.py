"""From the facts of one unit to the steps of everything that is measured with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from domain.facts import Fact
from domain.plan import FormulaKind, Indicator, MeasureKind, Plan
from domain.tallies.answers import add_answers, add_both, states_of_years
from domain.tallies.clusters import base_formula
from domain.tallies.flows import add_flow
from domain.tallies.growth import add_growth
from domain.tallies.levels import Level, add_level, level_of, net_flows
from domain.tallies.running import add_below, add_running
from domain.tallies.steps import StepBuilder, Steps
from domain.tallies.timeline import Timeline
from domain.units import UnitHistory


def measure_steps(plan: Plan, history: UnitHistory, facts: Sequence[Fact], cluster: frozenset[str]) -> Steps:
    """The steps of all tallies of the cluster's measures, from all facts that the unit has of them.

    A fact dated outside the unit's life is left out. What each tally means stands with the function that adds it.
    """
    builder = StepBuilder(history)
    said: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: (fact.day, fact.known_at, fact.order)):
        if history.stay_on(fact.day) is not None:
            said[fact.measure].append(fact)
    levels = _add_levels(builder, plan, said, cluster)
    for code in cluster:
        measure = plan.measure(code)
        if measure.kind is MeasureKind.FLOW:
            add_flow(builder, plan, code, said[code])
        elif measure.kind is MeasureKind.RUNNING:
            formula = base_formula(plan, code)
            base = by_kind(history, formula.base_of, levels) if formula is not None else None
            add_running(builder, code, said[code], base)
        elif measure.kind is MeasureKind.ANSWER:
            add_answers(builder, plan, measure, said[code], levels)
    for indicator in plan.indicators:
        if indicator.formula.numerator in cluster:
            _add_own(builder, plan, indicator, said, levels)
    return builder.steps()


def _add_own(
    builder: StepBuilder,
    plan: Plan,
    indicator: Indicator,
    said: Mapping[str, Sequence[Fact]],
    levels: Mapping[str, Level],
) -> None:
    """The tallies that an indicator has of its own, because sums of its measures alone do not make it."""
    formula = indicator.formula
    part, whole = formula.numerator or "", formula.denominator or ""
    also = plan.also(formula)
    if formula.kind is FormulaKind.DENSITY:
        _add_density(builder, indicator, levels)
    if formula.each_at_least is not None:
        add_below(builder, indicator.code, formula.each_at_least, said.get(part, ()), said.get(whole, ()))
    if also is not None:
        states = states_of_years(plan.measure(part), said.get(part, ()))
        add_both(builder, indicator.code, states, states_of_years(plan.measure(also), said.get(also, ())))


def _add_levels(
    builder: StepBuilder, plan: Plan, said: Mapping[str, Sequence[Fact]], cluster: frozenset[str]
) -> dict[str, Level]:
    growing = {entry.formula.numerator for entry in plan.indicators if entry.formula.kind is FormulaKind.NET}
    levels: dict[str, Level] = {}
    for code in cluster:
        measure = plan.measure(code)
        if measure.kind is MeasureKind.LEVEL:
            net = net_flows(measure, said)
            levels[code] = level_of(plan, measure, builder.history, said.get(code, ()), net)
            add_level(builder, code, levels[code])
            if code in growing:
                add_growth(builder, plan, measure, levels[code], net)
    return levels


def by_kind(history: UnitHistory, measure_of: Callable[[str], str | None], levels: Mapping[str, Level]) -> Level:
    """The level that a formula takes of the unit, which is another one for some kinds of units."""
    changes: list[tuple[date, int | None]] = []
    for stay in history.stays:
        level = levels[measure_of(stay.kind) or ""]
        changes += [(stay.first_day, level.at(stay.first_day)), *level.after(stay.first_day, stay.end)]
    return Timeline(None, changes)


def _add_density(builder: StepBuilder, indicator: Indicator, levels: Mapping[str, Level]) -> None:
    """`i:numerator`, `i:denominator` and `i:known`: both levels, and the number of units, where both are known."""
    formula, history = indicator.formula, builder.history
    both = by_kind(history, formula.top_of, levels).beside(by_kind(history, formula.base_of, levels))
    known = both.map(lambda pair: pair if None not in pair else None)
    builder.follow(f"{indicator.code}:numerator", 0, known.map(lambda pair: pair[0] or 0 if pair else 0))
    builder.follow(f"{indicator.code}:denominator", 0, known.map(lambda pair: pair[1] or 0 if pair else 0))
    builder.follow(f"{indicator.code}:known", 0, known.map(lambda pair: int(pair is not None)))
