"""Asking the questions of a form: those that apply to this unit and to the answers given so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from domain.facts_of import STATED, is_asked
from domain.fitting import fits
from domain.plan import Form, QuestionType, TreeEvent
from domain.plan import Question as Asked
from handlers import questions
from handlers.progress.figure_words import lowered
from handlers.reports.event_units import among_of
from handlers.reports.form_questions import common_of, question_of
from handlers.reports.seeking import Among, SoughtUnit, seek_unit
from handlers.reports.union_names import UnionName
from handlers.talk import Talk
from locales import _, current, number
from storage import facts
from storage.chats import Held
from storage.units import Unit

Answers = dict[str, Any]
"""Canonical answers of one form by question key, as they are kept with the report."""

DETAILS = "+details"
PREFILLED = "=prefilled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The unit that a report is about, the office that it is entered in, and the report being corrected, if one is.

    `standing` are answers that stand already, on which what is asked may depend: those of a case, for its next step.
    """

    unit: Unit
    office: Held
    correcting: int | None = None
    standing: Answers = field(default_factory=dict)

    @property
    def on_behalf(self) -> bool:
        """Whether it is entered for the unit in the office of another one; its own part of a case is not."""
        return self.office.unit_id != self.unit.id and not self.standing


async def fill(talk: Talk, form: Form, about: Subject) -> Answers:
    """The answers to all questions of the form that apply, in canonical form."""
    stated_before = talk.record.answers.get(f"={_key(form, STATED)}")
    answers: Answers = {STATED: list(stated_before)} if stated_before else {}
    details = talk.answer(_key(form, DETAILS)) is True
    for asked in form.questions:
        if (asked.details and not details) or not is_asked(asked, about.unit.kind, about.standing | answers):
            continue
        answer = await _ask(talk, form, asked, answers, about)
        if answer is not None:
            answers[asked.key] = answer
    return answers


def prefill(talk: Talk, form: Form, answers: Answers, kind: str, *, unknown: Collection[str] = ()) -> None:
    """Record answers that are known already, once, so that their questions are not asked until they are changed.

    `kind` is that of the unit. `unknown` are the keys of questions that were answered with "not known".
    """
    if talk.answer(PREFILLED):
        return
    talk.record.answers[PREFILLED] = True
    # Before the answers, so that "back" takes back the last of them and not all details at once.
    if any(asked.details and asked.key in answers for asked in form.questions):
        talk.record.answers[_key(form, DETAILS)] = True
        talk.record.answers |= {_first_key(form, asked): None for asked in _unanswered_details(form, answers)}
    _carry_stated(talk, form, answers)
    for asked in form.questions:
        if asked.key in unknown:
            talk.record.answers.setdefault(_first_key(form, asked), None)
        if asked.type is QuestionType.DISTINCT_PEOPLE:
            base = base_of(asked, kind)
            for stated in (one for one in answers.get(STATED, ()) if one["measure"] == base):
                talk.record.answers.setdefault(f"{_key(form, asked.key)}.base", stated["number"])
                talk.record.answers.setdefault(f"{_key(form, asked.key)}.more", stated["number"])
        if asked.key in answers:
            _prefill_answer(talk, _key(form, asked.key), asked, answers[asked.key])


def _prefill_answer(talk: Talk, key: str, asked: Asked, kept: Any) -> None:
    if asked.type is QuestionType.UNIT:
        talk.record.answers.setdefault(f"={key}", kept)
    elif asked.type is QuestionType.PHOTO:
        talk.record.answers.setdefault(key, kept["photo"])
    else:
        talk.record.answers.setdefault(key, kept)
    if asked.type is QuestionType.PEOPLE and kept["women"] is None:
        talk.record.answers.setdefault(f"{key}.women", None)


def _carry_stated(talk: Talk, form: Form, answers: Answers) -> None:
    """Keep levels that were stated as of a day of their own: no question of the form asks them again."""
    if stated := [one for one in answers.get(STATED, ()) if "day" in one]:
        talk.record.answers[f"={_key(form, STATED)}"] = stated


def forget(talk: Talk, form: Form, question: str) -> None:
    """Drop an answer of the form with everything that was asked on its account."""
    key = _key(form, question)
    mine = [kept for kept in talk.record.answers if f"{kept.lstrip('=')}.".startswith(f"{key}.")]
    talk.forget(*mine)


