"""`hotro`: a chair asks the superior union for help with a report, in one line."""

from __future__ import annotations

from domain.access import Act, Relation
from handlers.arguments import whole_number
from handlers.calendar.round_words import named
from handlers.commands import Command, register
from handlers.questions import Text
from handlers.roles import held_name
from handlers.saying import Button, Saying
from handlers.talk import Ended, Talk
from handlers.telling import LOOKING_AFTER, tell_in_hours
from locales import N_, _, use
from storage import reaching

LONGEST = 300


async def ask_for_help(talk: Talk) -> None:
    """`hotro [UNIT [ROUND]]`: what is in the way goes to the officers who look after the unit."""
    args = talk.answer("=args")
    unit_id = whole_number(args[0]) if args else None
    offices = talk.person.offices_for(Act.REPORT, (Relation.SELF,))
    held = next((one for one in offices if unit_id in (None, one.unit_id)), None)
    if held is None or held.parent_id is None:
        talk.say(_("Your union has no superior union here that could be asked."))
        raise Ended
    code = args[1] if len(args) > 1 else None
    text = _("What is in the way? One line is enough: the officer of your superior union reads it and gets in touch.")
    words = await talk.ask(
        "words", Text(text=text, hint=_("For example: I have no figures of new members yet"), longest=LONGEST)
    )
    talk.act()
    holders = [
        one
        for one in await reaching.of_holders(talk.tx, {held.parent_id}, LOOKING_AFTER)
        if one.officer_id != talk.person.officer_id
    ]
    about = f"help:{held.unit_id}"
    for holder in holders:
        with use(holder.language):
            office = held_name(talk.plan, held)
            if code is None:
                said = _("{office} needs help: “{words}”", office=office, words=words)
            else:
                name = named(talk.plan, [code])
                said = _(
                    "{office} needs help with the report {round}: “{words}”", office=office, round=name, words=words
                )
            look = Button(str(_("See the figures")), f"c:td {held.unit_id}", 1)
            await tell_in_hours(talk, holder, about, Saying(text=said, rows=((look,),)))
    if holders:
        talk.say(_("✅ Your superior union has been told. Thank you, comrade."))
    else:
        talk.say(_("Nobody of your superior union has joined here yet. Please call them."))


register(
    Command(
        name="hotro",
        words=("cần hỗ trợ", "hỗ trợ", "cần giúp", "need help"),
        title=N_("Ask the superior union for help"),
        needs=Act.REPORT,
        where=(Relation.SELF,),
        in_menu=False,
        converse=ask_for_help,
    )
)
