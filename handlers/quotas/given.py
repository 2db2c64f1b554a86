"""/chitieu: what a unit was given, by whom, with its history, and what its own children got.

A button's command is `chitieu UNIT`, then what is looked at: `e…` an entry of the ledger, whose indicator and period
are shown, `d…` the day, `p…` the page, `xlsx` the spreadsheet. Words look for a unit of one's own branch; a day among
them asks for what was valid on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from domain.access import Act
from domain.reading import Side, Understood, called, read_day
from handlers.arguments import whole_number
from handlers.commands import Command, Look, register
from handlers.quotas.given_screens import Place, send_filled_sheet, show_all, show_topic
from handlers.quotas.ledger import topics
from handlers.subjects import subject_of
from locales import N_, _, day
from storage import units

FOUND_AT_MOST = 8
_DAY = re.compile(r"(?<!\d)\d{1,2}[ /.-]\d{1,2}[ /.-]\d{4}(?!\d)|(?<!\d)\d{1,2}/\d{1,2}(?!\d)|\d{4}-\d{2}-\d{2}")
_FLAG = re.compile(r"([edp])(\d{1,9})|xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the words after the command's name ask for. `unit` and `words` are 0 and "" where none is named."""

    unit: int
    words: str
    on: date | None
    entry: int
    page: int
    sheet: bool


async def show(look: Look) -> None:
    """Show what the words after the command's name say; without any, the person's own unit."""
    asked = asked_by(look.args, look.today)
    if asked.unit:
        await _show_unit(look, asked, asked.unit)
        return
    found = await _found(look, asked.words)
    if len(found) == 1:
        await _show_unit(look, asked, next(iter(found)))
    elif found:
        on = "" if asked.on is None else f" d{asked.on:%Y%m%d}"
        look.show(_("Which unit do you mean?"), [(name, f"chitieu {unit_id}{on}") for unit_id, name in found.items()])
    else:
        look.show(_("No unit of your branch has these words in its name."))


def asked_by(args: tuple[str, ...], today: date) -> Asked:
    """What the words mean. A day may stand among them in any place: "01/03/2026", also with spaces for its strokes."""
    flags = {match[1] or match[0]: int(match[2] or 0) for word in args if (match := _FLAG.fullmatch(word))}
    words = " ".join(word for word in args if not _FLAG.fullmatch(word))
    on = _day_of(str(flags["d"])) if "d" in flags else None
    if on is None and (match := _DAY.search(words)):
        reading = read_day(match[0].replace(" ", "/"), today, Side.PASSED)
        if isinstance(reading, Understood):
            on = reading.value
            words = " ".join((words[: match.start()] + words[match.end() :]).split())
            words = re.sub(r"(?:^|\s)(?:ngày|ngay|on)$", "", words)
    unit = whole_number(words) or 0
    return Asked(
        unit=unit,
        words="" if unit else words,
        on=on,
        entry=flags.get("e", 0),
        page=flags.get("p", 0),
        sheet="xlsx" in flags,
    )


def _day_of(digits: str) -> date | None:
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return None


async def _found(look: Look, words: str) -> dict[int, str]:
    """The units that the words mean, by id; without words the person's own."""
    own = {held.unit_id: held.unit for held in look.person.offices_for(Act.SEE_PROGRESS)}
    if not words:
        return {unit.id: unit.name for unit in own.values()}
    found = {unit.id: unit.name for unit in called(words, list(own.values()))}
    for unit_id in own:
        below = await units.search(look.tx, words, look.today, FOUND_AT_MOST, under=unit_id)
        found |= {unit.id: unit.name for unit in below}
    return dict(list(found.items())[:FOUND_AT_MOST])


async def _show_unit(look: Look, asked: Asked, unit_id: int) -> None:
    on = min(asked.on or look.today, look.today)
    about = await subject_of(look, look.person, Act.SEE_PROGRESS, unit_id)
    if about is None:
        look.show(_("This unit is not in your branch of the union, so its quotas are not shown to you."))
        return
    unit = await units.get(look.tx, unit_id, on)
    if unit is None:
        look.show(_("There was no such unit on {day}.", day=day(on)))
        return
    below = await units.children(look.tx, unit.id, on)
    above = None
    if unit.parent_id is not None:
        above = await subject_of(look, look.person, Act.SEE_PROGRESS, unit.parent_id)
    place = Place(unit=unit, below=tuple(below), on=on, above=None if above is None else above.unit)
    known = await topics(look.tx, look.plan, [unit.id, *(one.id for one in below)], on)
    topic = next((one for one in known if one.has(asked.entry)), None)
    if topic is None:
        show_all(look, place, known, asked.page)
    elif asked.sheet:
        await send_filled_sheet(look, place, topic)
    else:
        await show_topic(look, place, topic, asked.page)


register(
    Command(
        name="chitieu",
        words=("chỉ tiêu", "chỉ tiêu được giao", "quotas"),
        title=N_("See the quotas"),
        needs=Act.SEE_PROGRESS,
        takes_words=True,
        show=show,
    )
)
