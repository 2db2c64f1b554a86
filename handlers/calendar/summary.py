"""The summary that comes by itself: what changed since the last one, what is behind, who is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from domain.plan import FormulaKind, Level
from domain.progress import Figure
from domain.progress.readings import COUNTS
from handlers.calendar.round_words import named
from handlers.commands import Look
from handlers.progress import figure_words as words
from handlers.progress.departments import own_first
from handlers.progress.figure_lines import NEEDING_A_HAND, line, verdict
from handlers.progress.picturing import picture_of
from handlers.progress.spot import Spot, figures_of
from handlers.progress.walking import spot_of
from handlers.saying import Recipe, lines
from locales import _, day, number, percent, signed
from storage import figures
from storage.calendar import rounds, submissions
from storage.reminding import items
from storage.reminding.items import Reminder

WEEK, MONTH, ROUND = "week", "month", "round"
ORDER = (ROUND, MONTH, WEEK)
BEFORE = {WEEK: timedelta(days=7), MONTH: timedelta(days=31), ROUND: timedelta(days=183)}
"""What the first summary is compared with: the figures of so long ago."""
SEEN = Fraction(1, 1000)
"""A share that changed by less does not change as it is printed."""
CHANGES, BEHIND = 5, 3
"""So many indicators are named."""


@dataclass(frozen=True, slots=True)
class Told:
    """A summary in words, its buttons (label, action), its picture, and the values that the next one compares with."""

    text: Markup
    ways: list[tuple[str, str]]
    recipe: Recipe | None
    values: dict[str, Any]


async def summary(look: Look, unit_id: int, some: Sequence[Reminder]) -> Told | None:
    """Where the unit stands. None where it is not there any more."""
    spot = await spot_of(look, unit_id, str(look.plan.year_of(look.today)))
    if spot is None:
        return None
    chosen = min(some, key=lambda one: ORDER.index(_length(one)))
    own, _others = own_first(look, await figures_of(look, spot))
    before = await items.last_summary(look.tx, chosen) or await _earlier(look, spot, BEFORE[_length(chosen)])
    changed = [said for figure in own if (said := _change(figure, before)) is not None]
    behind = [figure for figure in own if figure.status in NEEDING_A_HAND]
    parts = [_head(look, spot, chosen)]
    parts += [Markup("• {}").format(one) for one in changed[:CHANGES]] if changed else [_nothing_new(own)]
    if changed and behind:
        parts.append(_("Behind, the worst first:"))
        parts += [Markup("• {}").format(line(figure, look.plan)) for figure in behind[:BEHIND]]
    parts += await _silent(look, spot)
    ways = [(str(_("See all indicators")), f"c:td {unit_id}")]
    if behind:
        ways.append((str(_("The worst one")), f"c:{spot.to(behind[0].code)}"))
    recipe = picture_of(spot, own) if changed and any(figure.target is not None for figure in own) else None
    return Told(lines(parts), ways, recipe, {"values": {one.code: _kept(one) for one in own}})


def _length(one: Reminder) -> str:
    return one.about.partition(":")[0]


def _head(look: Look, spot: Spot, chosen: Reminder) -> Markup:
    length, _colon, code = chosen.about.partition(":")
    facts = {"unit": spot.unit.name, "day": day(look.today)}
    if length == WEEK:
        return _("📊 <b>{unit}</b>, summary of the week, {day}. New since the last one:", **facts)
    if length == MONTH:
        return _("📊 <b>{unit}</b>, summary of the month, {day}. New since the last one:", **facts)
    return _(
        "📊 <b>{unit}</b>: the report {round} is locked. New since the last summary:",
        unit=spot.unit.name,
        round=named(look.plan, [code]),
    )


def _nothing_new(own: Sequence[Figure]) -> Markup:
    return _("Nothing. Still: {verdict}", verdict=verdict(own))


async def _earlier(look: Look, spot: Spot, ago: timedelta) -> Mapping[str, Any]:
    """The values of a while ago, where there was a summary never before; {} where the year had not begun."""
    on = look.today - ago
    if on < spot.span.first_day:
        return {}
    found = await figures.of_unit(look.tx, look.plan, spot.unit.id, on, top=spot.top)
    return {figure.code: _kept(figure) for figure in found}


def _kept(figure: Figure) -> str | None:
    return None if figure.counted is None else str(Fraction(figure.counted))


def _change(figure: Figure, before: Mapping[str, Any]) -> Markup | None:
    """The value with what it has changed by; None where it has not, or nothing is known to compare it with."""
    if figure.counted is None or figure.indicator.formula.kind is FormulaKind.NARRATIVE or not figure.reported:
        return None
    was = before.get(figure.code)
    change = Fraction(figure.counted) - Fraction(was or 0)
    counts = figure.indicator.formula.kind in COUNTS
    if not change or (not counts and (was is None or abs(change) < SEEN)):
        return None
    if counts:
        by = Markup("{}").format(signed(int(change)))
    else:
        sign = "−" if change < 0 else "+"
        by = _("{points} points", points=sign + percent(abs(change)).removesuffix("%"))
    return Markup("{}: {} ({})").format(words.titled(figure), words.bare(figure), by)


async def _silent(look: Look, spot: Spot) -> list[Markup]:
    """How the rounds whose figures are being taken stand below the unit."""
    said = []
    for one in await rounds.running(look.tx, look.plan):
        if look.today < one.cut_off:
            continue
        if spot.top:
            found = await submissions.standing(look.tx, one.code, level=Level.GRASSROOTS)
        else:
            found = await submissions.standing(look.tx, one.code, superior_id=spot.unit.id)
        if found.expected:
            n, m = number(found.reported), number(found.expected - found.excused)
            said.append(_("Sent {round}: {n} of {m} units.", round=named(look.plan, [one.code]), n=n, m=m))
    return said
