"""The review before anything is sent: what was understood, and sending, changing, or adding to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.facts_of import STATED, number_of
from domain.fitting import fitting
from domain.plan import Form, QuestionType, Words
from domain.plan import Question as Asked
from domain.reading import Control, Option, Problem, Reading, Unclear, Understood, match_choice, read_yes_no
from handlers.incoming import Incoming
from handlers.questions import Choice
from handlers.reports.checked import AskAgain, Checked, changeable
from handlers.reports.checking import check
from handlers.reports.filling import (
    Answers,
    Subject,
    ask_for_details,
    fill,
    forget,
    forget_all,
    has_more_details,
    not_known,
)
from handlers.reports.form_questions import question_of
from handlers.saying import lines
from handlers.surroundings import Surroundings
from handlers.talk import Talk
from locales import _, current, in_words, money, number
from storage import units
from storage.units import Unit

SEND, CHANGE, MORE = "send", "change", "more"
AUTHOR = "=author"
"""The key of the officer who typed the answers; None: several did. A draft or a correction may be another's."""
LARGE_AMOUNT = 100_000_000
"""From so many đồng on an amount is repeated in words, so that a zero too many is noticed."""


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
    own_words = talk.record.answers.setdefault(AUTHOR, talk.person.officer_id) == talk.person.officer_id
    while True:
        try:
            answers = await fill(talk, form, about)
            checked = await check(talk, form, answers, about)
        except AskAgain:
            continue
        text = lines(
            [
                title,
                union(about),
                await summary(talk, form, answers, about.unit, own_words=own_words),
                *await _further(talk, checked, about, own_words),
                *checked.effects,
            ]
        )
        chosen = await talk.ask(f"{form.code}.review", Review(text=text, choices=_ways_on(form, answers, about)))
        if chosen == SEND:
            return Reviewed(answers, checked)
        if chosen == MORE:
            ask_for_details(talk, form, answers)
        else:
            options = changeable(form, answers, about.unit.kind)
            for further, added in checked.further:
                options += changeable(further, added, about.unit.kind, of=further)
            chosen = await talk.choose(f"{form.code}.change", _("What should be changed?"), options)
            _drop(talk, form, chosen, checked)
        talk.forget(*(f"{form.code}.{again}" for again in ("review", "change", "duplicate", "workers-today")))


def union(about: Subject) -> Markup:
    """The line that names the union, and says it plainly where the report is on its behalf."""
    if about.on_behalf:
        return _("On behalf of: {name}", name=about.unit.name)
    return _("Union: {name}", name=about.unit.name)


async def summary(at: Surroundings, form: Form, answers: Answers, unit: Unit, *, own_words: bool = False) -> Markup:
    """What was understood, a line for each answer. `own_words`: it is shown to who typed it, private words too."""
    rows: list[Markup | str] = [Markup("<b>{}</b>").format(form.name.say(current()))]
    answers = fitting(form, answers)
    unknown = not_known(form, answers, unit.kind)
    for asked in form.questions:
        if asked in unknown:
            rows.append(_line(asked.label, _("Not known")))
        elif asked.private and asked.key in answers and not own_words:
            rows.append(_line(asked.label, _("recorded; only those who give legal advice see it")))
        elif asked.key in answers:
            rows.append(_line(asked.label, await _said(at, asked, answers, unit)))
    rows += _differences(form, answers)
    levels = {measure.code: measure.name for measure in at.plan.measures}
    for stated in answers.get(STATED, ()):
        if stated["measure"] in levels:
            rows.append(_line(levels[stated["measure"]], number(stated["number"])))
    return lines(rows)


def _line(label: Words, said: str) -> Markup:
    return Markup("{}: {}").format(label.say(current()), said)


async def _said(at: Surroundings, asked: Asked, answers: Answers, unit: Unit) -> str:
    kept = answers[asked.key]
    if asked.type is QuestionType.UNIT:
        return str(_("Outside the province")) if kept["unit"] is None else await units.name(at.tx, kept["unit"])
    if asked.type is QuestionType.DISTINCT_PEOPLE:
        return number(kept)
    if asked.type is QuestionType.MONEY:
        return _amount(kept)
    if asked.type is QuestionType.PHOTO:
        return str(_("1 photo"))
    question = question_of(at, asked, answers, unit.first_day)
    return question.say(question.restore(kept))


def _amount(dong: int) -> str:
    return money(dong) if dong < LARGE_AMOUNT else f"{money(dong)} ({in_words(dong)})"


def _differences(form: Form, answers: Answers) -> list[Markup]:
    """What follows from two answers, where both are known; below 0 it is shown as it is."""
    rows = []
    for difference in form.differences:
        whole, part = number_of(answers, difference.of), number_of(answers, difference.less)
        if whole is not None and part is not None:
            write = _amount if form.question(difference.of).type is QuestionType.MONEY else number
            rows.append(_line(difference.label, write(whole - part)))
    return rows


async def _further(talk: Talk, checked: Checked, about: Subject, own_words: bool) -> Sequence[Markup]:
    return [
        lines([_("Sent together with it:"), await summary(talk, form, answers, about.unit, own_words=own_words)])
        for form, answers in checked.further
    ]


def _ways_on(form: Form, answers: Answers, about: Subject) -> list[Option]:
    ways = [
        Option(SEND, str(_("Right, send it")), ("gửi", "gửi đi", "xác nhận", "đồng ý", "ok")),
        Option(CHANGE, str(_("Change something")), ("sửa", "sửa lại", "chưa đúng")),
    ]
    if has_more_details(form, answers, about):
        ways.append(Option(MORE, str(_("Add details")), ("thêm", "bổ sung")))
    return ways


def _drop(talk: Talk, form: Form, chosen: str, checked: Checked) -> None:
    """Drop the answer to be changed; with a number whose gap was explained by further changes those too."""
    of, _dot, key = chosen.rpartition(".")
    if not of and talk.answer(f"{form.code}.{key}.gap") is not None:
        for further, _answers in checked.further:
            forget_all(talk, further)
    forget(talk, talk.plan.form(of or form.code), key)
