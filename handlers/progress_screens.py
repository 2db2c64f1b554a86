"""The screens one walks through from /tiendo: a unit, the units below it, its indicators, one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.plan import FormulaKind, Indicator, Level
from domain.progress import Figure, sort_children, sort_worst_first
from handlers import figure_words as words
from handlers.commands import Look
from handlers.figure_details import details
from handlers.figure_lines import headline, line
from handlers.saying import lines
from locales import _, day, ngettext, plain
from storage import figures, units
from storage.units import Unit

LINES = 7
"""So many indicators stand on one screen."""
PAGE = 8
"""So many units or indicators can be chosen from on one page."""
NAME_ROOM = 32
"""So many characters of a unit's name stand on a button beside a value."""
MORE, UNITS, INDICATORS = "=more", "=units", "=list"
"""What follows unit and year in a button's command where it is not an indicator's code."""

Way = tuple[str, str]
"""A button's label and the command line it gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where one stands: a unit, the year that is looked at, and the day that its figures are of.

    `above` is the unit above where the person may see that one too. `years` are those that can be looked at.
    """

    unit: Unit
    year: int
    on: date
    above: Unit | None
    years: range

    def to(self, *rest: object, unit: Unit | None = None, year: int | None = None) -> str:
        """The command line of a button."""
        return " ".join(map(str, ("td", (unit or self.unit).id, year or self.year, *rest)))

    def other_years(self, *rest: object) -> list[Way]:
        """The year before and the year after."""
        return [
            (str(_("Year {year}", year=year)), self.to(*rest, year=year))
            for year in (self.year - 1, self.year + 1)
            if year in self.years
        ]

    def up(self, *rest: object) -> list[Way]:
        """The unit above."""
        if self.above is None:
            return []
        return [(plain(_("Up: {unit}", unit=self.above.name)), self.to(*rest, unit=self.above))]

    @property
    def back(self) -> Way:
        """The unit's own screen."""
        return str(_("All indicators")), self.to()


async def show_unit(look: Look, spot: Spot, page: int, *, elsewhere: bool) -> None:
    """How the unit stands: one sentence and seven lines, the worst first. `elsewhere`: the person has other units."""
    of_one = _is_grassroots(look, spot.unit)
    found = sort_worst_first(await _figures(look, spot))
    first = page * LINES if page * LINES < len(found) else 0
    shown = [line(figure, look.plan, of_one=of_one) for figure in found[first : first + LINES]]
    ways: list[Way] = []
    if first + LINES < len(found):
        ways.append((str(_("More indicators")), spot.to(MORE, first // LINES + 1)))
    if first:
        ways.append(spot.back)
    if not of_one:
        ways.append((str(_("Units below")), spot.to(UNITS)))
    ways.append((str(_("One indicator")), spot.to(INDICATORS)))
    ways += [*spot.other_years(), *spot.up()]
    if elsewhere:
        ways.append((str(_("My other units")), "td"))
    look.show(lines([headline(found, spot.unit.name, spot.on), *shown]), ways)


async def show_units(look: Look, spot: Spot, page: int) -> None:
    """The units directly below: unions first, then those that stand under this one without a union between."""
    below = await units.children(look.tx, spot.unit.id, spot.on)
    below.sort(key=lambda unit: _is_grassroots(look, unit))
    name = Markup("<b>{}</b>").format(spot.unit.name)
    text = ngettext("{name}: {n} unit directly below.", "{name}: {n} units directly below.", len(below), name=name)
    _show_page(
        look, text, [(unit.name, spot.to(unit=unit)) for unit in below], page, here=spot.to(UNITS), ways=[spot.back]
    )


async def show_indicators(look: Look, spot: Spot, page: int) -> None:
    """The indicators to choose one from, the worst first."""
    name = Markup("<b>{}</b>").format(spot.unit.name)
    items = [(words.name_of(figure), spot.to(figure.code)) for figure in sort_worst_first(await _figures(look, spot))]
    _show_page(look, _("{name}: which indicator?", name=name), items, page, here=spot.to(INDICATORS), ways=[spot.back])


async def show_indicator(look: Look, spot: Spot, indicator: Indicator, page: int) -> None:
    """One indicator of the unit, and of each unit below it, the worst first."""
    figure = (await _figures(look, spot, [indicator]))[0]
    title = _(
        "<b>{indicator}</b>: {unit}, figures up to {day}",
        indicator=words.name_of(figure),
        unit=spot.unit.name,
        day=day(spot.on),
    )
    ways = [*spot.up(indicator.code), spot.back, *spot.other_years(indicator.code)]
    children = await _children(look, spot, indicator)
    said = [title, *details(look.plan, figure, of_one=_is_grassroots(look, spot.unit))]
    if children:
        said.append(_("Units below, those first that need a hand:"))
    items = [
        (f"{_short(unit.name)}: {plain(words.brief(look.plan, own))}", spot.to(indicator.code, unit=unit))
        for unit, own in children
    ]
    _show_page(look, lines(said), items, page, here=spot.to(indicator.code), ways=ways)


async def _figures(look: Look, spot: Spot, indicators: Sequence[Indicator] | None = None) -> list[Figure]:
    """The unit's figures; of all indicators those only that some unit in it is asked about."""
    top = spot.unit.parent_id is None
    found = await figures.of_unit(
        look.tx, look.plan, spot.unit.id, spot.on, top=top, indicators=indicators, year=spot.year
    )
    return [figure for figure in found if indicators is not None or _applies(figure)]


async def _children(look: Look, spot: Spot, indicator: Indicator) -> list[tuple[Unit, Figure]]:
    if _is_grassroots(look, spot.unit):
        return []
    below = await units.children(look.tx, spot.unit.id, spot.on)
    found = await figures.of_units(
        look.tx, look.plan, [unit.id for unit in below], spot.on, indicators=[indicator], year=spot.year
    )
    return sort_children((unit, found[unit.id][0]) for unit in below if _applies(found[unit.id][0]))


def _is_grassroots(look: Look, unit: Unit) -> bool:
    return look.plan.unit_kind(unit.kind).level is Level.GRASSROOTS


def _applies(figure: Figure) -> bool:
    return figure.coverage.expected > 0 or figure.indicator.formula.kind is FormulaKind.NARRATIVE


def _show_page(look: Look, text: Markup, items: Sequence[Way], page: int, *, here: str, ways: Sequence[Way]) -> None:
    """A text with one page of numbered items, whose numbers run on from page to page, and the ways on from here."""
    first = page * PAGE if page * PAGE < len(items) else 0
    turns = []
    if first + PAGE < len(items):
        turns.append((str(_("Next page")), f"{here} {first // PAGE + 1}"))
    if first:
        turns.append((str(_("Page before")), f"{here} {first // PAGE - 1}"))
    look.show(text, [*items[first : first + PAGE], *turns, *ways], first_number=first + 1)


def _short(name: str) -> str:
    return name if len(name) <= NAME_ROOM else name[: NAME_ROOM - 1].rstrip() + "…"
