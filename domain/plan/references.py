"""What must hold between the entries of a plan file: every mistake, named by its place and what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain.plan.aims import broken_aims
from domain.plan.events import broken_events
from domain.plan.forms import CLOSED, TAKEN_UP, FactRule, Form, Question, QuestionType
from domain.plan.indicators import Formula, FormulaKind, Indicator
from domain.plan.keys import broken_keys
from domain.plan.measures import Eligible, Measure, MeasureKind
from domain.plan.rounds_hold import broken_rounds

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
    FormulaKind.DENSITY: MeasureKind.LEVEL,
    FormulaKind.PER_UNIT: MeasureKind.FLOW,
}
"""Which kind of measure each formula counts. Narratives and combined shares count none, declared shares two kinds."""

DENOMINATORS: dict[FormulaKind, MeasureKind] = {
    FormulaKind.SHARE_OF_PEOPLE: MeasureKind.LEVEL,
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
        ("activity", [entry.code for entry in plan.activities]),
        ("question set", [entry.code for entry in plan.question_sets]),
        ("measure", [entry.code for entry in plan.measures]),
        ("form", [entry.code for entry in plan.forms]),
        ("indicator", [entry.code for entry in plan.indicators]),
        ("round", [entry.code for entry in plan.rounds]),
    ):
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield f"{title} '{code}' stands in the plan more than once"
    for measure in plan.measures:
        yield from _of_measure(plan, measure)
    for form in plan.forms:
        yield from _of_form(plan, form)
        yield from _of_questions(plan, form)
        yield from _of_case(form)
        yield from _of_facts(plan, form)
    for indicator in plan.indicators:
        yield from _of_indicator(plan, indicator)
        yield from _of_formula(plan, indicator)
        yield from broken_aims(plan, indicator)
    yield from _of_bases(plan)
    yield from _of_activities(plan)
    yield from broken_keys(plan)
    yield from broken_events(plan)
    yield from broken_rounds(plan)


def _of_measure(plan: Plan, measure: Measure) -> Iterator[str]:
    where = f"measure '{measure.code}'"
    flows = {other.code for other in plan.measures if other.kind is MeasureKind.FLOW}
    for code in (*measure.raised_by, *measure.lowered_by):
        if code not in flows:
            yield f"{where}: '{code}' is not a flow of this plan"
    if measure.kind is not MeasureKind.LEVEL and (measure.raised_by or measure.lowered_by):
        yield f"{where}: only a level is moved by flows"
    if measure.kind is not MeasureKind.FLOW and measure.reorganises:
        yield f"{where}: only a flow reorganises"
    if measure.grace_days and (measure.kind is not MeasureKind.ANSWER or measure.of_years):
        yield f"{where}: only an answer of which the latest holds has days of grace"
    if measure.eligible is not None:
        yield from _of_eligible(plan, measure, measure.eligible)


def _of_eligible(plan: Plan, measure: Measure, rule: Eligible) -> Iterator[str]:
    where = f"measure '{measure.code}': eligible"
    if measure.kind is not MeasureKind.ANSWER:
        yield f"{where}: only an answer applies to some units and not to others"
    levels = {other.code for other in plan.measures if other.kind is MeasureKind.LEVEL}
    by_level, by_age = (rule.level, rule.at_least), (rule.months, rule.months_after_reorganisation)
    if (None in by_level) == (None in by_age):
        yield f"{where} takes either a level with at_least, or months with months_after_reorganisation"
    if rule.level is not None and rule.level not in levels:
        yield f"{where}: '{rule.level}' is not a level of this plan"
    if rule.level_decides and (rule.level is None or rule.flag is not None):
        yield f"{where}: level_decides is for a level without a flag, as one of the two has the last word"
    if (rule.months is not None) != measure.of_years:
        yield f"{where}: by age where the answer is for a year, by a level where the latest holds"
    for name in (rule.at_least, *by_age):
        if name is not None and name not in plan.parameters:
            yield f"{where}: '{name}' is not among the parameters of the plan"


def _of_form(plan: Plan, form: Form) -> Iterator[str]:
    where = f"form '{form.code}'"
    if form.group not in {group.code for group in plan.groups}:
        yield f"{where}: group '{form.group}' is not in the plan"
    yield from _unknown_kinds(plan, where, form.for_kinds)
    if sum(not question.details for question in form.questions) > MAIN_QUESTIONS:
        yield f"{where}: more than {MAIN_QUESTIONS} questions on the main path; mark some as details"
    if form.takes_over is not None and form.takes_over not in {other.code for other in plan.forms}:
        yield f"{where}: takes_over '{form.takes_over}' is not a form of this plan"
    for code in form.sets:
        if code not in {entry.code for entry in plan.question_sets}:
            yield f"{where}: question set '{code}' is not in the plan"
    if form.activity is not None and form.activity not in {entry.code for entry in plan.activities}:
        yield f"{where}: activity '{form.activity}' is not in the plan"
    for difference in form.differences:
        for key in (difference.of, difference.less):
            if key not in {question.key for question in form.questions}:
                yield f"{where}: a difference is made of '{key}', which is not asked"


def _of_case(form: Form) -> Iterator[str]:
    """The superior's part of a case asks on from where the opener's part ended."""
    before = {question.key for question in form.questions}
    for question in form.follow_up:
        where = f"form '{form.code}': follow-up question '{question.key}'"
        if question.key in before:
            yield f"{where} stands in the form more than once"
        yield from _of_question(question, where, before)
        before.add(question.key)
    for key in (TAKEN_UP, CLOSED) if form.opens_case else ():
        if all(question.key != key or question.type is not QuestionType.DAY for question in form.follow_up):
            yield f"form '{form.code}': the follow-up of a case has a question '{key}' of type day"


def _of_questions(plan: Plan, form: Form) -> Iterator[str]:
    levels = {measure.code for measure in plan.measures if measure.kind is MeasureKind.LEVEL}
    before: set[str] = set()
    for question in form.questions:
        where = f"form '{form.code}': question '{question.key}'"
        if question.key in before:
            yield f"{where} stands in the form more than once"
        yield from _of_question(question, where, before)
        yield from _unknown_kinds(plan, where, question.for_kinds)
        if question.type is QuestionType.DISTINCT_PEOPLE:
            for kind in question.for_kinds or form.for_kinds:
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
    if question.type is not QuestionType.MULTI_CHOICE and any(option.alone for option in question.options):
        yield f"{where}: only of several choices one can stand alone"


DAYS = (QuestionType.DAY, QuestionType.ANY_DAY, QuestionType.PLANNED_DAY)


def _of_facts(plan: Plan, form: Form) -> Iterator[str]:
    measures = {measure.code for measure in plan.measures}
    asked = {question.key: question.type for question in (*form.questions, *form.follow_up)}
    for fact in form.facts:
        where = f"form '{form.code}': fact '{fact.measure}'"
        if fact.measure not in measures:
            yield f"{where}: the measure is not in the plan"
        if (fact.value is None) == (fact.amount is None):
            yield f"{where} takes either a value from a question or a fixed amount"
        if fact.question is not None and fact.question not in asked:
            yield f"{where} takes its value from '{fact.value}', which is not asked"
        if fact.when is not None and fact.when.question not in asked:
            yield f"{where} depends on '{fact.when.question}', which is not asked"
        yield from _of_answers(plan, form, fact, where)
        for what, key, types in (
            ("day", fact.day, DAYS),
            ("year", fact.counts_for, (QuestionType.YEAR, *DAYS)),
            ("last day", fact.until, DAYS),
            ("months", fact.months, (QuestionType.COUNT,)),
        ):
            if key is not None and asked.get(key) not in types:
                yield f"{where} takes its {what} from '{key}', which is not asked as one of {', '.join(types)}"


def _of_answers(plan: Plan, form: Form, fact: FactRule, where: str) -> Iterator[str]:
    """What each option of a choice means, where the measure is an answer."""
    answering = any(one.code == fact.measure and one.kind is MeasureKind.ANSWER for one in plan.measures)
    asked = (*form.questions, *form.follow_up)
    options = {option.id for question in asked if question.key == fact.value for option in question.options}
    if answering != bool(fact.answers):
        yield f"{where} must say what each option means exactly when the measure is an answer"
    for option in sorted(fact.answers.keys() - options):
        yield f"{where} says what '{option}' means, which is no option of '{fact.value}'"


def _of_indicator(plan: Plan, indicator: Indicator) -> Iterator[str]:
    where = f"indicator '{indicator.code}'"
    yield from _unknown_kinds(plan, where, indicator.scope)
    if indicator.department not in {entry.code for entry in plan.departments}:
        yield f"{where}: department '{indicator.department}' is not in the plan"
    counted = indicator.formula.kind is FormulaKind.DENSITY or indicator.formula.also or indicator.formula.each_at_least
    if counted and indicator.code in {entry.code for entry in plan.measures}:
        yield f"{where}: sums are kept under its code, so it cannot bear the code of a measure"
    for code in indicator.beside:
        if code not in {entry.code for entry in plan.measures}:
            yield f"{where}: beside '{code}' is not a measure of this plan"
    if indicator.told_by is not None and indicator.told_by not in {form.code for form in plan.forms}:
        yield f"{where}: told_by '{indicator.told_by}' is not a form of this plan"


def _of_formula(plan: Plan, indicator: Indicator) -> Iterator[str]:
    where, formula = f"indicator '{indicator.code}'", indicator.formula
    if formula.kind is FormulaKind.COMBINED:
        yield from _of_parts(plan, indicator)
        return
    kinds = {measure.code: measure.kind for measure in plan.measures}
    above, below = NUMERATORS.get(formula.kind), DENOMINATORS.get(formula.kind)
    if formula.kind is FormulaKind.DECLARED_SHARE:
        declared = kinds.get(formula.numerator or "")
        above = below = declared if declared is MeasureKind.RUNNING else MeasureKind.FLOW
    for code, kind in (
        (formula.numerator, above),
        *((code, above) for code in formula.numerator_for.values()),
        (formula.denominator, below),
        *((code, below) for code in formula.denominator_for.values()),
        *((code, MeasureKind.ANSWER) for code in (formula.also,) if code is not None),
    ):
        if code is None and kind is not None:
            yield f"{where}: a {formula.kind} needs {_one(kind)} that it does not name"
        elif code is not None and kinds.get(code) is not kind:
            yield f"{where}: a {formula.kind} takes {_one(kind)} where it names '{code}'"
    if formula.numerator_for and formula.kind not in (FormulaKind.LEVEL, FormulaKind.DENSITY):
        yield f"{where}: only a level or a density counts another measure for some kinds"
    if formula.also is not None and formula.also_if not in plan.parameters:
        yield f"{where}: also_if '{formula.also_if}' is not among the parameters of the plan"
    running = formula.kind is FormulaKind.DECLARED_SHARE and above is MeasureKind.RUNNING
    if formula.each_at_least is not None and not running:
        yield f"{where}: each_at_least is for declared shares of running amounts"
    if formula.also is not None and not all(
        one.of_years for one in plan.measures if one.code in (formula.numerator, formula.also)
    ):
        yield f"{where}: two answers are asked for together only where both are for a year"


def _one(kind: MeasureKind | None) -> str:
    return f"an {kind}" if kind is MeasureKind.ANSWER else f"a {kind or 'number of units'}"


def _of_parts(plan: Plan, indicator: Indicator) -> Iterator[str]:
    where = f"indicator '{indicator.code}'"
    shares = {one.code for one in plan.indicators if one.formula.kind is FormulaKind.DECLARED_SHARE}
    if len(indicator.formula.parts) < 2:
        yield f"{where}: a combined share needs at least two parts"
    for code in indicator.formula.parts:
        if code not in shares:
            yield f"{where}: part '{code}' is not a declared share of this plan"


def _of_bases(plan: Plan) -> Iterator[str]:
    """Two shares of one running count must have the same base: the sums keep one for each count."""
    base_of: dict[str | None, Formula] = {}
    for indicator in plan.indicators:
        formula = indicator.formula
        if formula.kind is FormulaKind.SHARE_OF_PEOPLE and base_of.setdefault(formula.numerator, formula) != formula:
            where = f"indicator '{indicator.code}'"
            yield f"{where}: '{formula.numerator}' is compared with another headcount elsewhere"


def _of_activities(plan: Plan) -> Iterator[str]:
    """Every kind of activity can be reported, and a department follows it."""
    recorded = {form.activity for form in plan.forms}
    departments = {entry.code for entry in plan.departments}
    for activity in plan.activities:
        if activity.code not in recorded:
            yield f"activity '{activity.code}': no form records it"
        if activity.department not in departments:
            yield f"activity '{activity.code}': department '{activity.department}' is not in the plan"


def _unknown_kinds(plan: Plan, where: str, kinds: tuple[str, ...]) -> Iterator[str]:
    known = {kind.code for kind in plan.unit_kinds}
    for kind in kinds:
        if kind not in known:
            yield f"{where}: unit kind '{kind}' is not in the plan"
