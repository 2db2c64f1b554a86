"""Ending somebody's office without a successor yet."""

from __future__ import annotations

from markupsafe import Markup

from domain.access import Act
from domain.reading import Option
from handlers.offices.appointing import Place, choose_place
from handlers.offices.leaving import tell_former_holder
from handlers.questions import YesNo
from handlers.roles import office_name
from handlers.talk import Ended, Talk
from locales import _, plain
from storage import appointments, officers
from storage.appointments import Appointment


async def end_office(talk: Talk) -> None:
    """Which union, whose office; then it ends at once. Nobody ends an own office this way."""
    place = await choose_place(talk, Act.REVOKE, _("In which union is the office that is to end?"))
    held = await held_by_others(talk, place)
    if not held:
        talk.say(_("Nobody else holds an office in {unit} that you could end.", unit=place.unit.name))
        raise Ended
    chosen = await choose_holder(talk, place, held, _("Whose office is to end?"))
    name = held[chosen]
    office = office_name(talk.plan, chosen.role, chosen.department, place.unit.name)
    ask = _(
        "End the office of {name} now: {office}? What was reported stays. For a successor, an invitation passes the "
        "office on without a gap.",
        name=name,
        office=office,
    )
    if not await talk.ask("sure", YesNo(text=ask)):
        talk.say(_("The office goes on as it was."))
        raise Ended
    await appointments.end(talk.act(), chosen.id, talk.person.officer_id, talk.now)
    await tell_former_holder(talk, chosen)
    talk.say(_("The office has ended: {office}.", office=office))


async def held_by_others(talk: Talk, place: Place) -> dict[Appointment, str]:
    """The offices in the union that the person may end, with the name of each holder."""
    found = await appointments.holders(talk.tx, place.unit.id, place.roles(Act.REVOKE))
    names = {}
    for one in found:
        officer = await officers.get(talk.tx, one.officer_id)
        if officer is not None and officer.id != talk.person.officer_id:
            names[one] = officer.name or "—"
    return names


async def choose_holder(talk: Talk, place: Place, held: dict[Appointment, str], text: Markup) -> Appointment:
    """One of these offices, by its holder."""
    by_id = {str(one.id): one for one in held}
    options = [
        Option(id_, f"{held[one]}: {plain(office_name(talk.plan, one.role, one.department, place.unit.name))}")
        for id_, one in by_id.items()
    ]
    while (chosen := await talk.choose("office", text, options)) not in by_id:
        talk.forget("office")
    return by_id[chosen]
