"""What must hold of the reporting rounds of a plan file, and of the answers that say that nothing happened."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from domain.plan.forms import Form, QuestionType
from domain.plan.rounds import Every, ReportingRound, RoundDay

if TYPE_CHECKING:
    from domain.plan.model import Plan

_PARTS = {Every.MONTH: 12, Every.QUARTER: 4, Every.HALF: 2}
_ZERO = (QuestionType.COUNT, QuestionType.DISTINCT_PEOPLE, QuestionType.MONEY)


def broken_rounds(plan: Plan) -> Iterator[str]:
    """Every mistake in the rounds and in what forms say of nothing, a sentence each."""
    for kind in plan.rounds:
        yield from _of_round(plan, kind)
    for form in plan.forms:
        yield from _of_nothing(form)


def _of_round(plan: Plan, kind: ReportingRound) -> Iterator[str]:
    where = f"round '{kind.code}'"
    known = {form.code for form in plan.forms}
    for code in kind.forms:
        if code not in known:
            yield f"{where}: there is no form '{code}'"
    parts = _PARTS.get(kind.every, 0)
    for number in kind.numbers:
        if not 1 <= number <= parts:
            yield f"{where}: of a {kind.every} there is no number {number}"
    if len({kind.name.say("vi").format(number=1, roman="I", year=1, phase=""), kind.name.say("vi")}) == 1:
        yield f"{where}: its name tells one round from the next by {{number}}, {{year}} or {{phase}}"
    days = [("opens", kind.opens), ("cut_off", kind.cut_off)]
    for level, day in kind.due.items():
        yield from _in_order(where, [*days, (f"due.{level}", day), ("locks", kind.locks)])


def _in_order(where: str, days: list[tuple[str, RoundDay]]) -> Iterator[str]:
    """A round opens before figures are taken, these are before they are due, and locked after that."""
    # Days that name no month lie in the round's last one, wherever that is.
    placed = [
        (name, (day.next_year, 0 if day.month is None else day.month, day.day))
        for name, day in days
        if (day.month is None) is (days[0][1].month is None)
    ]
    for (earlier, first), (later, second) in pairwise(placed):
        if second < first:
            yield f"{where}: '{later}' comes before '{earlier}'"


def _of_nothing(form: Form) -> Iterator[str]:
    asked = {question.key: question for question in form.questions}
    for key, answer in form.nothing.items():
        if key not in asked:
            yield f"form '{form.code}', nothing: there is no question '{key}'"
        elif asked[key].type is QuestionType.PEOPLE and answer != {"total": 0, "women": 0}:
            yield f"form '{form.code}', nothing: '{key}' is {{ total = 0, women = 0 }}"
        elif asked[key].type in _ZERO and answer != 0:
            yield f"form '{form.code}', nothing: '{key}' is 0"
        elif asked[key].type not in (*_ZERO, QuestionType.PEOPLE):
            yield f"form '{form.code}', nothing: '{key}' is no number"
