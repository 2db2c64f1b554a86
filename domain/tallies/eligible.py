"""To which units an answer applies, as far as that is computed: by a level, by a trait of the unit, or by its age."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.days import ONE_DAY, after_months
from domain.facts import Answer
from domain.plan import Eligible, Measure, Plan
from domain.tallies.levels import Level
from domain.tallies.timeline import Timeline
from domain.units import FROM_REORGANISATION, UnitHistory

EXEMPT = "exempt"
"""The state of a unit to which a question does not apply by its numbers: it is not expected to answer."""


def applying(
    plan: Plan, measure: Measure, history: UnitHistory, said: Timeline[str | None], levels: Mapping[str, Level]
) -> Timeline[str | None]:
    """The unit's states, exempt where the question does not apply. A unit that says yes is always one that it does."""
    rule = measure.eligible
    if rule is None or rule.level is None or rule.at_least is None:
        return said
    least = plan.parameters[rule.at_least]
    beside = said.beside(levels[rule.level])
    changes: list[tuple[date, str | None]] = []
    for stay in history.stays:
        flag = stay.traits.get(rule.flag) if rule.flag is not None else None
        changes.append((stay.first_day, _state(rule, least, flag, beside.at(stay.first_day))))
        changes += [(day, _state(rule, least, flag, pair)) for day, pair in beside.after(stay.first_day, stay.end)]
    return Timeline(None, changes)


def _state(rule: Eligible, least: int, flag: bool | None, said_and_level: tuple[str | None, int | None]) -> str | None:
    said, level = said_and_level
    if said == Answer.YES:
        return said
    if not (flag if flag is not None else level is None or level >= least):
        return EXEMPT
    return None if rule.level_decides and level is not None and said == Answer.NOT_APPLICABLE else said


def first_year(plan: Plan, measure: Measure, history: UnitHistory) -> int | None:
    """The first statistical year at whose end the unit is old enough for the answer; None where age does not matter.

    A unit founded on the first day of a year is twelve months old when that year ends.
    """
    rule = measure.eligible
    if rule is None or rule.months is None or rule.months_after_reorganisation is None:
        return None
    reorganised = history.stays[0].traits.get(FROM_REORGANISATION)
    months = plan.parameters[rule.months_after_reorganisation if reorganised else rule.months]
    return plan.year_of(after_months(history.founded, months) - ONE_DAY)
