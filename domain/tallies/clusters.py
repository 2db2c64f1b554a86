"""Which measures of a plan belong together because tallies are made of several of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from domain.plan import Formula, FormulaKind, Plan


def base_formula(plan: Plan, running: str) -> Formula | None:
    """The formula that says what a running count is compared with, if one does."""
    formulas = (indicator.formula for indicator in plan.indicators)
    shares = (formula for formula in formulas if formula.kind is FormulaKind.SHARE_OF_PEOPLE)
    return next((formula for formula in shares if formula.numerator == running), None)


def cluster_of(plan: Plan, measure: str) -> frozenset[str]:
    """The measures whose facts are needed together with those of `measure`, itself included. Raises KeyError."""
    return _clusters_by_measure(plan)[measure]


def clusters(plan: Plan) -> tuple[frozenset[str], ...]:
    """All clusters: every measure of the plan stands in exactly one."""
    return tuple(dict.fromkeys(_clusters_by_measure(plan).values()))


@lru_cache(maxsize=8)
def _clusters_by_measure(plan: Plan) -> dict[str, frozenset[str]]:
    cluster = {measure.code: frozenset({measure.code}) for measure in plan.measures}
    for group in _groups(plan):
        joined = frozenset[str]().union(*(cluster[code] for code in group if code is not None))
        cluster |= dict.fromkeys(joined, joined)
    return cluster


def _groups(plan: Plan) -> Iterator[set[str | None]]:
    """Measures that share a tally: a level and its flows, a count and what it is compared with, an answer and the level
    that says to which units it applies.
    """
    for measure in plan.measures:
        yield {measure.code, *measure.raised_by, *measure.lowered_by}
        if measure.eligible is not None:
            yield {measure.code, measure.eligible.level}
    for indicator in plan.indicators:
        formula = indicator.formula
        if formula.kind in (FormulaKind.SHARE_OF_PEOPLE, FormulaKind.DENSITY) or formula.each_at_least is not None:
            yield {
                formula.numerator,
                *formula.numerator_for.values(),
                formula.denominator,
                *formula.denominator_for.values(),
            }
        if plan.also(formula) is not None:
            yield {formula.numerator, formula.also}
