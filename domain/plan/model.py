"""The plan as a whole, with the cross-references that make it one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property

from pydantic import Field, model_validator

from domain.plan.forms import Form, QuestionType
from domain.plan.indicators import Formula, FormulaKind, Indicator
from domain.plan.measures import Measure, MeasureKind
from domain.plan.words import Code, Entry, Words

MAIN_QUESTIONS = 6
"""A report has at most this many questions on its main path; the rest stands behind "add details"."""


class Level(StrEnum):
    """A unit's place in the line."""

    PROVINCE = "province"
    DIRECT_SUPERIOR = "direct-superior"
    GRASSROOTS = "grassroots"


class UnitKind(Entry):
    """A kind of union: what it may be asked follows from it. `words` are further names read in imported files."""

    code: Code
    level: Level
    name: Words
    words: tuple[str, ...] = ()


class Department(Entry):
    """A department of the province, which follows its indicators."""

    code: Code
    name: Words


class FormGroup(Entry):
    """A first-level choice of the report menu."""

    code: Code
    name: Words


class Phase(Entry):
    """A named stretch of the plan, both days included."""

    code: Code
    name: Words
    first_day: date
    last_day: date


class Plan(Entry):
    """A whole plan file.

    `statistical_year_starts` is (month, day) of the statistical year's first day; a year that begins in the
    calendar year before bears the number of the year in which it ends.
    """

    code: Code
    version: int = Field(ge=1)
    number: str
    issued: date
    name: Words
    starts: date
    ends: date
    statistical_year_starts: tuple[int, int] = (1, 1)
    departments: tuple[Department, ...]
    unit_kinds: tuple[UnitKind, ...]
    phases: tuple[Phase, ...]
    groups: tuple[FormGroup, ...] = Field(max_length=8)
    measures: tuple[Measure, ...]
    forms: tuple[Form, ...]
    indicators: tuple[Indicator, ...]

    def __hash__(self) -> int:
        return hash((self.code, self.version))

    @cached_property
    def _kinds(self) -> dict[str, UnitKind]:
        return {kind.code: kind for kind in self.unit_kinds}

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return {measure.code: measure for measure in self.measures}

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return {form.code: form for form in self.forms}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    def unit_kind(self, code: str) -> UnitKind:
        """The unit kind `code`. Raises KeyError."""
        return self._kinds[code]

    def measure(self, code: str) -> Measure:
        """The measure `code`. Raises KeyError."""
        return self._measures[code]

    def form(self, code: str) -> Form:
        """The form `code`. Raises KeyError."""
        return self._forms[code]

    def indicator(self, code: str) -> Indicator:
        """The indicator `code`. Raises KeyError."""
        return self._indicators[code]

    def forms_for(self, unit_kind: str) -> tuple[Form, ...]:
        """The forms that a unit of this kind is asked, in the order of the menu."""
        order = {group.code: place for place, group in enumerate(self.groups)}
        chosen = [form for form in self.forms if unit_kind in form.for_kinds]
        return tuple(sorted(chosen, key=lambda form: order[form.group]))

    def year_of(self, day: date) -> int:
        """The statistical year that `day` belongs to."""
        month, first = self.statistical_year_starts
        if (month, first) == (1, 1):
            return day.year
        return day.year + 1 if (day.month, day.day) >= (month, first) else day.year

    def first_day_of(self, year: int) -> date:
        """The first day of the statistical year."""
        month, first = self.statistical_year_starts
        return date(year if (month, first) == (1, 1) else year - 1, month, first)

    @model_validator(mode="after")
    def _references_hold(self) -> Plan:
        problems = list(_broken_references(self))
        if problems:
            raise ValueError("; ".join(problems))
        return self


def _broken_references(plan: Plan) -> Iterator[str]:
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
        yield from _broken_measure(plan, measure)
    for form in plan.forms:
        yield from _broken_form(plan, form)
    for indicator in plan.indicators:
        yield from _broken_indicator(plan, indicator)
    yield from _broken_bases(plan)


