"""What must hold of the goals and quotas of an indicator: every mistake, named by its place and what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain.plan.indicators import FormulaKind, Indicator
from domain.plan.levels import Level

if TYPE_CHECKING:
    from domain.plan.model import Plan


def broken_aims(plan: Plan, indicator: Indicator) -> Iterator[str]:
    """Every mistake in the goals of the indicator and in the levels that take a quota of it, a sentence each."""
    yield from _of_goals(plan, indicator)
    yield from _of_quotas(plan, indicator)


def _of_goals(plan: Plan, indicator: Indicator) -> Iterator[str]:
    where = f"indicator '{indicator.code}'"
    phases = {(phase.first_day, phase.last_day) for phase in plan.phases}
    for goal in indicator.goals:
        if (goal.by is None) == (goal.first_year is None):
            yield f"{where}: a goal is either yearly (first_year) or a milestone (by)"
        elif goal.by is not None and indicator.formula.kind is FormulaKind.NET and (goal.since, goal.by) not in phases:
            yield f"{where}: a milestone of growth counts over a phase of the plan; {goal.since} to {goal.by} is none"


def _of_quotas(plan: Plan, indicator: Indicator) -> Iterator[str]:
    where = f"indicator '{indicator.code}': quota_at"
    if not indicator.quota_at:
        return
    if indicator.formula.kind is FormulaKind.NARRATIVE:
        yield f"{where}: a narrative has no number, so it takes no quota; leave quota_at out"
    if indicator.top_only:
        yield f"{where}: a top_only indicator is shown nowhere below, so it takes no quota; leave quota_at out"
    levels = list(Level)
    for level in indicator.quota_at:
        if level is Level.PROVINCE:
            yield f"{where}: nobody assigns to the province; expected direct-superior, grassroots or both"
        reached = {kind.code for kind in plan.unit_kinds if levels.index(kind.level) >= levels.index(level)}
        if reached.isdisjoint(indicator.scope):
            yield f"{where}: no union of the level {level} or below is in the scope {', '.join(indicator.scope)}"
        if indicator.formula.kind is FormulaKind.SHARE_OF_UNITS and level is levels[-1]:
            yield f"{where}: one {level} union answers yes or no, so it takes no share of units"
