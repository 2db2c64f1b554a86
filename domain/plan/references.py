"""What must hold between the entries of a plan file: every mistake, named by its place and what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain.plan.forms import FactRule, Form, Question, QuestionType
from domain.plan.indicators import Formula, FormulaKind, Indicator
from domain.plan.measures import Measure, MeasureKind

if TYPE_CHECKING:
    from domain.plan.model import Plan

MAIN_QUESTIONS = 6
"""A report has at most this many questions on its main path; the rest stands behind "add details"."""

NUMERATORS: dict[FormulaKind, MeasureKind] = {
    FormulaKind.SUM: MeasureKind.FLOW,
    FormulaKind.LEVEL: MeasureKind.LEVEL,
    FormulaKind.NET: MeasureKind.LEVEL,
    FormulaKind.SHARE_OF_UNITS: MeasureKind.ANSWER,
    FormulaKind.SHARE_OF_PEOPLE: MeasureKind.RUNNING,
    FormulaKind.DECLARED_SHARE: MeasureKind.FLOW,
    FormulaKind.DENSITY: MeasureKind.LEVEL,
    FormulaKind.PER_UNIT: MeasureKind.FLOW,
}
"""Which kind of measure each formula counts. A narrative counts none."""

DENOMINATORS: dict[FormulaKind, MeasureKind] = {
    FormulaKind.SHARE_OF_PEOPLE: MeasureKind.LEVEL,
    FormulaKind.DECLARED_SHARE: MeasureKind.FLOW,
    FormulaKind.DENSITY: MeasureKind.LEVEL,
}
"""Which kind of measure stands below the line, for the formulas that have one there."""


def broken_references(plan: Plan) -> Iterator[str]:
    """Every mistake between the entries of the plan, a sentence each."""
    for title, codes in (
        ("department", [entry.code for entry in plan.departments]),
        ("unit kind", [entry.code for entry in plan.unit_kinds]),
        ("phase", [entry.code for entry in plan.phases]),
        ("group", [entry.code for entry in plan.groups]),
        ("measure", [entry.code for entry in plan.measures]),
        ("form", [entry.code for entry in plan.forms]),
        ("indicator", [entry.code for entry in plan.indicators]),
    ):
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield f"{title} '{code}' stands in the plan more than once"
    for measure in plan.measures:
        yield from _of_measure(plan, measure)
    for form in plan.forms:
        yield from _of_form(plan, form)
        yield from _of_questions(plan, form)
        yield from _of_facts(plan, form)
    for indicator in plan.indicators:
        yield from _of_indicator(plan, indicator)
        yield from _of_formula(plan, indicator)
        yield from _of_goals(plan, indicator)
    yield from _of_bases(plan)


def _of_measure(plan: Plan, measure: Measure) -> Iterator[str]:
    flows = {other.code for other in plan.measures if other.kind is MeasureKind.FLOW}
    for code in (*measure.raised_by, *measure.lowered_by):
        if code not in flows:
            yield f"measure '{measure.code}': '{code}' is not a flow of this plan"
    if measure.kind is not MeasureKind.LEVEL and (measure.raised_by or measure.lowered_by):
        yield f"measure '{measure.code}': only a level is moved by flows"


def _of_form(plan: Plan, form: Form) -> Iterator[str]:
    where = f"form '{form.code}'"
    if form.group not in {group.code for group in plan.groups}:
        yield f"{where}: group '{form.group}' is not in the plan"
    yield from _unknown_kinds(plan, where, form.for_kinds)
    if sum(not question.details for question in form.questions) > MAIN_QUESTIONS:
        yield f"{where}: more than {MAIN_QUESTIONS} questions on the main path; mark some as details"
    if form.takes_over is not None and form.takes_over not in {other.code for other in plan.forms}:
        yield f"{where}: takes_over '{form.takes_over}' is not a form of this plan"


def _of_questions(plan: Plan, form: Form) -> Iterator[str]:
    levels = {measure.code for measure in plan.measures if measure.kind is MeasureKind.LEVEL}
    before: set[str] = set()
    for question in form.questions:
        where = f"form '{form.code}': question '{question.key}'"
        if question.key in before:
            yield f"{where} stands in the form more than once"
        yield from _of_question(question, where, before)
        if question.type is QuestionType.DISTINCT_PEOPLE:
            for kind in form.for_kinds:
                base = question.base.get(kind, question.base.get("*"))
                if base not in levels:
                    yield f"{where} needs a level as the headcount of '{kind}', and '{base}' is none"
        before.add(question.key)


def _of_question(question: Question, where: str, before: set[str]) -> Iterator[str]:
    if question.when is not None and question.when.question not in before:
        yield f"{where} depends on '{question.when.question}', not asked before it"
    if question.at_most is not None and question.at_most not in before:
        yield f"{where} is limited by '{question.at_most}', not asked before it"
    chooses = question.type in (QuestionType.CHOICE, QuestionType.MULTI_CHOICE)
    if chooses != bool(question.options):
        yield f"{where} must have options exactly when it is a choice"


def _of_facts(plan: Plan, form: Form) -> Iterator[str]:
    measures = {measure.code for measure in plan.measures}
    asked = {question.key for question in form.questions}
    for fact in form.facts:
        where = f"form '{form.code}': fact '{fact.measure}'"
        if fact.measure not in measures:
            yield f"{where}: the measure is not in the plan"
        if fact.value.split(".")[0] not in asked:
            yield f"{where} takes its value from '{fact.value}', which is not asked"
        yield from _of_answers(plan, form, fact, where)
        if fact.day is not None and fact.day not in asked:
            yield f"{where} takes its day from '{fact.day}', which is not asked"


def _of_answers(plan: Plan, form: Form, fact: FactRule, where: str) -> Iterator[str]:
    """What each option of a choice means, where the measure is an answer."""
    answering = any(one.code == fact.measure and one.kind is MeasureKind.ANSWER for one in plan.measures)
    options = {option.id for asked in form.questions if asked.key == fact.value for option in asked.options}
    if answering != bool(fact.answers):
        yield f"{where} must say what each option means exactly when the measure is an answer"
    for option in sorted(fact.answers.keys() - options):
        yield f"{where} says what '{option}' means, which is no option of '{fact.value}'"


def _of_indicator(plan: Plan, indicator: Indicator) -> Iterator[str]:
    where = f"indicator '{indicator.code}'"
    yield from _unknown_kinds(plan, where, indicator.scope)
    if indicator.department not in {entry.code for entry in plan.departments}:
        yield f"{where}: department '{indicator.department}' is not in the plan"
    if indicator.formula.kind is FormulaKind.DENSITY and indicator.code in {entry.code for entry in plan.measures}:
        yield f"{where}: a density cannot bear the code of a measure"


def _of_formula(plan: Plan, indicator: Indicator) -> Iterator[str]:
    where, formula = f"indicator '{indicator.code}'", indicator.formula
    kinds = {measure.code: measure.kind for measure in plan.measures}
    above, below = NUMERATORS.get(formula.kind), DENOMINATORS.get(formula.kind)
    for code, kind in (
        (formula.numerator, above),
        (formula.denominator, below),
        *((code, below) for code in formula.denominator_for.values()),
    ):
        if code is None and kind is not None:
            yield f"{where}: a {formula.kind} needs a {kind} that it does not name"
        elif code is not None and kinds.get(code) is not kind:
            yield f"{where}: a {formula.kind} takes a {kind or 'number of units'} where it names '{code}'"


def _of_goals(plan: Plan, indicator: Indicator) -> Iterator[str]:
    where = f"indicator '{indicator.code}'"
    phases = {(phase.first_day, phase.last_day) for phase in plan.phases}
    for goal in indicator.goals:
        if (goal.by is None) == (goal.first_year is None):
            yield f"{where}: a goal is either yearly (first_year) or a milestone (by)"
        elif goal.by is not None and indicator.formula.kind is FormulaKind.NET and (goal.since, goal.by) not in phases:
            yield f"{where}: a milestone of growth counts over a phase of the plan; {goal.since} to {goal.by} is none"


def _of_bases(plan: Plan) -> Iterator[str]:
    """Two shares of one running count must have the same base: the sums keep one for each count."""
    base_of: dict[str | None, Formula] = {}
    for indicator in plan.indicators:
        formula = indicator.formula
        if formula.kind is FormulaKind.SHARE_OF_PEOPLE and base_of.setdefault(formula.numerator, formula) != formula:
            where = f"indicator '{indicator.code}'"
            yield f"{where}: '{formula.numerator}' is compared with another headcount elsewhere"


def _unknown_kinds(plan: Plan, where: str, kinds: tuple[str, ...]) -> Iterator[str]:
    known = {kind.code for kind in plan.unit_kinds}
    for kind in kinds:
        if kind not in known:
            yield f"{where}: unit kind '{kind}' is not in the plan"
