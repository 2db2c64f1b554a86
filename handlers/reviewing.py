"""The review before anything is sent: what was understood, and sending, changing, or adding to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.facts_of import STATED
from domain.plan import Form, QuestionType
from domain.plan import Question as Asked
from domain.reading import Control, Option, Problem, Reading, Unclear, Understood, match_choice, read_yes_no
from handlers.checked import AskAgain, Checked
from handlers.checking import check
from handlers.filling import (
    Answers,
    Subject,
    ask_for_details,
    fill,
    forget,
    forget_all,
    has_more_details,
    question_of,
)
from handlers.incoming import Incoming
from handlers.questions import Choice
from handlers.saying import lines
from handlers.surroundings import Surroundings
from handlers.talk import Talk
from locales import _, current, day, number
from storage import units

SEND, CHANGE, MORE = "send", "change", "more"


@dataclass(frozen=True, kw_only=True)
class Review(Choice):
    """Right and send, or change something. Yes and no are understood too."""

    @property
    def takes(self) -> frozenset[Control]:
        """See `Question.takes`."""
        return frozenset({Control.EDIT})

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`."""
        chosen = match_choice(incoming.text, self.choices)
        if isinstance(chosen, Understood) and chosen.value != SEND:
            return chosen
        answered = read_yes_no(incoming.text)
        if isinstance(answered, Understood):
            return Understood(SEND if answered.value else CHANGE)
        if answered.problem is Problem.AMBIGUOUS:
            return Unclear(Problem.AMBIGUOUS, (SEND, CHANGE))
        return chosen


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A form that the officer found right, with what its checks kept and the further forms filled on the way."""

    answers: Answers
    checked: Checked


async def fill_and_review(talk: Talk, form: Form, about: Subject, title: Markup) -> Reviewed:
    """Fill the form, check it, show it, and go round until the officer sends it."""
    while True:
        try:
            answers = await fill(talk, form, about)
            checked = await check(talk, form, answers, about)
        except AskAgain:
            continue
        text = lines([title, await summary(talk, form, answers, about), *await _further(talk, checked, about)])
        chosen = await talk.ask(f"{form.code}.review", Review(text=text, choices=_ways_on(form, answers)))
        if chosen == SEND:
            return Reviewed(answers, checked)
        if chosen == MORE:
            ask_for_details(talk, form, answers)
        else:
            options = _changeable(form, answers)
            for further, added in checked.further:
                options += _changeable(further, added, of=further)
            chosen = await talk.choose(f"{form.code}.change", _("What should be changed?"), options)
            _drop(talk, form, chosen, checked)
        talk.forget(*(f"{form.code}.{again}" for again in ("review", "change", "duplicate", "workers-today")))


async def summary(at: Surroundings, form: Form, answers: Answers, about: Subject) -> Markup:
    """What was understood, a line for each answer."""
    rows: list[Markup | str] = [Markup("<b>{}</b>").format(form.name.say(current()))]
    rows.append(_("Union: {name}", name=about.unit.unit_name))
    for asked in form.questions:
        if asked.key in answers:
            said = await _said(at, asked, answers, about)
            rows.append(Markup("{}: {}").format(asked.label.say(current()), said))
    for stated in answers.get(STATED, ()):
        name = at.plan.measure(stated["measure"]).name.say(current())
        rows.append(Markup("{}: {}").format(name, number(stated["number"])))
    return lines(rows)


async def _said(at: Surroundings, asked: Asked, answers: Answers, about: Subject) -> str:
    kept = answers[asked.key]
    if asked.type is QuestionType.UNIT:
        unit = await units.get(at.tx, kept["unit"], at.today) if kept["unit"] is not None else None
        return unit.name if unit is not None else str(_("Outside the province"))
    if asked.type is QuestionType.DISTINCT_PEOPLE:
        return number(kept)
    if asked.type in (QuestionType.DAY, QuestionType.PLANNED_DAY):
        return day(date.fromisoformat(kept))
    if asked.type is QuestionType.PHOTO:
        return str(_("1 photo"))
    question = question_of(at, asked, answers, about)
    return question.say(question.restore(kept))


async def _further(talk: Talk, checked: Checked, about: Subject) -> Sequence[Markup]:
    return [
        lines([_("Sent together with it:"), await summary(talk, form, answers, about)])
        for form, answers in checked.further
    ]


def _ways_on(form: Form, answers: Answers) -> list[Option]:
    ways = [
        Option(SEND, str(_("Right, send it")), ("gửi", "gửi đi", "xác nhận", "đồng ý", "ok")),
        Option(CHANGE, str(_("Change something")), ("sửa", "sửa lại", "chưa đúng")),
    ]
    if has_more_details(form, answers):
        ways.append(Option(MORE, str(_("Add details")), ("thêm", "bổ sung")))
    return ways


def _drop(talk: Talk, form: Form, chosen: str, checked: Checked) -> None:
    """Drop the answer to be changed; with a number whose gap was explained by further changes those too."""
    of, _dot, key = chosen.rpartition(".")
    if not of and talk.answer(f"{form.code}.{key}.gap") is not None:
        for further, _answers in checked.further:
            forget_all(talk, further)
    forget(talk, talk.plan.form(of or form.code), key)


def _changeable(form: Form, answers: Answers, of: Form | None = None) -> list[Option]:
    """The answers that can be changed; `of` is the form that was sent together with the one in hand."""
    return [
        Option(asked.key if of is None else f"{of.code}.{asked.key}", asked.label.say(current()))
        for asked in form.questions
        if asked.key in answers
    ]
