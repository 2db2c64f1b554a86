"""Filling in any form: its questions in turn, each with the way to draw its answer or with what suits its type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.sample.drawing import Draw, Occasion
from domain.facts_of import is_asked
from domain.plan import Question, QuestionType

FEW = 3


def filled(questions: Iterable[Question], draws: Mapping[str, Draw], at: Occasion) -> dict[str, Any]:
    """The answers so far with those to the questions that arise."""
    answers = dict(at.answers)
    for asked in questions:
        if not is_asked(asked, at.unit.kind, answers):
            continue
        now, draw = replace(at, answers=answers), draws.get(asked.key)
        answer = draw(now) if draw is not None else _plain(asked, now)
        if answer is not None:
            answers[asked.key] = answer
    return answers


def _plain(asked: Question, at: Occasion) -> Any:
    """An answer where nobody said how to draw it; None for details, and for what cannot be made up."""
    if asked.details:
        return None
    options = [option.id for option in asked.options if not option.alone]
    match asked.type:
        case QuestionType.DAY | QuestionType.ANY_DAY:
            return at.day.isoformat()
        case QuestionType.YEAR:
            return at.year
        case QuestionType.CHOICE:
            return at.random.choice(options)
        case QuestionType.MULTI_CHOICE:
            return at.random.sample(options, at.random.randint(1, min(2, len(options))))
        case QuestionType.COUNT:
            return at.random.randint(0, FEW)
        case _:
            return None
