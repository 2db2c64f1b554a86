"""/tiendo: how a union stands, for everyone who may see it.

A button's command is `td UNIT YEAR`, then an indicator's code or what of the unit is to be shown, then a page; before
the page of an indicator may stand which units are listed. Words after the command's name look for a unit of one's own
branch, and for an indicator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.access import Act, may, relation
from domain.plan import Indicator, Level
from domain.progress import year_period
from domain.reading import fold
from handlers.arguments import whole_number
from handlers.commands import Command, Look, register
from handlers.persons import office_of
from handlers.progress import progress_across as across
from handlers.progress import progress_screens as screens
from handlers.progress.progress_spot import Spot
from locales import N_, _, current, day
from storage import units
from storage.chats import Held

FOUND_AT_MOST = 8
_LEVELS = (Level.PROVINCE, Level.DIRECT_SUPERIOR, Level.GRASSROOTS)


@dataclass(frozen=True, slots=True)
class _Found:
    """What words can mean: a unit, or an indicator of it (`rest` is then the year and its code)."""

    name: str
    unit_id: int
    rest: tuple[str, ...] = ()


async def show(look: Look) -> None:
    """Show what the words after the command's name say; without any, the person's own unit."""
    own = _own_units(look)
    elsewhere = len(own) > 1
    unit_id = whole_number(look.args[0]) if look.args else None
    if unit_id is not None:
        await _walk(look, unit_id, look.args[1:], elsewhere=elsewhere)
        return
    found = await _found(look, own) if look.args else [_Found(held.unit_name, held.unit_id) for held in own]
    if len(found) == 1:
        await _walk(look, found[0].unit_id, found[0].rest, elsewhere=elsewhere)
    elif found:
        text = _("Which one do you mean?") if look.args else _("Which unit do you mean?")
        look.show(text, [(one.name, " ".join(("td", str(one.unit_id), *one.rest))) for one in found])
    else:
        look.show(_("No indicator and no unit of your branch has these words in its name."))


def _own_units(look: Look) -> list[Held]:
    """The person's offices, one a unit, the highest unit first."""
    by_unit = {held.unit_id: held for held in look.person.offices_for(Act.SEE_PROGRESS)}
    return sorted(by_unit.values(), key=lambda held: _LEVELS.index(look.plan.unit_kind(held.unit_kind).level))


async def _found(look: Look, own: list[Held]) -> list[_Found]:
    """What has the words given in its name or code: indicators, shown of the person's highest unit, and units."""
    words = fold(" ".join(look.args)).split()
    year = str(look.plan.year_of(look.today))
    indicators = [
        _Found(indicator.name.say(current()), own[0].unit_id, (year, indicator.code))
        for indicator in look.plan.indicators
        if _is_called(indicator, words) and _is_asked(look, own[0], indicator)
    ]
    below = {
        unit.id: unit.name
        for held in own
        for unit in await units.search(look.tx, " ".join(words), look.today, FOUND_AT_MOST, under=held.unit_id)
    }
    return [*indicators[:FOUND_AT_MOST], *(_Found(name, unit_id) for unit_id, name in below.items())]


def _is_called(indicator: Indicator, words: list[str]) -> bool:
    """Whether each of the words begins a word of the indicator's name or code: "thoa uoc" is not "thoại … nước"."""
    code = indicator.code
    called = " ".join(("", fold(indicator.name.vi), fold(indicator.name.en), code, code.replace("-", " ")))
    return bool(words) and all(f" {word}" in called for word in words)


def _is_asked(look: Look, held: Held, indicator: Indicator) -> bool:
    """Whether the indicator is shown of the unit."""
    if indicator.top_only:
        return held.parent_id is None
    return look.plan.unit_kind(held.unit_kind).level is not Level.GRASSROOTS or held.unit_kind in indicator.scope


async def _walk(look: Look, unit_id: int, rest: tuple[str, ...], *, elsewhere: bool) -> None:
    """Show a screen of the unit: `rest` is the year, what is to be shown, and its page."""
    year, part, page = (*rest, "", "", "")[:3]
    spot = await _spot(look, unit_id, whole_number(year))
    if spot is None:
        return
    indicator = next((indicator for indicator in look.plan.indicators if indicator.code == part), None)
    if indicator is not None and (spot.top or not indicator.top_only):
        await _show_indicator(look, spot, indicator, page)
    elif part == screens.UNITS:
        await screens.show_units(look, spot, whole_number(page) or 0)
    elif part == screens.INDICATORS:
        await screens.show_indicators(look, spot, whole_number(page) or 0)
    elif part == screens.SILENT:
        await across.show_unanswered(look, spot, whole_number(page) or 0)
    else:
        await screens.show_unit(look, spot, whole_number(page) or 0, elsewhere=elsewhere)


async def _show_indicator(look: Look, spot: Spot, indicator: Indicator, page: str) -> None:
    number = whole_number(page.lstrip(screens.ALL_OF_ONE + screens.SILENT_OF_ONE)) or 0
    if page.startswith(screens.ALL_OF_ONE):
        await across.show_all(look, spot, indicator, number)
    elif page.startswith(screens.SILENT_OF_ONE):
        await across.show_silent(look, spot, indicator, number)
    else:
        await screens.show_indicator(look, spot, indicator, number)


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
        takes_words=True,
        show=show,
    )
)
