"""What founding and ending unions needs of a plan: how a form with an `event` asks, and which forms record the people.

Such a form is about the superior union, so what it does to the members of other unions stands in reports about those:
first members are recorded by the plan's form of admissions, and people who come or go by a decision about unions by
the forms that feed flows with `reorganises`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from domain.plan.forms import FactRule, Form, QuestionType, TreeEvent
from domain.plan.indicators import FormulaKind

if TYPE_CHECKING:
    from domain.plan.model import Plan


class Origin(StrEnum):
    """Where a union comes from: the options of the question `origin` of a founding form."""

    NEW = "new"
    """Its first members are admitted."""
    SPLIT = "split"
    """Its first members come from the union that the question `from` names, where the form asks it."""
    AMALGAMATED = "amalgamated"
    """Its members come with the unions that are merged into it, and are counted when those are closed."""


class Way(StrEnum):
    """What becomes of a union: the options of the question `way` of an ending form."""

    DISSOLVED = "dissolved"
    MERGED = "merged"
    """It ends, and its members go on in the union that the question `into` names."""
    HANDED_OVER = "handed-over"
    """It goes on, under the superior union that the question `into` names."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A form that records a number of people, and how it does."""

    form: Form
    rule: FactRule

    def answers(self, people: int, women: int | None, day: date, decision: str | None) -> dict[str, Any]:
        """The form filled."""
        key = self.rule.question or ""
        counts = self.form.question(key).type is QuestionType.COUNT
        answers: dict[str, Any] = {key: people if counts else {"total": people, "women": women}}
        if self.rule.day is not None:
            answers[self.rule.day] = day.isoformat()
        if decision is not None and any(question.key == "decision" for question in self.form.questions):
            answers["decision"] = decision
        return answers


def membership(plan: Plan) -> str | None:
    """The level whose growth the plan aims for: the members of a union."""
    growths = (one.formula.numerator for one in plan.indicators if one.formula.kind is FormulaKind.NET)
    return next(growths, None)


def workforce(plan: Plan, kind: str) -> str | None:
    """The level that members are compared with in unions of this kind; None where that is the members themselves."""
    level = membership(plan)
    densities = (one.formula for one in plan.indicators if one.formula.kind is FormulaKind.DENSITY)
    base = next((formula.base_of(kind) for formula in densities if formula.numerator == level), None)
    return base if base != level else None


def admissions(plan: Plan) -> Recording | None:
    """How people who join are recorded."""
    return _recording(plan, _flows(plan, raising=True, reorganising=False), (QuestionType.PEOPLE,))


def arrivals(plan: Plan) -> Recording | None:
    """How people who come by a decision about unions are recorded."""
    return _recording(plan, _flows(plan, raising=True, reorganising=True), (QuestionType.PEOPLE, QuestionType.COUNT))


def departures(plan: Plan) -> Recording | None:
    """How people who go by a decision about unions are recorded."""
    return _recording(plan, _flows(plan, raising=False, reorganising=True), (QuestionType.PEOPLE, QuestionType.COUNT))


def _flows(plan: Plan, *, raising: bool, reorganising: bool) -> set[str]:
    level = next((one for one in plan.measures if one.code == membership(plan)), None)
    if level is None:
        return set()
    moving = level.raised_by if raising else level.lowered_by
    return {one.code for one in plan.measures if one.code in moving and one.reorganises is reorganising}


def _recording(plan: Plan, flows: Collection[str], types: Collection[QuestionType]) -> Recording | None:
    for form in plan.forms:
        asked = {question.key: question.type for question in form.questions}
        for rule in form.facts:
            if form.event is None and rule.measure in flows and asked.get(rule.question or "") in types:
                return Recording(form, rule)
    return None


_DAYS = (QuestionType.DAY, QuestionType.ANY_DAY)
_NEEDED: dict[TreeEvent, dict[str, tuple[QuestionType, ...]]] = {
    TreeEvent.FOUND: {
        "name": (QuestionType.TEXT,),
        "kind": (QuestionType.CHOICE,),
        "members": (QuestionType.PEOPLE,),
        "day": _DAYS,
    },
    TreeEvent.END: {"union": (QuestionType.UNIT,), "way": (QuestionType.CHOICE,), "day": _DAYS},
}
"""The questions that a form with an event must ask, and what kind of answer each takes."""
_KNOWN: dict[TreeEvent, dict[str, tuple[QuestionType, ...]]] = {
    TreeEvent.FOUND: {
        "origin": (QuestionType.CHOICE,),
        "from": (QuestionType.UNIT,),
        "workers": (QuestionType.COUNT,),
        "decision": (QuestionType.TEXT,),
    },
    TreeEvent.END: {
        "into": (QuestionType.UNIT,),
        "members": (QuestionType.COUNT,),
        "decision": (QuestionType.TEXT,),
    },
}
"""The questions that it may ask besides and that mean something to the program; any other is only kept."""


def broken_events(plan: Plan) -> Iterator[str]:
    """Every mistake of forms that found or end unions, a sentence each."""
    for form in plan.forms:
        if form.event is None:
            continue
        where = f"form '{form.code}' (event '{form.event}')"
        asked = {question.key: question for question in form.questions}
        for key, types in (_NEEDED[form.event] | _KNOWN[form.event]).items():
            if key in asked and asked[key].type not in types:
                yield f"{where}: question '{key}' must be of the type {' or '.join(types)}"
            elif key not in asked and key in _NEEDED[form.event]:
                yield f"{where} needs a question '{key}'"
            elif key in asked and asked[key].details and key in (*_NEEDED[form.event], "into"):
                yield f"{where}: question '{key}' must not be among the details"
        options = {question.key: [option.id for option in question.options] for question in form.questions}
        of_event = _of_founding if form.event is TreeEvent.FOUND else _of_ending
        yield from (f"{where}: {mistake}" for mistake in of_event(plan, options))


def _of_founding(plan: Plan, options: dict[str, list[str]]) -> Iterator[str]:
    yield from _unknown("origin", options, [origin.value for origin in Origin])
    recording = admissions(plan)
    if recording is None:
        yield "no form records first members: one with a question 'people' whose flow raises the level that grows"
    else:
        yield from _unknown("kind", options, recording.form.for_kinds)
    if Origin.SPLIT in options.get("origin", ()) and arrivals(plan) is None:
        yield "no form records people who come by a split: one whose flow reorganises and raises the level that grows"
    if "from" in options and departures(plan) is None:
        yield "no form records people who go by a split: one whose flow reorganises and lowers the level that grows"


def _of_ending(plan: Plan, options: dict[str, list[str]]) -> Iterator[str]:
    yield from _unknown("way", options, [way.value for way in Way])
    ways = options.get("way", ())
    if "into" not in options and {Way.MERGED, Way.HANDED_OVER}.intersection(ways):
        yield "needs a question 'into' for unions that are merged or handed over"
    if Way.MERGED in ways and "members" not in options:
        yield "needs a question 'members' for unions that are merged"
    if Way.MERGED in ways and arrivals(plan) is None:
        yield "no form records people who come by a merger: one whose flow reorganises and raises the level that grows"


def _unknown(key: str, options: dict[str, list[str]], known: Collection[str]) -> Iterator[str]:
    for option in options.get(key, ()):
        if option not in known:
            yield f"option '{option}' of '{key}' means nothing here: expected one of {', '.join(known)}"
