"""The plan as a whole, with the cross-references that make it one."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from pydantic import Field, model_validator

from domain.plan.expanding import expanded
from domain.plan.forms import Form, Question
from domain.plan.indicators import Formula, Indicator
from domain.plan.levels import Level
from domain.plan.measures import Measure
from domain.plan.references import broken_references
from domain.plan.rounds import ReportingRound
from domain.plan.words import Code, Entry, Words


class UnitKind(Entry):
    """A kind of union: what it may be asked follows from it. `words` are further names read in imported files."""

    code: Code
    level: Level
    name: Words
    words: tuple[str, ...] = ()


class Department(Entry):
    """A department of the province, which follows its indicators.

    One that `sees_all` follows those of all departments. One that `gives_legal_advice` reads the words of cases and is
    told of them.
    """

    code: Code
    name: Words
    sees_all: bool = False
    gives_legal_advice: bool = False


class FormGroup(Entry):
    """A first-level choice of the report menu."""

    code: Code
    name: Words


class Activity(Entry):
    """A kind of activity of the plan (its sections III and IV), and the department that follows it."""

    code: Code
    name: Words
    clause: str
    department: Code


class QuestionSet(Entry):
    """Questions that many forms ask in the same words, after their own: place, people, cost, evidence."""

    code: Code
    questions: tuple[Question, ...] = Field(min_length=1)


class Phase(Entry):
    """A named stretch of the plan, both days included. `term`: from one congress to the next."""

    code: Code
    name: Words
    first_day: date
    last_day: date
    term: bool = False


class Plan(Entry):
    """A whole plan file.

    `statistical_year_starts` is (month, day) of the statistical year's first day; a year that begins in the
    calendar year before bears the number of the year in which it ends. `parameters` are numbers that the province
    decides (from how many women on a union can have a women's board): rules name them, and sentences of forms hold
    them as `{name}`.
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
    parameters: dict[str, int] = Field(default_factory=dict)
    activities: tuple[Activity, ...] = ()
    question_sets: tuple[QuestionSet, ...] = ()
    measures: tuple[Measure, ...]
    forms: tuple[Form, ...]
    indicators: tuple[Indicator, ...]
    rounds: tuple[ReportingRound, ...] = ()

    # A plan read twice is two plans: much is kept by plan, and comparing all entries at each look-up is slow.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @cached_property
    def _kinds(self) -> dict[str, UnitKind]:
        return {kind.code: kind for kind in self.unit_kinds}

    @cached_property
    def _departments(self) -> dict[str, Department]:
        return {department.code: department for department in self.departments}

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return {measure.code: measure for measure in self.measures}

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return {form.code: form for form in self.forms}

    @cached_property
    def _activities(self) -> dict[str, Activity]:
        return {activity.code: activity for activity in self.activities}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    def gives_legal_advice(self, department: str | None) -> bool:
        """Whether the department of this code, if there is one, gives legal advice."""
        return any(entry.code == department and entry.gives_legal_advice for entry in self.departments)

    def unit_kind(self, code: str) -> UnitKind:
        """The unit kind `code`. Raises KeyError."""
        return self._kinds[code]

    def department(self, code: str) -> Department:
        """The department `code`. Raises KeyError."""
        return self._departments[code]

    def measure(self, code: str) -> Measure:
        """The measure `code`. Raises KeyError."""
        return self._measures[code]

    def form(self, code: str) -> Form:
        """The form `code`. Raises KeyError."""
        return self._forms[code]

    def indicator(self, code: str) -> Indicator:
        """The indicator `code`. Raises KeyError."""
        return self._indicators[code]

    def forms_for(self, unit_kind: str, *, from_above: bool = False) -> tuple[Form, ...]:
        """The forms that a unit of this kind is asked, in the order of the menu.

        `from_above`: those that an officer of its superior union can fill about it, which are all of them but those
        with which it founds and ends unions itself.
        """
        order = {group.code: place for place, group in enumerate(self.groups)}
        of_kind = [form for form in self.forms if unit_kind in form.for_kinds]
        chosen = [form for form in of_kind if (form.event is None if from_above else not form.from_above)]
        return tuple(sorted(chosen, key=lambda form: order[form.group]))

    def kinds_below(self, unit_kind: str) -> tuple[str, ...]:
        """The kinds of the units that can stand below one of this kind."""
        levels = list(Level)
        place = levels.index(self.unit_kind(unit_kind).level)
        return tuple(kind.code for kind in self.unit_kinds if levels.index(kind.level) > place)

    def activity(self, code: str) -> Activity:
        """The kind of activity `code`. Raises KeyError."""
        return self._activities[code]

    def also(self, formula: Formula) -> str | None:
        """The further answer that a share of units asks for, where the plan takes its clause strictly; else None."""
        return formula.also if formula.also_if is not None and self.parameters.get(formula.also_if) else None

    @property
    def traits(self) -> tuple[str, ...]:
        """The traits of a unit by which its measures tell whether they apply to it."""
        flags = (one.eligible.flag for one in self.measures if one.eligible is not None)
        return tuple(dict.fromkeys(flag for flag in flags if flag is not None))

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

    @model_validator(mode="before")
    @classmethod
    def _expanded(cls, content: Any) -> Any:
        return expanded(content)

    @model_validator(mode="after")
    def _references_hold(self) -> Plan:
        problems = list(broken_references(self))
        if problems:
            raise ValueError("\n".join(problems))
        return self
