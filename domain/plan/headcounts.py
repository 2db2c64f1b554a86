"""How unions state their headcounts: the form that says how many members there are, and how many they are out of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.plan.events import membership, workforce
from domain.plan.forms import FactRule, Form, QuestionType

if TYPE_CHECKING:
    from domain.plan.model import Plan

People = tuple[int, int | None]
"""So many people, and the women among them where that is known."""


def headcount_of(plan: Plan, kind: str, members: People | None, workers: People | None) -> dict[str | None, People]:
    """What is stated, by level; under None what the plan does not measure of unions of this kind."""
    stated = ((membership(plan), members), (workforce(plan, kind), workers))
    return {level: people for level, people in stated if people is not None}


def stating(plan: Plan, kind: str, headcount: Mapping[str | None, People]) -> Form | None:
    """The form with which unions of this kind state all these levels; None where the plan has none."""
    for form in plan.forms_for(kind):
        if form.event is None and headcount.keys() <= _rules(form).keys():
            return form
    return None


def asks_women(form: Form, level: str) -> bool:
    """Whether the form asks for the women among the people of a level that it states."""
    return form.question(_rules(form)[level].question or "").type is QuestionType.PEOPLE


def filled(form: Form, headcount: Mapping[str | None, People], day: date) -> dict[str, Any]:
    """The answers of the form that states these levels as of the day."""
    answers: dict[str, Any] = {}
    for level, (total, women) in headcount.items():
        rule = _rules(form)[level or ""]
        people = {"total": total, "women": women}
        answers[rule.question or ""] = people if asks_women(form, rule.measure) else total
        if rule.day is not None:
            answers[rule.day] = day.isoformat()
    return answers


def _rules(form: Form) -> dict[str | None, FactRule]:
    """How the form states numbers of people, by measure."""
    wholes = {QuestionType.PEOPLE: "{}.total", QuestionType.COUNT: "{}"}
    asked = {wholes[one.type].format(one.key) for one in form.questions if one.type in wholes}
    return {rule.measure: rule for rule in form.facts if rule.value in asked}
