"""Everything there is to say about one figure, for the screen of one indicator."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from domain.plan import Plan
from domain.progress import Basis, Figure, Target
from handlers.progress import figure_words as words
from handlers.progress.figure_answers import answers, state
from handlers.progress.figure_words import NO_SURVEYS, Surveys
from locales import N_, _, day, number

_BASES: dict[Basis, str] = {
    Basis.QUOTA: N_("Quota up to {day}: {amount}"),
    Basis.YEAR: N_("Goal of the year up to {day}: {amount}"),
    Basis.MILESTONE: N_("Milestone of {day}: {amount}"),
}


def details(plan: Plan, figure: Figure, *, of_one: bool = False, surveys: Surveys = NO_SURVEYS) -> list[Markup]:
    """Beside how it stands: who has reported, how far it can still come, and every goal it is held against.

    `of_one`: of a single grassroots union, whose answer is said in words and is all there is to say.
    """
    answer = state(plan, figure) if of_one else None
    if answer is not None:
        return [words.as_sentence(said) for said in (answer, *_beside(plan, figure))]
    said = [*words.surveyed(figure, surveys), *_beside(plan, figure)]
    if figure.coverage.expected:
        said.append(words.joined([words.coverage(figure), *_among_answered(figure)]))
    given = [Markup("{} {}").format(answer, number(units)) for answer, units in answers(plan, figure) if units]
    if given:
        said.append(_("Answers: {answers}", answers=words.joined(given)))
    said += _still_possible(figure)
    if figure.target is not None and figure.floor is not None:
        floor = words.goal(figure, figure.floor)
        said.append(_("Milestone of {year}, passed before: {floor}", year=figure.floor_year, floor=floor))
    if len(figure.targets) > 1 or figure.target is None:
        said += [_target(figure, target) for target in figure.targets]
    return [words.as_sentence(line) for line in said]


def _beside(plan: Plan, figure: Figure) -> list[Markup]:
    measured = words.beside(plan, figure)
    return [_("Figures beside it: {figures}", figures=words.joined(measured))] if measured else []


def _among_answered(figure: Figure) -> list[Markup]:
    """The share among the units that have reported, where others are silent: its base follows from its value."""
    if not figure.among_answered or not figure.numerator or figure.coverage.answered == figure.coverage.expected:
        return []
    base = int(figure.numerator / figure.among_answered)
    among = words.share(figure.numerator, base, words.unit_of(figure))
    return [_("among those alone {share}", share=among)]


def _still_possible(figure: Figure) -> list[Markup]:
    if figure.bounds is None or not figure.denominator or figure.bounds.upper == figure.bounds.lower:
        return []
    most = int(figure.bounds.upper * figure.denominator)
    return [
        _("At the most still possible: {share}", share=words.share(most, figure.denominator, words.unit_of(figure)))
    ]


def _target(figure: Figure, target: Target) -> Markup:
    said = [_(_BASES[target.basis], day=day(target.last_day), amount=words.target_amount(figure, target))]
    if isinstance(target.goal, Fraction):
        said.append(_("goal {goal}", goal=words.goal(figure, target.goal)))
    if target.missing:
        said.append(_("{n} {unit} missing", n=number(target.missing), unit=words.unit_of(figure)))
    return words.joined(said)
