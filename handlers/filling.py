"""Asking the questions of a form: those that apply to this unit and to the answers given so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from domain.facts_of import STATED
from domain.plan import Form, QuestionType, When
from domain.plan import Question as Asked
from domain.reading import Option
from handlers import questions
from handlers.seeking import seek_unit
from handlers.surroundings import Surroundings
from handlers.talk import Talk
from locales import _, current, number
from storage import facts
from storage.chats import Held

Answers = dict[str, Any]
"""Canonical answers of one form by question key, as they are kept with the report."""

DETAILS = "+details"
PREFILLED = "=prefilled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The unit that a report is about, and the report that is being corrected, if one is."""

    unit: Held
    correcting: int | None = None


async def fill(talk: Talk, form: Form, about: Subject) -> Answers:
    """The answers to all questions of the form that apply, in canonical form."""
    answers: Answers = {}
    details = talk.answer(_key(form, DETAILS)) is True
    for asked in form.questions:
        if (asked.details and not details) or not applies(asked.when, answers):
            continue
        answer = await _ask(talk, form, asked, answers, about)
        if answer is not None:
            answers[asked.key] = answer
    return answers


def prefill(talk: Talk, form: Form, answers: Answers) -> None:
    """Record answers that are known already, once, so that their questions are not asked until they are changed."""
    if talk.answer(PREFILLED):
        return
    talk.record.answers[PREFILLED] = True
    # Before the answers, so that "back" takes back the last of them and not all details at once.
    if any(asked.details and asked.key in answers for asked in form.questions):
        talk.record.answers[_key(form, DETAILS)] = True
        talk.record.answers |= {_key(form, asked.key): None for asked in _unanswered_details(form, answers)}
    for asked in form.questions:
        if asked.key not in answers:
            continue
        key, kept = _key(form, asked.key), answers[asked.key]
        if asked.type is QuestionType.UNIT:
            talk.record.answers.setdefault(f"={key}", kept)
        elif asked.type is QuestionType.PHOTO:
            talk.record.answers.setdefault(key, kept["photo"])
        else:
            talk.record.answers.setdefault(key, kept)
        if asked.type is QuestionType.PEOPLE and kept["women"] is None:
            talk.record.answers.setdefault(f"{key}.women", None)
        if asked.type is QuestionType.DISTINCT_PEOPLE:
            for stated in answers.get(STATED, ()):
                talk.record.answers.setdefault(f"{key}.base", stated["number"])
                talk.record.answers.setdefault(f"{key}.more", stated["number"])


def forget(talk: Talk, form: Form, question: str) -> None:
    """Drop an answer of the form with everything that was asked on its account."""
    key = _key(form, question)
    mine = [kept for kept in talk.record.answers if f"{kept.lstrip('=')}.".startswith(f"{key}.")]
    talk.forget(*mine)


def forget_all(talk: Talk, form: Form) -> None:
    """Drop every answer of the form."""
    talk.forget(*[kept for kept in talk.record.answers if kept.lstrip("=").startswith(f"{form.code}.")])


def applies(when: When | None, answers: Answers) -> bool:
    """Whether a question's condition holds for the answers so far."""
    if when is None:
        return True
    given = answers.get(when.question)
    if given is None:
        return False
    if when.above is not None:
        amount = given["total"] if isinstance(given, dict) else given
        return bool(amount > when.above)
    return given in when.is_in


def has_more_details(form: Form, answers: Answers) -> bool:
    """Whether the form has optional questions that apply and are not answered."""
    return any(applies(asked.when, answers) for asked in _unanswered_details(form, answers))


def ask_for_details(talk: Talk, form: Form, answers: Answers) -> None:
    """Ask the optional questions from now on, also those that were skipped before."""
    talk.forget(*(_key(form, asked.key) for asked in _unanswered_details(form, answers)))
    talk.record.answers[_key(form, DETAILS)] = True


def _unanswered_details(form: Form, answers: Answers) -> list[Asked]:
    return [asked for asked in form.questions if asked.details and asked.key not in answers]


