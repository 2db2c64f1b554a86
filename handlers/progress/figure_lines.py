"""Whole sentences about figures: the first one of a screen, one line an indicator, what a report means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from domain.facts import Answer
from domain.plan import Form, FormulaKind, Indicator, Plan
from domain.progress import Figure, Status, sort_worst_first
from handlers.progress import figure_words as words
from handlers.progress.figure_answers import renewing, state
from handlers.progress.figure_words import NO_SURVEYS, Surveys
from locales import _, current, day, number

NEEDING_A_HAND = frozenset({Status.FAR_BEHIND, Status.LATE, Status.BELOW_FLOOR, Status.BEHIND})


def headline(figures: Iterable[Figure], unit_name: str, on: date, *, of: Markup | None = None) -> Markup:
    """One sentence: how many of the indicators that have a goal are behind, and which one the most.

    `of` names whose indicators they are, where they are not all of the unit's.
    """
    name = Markup("<b>{}</b>").format(unit_name)
    if of is None:
        return _("{name}, figures up to {day}: {verdict}", name=name, day=day(on), verdict=verdict(figures))
    return _(
        "{name}, figures up to {day}, <b>{department}</b>: {verdict}",
        name=name,
        day=day(on),
        department=of,
        verdict=verdict(figures),
    )


def verdict(figures: Iterable[Figure]) -> Markup:
    """How many of the indicators that have a goal are behind, and which one the most."""
    judged = [
        figure
        for figure in sort_worst_first(figures)
        if (figure.target is not None or figure.floor is not None) and figure.status is not Status.NOTHING_AROSE
    ]
    behind = [figure for figure in judged if figure.status in NEEDING_A_HAND]
    unknown = sum(figure.status is Status.NO_DATA for figure in judged)
    n, m = number(len(behind)), number(len(judged))
    if not judged:
        return _("there is nothing with a goal yet.")
    if behind:
        return _("{n} of {m} indicators are behind, “{worst}” the most.", n=n, m=m, worst=words.name_of(behind[0]))
    if unknown:
        return _("none of {m} indicators is behind, {unknown} have no figures yet.", m=m, unknown=number(unknown))
    return _("all {m} indicators are reached or on time.", m=m)


def line(
    figure: Figure,
    plan: Plan,
    *,
    of_one: bool = False,
    surveys: Surveys = NO_SURVEYS,
    before: Figure | None = None,
) -> Markup:
    """One indicator in one line. `of_one`: of a single grassroots union, whose answer is said in words.

    `before` is the figure of the same period of the year before.
    """
    name = Markup("<b>{}</b>").format(words.titled(figure))
    answer = state(plan, figure) if of_one else None
    if answer is not None:
        return Markup("{}: {}").format(name, answer)
    said = [*standing(plan, figure), *words.was(figure, before), *words.surveyed(figure, surveys)]
    if figure.coverage.answered < figure.coverage.expected and not of_one:
        said.append(words.coverage(figure))
    return Markup("{}: {}").format(name, words.joined(said))


def standing(plan: Plan, figure: Figure) -> list[Markup]:
    """The value with what is said in one breath with it, what is wanted, and how it stands."""
    said = [words.amount(plan, figure), *words.came_within(figure), *renewing(plan, figure)]
    said += [*words.wanted(figure), *words.units_below(figure)]
    if figure.status not in words.SAID_ALREADY:
        said.append(_(words.STATUS[figure.status]))
    return said


def brief(plan: Plan, figure: Figure) -> Markup:
    """The value alone, as short as it can be said, for a list of units."""
    answer = state(plan, figure)
    if answer is not None:
        return answer
    if figure.value is None or figure.status is Status.NOTHING_AROSE or figure.numerator is not None:
        return words.amount(plan, figure)
    if figure.target is not None:
        return words.target_amount(figure, figure.target)
    return Markup("{} {}").format(words.count(figure, figure.value), words.unit_of(figure))


def receipt_indicators(plan: Plan, form: Form) -> list[Indicator]:
    """The indicators that `receipt_lines` may speak of."""
    measures = {fact.measure for fact in form.facts}
    moved = {level.code for level in plan.measures if measures & {*level.raised_by, *level.lowered_by}}
    return [
        indicator
        for indicator in plan.indicators
        if indicator.formula.numerator in measures
        or (indicator.formula.kind is FormulaKind.NET and indicator.formula.numerator in moved)
    ]


def receipt_lines(plan: Plan, figures: Sequence[Figure], form: Form, this_year: int) -> list[Markup]:
    """What a report of the form means for its unit: where the year stands now, by the unit's own `figures`.

    Another year than this one is named.
    """
    measures = {fact.measure for fact in form.facts}
    moved = {level.code for level in plan.measures if measures & {*level.raised_by, *level.lowered_by}}
    asked = [figure for figure in figures if figure.coverage.expected]
    stated = [figure for figure in asked if figure.indicator.formula.numerator in measures]
    growths = [
        figure
        for figure in asked
        if figure.indicator.formula.kind is FormulaKind.NET and figure.indicator.formula.numerator in moved
    ]
    with_quota = [figure for figure in growths if figure.target is not None]
    if with_quota:
        stated = [*with_quota, *(figure for figure in stated if figure.target is not None)]
    return [_meaning(plan, figure, form, this_year) for figure in stated or growths if _is_said(figure, measures)]


def _is_said(figure: Figure, measures: set[str]) -> bool:
    """A stated headcount says nothing of the year's growth."""
    formula = figure.indicator.formula
    return formula.kind is not FormulaKind.NET or formula.numerator not in measures


def _meaning(plan: Plan, figure: Figure, form: Form, this_year: int) -> Markup:
    formula = figure.indicator.formula
    answer = state(plan, figure)
    if answer is not None:
        label = _label(form, formula.numerator)
        return Markup("{}: {}").format(words.of_year(label, figure) if figure.year != this_year else label, answer)
    said = words.amount(plan, figure)
    if formula.kind is FormulaKind.LEVEL:
        assert formula.numerator is not None
        return Markup("{}: {}").format(plan.measure(formula.numerator).name.say(current()), said)
    if formula.kind is FormulaKind.DENSITY:
        return Markup("{}: {}").format(words.name_of(figure), said)
    if figure.target is not None and figure.numerator is not None:
        said = words.joined([said, _("goal {goal}", goal=words.goal(figure, figure.target.goal))])
    if figure.answers is not None:
        return Markup("{}: {}").format(words.titled(figure), said)
    if figure.year != this_year:
        return _("In {year}: {figures}", year=figure.year, figures=said)
    return _("This year so far: {figures}", figures=said)


def _label(form: Form, measure: str | None) -> str:
    """How the form calls what a unit answers yes to."""
    asked = next(
        fact.question for fact in form.facts if fact.measure == measure and Answer.YES in fact.answers.values()
    )
    assert asked is not None, form.code
    return form.question(asked).label.say(current())
