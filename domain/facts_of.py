"""From the answers of a filled form to the facts that it contributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from domain.days import ONE_DAY, after_months
from domain.facts import Answer, Fact
from domain.fitting import fitting
from domain.plan import FactRule, Form, MeasureKind, Plan, Question, When

Answers = Mapping[str, Any]
"""Answers in canonical form, by the key of their question; a question that was not asked is not in it.

A number (counts, money, different people, a year) is an int, a percentage one in hundredths of a percent; people are
`{"total": 5, "women": 2}`, women None where not told; a day is an ISO date; a choice the id of its option, several a
list of ids; text is text; a unit `{"unit": 17}`, None outside the province; a photo `{"photo": "<sha256>"}`. Under
`stated` stand levels that the officer was asked for besides: `[{"measure": "workers", "number": 30}]`, as of the
report's day or a `day` of its own.
"""

STATED = "stated"


def facts_of(
    plan: Plan, form: Form, answers: Answers, *, reported_for: date, known_at: datetime, order: int
) -> tuple[Fact, ...]:
    """The facts of a report. What was not answered is no fact.

    `reported_for` is the report's day: that of every fact whose own day was not asked, and the year of a case is its
    year, whenever it is supported. `order` is the report's number.
    """
    said = said_of(plan, form, answers, reported_for=reported_for, known_at=known_at, order=order)
    return (*said, *stated_of(plan, answers, reported_for=reported_for, known_at=known_at, order=order))


def said_of(
    plan: Plan, form: Form, answers: Answers, *, reported_for: date, known_at: datetime, order: int
) -> tuple[Fact, ...]:
    """The facts that the form's own questions give, as far as their answers fit them."""
    answers, facts = fitting(form, answers), []
    for rule in form.facts:
        if not applies(rule.when, answers):
            continue
        value = _value(plan, rule, answers)
        if value is None:
            continue
        day = _day(answers, rule.day) or reported_for
        facts.append(
            Fact(
                measure=rule.measure,
                day=day,
                counts_for=_year(plan, rule, answers) or plan.year_of(reported_for if form.opens_case else day),
                value=value,
                known_at=known_at,
                order=order,
                until=_until(rule, answers, day) if value is Answer.YES else None,
            )
        )
    return tuple(facts)


def stated_of(plan: Plan, answers: Answers, *, reported_for: date, known_at: datetime, order: int) -> tuple[Fact, ...]:
    """The levels that were stated besides the form's own questions."""
    facts = []
    for stated in answers.get(STATED, ()):
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


def applies(when: When | None, answers: Answers) -> bool:
    """Whether a condition holds for the answers so far."""
    if when is None:
        return True
    given = answers.get(when.question)
    if given is None:
        return False
    if when.above is not None:
        return (number_of(answers, when.question) or 0) > when.above
    return not when.is_in or not set(when.is_in).isdisjoint(given if isinstance(given, list) else (given,))


def number_of(answers: Answers, key: str | None) -> int | None:
    """The number that a question was answered with, of people all of them; None where there is none."""
    given = answers.get(key) if key is not None else None
    number: int | None = given["total"] if isinstance(given, dict) else given
    return number


def is_asked(question: Question, unit_kind: str, answers: Answers) -> bool:
    """Whether a question is put to a union of that kind after these answers."""
    return unit_kind in (question.for_kinds or (unit_kind,)) and applies(question.when, answers)


def _value(plan: Plan, rule: FactRule, answers: Answers) -> int | Answer | None:
    if rule.amount is not None:
        return rule.amount
    key, _, part = (rule.value or "").partition(".")
    given = answers.get(key)
    if given is None:
        return None
    if plan.measure(rule.measure).kind is MeasureKind.ANSWER:
        meant = [rule.answers.get(chosen) for chosen in (given if isinstance(given, list) else (given,))]
        return next((answer for answer in Answer if answer in meant), None)
    number: int | None = given.get(part) if part else given
    return number


def _day(answers: Answers, question: str | None) -> date | None:
    given = answers.get(question) if question is not None else None
    return None if given is None else date.fromisoformat(given)


def _year(plan: Plan, rule: FactRule, answers: Answers) -> int | None:
    given = answers.get(rule.counts_for) if rule.counts_for is not None else None
    return plan.year_of(date.fromisoformat(given)) if isinstance(given, str) else given


def _until(rule: FactRule, answers: Answers, day: date) -> date | None:
    """The last day on which an answer holds: "24 months from 01/03/2024" end with 28/02/2026."""
    months = answers.get(rule.months) if rule.months is not None else None
    return after_months(day, months) - ONE_DAY if months else _day(answers, rule.until)