def forget_all(talk: Talk, form: Form) -> None:
    """Drop every answer of the form."""
    talk.forget(*[kept for kept in talk.record.answers if kept.lstrip("=").startswith(f"{form.code}.")])


def not_known(form: Form, answers: Answers, kind: str) -> list[Asked]:
    """The questions of the main path that were answered with "not known"."""
    return [
        asked
        for asked in form.questions
        if asked.may_be_unknown and not asked.details and asked.key not in answers
        if is_asked(asked, kind, answers)
    ]


def has_more_details(form: Form, answers: Answers, about: Subject) -> bool:
    """Whether the form has optional questions that apply and are not answered."""
    return any(is_asked(asked, about.unit.kind, answers) for asked in _unanswered_details(form, answers))


def ask_for_details(talk: Talk, form: Form, answers: Answers) -> None:
    """Ask the optional questions from now on, also those that were skipped before."""
    talk.forget(*(_first_key(form, asked) for asked in _unanswered_details(form, answers)))
    talk.record.answers[_key(form, DETAILS)] = True


def _unanswered_details(form: Form, answers: Answers) -> list[Asked]:
    return [asked for asked in form.questions if asked.details and asked.key not in answers]


async def _ask(talk: Talk, form: Form, asked: Asked, answers: Answers, about: Subject) -> Any:
    key = _key(form, asked.key)
    if asked.type is QuestionType.UNIT:
        own = about.unit.id
        if form.event is None:
            among = Among(kinds=form.for_kinds, but_not=own)
        else:
            among = among_of(talk.plan, asked.key, answers, own)
        return await seek_unit(talk, key, SoughtUnit(**common_of(asked), outside=among.outside), among)
    if asked.type is QuestionType.DISTINCT_PEOPLE:
        return await _ask_distinct_people(talk, key, asked, answers, about)
    question = question_of(talk, asked, about.standing | answers, about.unit.first_day)
    if form.event is TreeEvent.FOUND and asked.key == "name":
        question = UnionName(**common_of(asked))
    if not _fits(asked, question, talk.record.answers.get(key)):
        forget(talk, form, asked.key)
    value = await talk.ask_or_skip(key, question)
    if value is None:
        return None
    if asked.type is QuestionType.PEOPLE:
        return await _with_women(talk, key, asked, value)
    if asked.type is QuestionType.PHOTO:
        return {"photo": value}
    return question.keep(value)


def _fits(asked: Asked, question: questions.Question[Any], kept: Any) -> bool:
    """Whether what is recorded can be an answer to the question: the plan may have given it another type meanwhile."""
    try:
        return kept is None or asked.type is QuestionType.PHOTO or fits(asked, question.keep(question.restore(kept)))
    except (TypeError, ValueError, KeyError, AttributeError):
        return False


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


async def _ask_distinct_people(talk: Talk, key: str, asked: Asked, answers: Answers, about: Subject) -> int | None:
    """How many different people so far this year, out of the headcount, which is asked for where it is unknown."""
    measure = base_of(asked, about.unit.kind)
    level = await facts.level_on(talk.tx, talk.plan, about.unit.id, measure, talk.today, leaving_out=about.correcting)
    base = level.value
    name = lowered(talk.plan.measure(measure).name.say(current()))
    if not base:  # unknown, or nobody yet in a union founded lately
        base = await talk.ask(
            f"{key}.base",
            questions.Count(text=_("How many are there in your union now: {what}?", what=name), at_least=1),
        )
        _state(answers, measure, base)
    text = Markup(asked.ask.say(current())).format(base=number(base), what=name)  # noqa: S704  the plan file's own words
    question = questions.DistinctPeople(**common_of(asked) | {"text": text}, base=base)
    if not _fits(asked, question, talk.record.answers.get(key)):
        talk.forget(key)
    count = await talk.ask_or_skip(key, question)
    if count is not None and count > base:
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
    """Keep a level that was asked for besides, in place of what was said of it before."""
    others = [one for one in answers.get(STATED, ()) if one["measure"] != measure or "day" in one]
    answers[STATED] = [*others, {"measure": measure, "number": amount}]


def _first_key(form: Form, asked: Asked) -> str:
    """The key under which what was typed first stands: a unit is sought in several steps."""
    key = _key(form, asked.key)
    return f"{key}.words" if asked.type is QuestionType.UNIT else key


def _key(form: Form, question: str) -> str:
    return f"{form.code}.{question}"
