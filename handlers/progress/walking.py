"""Walking from screen to screen: what a button's command says, and the screen that it leads to.

It is `td UNIT SPAN` (a span's code, such as 2026 or 2026-10), then an indicator's code or what of the unit is to be
shown, then a page; before the page of an indicator may stand which units are listed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from domain.access import Act, may, relation
from domain.plan import Department, Indicator
from domain.progress import span_of, year_span
from handlers.arguments import whole_number
from handlers.commands import Look
from handlers.persons import office_of
from handlers.progress import across, lists, screens
from handlers.progress.picturing import send_course, send_picture
from handlers.progress.spot import WHEN, Spot, can_be_seen
from handlers.progress.tabling import send_table
from locales import _, day
from storage import units

_LISTS: dict[str, Callable[[Look, Spot, int], Awaitable[None]]] = {
    screens.UNITS: lists.show_units,
    screens.INDICATORS: lists.show_indicators,
    screens.DEPARTMENTS: lists.show_departments,
    screens.SILENT: across.show_unanswered,
}


async def walk(look: Look, unit_id: int, rest: tuple[str, ...], *, elsewhere: bool) -> None:
    """Show a screen of the unit: `rest` is the span, what is to be shown, and its page."""
    code, part, page = (*rest, "", "", "")[:3]
    spot = await spot_of(look, unit_id, code)
    if spot is None:
        return
    indicator, department = _indicator(look, spot, part), _department(look, part)
    if indicator is not None:
        await _show_indicator(look, spot, indicator, page)
    elif department is not None:
        await screens.show_department(look, spot, department, whole_number(page) or 0)
    elif part in _LISTS:
        await _LISTS[part](look, spot, whole_number(page) or 0)
    elif part == WHEN:
        await lists.show_spans(look, spot, rest[2:])
    elif part == screens.SEVERAL:
        several = [one for code in rest[2:] if (one := _indicator(look, spot, code)) is not None]
        await screens.show_several(look, spot, several)
    elif part in (screens.AS_PICTURE, screens.COURSE, screens.AS_TABLE):
        await _send(look, spot, part, page)
    else:
        await screens.show_unit(look, spot, whole_number(page) or 0, elsewhere=elsewhere)


async def _send(look: Look, spot: Spot, part: str, of: str) -> None:
    """Send a picture or a spreadsheet `of` an indicator, a department or the unit."""
    indicator = _indicator(look, spot, of)
    if part == screens.AS_TABLE:
        await send_table(look, spot, indicator, _department(look, of))
    elif part == screens.COURSE and indicator is not None:
        await send_course(look, spot, indicator)
    else:
        await send_picture(look, spot, indicator)


def _indicator(look: Look, spot: Spot, code: str) -> Indicator | None:
    """The indicator with this code, where it is shown of the unit."""
    shown = (indicator for indicator in look.plan.indicators if spot.top or not indicator.top_only)
    return next((indicator for indicator in shown if indicator.code == code), None)


def _department(look: Look, part: str) -> Department | None:
    """The department that a button's command names."""
    named = (one for one in look.plan.departments if part == f"{screens.OF_DEPARTMENT}{one.code}")
    return next(named, None)


async def _show_indicator(look: Look, spot: Spot, indicator: Indicator, page: str) -> None:
    number = whole_number(page.lstrip(screens.ALL_OF_ONE + screens.SILENT_OF_ONE)) or 0
    if page.startswith(screens.ALL_OF_ONE):
        await across.show_all(look, spot, indicator, number)
    elif page.startswith(screens.SILENT_OF_ONE):
        await across.show_silent(look, spot, indicator, number)
    else:
        await screens.show_indicator(look, spot, indicator, number)


async def spot_of(look: Look, unit_id: int, code: str) -> Spot | None:
    """Where the person wants to stand, if they may; else say why not."""
    plan = look.plan
    span = span_of(plan, code)
    if span is None or not can_be_seen(plan, span, look.today):
        span = year_span(plan, plan.year_of(look.today))
    on = min(look.today, span.last_day)
    if not await _may_see(look, unit_id, on):
        look.show(_("This unit is not in your branch of the union, so its figures are not shown to you."))
        return None
    unit = await units.get(look.tx, unit_id, on)
    if unit is None:
        this_year = str(plan.year_of(look.today))
        way = [(str(_("Year {year}", year=this_year)), f"td {unit_id} {this_year}")] if span.code != this_year else []
        look.show(_("There was no such unit on {day}.", day=day(on)), way)
        return None
    above = None
    if unit.parent_id is not None and await _may_see(look, unit.parent_id, on):
        above = await units.get(look.tx, unit.parent_id, on)
    return Spot(plan=plan, unit=unit, span=span, on=on, over=on < look.today, today=look.today, above=above)


async def _may_see(look: Look, unit_id: int, on: date) -> bool:
    """Whether the unit stands in the person's branch: today, or on the day whose figures are asked for."""
    for at in dict.fromkeys((look.today, on)):
        path = await units.path(look.tx, unit_id, at)
        for held in look.person.offices_for(Act.SEE_PROGRESS):
            own = await units.path(look.tx, held.unit_id, at)
            if path and own and may(office_of(held), Act.SEE_PROGRESS, relation(own, path)):
                return True
    return False
