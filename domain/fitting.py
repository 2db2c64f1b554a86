"""Which kept answers fit their questions: a plan that is edited may give a question another type than it had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from domain.plan import Form, Question, QuestionType


def fits(asked: Question, kept: Any) -> bool:
    """Whether a kept answer has the form that answers to the question have (`domain.facts_of.Answers`)."""
    return _SHAPES[asked.type](kept)


def fitting(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those that were given to a question of another type."""
    asked = {question.key: question for question in (*form.questions, *form.follow_up)}
    return {key: kept for key, kept in answers.items() if key not in asked or fits(asked[key], kept)}


def _is_number(kept: Any) -> bool:
    return isinstance(kept, int) and not isinstance(kept, bool)


def _is_text(kept: Any) -> bool:
    return isinstance(kept, str)


def _is_day(kept: Any) -> bool:
    try:
        date.fromisoformat(kept)
    except (TypeError, ValueError):
        return False
    return True


def _has(*keys: str) -> Callable[[Any], bool]:
    return lambda kept: isinstance(kept, dict) and kept.keys() == set(keys)


_SHAPES: dict[QuestionType, Callable[[Any], bool]] = {
    QuestionType.COUNT: _is_number,
    QuestionType.PEOPLE: _has("total", "women"),
    QuestionType.DISTINCT_PEOPLE: _is_number,
    QuestionType.MONEY: _is_number,
    QuestionType.DAY: _is_day,
    QuestionType.PLANNED_DAY: _is_day,
    QuestionType.ANY_DAY: _is_day,
    QuestionType.YEAR: _is_number,
    QuestionType.PERCENT: _is_number,
    QuestionType.CHOICE: _is_text,
    QuestionType.MULTI_CHOICE: lambda kept: isinstance(kept, (str, list)),
    QuestionType.TEXT: _is_text,
    QuestionType.UNIT: _has("unit"),
    QuestionType.PHOTO: _has("photo"),
}
