"""`nhacky`: remind one unit, or all, that have not sent a round: one tap, within the hours, once a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from typing import NoReturn

from markupsafe import Markup

from domain.access import Act
from domain.days import ZONE
from handlers.arguments import whole_number
from handlers.calendar.due_words import nudge
from handlers.calendar.missing import ALL, from_the_list
from handlers.commands import Command, register
from handlers.roles import held_name
from handlers.saying import arranged, lines, numbered
from handlers.subjects import subject_of
from handlers.talk import Ended, Talk
from handlers.telling import LOOKING_AFTER, REPORTERS, tell_in_hours, with_the_next_message
from locales import N_, _, ngettext, use
from storage import nudges, reaching
from storage.calendar import submissions
from storage.calendar.submissions import Submission


async def remind(talk: Talk) -> None:
    """`nhacky UNIT ROUND`: that unit; `nhacky UNIT ROUND all`: all directly below it that have not sent."""
    args = talk.answer("=args")
    unit_id = whole_number(args[0]) if len(args) > 1 else None
    if unit_id is None:
        talk.say(from_the_list(), arranged(numbered([(str(_("Who has not sent")), "c:chuagui")])))
        raise Ended
    code, everybody = args[1], args[2:] == [ALL]
    some = (
        await submissions.below(talk.tx, code, unit_id)
        if everybody
        else [await submissions.get(talk.tx, code, unit_id)]
    )
    waiting = [one for one in some if one is not None and one.waits]
    about = await subject_of(talk, talk.person, Act.NUDGE, waiting[0].unit_id) if waiting else None
    if waiting and about is None:
        _refuse(talk)
    midnight = datetime.combine(talk.today, time(), ZONE)
    already = await nudges.since(talk.tx, code, [one.unit_id for one in waiting], midnight)
    fresh = {one.unit_id: one for one in waiting if one.unit_id not in already}
    told, at_once = await _tell(talk, fresh, held_name(talk.plan, about.office)) if about is not None else (set(), True)
    back = f"c:chuagui {waiting[0].superior_id} {code}" if waiting else f"c:chuagui {unit_id} {code}"
    ways = arranged(numbered([(str(_("Back to the list")), back)]))
    if not told:
        nobody = _("There is nobody to be reminded of this.")
        talk.say(_("They were reminded of it today already.") if already else nobody, ways)
        raise Ended
    said = [ngettext("✅ {n} unit was reminded.", "✅ {n} units were reminded.", len(told))]
    if not at_once:
        said.append(with_the_next_message())
    if already:
        said.append(ngettext("{n} unit had been reminded today.", "{n} units had been reminded today.", len(already)))
    talk.say(lines(said), ways)


async def _tell(talk: Talk, some: dict[int, Submission], asked_by: Markup) -> tuple[set[int], bool]:
    """Tell those who report for the units; the units that are told, and whether at once."""
    assert talk.person.officer_id is not None
    roles: Collection[str] = (*REPORTERS, *LOOKING_AFTER)
    holders = [
        holder
        for holder in await reaching.of_holders(talk.tx, some, roles)
        if holder.officer_id != talk.person.officer_id
    ]
    told = {holder.unit_id for holder in holders}
    if told:
        code = next(iter(some.values())).round
        await nudges.keep(talk.act(), code, told, talk.person.officer_id, talk.now)
    at_once = True
    for holder in holders:
        with use(holder.language):
            one = some[holder.unit_id]
            said = nudge(talk.plan, one, asked_by, talk.today)
            at_once = await tell_in_hours(talk, holder, f"round:{one.round}:{one.unit_id}", said)
    return told, at_once


def _refuse(talk: Talk) -> NoReturn:
    talk.say(_("Your office does not include this. If it should, please ask your superior union."))
    raise Ended


register(
    Command(
        name="nhacky",
        words=(),
        title=N_("Remind those who have not sent"),
        needs=Act.NUDGE,
        in_menu=False,
        converse=remind,
    )
)
