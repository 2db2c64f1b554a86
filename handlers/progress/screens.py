"""The screens one walks through from /tiendo: a unit, the units below it, its indicators, one indicator."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from domain.access import Act
from domain.plan import Department, Indicator
from domain.progress import Figure, sort_children, sort_worst_first
from domain.progress.forecast import can_be_forecast
from handlers.commands import Look
from handlers.progress import figure_words as words
from handlers.progress.answering import form_of
from handlers.progress.beside_figures import surveys_of, told
from handlers.progress.departments import followed, own_first
from handlers.progress.figure_answers import state
from handlers.progress.figure_details import details
from handlers.progress.figure_lines import NEEDING_A_HAND, brief, headline, line
from handlers.progress.forecast_words import forecast_line
from handlers.progress.lead import how_it_stands, last_year, where_it_sits
from handlers.progress.no_longer import no_longer
from handlers.progress.spot import (
    Spot,
    Way,
    figures_below,
    figures_of,
    is_grassroots,
    same_period,
    short,
    show_page,
)
from handlers.saying import lines
from locales import _, current, day, listing, plain
from storage import units
from storage.forecasting import forecast_of
from storage.units import Unit

LINES = 7
"""So many indicators stand on one screen."""
GAP_AMONG = 400
"""Among up to so many units directly below it is said on a unit's screen where what is missing sits."""
MORE, UNITS, INDICATORS, SILENT, DEPARTMENTS = "=more", "=units", "=list", "=silent", "=depts"
SEVERAL = "=some"
AS_PICTURE, COURSE, AS_TABLE = "=pic", "=line", "=xlsx"
"""What follows unit and span in a button's command where it is not an indicator's code."""
OF_DEPARTMENT = "=d."
"""What stands before the code of a department whose indicators are shown."""
ALL_OF_ONE, SILENT_OF_ONE = "a", "s"
"""What stands before the page after an indicator's code where all its units are listed, or the silent ones."""


async def show_unit(look: Look, spot: Spot, page: int, *, elsewhere: bool) -> None:
    """How the unit stands: one sentence and seven lines, the worst first. `elsewhere`: the person has other units.

    An officer of a department sees the department's indicators on the first pages, and all others on the next.
    """
    own, others = own_first(look, await figures_of(look, spot))
    own_pages = _cut(own)
    pages = [*own_pages, *_cut(others)] or [[]]
    shown = page if page < len(pages) else 0
    of_department = bool(others) and shown < len(own_pages)
    ways: list[Way] = []
    if shown + 1 < len(pages):
        on = _("Other indicators") if shown + 1 == len(own_pages) else _("More indicators")
        ways.append((str(on), spot.to(MORE, shown + 1)))
    if shown:
        ways.append(spot.back)
    ways += _ways_from_unit(look, spot)
    if elsewhere:
        ways.append((str(_("My other units")), "td"))
    judged = own if of_department else [*own, *others]
    of = _departments(look) if of_department else None
    said = [headline(_answered_by_itself(look, spot, judged), spot.named, spot.on, of=of)]
    look.show(lines([*said, *await _lines(look, spot, pages[shown], first=not shown)]), ways)


async def show_department(look: Look, spot: Spot, department: Department, page: int) -> None:
    """The indicators that one department of the province follows."""
    found = [one for one in await figures_of(look, spot) if one.indicator.department == department.code]
    pages = _cut(sort_worst_first(found)) or [[]]
    shown = page if page < len(pages) else 0
    here = f"{OF_DEPARTMENT}{department.code}"
    ways: list[Way] = []
    if shown + 1 < len(pages):
        ways.append((str(_("More indicators")), spot.to(here, shown + 1)))
    ways += [(str(_("As a spreadsheet")), spot.to(AS_TABLE, here)), *spot.other_spans(here), spot.back]
    name = Markup("{}").format(department.name.say(current()))
    said = [headline(found, spot.named, spot.on, of=name)]
    look.show(lines([*said, *await _lines(look, spot, pages[shown], first=not shown)]), ways)


async def show_several(look: Look, spot: Spot, indicators: Sequence[Indicator]) -> None:
    """The indicators that a question may have meant, all answered at once."""
    found = await figures_of(look, spot, indicators)
    said = [_("<b>{unit}</b>, figures up to {day}", unit=spot.named, day=day(spot.on))]
    ways = [(figure.indicator.name.say(current()), spot.to(figure.code)) for figure in found]
    look.show(lines([*said, *await _lines(look, spot, found, first=False)]), [*ways, spot.back])


def _ways_from_unit(look: Look, spot: Spot) -> list[Way]:
    """The next steps from a unit's screen."""
    ways: list[Way] = []
    if not is_grassroots(look, spot.unit):
        ways.append((str(_("Units below")), spot.to(UNITS)))
    ways.append((str(_("One indicator")), spot.to(INDICATORS)))
    ways.append((str(_("Not answered yet")), spot.to(SILENT)))
    ways += [(str(_("As a picture")), spot.to(AS_PICTURE)), (str(_("As a spreadsheet")), spot.to(AS_TABLE))]
    if spot.top:
        ways.append((str(_("By department")), spot.to(DEPARTMENTS)))
    return [*ways, *spot.other_spans(), *spot.up()]