def question_of(at: Surroundings, asked: Asked, answers: Answers, about: Subject) -> questions.Question[Any]:
    """The typed question for a question of the plan file. Not for people, distinct people and units."""
    text, hint = _text(asked), _hint(asked)
    skippable = asked.details
    match asked.type:
        case QuestionType.COUNT:
            most = answers.get(asked.at_most, questions.MOST) if asked.at_most else questions.MOST
            return questions.Count(text=text, hint=hint, skippable=skippable, at_most=most)
        case QuestionType.MONEY:
            return questions.Money(text=text, hint=hint, skippable=skippable)
        case QuestionType.DAY:
            return questions.Day(text=text, hint=hint, skippable=skippable, today=at.today, earliest=about.unit.founded)
        case QuestionType.PLANNED_DAY:
            return questions.Day(text=text, hint=hint, skippable=skippable, today=at.today, planned=True)
        case QuestionType.CHOICE:
            return questions.Choice(text=text, hint=hint, skippable=skippable, choices=options_of(asked))
        case QuestionType.MULTI_CHOICE:
            return questions.MultiChoice(text=text, hint=hint, skippable=skippable, choices=options_of(asked))
        case QuestionType.PHOTO:
            return questions.Photo(text=text, hint=hint, skippable=skippable)
        case QuestionType.PEOPLE:
            return questions.CountWithWomen(text=text, hint=hint, skippable=skippable)
        case _:
            return questions.Text(text=text, hint=hint, skippable=skippable)


def options_of(asked: Asked) -> list[Option]:
    """The options of a question in the language of the turn; their names in the other languages are understood too."""
    return [
        Option(option.id, option.name.say(current()), (*option.words, option.name.vi, option.name.en))
        for option in asked.options
    ]


async def _ask(talk: Talk, form: Form, asked: Asked, answers: Answers, about: Subject) -> Any:
    key = _key(form, asked.key)
    if asked.type is QuestionType.UNIT:
        return await seek_unit(talk, key, _text(asked), _hint(asked), but_not=about.unit.unit_id, kinds=form.for_kinds)
    if asked.type is QuestionType.DISTINCT_PEOPLE:
        return await _ask_distinct_people(talk, key, asked, answers, about)
    question = question_of(talk, asked, answers, about)
    value = await talk.ask_or_skip(key, question)
    if value is None:
        return None
    if asked.type is QuestionType.PEOPLE:
        return await _with_women(talk, key, asked, value)
    if asked.type is QuestionType.PHOTO:
        return {"photo": value}
    return question.keep(value)


async def _with_women(talk: Talk, key: str, asked: Asked, people: questions.People) -> dict[str, int | None]:
    """The number of people with the women among them, who are asked for where they were not said at once."""
    if people.women is not None or people.total == 0:
        return {"total": people.total, "women": people.women or 0}
    among = questions.Count(
        text=_("How many of these {n} are women?", n=number(people.total)),
        at_most=people.total,
        too_many=_("That is more than the {n} in all. How many of them are women?", n=number(people.total)),
        skippable=asked.women_may_be_unknown,
    )
    women = await talk.ask_or_skip(f"{key}.women", among)
    return {"total": people.total, "women": women}


async def _ask_distinct_people(talk: Talk, key: str, asked: Asked, answers: Answers, about: Subject) -> int:
    """How many different people so far this year, out of the headcount, which is asked for where it is unknown."""
    measure = base_of(asked, about.unit.unit_kind)
    level = await facts.level_on(
        talk.tx, talk.plan, about.unit.unit_id, measure, talk.today, leaving_out=about.correcting
    )
    base = level.value
    name = talk.plan.measure(measure).name.say(current())
    if not base:  # unknown, or nobody yet in a union founded lately
        base = await talk.ask(
            f"{key}.base",
            questions.Count(text=_("How many are there in your union now: {what}?", what=name), at_least=1),
        )
        _state(answers, measure, base)
    text = Markup(asked.ask.say(current())).format(base=number(base))  # noqa: S704  the plan file's own words
    count = await talk.ask(key, questions.DistinctPeople(text=text, hint=_hint(asked), base=base))
    if count > base:
        say = _(
            "{n} is more than the {base} stated before ({what}). How many are there now?",
            n=number(count),
            base=number(base),
            what=name,
        )
        _state(answers, measure, await talk.ask(f"{key}.more", questions.Count(text=say, at_least=count)))
    return count


def base_of(asked: Asked, unit_kind: str) -> str:
    """The level that is the headcount of a unit of this kind."""
    return asked.base.get(unit_kind, asked.base.get("*", ""))


def _state(answers: Answers, measure: str, amount: int) -> None:
    answers.setdefault(STATED, []).append({"measure": measure, "number": amount})


def _text(asked: Asked) -> Markup:
    return Markup("{}").format(asked.ask.say(current()))


def _hint(asked: Asked) -> Markup | None:
    return None if asked.hint is None else Markup("{}").format(asked.hint.say(current()))


def _key(form: Form, question: str) -> str:
    return f"{form.code}.{question}"
