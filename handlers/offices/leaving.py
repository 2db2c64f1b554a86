"""What somebody hears whose office has ended."""

from __future__ import annotations

from handlers.roles import office_name
from handlers.saying import Saying
from handlers.talk import Talk
from locales import _, use
from storage import officers, reaching, units
from storage.appointments import Appointment


async def tell_former_holder(talk: Talk, ended: Appointment) -> None:
    """Tell the officer, in the officer's own language, that the office has ended."""
    officer = await officers.get(talk.tx, ended.officer_id)
    unit = await units.get(talk.tx, ended.unit_id, talk.today)
    if officer is None or unit is None:
        return
    with use(officer.language):
        office = office_name(talk.plan, ended.role, ended.department, unit.name)
        text = _("Your office has ended today: {office}. What you reported stays. Thank you.", office=office)
    for chat_id in await reaching.of_officer(talk.tx, officer.id):
        talk.tell(chat_id, Saying(text=text))
