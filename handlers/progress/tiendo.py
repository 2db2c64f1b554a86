"""/tiendo: how a union stands, for everyone who may see it.

Words after the command's name look for a unit of one's own branch, and for an indicator; numbers are those of a button.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.access import Act
from domain.plan import Indicator, Level
from domain.reading import fold
from handlers.arguments import whole_number
from handlers.commands import Command, Look, register
from handlers.progress.walking import walk
from locales import N_, _, current
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
        await walk(look, unit_id, look.args[1:], elsewhere=elsewhere)
        return
    found = await _found(look, own) if look.args else [_Found(held.unit_name, held.unit_id) for held in own]
    if len(found) == 1:
        await walk(look, found[0].unit_id, found[0].rest, elsewhere=elsewhere)
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
