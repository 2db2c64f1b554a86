"""What units have answered, in the words of the form that asked them."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup

from domain.facts import Answer
from domain.plan import Plan
from domain.progress import Figure
from handlers.progress.figure_words import lowered
from locales import N_, _, current, number

_ANSWERS = {
    "yes": N_("yes"),
    "not_yet": N_("not yet"),
    "no": N_("no"),
    "not_applicable": N_("not applicable"),
    "ended": N_("expired"),
    "silent": N_("not answered yet"),
    "exempt": N_("not applicable by its figures"),
}
"""Every unit that is asked has one of these."""
MEAN_THE_SAME = 2
"""Up to so many options that mean the same answer ("excellent", "good") are named instead of it."""


def state(plan: Plan, figure: Figure) -> Markup | None:
    """What the only unit in scope has answered; None where there are more units."""
    given = figure.answers
    if given is None or figure.coverage.expected + given.exempt != 1:
        return None
    said = next(said for said, units in answers(plan, figure) if units)
    if not given.renewing:
        return said
    return _("{renewing} (still counted)", renewing=_renewing(plan, figure)) if given.yes else _renewing(plan, figure)


def answers(plan: Plan, figure: Figure) -> list[tuple[Markup, int]]:
    """Each answer that units can give, and how many have given it; [] for what is no answer."""
    given = figure.answers
    if given is None:
        return []
    said = _asked(plan, figure)
    return [(said.get(answer) or _(words), getattr(given, answer)) for answer, words in _ANSWERS.items()]


def renewing(plan: Plan, figure: Figure) -> list[Markup]:
    """How many units negotiate the next of what they have or had, where any does."""
    if figure.answers is None or not figure.answers.renewing:
        return []
    return [Markup("{} {}").format(_renewing(plan, figure), number(figure.answers.renewing))]


def _renewing(plan: Plan, figure: Figure) -> Markup:
    return _asked(plan, figure).get(Answer.RENEWING) or _("negotiating the next one")


def _asked(plan: Plan, figure: Figure) -> dict[str, Markup]:
    """The words of the options of the form that asks it. An answer that many options mean has none of its own."""
    meaning: defaultdict[Answer, list[str]] = defaultdict(list)
    for form in plan.forms:
        for fact in form.facts:
            if fact.measure != figure.indicator.formula.numerator or fact.question is None:
                continue
            for option in form.question(fact.question).options:
                said = lowered(option.name.say(current()))
                if option.id in fact.answers and said not in meaning[fact.answers[option.id]]:
                    meaning[fact.answers[option.id]].append(said)
    return {
        answer: Markup("{}").format(" / ".join(said)) for answer, said in meaning.items() if len(said) <= MEAN_THE_SAME
    }
