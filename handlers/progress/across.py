"""The screens across a branch: one indicator of every unit that is asked, and who has not answered yet."""

from __future__ import annotations

from functools import partial

from domain.access import Act, Relation, may
from domain.plan import Indicator
from domain.progress import Figure, sort_children
from domain.reading import fold
from handlers.commands import Look
from handlers.persons import office_of
from handlers.progress import figure_words as words
from handlers.progress.answering import form_of
from handlers.progress.departments import own_first
from handlers.progress.screens import ALL_OF_ONE, SILENT, SILENT_OF_ONE, title, to_unit
from handlers.progress.spot import Spot, Way, figures_of, is_grassroots, show_page
from handlers.saying import lines
from locales import _, day, ngettext, number, plain
from storage import figures, units
from storage.units import Unit


async def show_all(look: Look, spot: Spot, indicator: Indicator, page: int) -> None:
    """One indicator of every unit of the branch that is asked about it, each by itself, the worst first."""
    found = sort_children(await _each(look, spot, indicator))
    whole = (await figures_of(look, spot, [indicator]))[0]
    text = lines(
        [
            title(spot, whole),
            ngettext("{n} unit is asked.", "{n} units are asked, those first that need a hand:", len(found)),
        ]
    )
    way, here = partial(to_unit, look, spot), spot.to(indicator.code, ALL_OF_ONE)
    show_page(look, text, found, page, way=way, here=here, ways=[_to_indicator(spot, indicator), spot.back])


async def show_silent(look: Look, spot: Spot, indicator: Indicator, page: int) -> None:
    """The units of the branch whose answer about the indicator is expected and not there, by the unit above them."""
    found = await _each(look, spot, indicator)
    silent = [unit for unit, figure in found if _is_silent(figure)]
    above = {unit.id: unit.name for unit in await units.descendants(look.tx, spot.unit.id, spot.on)}
    above[spot.unit.id] = spot.unit.name
    one_above = len({unit.parent_id for unit in silent}) == 1
    silent.sort(key=lambda unit: fold(above.get(unit.parent_id or 0, "")))
    whole = (await figures_of(look, spot, [indicator]))[0]
    said = ngettext(
        "{n} of {m} units has not answered yet.",
        "{n} of {m} units have not answered yet.",
        len(silent),
        m=number(len(found)),
    )

    def way(unit: Unit) -> Way:
        named = unit.name if one_above or unit.parent_id not in above else f"{unit.name} ({above[unit.parent_id]})"
        return named, spot.to(indicator.code, unit=unit)

    text, here = lines([title(spot, whole), said]), spot.to(indicator.code, SILENT_OF_ONE)
    show_page(look, text, silent, page, way=way, here=here, ways=[_to_indicator(spot, indicator), spot.back])


async def show_unanswered(look: Look, spot: Spot, page: int) -> None:
    """The indicators about which answers of the unit are missing: of how many units, or with the way to report."""
    own, others = own_first(look, await figures_of(look, spot))
    missing = [figure for figure in (*own, *others) if _is_silent(figure)]
    name = {"name": spot.unit.name, "day": day(spot.on)}
    if is_grassroots(look, spot.unit):
        text = ngettext(
            "<b>{name}</b>, {day}: {n} indicator is not answered yet.",
            "<b>{name}</b>, {day}: {n} indicators are not answered yet.",
            len(missing),
            **name,
        )
        way = partial(_way_to_answer, look, spot)
    else:
        text = ngettext(
            "<b>{name}</b>, {day}: answers are missing about {n} indicator. Choose it to see who has not answered.",
            "<b>{name}</b>, {day}: answers are missing about {n} indicators. Choose one to see who has not answered.",
            len(missing),
            **name,
        )
        way = partial(_way_to_silent, spot)
    show_page(look, text, missing, page, way=way, here=spot.to(SILENT, ""), ways=[spot.back])


async def _each(look: Look, spot: Spot, indicator: Indicator) -> list[tuple[Unit, Figure]]:
    """The units of the branch of whom an answer is expected, each with its own figure, sorted by name."""
    branch = [spot.unit, *await units.descendants(look.tx, spot.unit.id, spot.on)]
    asked = [unit for unit in branch if unit.kind in indicator.scope]
    found = await figures.of_each(look.tx, look.plan, asked, spot.on, indicator, span=spot.span, over=spot.over)
    return [(unit, figure) for unit, figure in zip(asked, found, strict=True) if figure.coverage.expected]


def _is_silent(figure: Figure) -> bool:
    return figure.coverage.answered < figure.coverage.expected


def _way_to_silent(spot: Spot, figure: Figure) -> Way:
    answered, expected = figure.coverage.answered, figure.coverage.expected
    missing = _("{n}/{m} units missing", n=number(expected - answered), m=number(expected))
    return f"{words.name_of(figure)}: {plain(missing)}", spot.to(figure.code, SILENT_OF_ONE)


def _way_to_answer(look: Look, spot: Spot, figure: Figure) -> Way:
    """The report that answers it, for who may send one for the unit; else its screen."""
    form = form_of(look.plan, figure.indicator, spot.unit.kind)
    if form is None or spot.over or not _may_report(look, spot.unit):
        return words.name_of(figure), spot.to(figure.code)
    return words.name_of(figure), f"baocao {form.code}"


def _may_report(look: Look, unit: Unit) -> bool:
    own = [office_of(held) for held in look.person.offices if held.unit_id == unit.id]
    return any(may(office, Act.REPORT, Relation.SELF) for office in own)


def _to_indicator(spot: Spot, indicator: Indicator) -> Way:
    return str(_("Back to this indicator")), spot.to(indicator.code)
