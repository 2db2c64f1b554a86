"""What is said when units are reminded: to the officer who asks for it, and to those who are reminded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from domain.plan import Indicator, Level, Plan
from handlers.progress import figure_words as words
from handlers.progress.figure_answers import state
from handlers.progress.figure_lines import brief
from handlers.progress.lagging import Lagging
from handlers.saying import Saying, arranged, lines, numbered, shortened
from locales import _, current, day, ngettext
from storage.units import Unit

SHOWN = 8
"""So many units are shown with their figures before it is asked whether to remind them."""


def found_lagging(  # noqa: PLR0917  plan, indicator, unit, then who, of how many, and the others: read as a sentence
    plan: Plan, indicator: Indicator, above: Unit, free: Sequence[Lagging], n: int, others: Sequence[Markup]
) -> Markup:
    """That `n` units are behind or silent: those that can be reminded with their figures, and about the others."""
    head = ngettext(
        "<b>{indicator}</b>, {unit}: {n} unit is behind or has not answered.",
        "<b>{indicator}</b>, {unit}: {n} units are behind or have not answered.",
        n,
        indicator=indicator.name.say(current()),
        unit=above.name,
    )
    shown = [Markup("• {}: {}").format(one.unit.name, brief(plan, one.figure)) for one in free[:SHOWN]]
    if len(free) > SHOWN:
        shown.append(ngettext("and {n} more unit", "and {n} more units", len(free) - SHOWN))
    return lines([head, *shown, *others])


def nobody_there(some: Sequence[Lagging]) -> list[Markup]:
    """The units in which nobody can be told."""
    if not some:
        return []
    return [
        ngettext(
            "{n} unit has nobody to receive it yet: {names}",
            "{n} units have nobody to receive it yet: {names}",
            len(some),
            names=_names(some),
        )
    ]


def reminded_already(some: Sequence[Lagging]) -> list[Markup]:
    """The units that were reminded today."""
    if not some:
        return []
    return [
        ngettext(
            "{n} unit was reminded of it today and is not reminded again: {names}",
            "{n} units were reminded of it today and are not reminded again: {names}",
            len(some),
            names=_names(some),
        )
    ]


def reminder(plan: Plan, one: Lagging, asked_by: Markup, today: date) -> Saying:
    """What those in office in the unit are told: who asks, the fact as the bot knows it, and a way to act on it."""
    indicator = one.figure.indicator
    facts = {
        "office": asked_by,
        "indicator": indicator.name.say(current()),
        "unit": one.unit.name,
        "day": day(today),
        "figures": words.joined(_standing(plan, one)),
    }
    look = f"c:td {one.unit.id} {plan.year_of(today)} {indicator.code}"
    ways = [(str(_("See the figures")), look)]
    if (form := one.form(plan)) is not None:
        ways.insert(0, (str(_("Report now")), f"c:baocao {form.code}"))
    return Saying(text=lines([_fact(one, facts), _request(plan, one)]), rows=arranged(numbered(ways)))


def _fact(one: Lagging, facts: Mapping[str, object]) -> Markup:
    if one.silent:
        return _(
            "{office} asks to remind you: up to {day} no figures about “{indicator}” have been received from {unit}.",
            **facts,
        )
    return _("{office} asks to remind you of “{indicator}”. Up to {day}, {unit}: {figures}.", **facts)


def _request(plan: Plan, one: Lagging) -> Markup:
    if plan.unit_kind(one.unit.kind).level is Level.GRASSROOTS:
        return _("Please report when there is something new. Thank you.")
    return _("Please look at the units below yours. Thank you.")


def _standing(plan: Plan, one: Lagging) -> list[Markup]:
    """The value and what is missing; how that is judged is not said."""
    figure = one.figure
    answer = state(plan, figure)
    if answer is not None:
        return [answer]
    said = [words.amount(plan, figure), *words.wanted(figure)]
    if figure.coverage.answered < figure.coverage.expected:
        said.append(words.coverage(figure))
    return said


def _names(some: Sequence[Lagging]) -> Markup:
    return shortened([one.unit.name for one in some])
