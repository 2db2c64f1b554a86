"""What the cross-checks of a form have in common: how they end, and what they look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.findings import Filled
from domain.known import Known
from domain.plan import Form
from handlers.filling import Answers, Subject
from handlers.talk import Talk

CORRECT, KEEP = "correct", "keep"


class AskAgain(Exception):
    """An answer was dropped: the form is to be filled again."""


@dataclass(slots=True, kw_only=True)
class Checked:
    """What came of the checks: differences kept, levels asked for, and further forms filled on their account."""

    kept: list[dict[str, Any]] = field(default_factory=list)
    stated: list[dict[str, Any]] = field(default_factory=list)
    further: list[tuple[Form, Answers]] = field(default_factory=list)


def day_of(answers: Answers, today: date) -> date:
    """The day of a report: the one asked for, else today."""
    return date.fromisoformat(answers["day"]) if "day" in answers else today


def filled_now(talk: Talk, form: Form, answers: Answers, about: Subject, known: Known) -> Filled:
    """The form as the checks look at it, about to be sent now."""
    return Filled(
        plan=talk.plan,
        form=form,
        kind=about.unit.unit_kind,
        answers=answers,
        day=day_of(answers, talk.today),
        now=talk.now,
        today=talk.today,
        known=known,
    )
