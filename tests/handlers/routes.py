"""The routes of the repertoire through a plan's forms: all that differ, or few that ask in every way there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.facts_of import is_asked
from domain.plan import Form, Question, TreeEvent
from tests.handlers.answers import right

Feature = tuple[str, ...]
"""A way of asking: a type of question with the conditions it stands under, or what a form is besides."""


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """A way through a form: of which kind the union is, and where not the first choice is taken: (question, option)."""

    form: Form
    kind: str
    other_choice: tuple[str, str] | None = None

    def __str__(self) -> str:
        return "-".join((self.form.code, self.kind, *(self.other_choice or ())))

    @property
    def choices(self) -> dict[str, str]:
        """The choices that are not the first ones."""
        return dict([self.other_choice]) if self.other_choice is not None else {}

    @property
    def unknown(self) -> list[Question]:
        """The questions of the main path that may be answered with "not known"."""
        return [one for one in self.asked(details=False) if one.may_be_unknown]

    @property
    def has_details(self) -> bool:
        """Whether there are optional questions on this route."""
        return any(one.details for one in self.asked(details=True))

    def asked(self, *, details: bool) -> tuple[Question, ...]:
        """The questions on this route, with or without the optional ones, where every answer is the right one."""
        answers: dict[str, Any] = {}
        for question in self.form.questions:
            if (details or not question.details) and is_asked(question, self.kind, answers):
                answers[question.key] = right(question, self.choices)
        return tuple(question for question in self.form.questions if question.key in answers)


def routes(forms: Iterable[Form], *, details: bool) -> list[Route]:
    """One route for each list of questions that a form asks, be it of another kind of union or after another choice."""
    found: dict[tuple[str, ...], Route] = {}
    for form in forms:
        choices = [(one.key, option.id) for one in form.questions for option in one.options]
        for kind in form.for_kinds:
            for choice in (None, *choices):
                route = Route(form, kind, choice)
                found.setdefault((form.code, *(one.key for one in route.asked(details=details))), route)
    return list(found.values())


def covering(forms: Iterable[Form], *, details: bool) -> list[Route]:
    """Few routes that together ask in every way in which these forms do: the one that adds most, and so on."""
    features = {route: _features(route, details=details) for route in routes(forms, details=details)}
    missing = set().union(*features.values())
    chosen: list[Route] = []
    while missing:
        chosen.append(max(features, key=lambda route: len(missing & features[route])))
        missing -= features[chosen[-1]]
    return chosen


def _features(route: Route, *, details: bool) -> set[Feature]:
    form = route.form
    of_form: dict[str, bool] = {
        "found": form.event is TreeEvent.FOUND,
        "end": form.event is TreeEvent.END,
        "from above": form.from_above,
        "case": form.opens_case,
        "taken over": form.takes_over is not None,
    }
    asked = {_feature(one) for one in route.asked(details=details)}
    return asked | {(name,) for name, holds in of_form.items() if holds}


def _feature(one: Question) -> Feature:
    conditions = {
        "details": one.details,
        "when": one.when is not None,
        "at most": one.at_most is not None,
        "may be unknown": one.may_be_unknown,
        "for kinds": bool(one.for_kinds),
        "private": one.private,
    }
    return (one.type, *(name for name, holds in conditions.items() if holds))
