"""The screens one walks through from /tiendo: a unit, the units below it, its indicators, one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from domain.plan import Indicator
from domain.progress import Figure, sort_children
from handlers.commands import Look
from handlers.progress import figure_words as words
from handlers.progress.beside_figures import surveys_of, told
from handlers.progress.departments import followed, own_first
from handlers.progress.figure_details import details
from handlers.progress.figure_lines import brief, headline, line
from handlers.progress.progress_spot import Spot, Way, asked_of, figures_of, is_grassroots, short, show_page
from handlers.saying import lines
from locales import _, current, day, listing, ngettext, plain
from storage import figures, units
from storage.units import Unit

LINES = 7
"""So many indicators stand on one screen."""
MORE, UNITS, INDICATORS, SILENT = "=more", "=units", "=list", "=silent"
"""What follows unit and year in a button's command where it is not an indicator's code."""
ALL_OF_ONE, SILENT_OF_ONE = "a", "s"
"""What stands before the page after an indicator's code where all its units are listed, or the silent ones."""


async def show_unit(look: Look, spot: Spot, page: int, *, elsewhere: bool) -> None:
    """How the unit stands: one sentence and seven lines, the worst first. `elsewhere`: the person has other units.

    An officer of a department sees the department's indicators on the first pages, and all others on the next.
    """
    of_one = is_grassroots(look, spot.unit)
    own, others = own_first(look, await figures_of(look, spot))
    own_pages = _cut(own)
    pages = [*own_pages, *_cut(others)] or [[]]
    shown = page if page < len(pages) else 0
    of_department = bool(others) and shown < len(own_pages)
    surveys = await surveys_of(look, spot, pages[shown])
    ways: list[Way] = []
    if shown + 1 < len(pages):
        on = _("Other indicators") if shown + 1 == len(own_pages) else _("More indicators")
        ways.append((str(on), spot.to(MORE, shown + 1)))
    if shown:
        ways.append(spot.back)
    if not of_one:
        ways.append((str(_("Units below")), spot.to(UNITS)))
    ways.append((str(_("One indicator")), spot.to(INDICATORS)))
    ways.append((str(_("Not answered yet")), spot.to(SILENT)))
    ways += [*spot.other_years(), *spot.up()]
    if elsewhere:
        ways.append((str(_("My other units")), "td"))
    if of_department:
        said = [headline(own, spot.unit.name, spot.on, of=_departments(look))]
    else:
        said = [headline([*own, *others], spot.unit.name, spot.on)]
    said += [line(figure, look.plan, of_one=of_one, surveys=surveys) for figure in pages[shown]]
    look.show(lines(said), ways)


async def show_units(look: Look, spot: Spot, page: int) -> None:
    """The units directly below: unions first, then those that stand under this one without a union between."""
    below = await units.children(look.tx, spot.unit.id, spot.on)
    below.sort(key=lambda unit: is_grassroots(look, unit))
    name = Markup("<b>{}</b>").format(spot.unit.name)
    text = ngettext("{name}: {n} unit directly below.", "{name}: {n} units directly below.", len(below), name=name)

    def way(unit: Unit) -> Way:
        return unit.name, spot.to(unit=unit)

    show_page(look, text, below, page, way=way, here=spot.to(UNITS, ""), ways=[spot.back])


async def show_indicators(look: Look, spot: Spot, page: int) -> None:
    """The indicators to choose one from, those of the person's department first, then the worst first."""
    name = Markup("<b>{}</b>").format(spot.unit.name)
    own, others = own_first(look, await figures_of(look, spot))
    text = _("{name}: which indicator?", name=name)

    def way(figure: Figure) -> Way:
        return words.name_of(figure), spot.to(figure.code)

    show_page(look, text, [*own, *others], page, way=way, here=spot.to(INDICATORS, ""), ways=[spot.back])


async def show_indicator(look: Look, spot: Spot, indicator: Indicator, page: int) -> None:
    """One indicator of the unit, and of each unit below it, the worst first."""
    figure = (await figures_of(look, spot, [indicator]))[0]
    below = [] if is_grassroots(look, spot.unit) else await units.children(look.tx, spot.unit.id, spot.on)
    children = await _children(look, spot, indicator, below)
    surveys = await surveys_of(look, spot, [figure])
    said = [title(spot, figure), *details(look.plan, figure, of_one=is_grassroots(look, spot.unit), surveys=surveys)]
    said += await told(look, spot, indicator)
    if children:
        said.append(_("Units below, those first that need a hand:"))
    ways: list[Way] = []
    if children and any(not is_grassroots(look, unit) for unit in below):
        ways.append((str(_("All units")), spot.to(indicator.code, ALL_OF_ONE)))
    if children and figure.coverage.answered < figure.coverage.expected:
        ways.append((str(_("Not answered yet")), spot.to(indicator.code, SILENT_OF_ONE)))
    ways += [*spot.up(indicator.code), spot.back, *spot.other_years(indicator.code)]
    way = partial(to_unit, look, spot)
    show_page(look, lines(said), children, page, way=way, here=spot.to(indicator.code, ""), ways=ways)


def to_unit(look: Look, spot: Spot, found: tuple[Unit, Figure]) -> Way:
    """A unit with its value of one indicator, which leads to the indicator's screen of that unit."""
    unit, figure = found
    return f"{short(unit.name)}: {plain(brief(look.plan, figure))}", spot.to(figure.code, unit=unit)


def title(spot: Spot, figure: Figure) -> Markup:
    """What a screen of one indicator speaks of."""
    return _(
        "<b>{indicator}</b>: {unit}, figures up to {day}",
        indicator=words.titled(figure),
        unit=spot.unit.name,
        day=day(spot.on),
    )


async def _children(look: Look, spot: Spot, indicator: Indicator, below: Sequence[Unit]) -> list[tuple[Unit, Figure]]:
    if indicator.top_only or not below:
        return []
    found = await figures.of_units(
        look.tx, look.plan, [unit.id for unit in below], spot.on, indicators=[indicator], year=spot.year
    )
    own = [(unit, found[unit.id][0]) for unit in below]
    return sort_children((unit, figure) for unit, figure in own if asked_of(look, unit, figure))


def _departments(look: Look) -> Markup:
    return listing(department.name.say(current()) for department in followed(look))


def _cut(figures: Sequence[Figure]) -> list[Sequence[Figure]]:
    return [figures[first : first + LINES] for first in range(0, len(figures), LINES)]
