"""From the answers of a filled form to the facts that it contributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from domain.facts import Answer, Fact
from domain.plan import FactRule, Form, MeasureKind, Plan

Answers = Mapping[str, Any]
"""Answers in canonical form, by the key of their question; a question that was not asked is not in it.

A number (counts, money, different people) is an int; people are `{"total": 5, "women": 2}`, women None where not
told; a day is an ISO date; a choice the id of its option, several a list of ids; text is text; a unit
`{"unit": 17}`, None outside the province; a photo `{"photo": "<sha256>"}`. Under `stated` stand levels that the
officer was asked for besides: `[{"measure": "workers", "number": 30}]`, as of the report's day or a `day` of its own.
"""


def facts_of(
    plan: Plan, form: Form, answers: Answers, *, reported_for: date, known_at: datetime, order: int
) -> tuple[Fact, ...]:
    """The facts of a report. What was not answered is no fact.

    `reported_for` is the report's day: that of every fact whose own day was not asked. `order` is the report's number.
    """
    facts = []
    for rule in form.facts:
        value = _value(plan, rule, answers)
        if value is None:
            continue
        asked = answers.get(rule.day) if rule.day is not None else None
        day = reported_for if asked is None else date.fromisoformat(asked)
        facts.append(
            Fact(
                measure=rule.measure,
                day=day,
                counts_for=plan.year_of(day),
                value=value,
                known_at=known_at,
                order=order,
            )
        )
    for stated in answers.get("stated", ()):
        day = date.fromisoformat(stated["day"]) if "day" in stated else reported_for
        level = Fact(
            measure=stated["measure"],
            day=day,
            counts_for=plan.year_of(day),
            value=stated["number"],
            known_at=known_at,
            order=order,
        )
        facts.append(level)
    return tuple(facts)


def same_figures(one: Iterable[Fact], other: Iterable[Fact]) -> bool:
    """Whether two reports say the same, as far as both say something: equal values of equal days."""
    first = {fact.measure: (fact.day, fact.value) for fact in one}
    second = {fact.measure: (fact.day, fact.value) for fact in other}
    common = first.keys() & second.keys()
    return bool(common) and all(first[measure] == second[measure] for measure in common)


def _value(plan: Plan, rule: FactRule, answers: Answers) -> int | Answer | None:
    key, _, part = rule.value.partition(".")
    given = answers.get(key)
    if given is None:
        return None
    if plan.measure(rule.measure).kind is MeasureKind.ANSWER:
        return rule.answers.get(given)
    number: int | None = given.get(part) if part else given
    return number
