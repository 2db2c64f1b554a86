"""What does not fit between a form's answers and what is known of the unit: by the cross-checks that it asks for, and by
what the plan says of whom its questions apply to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import lru_cache

from domain.facts import Answer
from domain.findings.filled import Filled
from domain.findings.found import (
    Duplicate,
    Finding,
    HeadcountGap,
    MembersOutnumberWorkers,
    MoreVisited,
    RunningCountFalls,
    StillApplies,
    WorkersOutgrown,
)
from domain.plan import Check, Form, FormulaKind, MeasureKind, Plan

LATELY = timedelta(hours=24)
"""The same figures once more within this time are asked about."""


def findings(filled: Filled) -> Iterator[Finding]:
    """Everything that does not fit: first what cannot be said at all, then what each of the form's checks finds."""
    yield from _still_applies(filled)
    for check in filled.form.checks:
        yield from _CHECKS[check](filled)


def measures_needed(plan: Plan, form: Form) -> frozenset[str]:
    """The measures that findings look at: of these a unit's facts must be known."""
    codes = {level for rule in form.facts if (level := _deciding(plan, rule.measure)) is not None}
    codes |= {
        rule.measure
        for rule in form.facts
        if (check := _LOOKS_BACK.get(plan.measure(rule.measure).kind)) is not None and check in form.checks
    }
    if Check.MEMBERS_ABOVE_WORKERS in form.checks:
        codes |= {code for kind in form.for_kinds for pair in _densities(plan, kind) for code in pair}
    moved = {flow for code in codes for flow in (*plan.measure(code).raised_by, *plan.measure(code).lowered_by)}
    return frozenset(codes | moved)


_LOOKS_BACK = {
    MeasureKind.LEVEL: Check.HEADCOUNT_GAP,
    MeasureKind.RUNNING: Check.RUNNING_COUNT_FALLS,
    MeasureKind.FLOW: Check.MORE_VISITED_THAN_IN_HARDSHIP,
}
"""The check that compares what a form says of a kind of measure with what was said before."""


def _deciding(plan: Plan, measure: str) -> str | None:
    """The level that decides whether an answer applies, where it does."""
    rule = plan.measure(measure).eligible
    return rule.level if rule is not None and rule.level_decides else None


def _still_applies(filled: Filled) -> Iterator[Finding]:
    """"Not applicable" of a unit whose number says otherwise: it can be answered below the minimum, or while unknown."""
    for fact in filled.said:
        rule, level = filled.plan.measure(fact.measure).eligible, _deciding(filled.plan, fact.measure)
        if fact.value is not Answer.NOT_APPLICABLE or level is None or rule is None or rule.at_least is None:
            continue
        known, least = filled.known.level_on(level, fact.day), filled.plan.parameters[rule.at_least]
        if known.value is not None and known.value >= least:
            yield StillApplies(
                key=filled.key_of(fact.measure),
                level=level,
                number=known.value,
                least=least,
                day=known.stated_on or fact.day,
            )


def _duplicate(filled: Filled) -> Iterator[Finding]:
    same = filled.known.repeated(filled.form.code, filled.decision, filled.facts, filled.now - LATELY)
    if same is not None:
        yield Duplicate(report=same)


def _headcount_gap(filled: Filled) -> Iterator[Finding]:
    """A stated level against the last statement and the changes since."""
    for fact in filled.said:
        measure = filled.plan.measure(fact.measure)
        if measure.kind is not MeasureKind.LEVEL or not measure.raised_by:
            continue
        level = filled.known.level_on(measure.code, fact.day)
        if level.value is not None and level.value != fact.number:
            yield HeadcountGap(
                key=filled.key_of(measure.code),
                expected=level.value,
                stated=fact.number,
                level=level,
                as_of=fact.day,
            )


def _members_above_workers(filled: Filled) -> Iterator[Finding]:
    """More members than workers: the number of workers is out of date, or one of the two was mistyped."""
    said = {fact.measure for fact in filled.said}
    for members, workers in _densities(filled.plan, filled.kind):
        if {members, workers} <= said:
            if filled.amount(members) > filled.amount(workers):
                yield MembersOutnumberWorkers(
                    members_key=filled.key_of(members),
                    workers_key=filled.key_of(workers),
                    members=filled.amount(members),
                    workers=filled.amount(workers),
                )
        elif not said.isdisjoint((members, *filled.plan.measure(members).raised_by)):
            raised, level = _level_after(filled, members), _workers(filled, workers)
            if level is not None and raised is not None and raised > level:
                yield WorkersOutgrown(measure=workers, members=raised, workers=level)


def _workers(filled: Filled, code: str) -> int | None:
    """Today's number of workers: as stated with this very report, else as it was known before."""
    stated = [fact.number for fact in filled.facts if fact.measure == code]
    return stated[-1] if stated else filled.known.level_on(code, filled.today).value


def _level_after(filled: Filled, code: str) -> int | None:
    """The level that the unit will have today once this report counts; None where that is not known."""
    level = filled.known.level_on(code, filled.today)
    if level.value is None or (level.stated_on is not None and filled.day <= level.stated_on):
        return level.value
    return level.value + sum(filled.amount(flow) for flow in filled.plan.measure(code).raised_by)


def _running_count_falls(filled: Filled) -> Iterator[Finding]:
    """The number of different people, or an amount, so far this year does not fall by itself."""
    for fact in filled.said:
        measure = filled.plan.measure(fact.measure)
        if measure.kind is not MeasureKind.RUNNING:
            continue
        before = filled.known.running_so_far(measure.code, fact.counts_for, fact.day)
        if before is not None and fact.number < before:
            key = filled.key_of(measure.code)
            yield RunningCountFalls(key=key, before=before, now=fact.number, money=measure.money)


def _more_visited(filled: Filled) -> Iterator[Finding]:
    said = {fact.measure: fact for fact in filled.said}
    for one in filled.plan.indicators:
        part, whole = one.formula.numerator or "", one.formula.denominator or ""
        if one.formula.kind is not FormulaKind.DECLARED_SHARE or part not in said or whole not in said:
            continue
        if filled.plan.measure(part).kind is not MeasureKind.FLOW:
            continue
        visited, hardship = (
            said[code].number + filled.known.year_so_far(code, said[code].counts_for, said[code].day)
            for code in (part, whole)
        )
        if visited > hardship:
            yield MoreVisited(
                visited_key=filled.key_of(part), hardship_key=filled.key_of(whole), visited=visited, hardship=hardship
            )


@lru_cache(maxsize=64)
def _densities(plan: Plan, kind: str) -> set[tuple[str, str]]:
    """The levels that the plan compares for units of a kind, such as members and workers."""
    formulas = (one.formula for one in plan.indicators if one.formula.kind is FormulaKind.DENSITY)
    pairs = {(formula.top_of(kind), formula.base_of(kind)) for formula in formulas}
    return {(top, base) for top, base in pairs if top is not None and base is not None and top != base}


_CHECKS: dict[Check, Callable[[Filled], Iterator[Finding]]] = {
    Check.DUPLICATE: _duplicate,
    Check.HEADCOUNT_GAP: _headcount_gap,
    Check.MEMBERS_ABOVE_WORKERS: _members_above_workers,
    Check.RUNNING_COUNT_FALLS: _running_count_falls,
    Check.MORE_VISITED_THAN_IN_HARDSHIP: _more_visited,
}
