"""What the cross-checks of a form have in common: how they end, and how they read the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.plan import Form
from domain.reading import Option
from handlers.filling import Answers, not_known
from locales import current

CORRECT, KEEP = "correct", "keep"


class AskAgain(Exception):
    """An answer was dropped: the form is to be filled again."""


@dataclass(slots=True, kw_only=True)
class Checked:
    """What the checks found: differences that were kept, and further forms that were filled on their account."""

    kept: list[dict[str, Any]] = field(default_factory=list)
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


def key_of(form: Form, measure: str) -> str:
    """The question that a measure takes its number from; "" where the form does not ask for it."""
    return next((rule.value.split(".")[0] for rule in form.facts if rule.measure == measure), "")


def amount_of(form: Form, measure: str, answers: Answers) -> int:
    """What the answers say of a measure, 0 where it was not asked."""
    given = answers.get(key_of(form, measure), 0)
    return int(given["total"] if isinstance(given, dict) else given)
