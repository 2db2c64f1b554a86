"""/tiendo: how a union stands, for everyone who may see it.

A button's command is `td UNIT YEAR`, then an indicator's code or what of the unit is to be shown, then a page. Words
after the command's name look for a unit of one's own branch.
"""

from __future__ import annotations

from datetime import date

from domain.access import Act, may, relation
from domain.plan import Level
from domain.progress import year_period
from handlers import progress_screens as screens
from handlers.arguments import whole_number
from handlers.commands import Command, Look, register
from handlers.persons import office_of
from handlers.progress_screens import Spot
from locales import N_, _, day
from storage import units
from storage.chats import Held

FOUND_AT_MOST = 8
_LEVELS = (Level.PROVINCE, Level.DIRECT_SUPERIOR, Level.GRASSROOTS)


async def show(look: Look) -> None:
    """Show what the words after the command's name say; without any, the person's own unit."""
    own = _own_units(look)
    if look.args:
        unit_id = whole_number(look.args[0])
        found = await _found(look, own) if unit_id is None else {unit_id: ""}
    else:
        found = {held.unit_id: held.unit_name for held in own}
    if len(found) == 1:
        await _walk(look, next(iter(found)), look.args[1:], elsewhere=len(own) > 1)
    elif found:
        look.show(_("Which unit do you mean?"), [(name, f"td {unit_id}") for unit_id, name in found.items()])
    else:
        look.show(_("No unit of your branch has these words in its name."))


def _own_units(look: Look) -> list[Held]:
    """The person's offices, one a unit, the highest unit first."""
    by_unit = {held.unit_id: held for held in look.person.offices_for(Act.SEE_PROGRESS)}
    return sorted(by_unit.values(), key=lambda held: _LEVELS.index(look.plan.unit_kind(held.unit_kind).level))


async def _found(look: Look, own: list[Held]) -> dict[int, str]:
    """Units of the person's branch whose name or code holds the words given."""
    words = " ".join(look.args)
    return {
        unit.id: unit.name
        for held in own
        for unit in await units.search(look.tx, words, look.today, FOUND_AT_MOST, under=held.unit_id)
    }


async def _walk(look: Look, unit_id: int, rest: tuple[str, ...], *, elsewhere: bool) -> None:
    """Show a screen of the unit: `rest` is the year, what is to be shown, and its page."""
    year, part, page = (*rest, "", "", "")[:3]
    spot = await _spot(look, unit_id, whole_number(year))
    if spot is None:
        return
    indicator = next((indicator for indicator in look.plan.indicators if indicator.code == part), None)
    if indicator is not None:
        await screens.show_indicator(look, spot, indicator, whole_number(page) or 0)
    elif part == screens.UNITS:
        await screens.show_units(look, spot, whole_number(page) or 0)
    elif part == screens.INDICATORS:
        await screens.show_indicators(look, spot, whole_number(page) or 0)
    else:
        await screens.show_unit(look, spot, whole_number(page) or 0, elsewhere=elsewhere)


async def _spot(look: Look, unit_id: int, asked_year: int | None) -> Spot | None:
    """Where the person wants to stand, if they may; else say why not."""
    plan = look.plan
    years = range(plan.year_of(plan.starts), plan.year_of(look.today) + 1)
    year = asked_year if asked_year is not None and asked_year in years else years[-1]
    on = min(look.today, year_period(plan, year).last_day)
    if not await _may_see(look, unit_id, on):
        look.show(_("This unit is not in your branch of the union, so its figures are not shown to you."))
        return None
    unit = await units.get(look.tx, unit_id, on)
    if unit is None:
        this_year = [(str(_("Year {year}", year=years[-1])), f"td {unit_id} {years[-1]}")] if year != years[-1] else []
        look.show(_("There was no such unit on {day}.", day=day(on)), this_year)
        return None
    above = None
    if unit.parent_id is not None and await _may_see(look, unit.parent_id, on):
        above = await units.get(look.tx, unit.parent_id, on)
    return Spot(unit=unit, year=year, on=on, above=above, years=years)


async def _may_see(look: Look, unit_id: int, on: date) -> bool:
    """Whether the unit stands in the person's branch: today, or on the day whose figures are asked for."""
    for at in dict.fromkeys((look.today, on)):
        path = await units.path(look.tx, unit_id, at)
        for held in look.person.offices_for(Act.SEE_PROGRESS):
            own = await units.path(look.tx, held.unit_id, at)
            if path and own and may(office_of(held), Act.SEE_PROGRESS, relation(own, path)):
                return True
    return False


register(
    Command(
        name="tiendo",
        words=("tien do", "td", "xem tien do", "progress"),
        title=N_("See the progress"),
        needs=Act.SEE_PROGRESS,
        show=show,
    )
)
