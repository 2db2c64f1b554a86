"""Keys of questions that mean the same in every plan, and those that no question can have (docs/plan-file.md).

Forms with an event know further ones (`domain.plan.events`), and so does the superior's part of a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from domain.plan.forms import Form, QuestionType

if TYPE_CHECKING:
    from domain.plan.model import Plan

_DAYS = (QuestionType.DAY, QuestionType.ANY_DAY)
_KNOWN: Mapping[str, tuple[QuestionType, ...]] = {"day": _DAYS, "decision": (QuestionType.TEXT,)}
"""The day of the report, and the number of the decision by which one that repeats another is known."""
_MOVED: Mapping[str, tuple[QuestionType, ...]] = {"moved": (QuestionType.COUNT,), "day": (QuestionType.DAY,)}
"""What both ends of a transfer say beside the union at the other end: how many people, and on which day."""
_KEPT = ("stated", "review", "change", "duplicate", "above", "workers-today")
"""What is kept beside the answers of a form under a name of its own."""


def broken_keys(plan: Plan) -> Iterator[str]:
    """Every question whose key means something else, a sentence each."""
    for form in plan.forms:
        for question in form.questions:
            where = f"form '{form.code}': question '{question.key}'"
            if question.key in _KEPT:
                yield f"{where}: this key is kept for the program; choose another one"
            types = _KNOWN.get(question.key, (question.type,))
            if question.type not in types:
                yield f"{where} must be of the type {' or '.join(types)}"
    forms = {form.code: form for form in plan.forms}
    for form in plan.forms:
        if form.takes_over in forms:
            yield from _of_transfer(form, f"form '{form.code}' (takes_over)")
            yield from _of_transfer(forms[form.takes_over], f"form '{form.takes_over}' (takes a transfer over)")


def _of_transfer(form: Form, where: str) -> Iterator[str]:
    asked = {question.key: question.type for question in form.questions if not question.details}
    for key, types in _MOVED.items():
        if asked.get(key) not in types:
            yield f"{where} needs a question '{key}' of the type {' or '.join(types)}"
    if list(asked.values()).count(QuestionType.UNIT) != 1:
        yield f"{where} needs one question of the type unit: the union at the other end"
