"""What a form is answered with at one tap: that nothing of it happened, or that the unit is exempt from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.facts import Answer
from domain.facts_of import is_asked
from domain.plan import Form, MeasureKind, Plan, QuestionType

_DAYS = (QuestionType.DAY, QuestionType.ANY_DAY)


def nothing_happened(form: Form, unit_kind: str, day: date) -> dict[str, Any] | None:
    """The answers that say that nothing of it happened, as of the day; None where the plan has none for the form."""
    return _completed(form, unit_kind, dict(form.nothing), day) if form.nothing else None


def is_exempt(plan: Plan, form: Form, unit_kind: str, day: date) -> dict[str, Any] | None:
    """The answers that say that the form does not apply to the unit; None where that takes more than one tap.

    Where a number decides whether it applies, the conversation asks for it.
    """
    for fact in form.facts:
        measure = plan.measure(fact.measure)
        decided = measure.eligible is not None and measure.eligible.level_decides
        option = next((key for key, answer in fact.answers.items() if answer is Answer.NOT_APPLICABLE), None)
        if option is not None and fact.question is not None and not decided:
            return _completed(form, unit_kind, {fact.question: option}, day)
    return None


def follows_flows(plan: Plan, form: Form) -> bool:
    """Whether the form tells what happened on a day, and not how something stands."""
    return any(plan.measure(fact.measure).kind is MeasureKind.FLOW for fact in form.facts)


def _completed(form: Form, unit_kind: str, answers: dict[str, Any], day: date) -> dict[str, Any] | None:
    """The answers with the days that are asked beside them; None where anything else is asked."""
    for asked in form.questions:
        if asked.details or asked.key in answers or not is_asked(asked, unit_kind, answers):
            continue
        if asked.type not in _DAYS:
            return None
        answers[asked.key] = day.isoformat()
    return answers
