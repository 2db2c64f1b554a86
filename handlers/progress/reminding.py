"""/nhac: remind the units directly below one that are behind with an indicator, or silent about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from itertools import count
from typing import NoReturn

from markupsafe import Markup

from domain.access import Act
from domain.plan import Indicator
from domain.reading import Option
from handlers.arguments import whole_number
from handlers.commands import Command, register
from handlers.progress.lagging import Lagging, lagging_among, lagging_indicators
from handlers.progress.left_out import LeftOut
from handlers.progress.reminder_words import found_lagging, nobody_there, reminded_already, reminder
from handlers.roles import held_name
from handlers.saying import Rows, arranged, lines, numbered
from handlers.subjects import subject_of
from handlers.talk import Ended, Talk
from handlers.telling import LOOKING_AFTER, REPORTERS, tell_in_hours, with_the_next_message
from locales import N_, ZONE, _, current, ngettext, use
from storage import nudges, reaching, units
from storage.chats import Held
from storage.reaching import Holder
from storage.units import Unit

ALL, FEWER = "all", "fewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """What is reminded of: the indicator, the unit whose children it is about, and the office that asks."""

    indicator: Indicator
    above: Unit
    below: Sequence[Unit]
    held: Held


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The units that lag: those that can be reminded with whom to tell, and those that cannot."""

    free: list[Lagging]
    holders: list[Holder]
    nobody: list[Lagging]
    already: list[Lagging]

    @property
    def number(self) -> int:
        """How many units lag."""
        return len(self.free) + len(self.nobody) + len(self.already)

    @property
    def others(self) -> list[Markup]:
        """What is said of those that cannot be reminded."""
        return [*nobody_there(self.nobody), *reminded_already(self.already)]


async def remind(talk: Talk) -> None:
    """`nhac UNIT CODE`: show who lags, ask once, and let the officers of those units be told."""
    matter = await _matter(talk)
    found = await _found(talk, matter)
    if not found.number:
        named = matter.indicator.name.say(current())
        text = _("Nobody directly below {unit} is behind with “{indicator}”.", unit=matter.above.name, indicator=named)
        talk.say(text, _ways_on(talk, matter))
        raise Ended
    if not found.free:
        talk.say(found_lagging(talk.plan, matter.indicator, matter.above, [], found.number, found.others))
        raise Ended
    await _send(talk, matter, found, await _chosen(talk, matter, found))


async def _matter(talk: Talk) -> _Matter:
    """What the command names; without a unit the person's own, without an indicator one of those that lag there."""
    args = talk.answer("=args")
    unit_id = whole_number(args[0]) if args else await _own_unit(talk)
    above = await units.get(talk.tx, unit_id, talk.today) if unit_id is not None else None
    below = await units.children(talk.tx, above.id, talk.today) if above is not None else []
    about = await subject_of(talk, talk.person, Act.NUDGE, below[0].id) if below else None
    if above is None or about is None:
        _refuse(talk)
    code = args[1] if len(args) > 1 else await _lagging_indicator(talk, above, below)
    indicator = next((one for one in talk.plan.indicators if one.code == code), None)
    if indicator is None:
        _refuse(talk)
    return _Matter(indicator=indicator, above=above, below=below, held=about.office)


async def _own_unit(talk: Talk) -> int:
    offices = {str(held.unit_id): held.unit_name for held in talk.person.offices_for(Act.NUDGE)}
    if len(offices) == 1:
        return int(next(iter(offices)))
    options = [Option(unit_id, name) for unit_id, name in offices.items()]
    return int(await talk.choose("office", _("For the units below which union?"), options))


async def _lagging_indicator(talk: Talk, above: Unit, below: Sequence[Unit]) -> str:
    """The indicator, out of the worst ones of the unit."""
    found = await talk.snapshot("lagging", partial(lagging_indicators, talk, above, below))
    if not found:
        talk.say(_("No indicator of {unit} is behind.", unit=above.name))
        raise Ended
    options = [Option(code, talk.plan.indicator(code).name.say(current())) for code in found]
    return await talk.choose("indicator", _("Which indicator do you want to remind of?"), options)


