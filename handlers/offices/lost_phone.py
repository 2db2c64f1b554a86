"""/matmay: a superior shuts every way in of somebody whose phone is lost; a new invitation leads back to the office."""

from __future__ import annotations

from domain.access import Act
from handlers.commands import Command, register
from handlers.offices.appointing import choose_place
from handlers.offices.ending_offices import choose_holder, held_by_others
from handlers.questions import YesNo
from handlers.saying import Button
from handlers.talk import Ended, Talk
from locales import N_, _
from storage import audit, chats, entry_codes, web_sessions


async def shut_out(talk: Talk) -> None:
    """In which union, whose phone; then nobody comes in by it any more. The office and what was begun stay."""
    place = await choose_place(talk, Act.REVOKE, _("In which union is the officer whose phone is lost?"))
    held = await held_by_others(talk, place)
    if not held:
        talk.say(_("Nobody else holds an office in {unit} that you look after.", unit=place.unit.name))
        raise Ended
    chosen = await choose_holder(talk, place, held, _("Whose phone is lost?"))
    name = held[chosen]
    ask = _(
        "Sign {name} out everywhere, on every phone and in every app? The office and all reports stay; a new "
        "invitation leads back.",
        name=name,
    )
    if not await talk.ask("sure", YesNo(text=ask)):
        talk.say(_("Nothing was changed."))
        raise Ended
    tx, officer_id = talk.act(), chosen.officer_id
    known = await chats.all_of(tx, officer_id)
    sessions = [one.id for one in await web_sessions.of_officer(tx, officer_id)]
    await web_sessions.sign_out(tx, officer_id, sessions, talk.now)
    await chats.part(tx, [one.id for one in known])
    await entry_codes.forget_of_officer(tx, officer_id)
    await audit.write(tx, talk.person.officer_id, "officer.shut_out", f"officer:{officer_id}", {}, talk.now)
    again = Button(str(_("Invite again")), f"c:moi {place.unit.id} {chosen.role} {chosen.id}", 1)
    talk.say(_("{name} is signed out everywhere. Nothing is sent to that phone any more.", name=name), ((again,),))


register(
    Command(
        name="matmay",
        words=("mat may", "mat dien thoai", "lost phone"),
        title=N_("An officer's phone is lost"),
        needs=Act.REVOKE,
        in_menu=False,
        converse=shut_out,
    )
)