def _broken_measure(plan: Plan, measure: Measure) -> Iterator[str]:
    flows = {other.code for other in plan.measures if other.kind is MeasureKind.FLOW}
    for code in (*measure.raised_by, *measure.lowered_by):
        if code not in flows:
            yield f"measure '{measure.code}': '{code}' is not a flow of this plan"
    if measure.kind is not MeasureKind.LEVEL and (measure.raised_by or measure.lowered_by):
        yield f"measure '{measure.code}': only a level is moved by flows"
    if measure.holds not in ("year", "latest"):
        yield f"measure '{measure.code}': holds must be 'year' or 'latest', not '{measure.holds}'"


def _broken_form(plan: Plan, form: Form) -> Iterator[str]:
    where = f"form '{form.code}'"
    kinds = {kind.code for kind in plan.unit_kinds}
    if form.group not in {group.code for group in plan.groups}:
        yield f"{where}: group '{form.group}' is not in the plan"
    for kind in form.for_kinds:
        if kind not in kinds:
            yield f"{where}: unit kind '{kind}' is not in the plan"
    if sum(not question.details for question in form.questions) > MAIN_QUESTIONS:
        yield f"{where}: more than {MAIN_QUESTIONS} questions on the main path; mark some as details"
    if form.takes_over is not None and form.takes_over not in {other.code for other in plan.forms}:
        yield f"{where}: takes_over '{form.takes_over}' is not a form of this plan"
    seen: dict[str, QuestionType] = {}
    for question in form.questions:
        if question.key in seen:
            yield f"{where}: question '{question.key}' stands in the form more than once"
        if question.when is not None and question.when.question not in seen:
            yield f"{where}: question '{question.key}' depends on '{question.when.question}', not asked before it"
        if question.at_most is not None and question.at_most not in seen:
            yield f"{where}: question '{question.key}' is limited by '{question.at_most}', not asked before it"
        chooses = question.type in (QuestionType.CHOICE, QuestionType.MULTI_CHOICE)
        if chooses != bool(question.options):
            yield f"{where}: question '{question.key}' must have options exactly when it is a choice"
        seen[question.key] = question.type
    for fact in form.facts:
        if fact.measure not in {measure.code for measure in plan.measures}:
            yield f"{where}: measure '{fact.measure}' is not in the plan"
        if fact.value.split(".")[0] not in seen:
            yield f"{where}: fact '{fact.measure}' takes its value from '{fact.value}', which is not asked"
        if fact.day is not None and fact.day not in seen:
            yield f"{where}: fact '{fact.measure}' takes its day from '{fact.day}', which is not asked"


def _broken_indicator(plan: Plan, indicator: Indicator) -> Iterator[str]:
    where = f"indicator '{indicator.code}'"
    measures = {measure.code for measure in plan.measures}
    formula = indicator.formula
    for code in (formula.numerator, formula.denominator, *formula.denominator_for.values()):
        if code is not None and code not in measures:
            yield f"{where}: measure '{code}' is not in the plan"
    for kind in indicator.scope:
        if kind not in {entry.code for entry in plan.unit_kinds}:
            yield f"{where}: unit kind '{kind}' is not in the plan"
    if indicator.department not in {entry.code for entry in plan.departments}:
        yield f"{where}: department '{indicator.department}' is not in the plan"
    for goal in indicator.goals:
        if (goal.by is None) == (goal.first_year is None):
            yield f"{where}: a goal is either yearly (first_year) or a milestone (by)"


def _broken_bases(plan: Plan) -> Iterator[str]:
    levels = {measure.code for measure in plan.measures if measure.kind is MeasureKind.LEVEL}
    base_of: dict[str | None, Formula] = {}
    for indicator in plan.indicators:
        formula = indicator.formula
        if formula.kind not in (FormulaKind.SHARE_OF_PEOPLE, FormulaKind.DENSITY):
            continue
        where = f"indicator '{indicator.code}'"
        for code in (formula.denominator, *formula.denominator_for.values()):
            if code not in levels:
                yield f"{where}: a {formula.kind} is taken of a level, and '{code}' is none"
        if formula.kind is FormulaKind.DENSITY and indicator.code in plan._measures:
            yield f"{where}: a density cannot bear the code of a measure"
        if formula.kind is FormulaKind.DENSITY and formula.numerator not in levels:
            yield f"{where}: a density compares levels, and '{formula.numerator}' is none"
        if formula.kind is FormulaKind.SHARE_OF_PEOPLE and base_of.setdefault(formula.numerator, formula) != formula:
            yield f"{where}: '{formula.numerator}' is compared with another headcount elsewhere"