async def _lines(look: Look, spot: Spot, shown: Sequence[Figure], *, first: bool) -> list[Markup]:
    """A line for each figure. The first of all that needs a hand says more: where it should be, and where it sits."""
    of_one = is_grassroots(look, spot.unit)
    surveys = await surveys_of(look, spot, shown)
    before = await same_period(look, spot, [figure.indicator for figure in shown])
    said: list[Markup] = []
    for figure in shown:
        if first and not said and figure.status in NEEDING_A_HAND and state(look.plan, figure) is None:
            said.append(await _lead(look, spot, figure, before.get(figure.code)))
        else:
            said.append(line(figure, look.plan, of_one=of_one, surveys=surveys, before=before.get(figure.code)))
    return said


async def _lead(look: Look, spot: Spot, figure: Figure, before: Figure | None) -> Markup:
    """What is said of the indicator that needs a hand the most."""
    below = await units.children(look.tx, spot.unit.id, spot.on)
    children = await figures_below(look, spot, figure.indicator, below) if len(below) <= GAP_AMONG else []
    name = Markup("<b>{}</b>").format(words.titled(figure))
    said = Markup("{}: {}.").format(name, how_it_stands(look.plan, figure, spot.on, over=spot.over))
    return Markup(" ").join([said, *where_it_sits(figure, children), *last_year(figure, before)])


def _answered_by_itself(look: Look, spot: Spot, figures: Sequence[Figure]) -> list[Figure]:
    """What a grassroots union is judged by: not what others decide about it, such as its grade."""
    if not is_grassroots(look, spot.unit):
        return list(figures)
    return [figure for figure in figures if form_of(look.plan, figure.indicator, spot.unit.kind) is not None]


async def show_indicator(look: Look, spot: Spot, indicator: Indicator, page: int) -> None:
    """One indicator of the unit, and of each unit below it, the worst first."""
    figure = (await figures_of(look, spot, [indicator]))[0]
    of_one = is_grassroots(look, spot.unit)
    below = [] if of_one else await units.children(look.tx, spot.unit.id, spot.on)
    children = sort_children(await figures_below(look, spot, indicator, below))
    before = await same_period(look, spot, [indicator])
    surveys = await surveys_of(look, spot, [figure])
    said = [title(spot, figure)]
    if state(look.plan, figure) is None or not of_one:
        said.append(words.as_sentence(how_it_stands(look.plan, figure, spot.on, over=spot.over)))
        said += [*where_it_sits(figure, children), *last_year(figure, before.get(figure.code))]
    said += details(look.plan, figure, of_one=of_one, surveys=surveys)
    said += [*await _outlook(look, spot, figure), *await no_longer(look, spot, figure)]
    said += await told(look, spot, indicator)
    if children:
        said.append(_("Units below, those first that need a hand:"))
    ways: list[Way] = []
    if children and any(not is_grassroots(look, unit) for unit in below):
        ways.append((str(_("All units")), spot.to(indicator.code, ALL_OF_ONE)))
    if children and figure.coverage.answered < figure.coverage.expected:
        ways.append((str(_("Not answered yet")), spot.to(indicator.code, SILENT_OF_ONE)))
    ways += [
        (str(_("As a picture")), spot.to(AS_PICTURE, indicator.code)),
        (str(_("As a spreadsheet")), spot.to(AS_TABLE, indicator.code)),
    ]
    if spot.usual and children and look.person.offices_for(Act.NUDGE):
        ways.append((str(_("Remind those behind")), f"nhac {spot.unit.id} {indicator.code}"))
    ways += [*spot.up(indicator.code), spot.back, *spot.other_spans(indicator.code)]
    way = partial(to_unit, look, spot)
    show_page(look, lines(said), children, page, way=way, here=spot.to(indicator.code, ""), ways=ways)


async def _outlook(look: Look, spot: Spot, figure: Figure) -> list[Markup]:
    """What a count will have come to at the end of the year, where the former years tell."""
    if not spot.usual or not can_be_forecast(figure.indicator):
        return []
    found = await forecast_of(look.tx, look.plan, spot.unit.id, figure.indicator, spot.on, top=spot.top)
    return [forecast_line(figure, found)]


def to_unit(look: Look, spot: Spot, found: tuple[Unit, Figure]) -> Way:
    """A unit with its value of one indicator, which leads to the indicator's screen of that unit."""
    unit, figure = found
    return f"{short(unit.name)}: {plain(brief(look.plan, figure))}", spot.to(figure.code, unit=unit)


def title(spot: Spot, figure: Figure) -> Markup:
    """What a screen of one indicator speaks of."""
    return _(
        "<b>{indicator}</b>: {unit}, figures up to {day}",
        indicator=words.titled(figure),
        unit=spot.named,
        day=day(spot.on),
    )


def _departments(look: Look) -> Markup:
    return listing(department.name.say(current()) for department in followed(look))


def _cut(figures: Sequence[Figure]) -> list[Sequence[Figure]]:
    return [figures[first : first + LINES] for first in range(0, len(figures), LINES)]
