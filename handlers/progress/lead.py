"""The first thing a leader reads of an indicator: how it stands, what is needed, and where what is missing sits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil

from markupsafe import Markup

from domain.plan import Plan, Season
from domain.progress import Figure, Status, Target, last_day_due, needed_a_month
from domain.progress.gap import Gap, gap
from domain.progress.readings import COUNTS
from handlers.progress import figure_words as words
from handlers.progress.figure_answers import renewing
from locales import _, day, listing, ngettext, number, percent, signed
from storage.units import Unit

NAMED = 3
"""So many units are named that miss the most, where what is missing is spread over many."""
FEW = 5
"""Up to so many units are "few"."""


def how_it_stands(plan: Plan, figure: Figure, on: date, *, over: bool = False) -> Markup:
    """One sentence: the value, what came in this period, the goal, what should be there by now, what is missing, the
    pace that is needed from now on, and how it stands. `over`: nothing can be done about it any more.
    """
    said = [words.amount(plan, figure), *words.came_within(figure), *renewing(plan, figure), *words.goal_wanted(figure)]
    if figure.target is not None:
        said += _due(plan, figure, figure.target)
    said += words.missing(figure)
    if figure.target is not None and not over:
        said += _pace(figure, figure.target, on)
    said += words.units_below(figure)
    if figure.status not in words.SAID_ALREADY:
        said.append(_(words.STATUS[figure.status]))
    return words.joined(said)


def in_brief(plan: Plan, figure: Figure, below: Sequence[tuple[Unit, Figure]]) -> Markup:
    """The same in fewer words, for a picture: the value, what should be there, what is missing, and where that sits."""
    said = [Markup("{}").format(words.bare(figure))]
    if figure.target is not None:
        said += _due(plan, figure, figure.target)
    said += words.missing(figure)
    if figure.status not in words.SAID_ALREADY:
        said.append(_(words.STATUS[figure.status]))
    return Markup(" ").join([words.as_sentence(words.joined(said)), *where_it_sits(figure, below, named=False)])


def _due(plan: Plan, figure: Figure, target: Target) -> list[Markup]:
    """What should be there by now, where that is less than all; of a duty of the year its last day."""
    season = figure.indicator.season
    if season is Season.LINEAR and 0 < target.expected < 1 and figure.status is not Status.MET:
        wanted = target.goal * target.expected
        if figure.indicator.formula.kind in COUNTS:
            return [_("{n} should be there by this day", n=number(ceil(wanted)))]
        return [_("{n} should be there by this day", n=percent(wanted))]
    if season is Season.ONCE_A_YEAR and figure.status is Status.NOT_DUE:
        year = figure.year + figure.indicator.of_last_year
        return [_("due by {day}", day=day(last_day_due(plan, figure.indicator.due_month, year)))]
    return []


def _pace(figure: Figure, target: Target, on: date) -> list[Markup]:
    """How much a month is needed from now on, or in how many days, where something is missing and time is left."""
    left = (target.last_day - on).days
    if not target.missing or left <= 0 or figure.indicator.season is not Season.LINEAR:
        return []
    a_month = needed_a_month(target.missing, on, target.last_day)
    if a_month is None:
        return [ngettext("{n} day is left for it", "{n} days are left for it", left)]
    return [_("{n} {unit} a month are needed", n=number(a_month), unit=words.unit_of(figure))]


def where_it_sits(figure: Figure, below: Sequence[tuple[Unit, Figure]], *, named: bool = True) -> list[Markup]:
    """Which units below miss the most of what is missing; or that none of them was given a quota of it.

    Not `named`: only how many they are, where they are seen beside the sentence.
    """
    if not figure.missing or not below:
        return []
    if figure.indicator.formula.kind in COUNTS and all(child.target is None for _unit, child in below):
        return [_("No unit below has been given a quota of it.")]
    found = gap((unit, child.missing) for unit, child in below)
    if found is None or found.among == 1 == len(below):
        return []
    return [_sits(found, len(below)) if named else _how_many(found, len(below))]


def _how_many(found: Gap[Unit], of: int) -> Markup:
    if len(found.units) > FEW:
        return _("What is missing is spread over {n} units.", n=number(found.among))
    return ngettext(
        "{n} of {m} units below misses {share} of it.",
        "{n} of {m} units below miss {share} of it.",
        len(found.units),
        m=number(of),
        share=percent(found.share),
    )


def _sits(found: Gap[Unit], of: int) -> Markup:
    if len(found.units) > FEW:
        return _(
            "What is missing is spread over {n} units; the most is missing at {names}.",
            n=number(found.among),
            names=_named(found.units[:NAMED]),
        )
    return ngettext(
        "{n} of {m} units below misses {share} of it: {names}.",
        "{n} of {m} units below miss {share} of it: {names}.",
        len(found.units),
        m=number(of),
        share=percent(found.share),
        names=_named(found.units),
    )


def _named(missing: Iterable[tuple[Unit, int]]) -> Markup:
    return listing(f"{unit.name} ({number(lack)})" for unit, lack in missing)


def last_year(figure: Figure, before: Figure | None) -> list[Markup]:
    """What it was in the same period of the year before, and how that differs; [] where that is not known."""
    if not words.was(figure, before):
        return []
    assert before is not None
    change = Fraction(figure.counted or 0) - Fraction(before.counted or 0)
    if figure.indicator.formula.kind in COUNTS:
        value = words.count(before, before.counted or 0)
        return [_("Same period last year: {value} ({change}).", value=value, change=signed(int(change)))]
    points = ("−" if change < 0 else "+") + percent(abs(change)).removesuffix("%")
    return [_("Same period last year: {value} ({points} points).", value=words.share_alone(before), points=points)]