async def _found(talk: Talk, matter: _Matter) -> _Found:
    """Who lags today. A unit in which nobody but the person is in office is left out: they know."""
    lagging = await lagging_among(talk, matter.below, matter.indicator)
    ids = [one.unit.id for one in lagging]
    holders = await reaching.of_holders(talk.tx, ids, (*REPORTERS, *LOOKING_AFTER))
    others = [holder for holder in holders if holder.officer_id != talk.person.officer_id]
    told = {holder.unit_id for holder in others}
    only_oneself = {holder.unit_id for holder in holders} - told
    midnight = datetime.combine(talk.today, time(), ZONE)
    already = await nudges.since(talk.tx, matter.indicator.code, ids, midnight)
    fresh = [one for one in lagging if one.unit.id not in already | only_oneself]
    return _Found(
        free=[one for one in fresh if one.unit.id in told],
        holders=others,
        nobody=[one for one in fresh if one.unit.id not in told],
        already=[one for one in lagging if one.unit.id in already],
    )


async def _chosen(talk: Talk, matter: _Matter, found: _Found) -> list[Lagging]:
    """Those that the officer wants to be reminded, of those that were shown at first and still lag."""
    shown = await talk.snapshot("units", partial(_ids, found.free))
    left_out: set[int] = set()
    for place in count():
        chosen = [one for one in found.free if one.unit.id in shown and one.unit.id not in left_out]
        if not chosen:
            talk.say(_("No unit is left to be reminded, so nobody was told."), _ways_on(talk, matter))
            raise Ended
        said = found_lagging(
            talk.plan, matter.indicator, matter.above, chosen, found.number, [] if place else found.others
        )
        text = lines([said, ngettext("Remind {n} unit?", "Remind {n} units?", len(chosen))])
        if await talk.choose(f"sure{place}", text, _options(len(chosen))) == ALL:
            return chosen
        ask, hint = _("Who is not to be reminded? Type their names."), _("For example: mau 05; mau 12")
        below = [one.unit for one in chosen]
        without = await talk.ask(f"without{place}", LeftOut(text=ask, hint=hint, units=below))
        left_out.update(without)
    raise AssertionError("the count has no end")


async def _ids(lagging: list[Lagging]) -> list[int]:
    return [one.unit.id for one in lagging]


def _options(units_left: int) -> list[Option]:
    remind_them = Option(ALL, str(_("Yes, remind them")), ("nhắc", "tất cả", "đồng ý", "có", "gửi", "all", "yes"))
    fewer = Option(FEWER, str(_("Leave some out")), ("bớt", "trừ", "bỏ bớt", "fewer"))
    return [remind_them, fewer] if units_left > 1 else [remind_them]


async def _send(talk: Talk, matter: _Matter, found: _Found, chosen: Sequence[Lagging]) -> None:
    """Tell those in office in each unit, in the language of each, and remember which units were reminded."""
    assert talk.person.officer_id is not None
    of_unit, at_once = {one.unit.id: one for one in chosen}, True
    await nudges.keep(talk.act(), matter.indicator.code, of_unit, talk.person.officer_id, talk.now)
    for holder in found.holders:
        if holder.unit_id in of_unit:
            with use(holder.language):
                asked_by = held_name(talk.plan, matter.held)
                said = reminder(talk.plan, of_unit[holder.unit_id], asked_by, talk.today)
                about = f"nudge:{matter.indicator.code}:{holder.unit_id}"
                at_once = await tell_in_hours(talk, holder, about, said)
    done = [ngettext("✅ {n} unit was reminded.", "✅ {n} units were reminded.", len(of_unit))]
    if not at_once:
        done.append(with_the_next_message())
    talk.say(lines([*done, *nobody_there(found.nobody)]), _ways_on(talk, matter))


def _ways_on(talk: Talk, matter: _Matter) -> Rows:
    line = f"c:td {matter.above.id} {talk.plan.year_of(talk.today)} {matter.indicator.code}"
    return arranged(numbered([(str(_("Back to this indicator")), line)]))


def _refuse(talk: Talk) -> NoReturn:
    talk.say(_("Your office does not include this. If it should, please ask your superior union."))
    raise Ended


register(
    Command(
        name="nhac",
        words=("nhắc", "nhắc nhở", "đôn đốc", "nhắc đơn vị", "remind"),
        title=N_("Remind the units that are behind"),
        needs=Act.NUDGE,
        in_menu=False,
        converse=remind,
    )
)
