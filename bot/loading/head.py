"""What a line says beside its answers: about whom, which form, when, who reports it, and what is accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from domain.plan import Check, Form, Plan, QuestionType
from domain.units import Stay, UnitHistory
from domain.validity import Mistake, Wrong, shown
from domain.validity.values import day_of, free_text, past_day, whole_number

T = TypeVar("T")

DAY = "day"
"""The question of a form that is answered by the day of the line."""
KEYS = ("subject", "form", "happened_on", "counts_for", "answers", "reporter", "accept", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a line. `stay` is where the unit stood on the day, `reporter` the unit whose office reports.

    `offered` are answers that follow from the day and the year of the line. `mistakes` are those that do not keep the
    answers from being judged.
    """

    unit: UnitHistory
    form: Form
    day: date
    stay: Stay
    reporter: UnitHistory
    answers: dict[str, Any]
    offered: dict[str, Any]
    accept: frozenset[Check]
    reason: str | None
    mistakes: list[Mistake]


class Refused(Exception):
    """A line whose answers cannot even be judged."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


class Heads:
    """Reads heads. `units` are all units by code."""

    def __init__(self, plan: Plan, units: Mapping[str, UnitHistory], today: date) -> None:
        self._plan = plan
        self._units = units
        self._today = today
        self._forms = {form.code: form for form in plan.forms}
        self._checks = {check.value: check for check in Check}

    def read(self, line: Mapping[str, Any]) -> Head:
        """The head of a line. Raises `Refused` where it does not say what its answers are to be judged by."""
        mistakes = [
            Mistake(shown(key)[1:-1], f"there is no such key; there are {', '.join(KEYS)}")
            for key in line
            if key not in KEYS
        ]

        def read(field: str, reader: Callable[..., T], *given: Any) -> T | None:
            try:
                return reader(*given)
            except Wrong as problem:
                mistakes.append(Mistake(field, problem.says))
                return None

        unit = read("subject", self._unit, line.get("subject"))
        form = read("form", self._form, line.get("form"))
        answers = read("answers", _answers, line.get("answers"))
        accept = read("accept", self._accept, line.get("accept"))
        reason = None if line.get("reason") is None else read("reason", free_text, line["reason"])
        if unit is None or form is None or answers is None:
            raise Refused(mistakes)
        where = f"answers.{DAY}" if line.get("happened_on") is None and DAY in answers else "happened_on"
        day = read(where, self._day, line.get("happened_on"), answers.get(DAY), unit)
        stay = None if day is None else read(where, _stay, unit, day)
        if day is None or stay is None:
            raise Refused(mistakes)
        reporter = read("reporter", self._reporter, line.get("reporter"), unit, stay) or unit
        offered = read("counts_for", self._offered, line.get("counts_for"), form, day) or {}
        if read("form", _may_report, form, stay, reporter) is None:
            raise Refused(mistakes)
        if line.get("happened_on") is not None:
            offered[DAY] = day.isoformat()
        return Head(
            unit=unit,
            form=form,
            day=day,
            stay=stay,
            reporter=reporter,
            answers=answers,
            offered=offered,
            accept=accept or frozenset(),
            reason=reason,
            mistakes=mistakes,
        )

    def _unit(self, code: Any) -> UnitHistory:
        if code is None:
            raise Wrong("the code of a unit is missing")
        unit = self._units.get(code) if isinstance(code, str) else None
        if unit is None:
            raise Wrong(f"there is no unit with the code {shown(code)}")
        return unit

    def _form(self, code: Any) -> Form:
        if code is None:
            raise Wrong("the code of a form is missing")
        form = self._forms.get(code) if isinstance(code, str) else None
        if form is None:
            raise Wrong(f"there is no form with the code {shown(code)}; “tiendo forms” lists them")
        return form

    def _accept(self, names: Any) -> frozenset[Check]:
        if names is None:
            return frozenset()
        if not isinstance(names, list):
            raise Wrong(f"expected a list, found {shown(names)}")
        found = set()
        for name in names:
            check = self._checks.get(name.replace("_", "-")) if isinstance(name, str) else None
            if check is None:
                raise Wrong(f"{shown(name)} is none of {', '.join(self._checks)}")
            found.add(check)
        return frozenset(found)

    def _day(self, happened_on: Any, answered: Any, unit: UnitHistory) -> date:
        """The day of the report: as the line says, or its answer to the form's own question, else today."""
        if happened_on is None:
            # What is wrong with an answer is said where answers are judged.
            return _day_or(answered, self._today)
        day = past_day(happened_on, today=self._today, unit=unit)
        if answered is not None and answered != day.isoformat():
            raise Wrong(f"{day} differs from the answer to “{DAY}”, {shown(answered)}")
        return day

    def _reporter(self, code: Any, unit: UnitHistory, stay: Stay) -> UnitHistory:
        reporter = unit if code is None else self._unit(code)
        if reporter.unit not in stay.path:
            raise Wrong(f"{shown(code)} is neither the unit itself nor above it on that day")
        return reporter

    def _offered(self, year: Any, form: Form, day: date) -> dict[str, Any]:
        """The answer to the form's question of the year; where it has none, the year must be that of the day."""
        if year is None:
            return {}
        asked = next((one.key for one in form.questions if one.type is QuestionType.YEAR), None)
        if asked is not None:
            return {asked: year}
        if whole_number(year, 9999) != self._plan.year_of(day):
            raise Wrong(f"the form “{form.code}” asks for no year, and {day} is of {self._plan.year_of(day)}")
        return {}


def _answers(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Wrong("the answers are missing" if given is None else f"expected an object, found {shown(given)}")
    return given


def _day_or(answered: Any, today: date) -> date:
    try:
        return today if answered is None else day_of(answered)
    except Wrong:
        return today


def _stay(unit: UnitHistory, day: date) -> Stay:
    stay = unit.stay_on(day)
    if stay is None:
        raise Wrong(f"the unit did not exist on {day}")
    return stay


def _may_report(form: Form, stay: Stay, reporter: UnitHistory) -> Form:
    if stay.kind not in form.for_kinds:
        raise Wrong(f"a unit of the kind {stay.kind} is not asked “{form.code}”")
    if form.event is not None:
        raise Wrong(f"“{form.code}” changes the list of units: use the bot or “tiendo units”")
    if form.from_above and reporter.unit == stay.path[0]:
        raise Wrong(f"“{form.code}” is reported by a unit above, not by the unit itself")
    return form
