"""`molai`: a superior lets a unit report again in a round that it had closed, or that is locked."""

from __future__ import annotations

from typing import NoReturn

from domain.access import Act
from handlers.arguments import whole_number
from handlers.calendar.due_words import reopened
from handlers.calendar.missing import from_the_list
from handlers.calendar.round_words import of_submissions
from handlers.commands import Command, register
from handlers.questions import Text
from handlers.roles import held_name
from handlers.saying import arranged, lines, numbered
from handlers.subjects import subject_of
from handlers.talk import Ended, Talk
from handlers.telling import LOOKING_AFTER, REPORTERS, tell_in_hours
from locales import N_, _, use
from storage import reaching
from storage.calendar import submissions


async def reopen(talk: Talk) -> None:
    """`molai UNIT ROUND`: the reason is asked for, then the unit is told."""
    args = talk.answer("=args")
    unit_id = whole_number(args[0]) if len(args) > 1 else None
    if unit_id is None:
        talk.say(from_the_list(), arranged(numbered([(str(_("Who has not sent")), "c:chuagui")])))
        raise Ended
    one = await submissions.get(talk.tx, args[1], unit_id)
    about = await subject_of(talk, talk.person, Act.REOPEN, unit_id)
    if one is None or about is None:
        _refuse(talk)
    if one.waits:
        talk.say(_("This round is open for {unit} already.", unit=one.unit_name))
        raise Ended
    name = of_submissions(talk.plan, [one])
    ask = _(
        "Open the report {round} of {unit} again. For which reason? The unit reads it.", round=name, unit=one.unit_name
    )
    why = await talk.ask("why", Text(text=ask, hint=_("For example: two admissions are missing")))
    assert talk.person.officer_id is not None
    await submissions.reopen(talk.act(), one, talk.person.officer_id, why, talk.now)
    holders = await reaching.of_holders(talk.tx, {one.unit_id}, (*REPORTERS, *LOOKING_AFTER))
    for holder in holders:
        with use(holder.language):
            said = reopened(talk.plan, one, held_name(talk.plan, about.office), why)
            await tell_in_hours(talk, holder, f"reopened:{one.id}", said)
    done = [_("✅ The report {round} of {unit} is open again.", round=name, unit=one.unit_name)]
    done.append(_("What was submitted at the lock stays beside it."))
    done.append(_("Those who report for it are told.") if holders else _("Nobody has joined for it yet."))
    back = f"c:chuagui {one.superior_id} {one.round}"
    talk.say(lines(done), arranged(numbered([(str(_("Back to the list")), back)])))


def _refuse(talk: Talk) -> NoReturn:
    talk.say(_("Your office does not include this. If it should, please ask your superior union."))
    raise Ended


register(
    Command(
        name="molai",
        words=(),
        title=N_("Open a round again"),
        needs=Act.REOPEN,
        in_menu=False,
        converse=reopen,
    )
)
