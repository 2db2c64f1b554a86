"""What the cross-checks of a form have in common: how they end, and what they look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.findings import Filled
from domain.known import Known
from domain.plan import Form
from domain.reading import Option
from handlers.reports.filling import Answers, Subject, not_known
from handlers.talk import Talk
from locales import current

CORRECT, KEEP = "correct", "keep"


class AskAgain(Exception):
    """An answer was dropped: the form is to be filled again."""


@dataclass(slots=True, kw_only=True)
class Checked:
    """What came of the checks: differences kept, levels asked for, and further forms filled on their account."""

    kept: list[dict[str, Any]] = field(default_factory=list)
    stated: list[dict[str, Any]] = field(default_factory=list)
    further: list[tuple[Form, Answers]] = field(default_factory=list)
    effects: list[Markup] = field(default_factory=list)
    """What sending does besides being a report, as the review says it."""


def day_of(answers: Answers, today: date) -> date:
    """The day of a report: the one asked for, else today."""
    return date.fromisoformat(answers["day"]) if "day" in answers else today


def changeable(form: Form, answers: Answers, kind: str, of: Form | None = None) -> list[Option]:
    """The answers of a union of this kind that can be changed, also those that were "not known".

    `of` is the form that was sent together with the one in hand.
    """
    unknown = not_known(form, answers, kind)
    return [
        Option(asked.key if of is None else f"{of.code}.{asked.key}", asked.label.say(current()))
        for asked in form.questions
        if asked.key in answers or asked in unknown
    ]


def filled_now(talk: Talk, form: Form, answers: Answers, about: Subject, known: Known) -> Filled:
    """The form as the checks look at it, about to be sent now."""
    return Filled(
        plan=talk.plan,
        form=form,
        kind=about.unit.kind,
        answers=answers,
        day=day_of(answers, talk.today),
        now=talk.now,
        today=talk.today,
        known=known,
    )
