"""The typed question for each question of a form in the plan file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.facts_of import number_of
from domain.limits import years_asked
from domain.plan import Question as Asked
from domain.plan import QuestionType
from domain.reading import Option, Side
from handlers import questions
from handlers.surroundings import Surroundings
from locales import current

_SIDES = {
    QuestionType.DAY: Side.PASSED,
    QuestionType.PLANNED_DAY: Side.COMING,
    QuestionType.ANY_DAY: Side.EITHER,
}
_OTHERS: dict[QuestionType, type[questions.Question[Any]]] = {
    QuestionType.MONEY: questions.Money,
    QuestionType.PERCENT: questions.Percent,
    QuestionType.PEOPLE: questions.CountWithWomen,
    QuestionType.PHOTO: questions.Photo,
    QuestionType.TEXT: questions.Text,
}


def question_of(at: Surroundings, asked: Asked, answers: Mapping[str, Any], founded: date) -> questions.Question[Any]:
    """The question as it is asked of a union founded on that day. Not for distinct people and units."""
    common = common_of(asked)
    match asked.type:
        case QuestionType.COUNT:
            most = number_of(answers, asked.at_most)
            return questions.Count(**common, at_most=questions.MOST if most is None else most)
        case QuestionType.DAY | QuestionType.PLANNED_DAY | QuestionType.ANY_DAY:
            return questions.Day(**common, today=at.today, side=_SIDES[asked.type], earliest=founded)
        case QuestionType.YEAR:
            first, last = years_asked(at.plan, founded, at.today)
            return questions.Year(**common, this_year=at.plan.year_of(at.today), first=first, last=last)
        case QuestionType.CHOICE:
            return questions.Choice(**common, choices=options_of(asked))
        case QuestionType.MULTI_CHOICE:
            return questions.MultiChoice(**common, choices=options_of(asked))
    return _OTHERS[asked.type](**common)


def common_of(asked: Asked) -> dict[str, Any]:
    """What every type of question takes: the words, and whether it can be left without an answer."""
    return {
        "text": Markup("{}").format(asked.ask.say(current())),
        "hint": None if asked.hint is None else Markup("{}").format(asked.hint.say(current())),
        "skippable": asked.details,
        "may_be_unknown": asked.may_be_unknown,
    }


def options_of(asked: Asked) -> list[Option]:
    """The options of a question in the language of the turn; their names in the other languages are understood too."""
    return [
        Option(option.id, option.name.say(current()), (*option.words, option.name.vi, option.name.en), option.alone)
        for option in asked.options
    ]
