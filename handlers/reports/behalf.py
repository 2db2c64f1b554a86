"""Telling those who report for a unit what others entered, corrected or withdrew on its behalf."""

from __future__ import annotations

from markupsafe import Markup

from domain.plan import Form
from handlers.reports.filling import Answers, Subject
from handlers.reports.reviewing import summary
from handlers.saying import Saying, arranged, lines, numbered
from handlers.talk import Talk
from handlers.telling import REPORTERS, tell_in_hours
from locales import N_, _, use
from storage import reaching

ENTERED = N_("{office} has entered report {number} on behalf of your union:")
CORRECTED = N_("{office} has corrected report {number} on behalf of your union:")
WITHDRAWN = N_("{office} has withdrawn report {number} on behalf of your union:")


async def tell_unit(talk: Talk, what: str, report_id: int, *, form: Form, about: Subject, answers: Answers) -> bool:
    """Tell the chair and the deputies of the unit what was done on its behalf; False where nobody could be told.

    `what` is ENTERED, CORRECTED or WITHDRAWN. What a unit enters itself is told to nobody.
    """
    if not about.on_behalf:
        return True
    holders = await reaching.of_holders(talk.tx, {about.unit.id}, REPORTERS)
    for holder in holders:
        with use(holder.language):
            shown = notice(what, report_id, form, about.office.unit_name, await said(talk, form, answers, about))
            await tell_in_hours(talk, holder, f"behalf:{report_id}", shown)
    return bool(holders)


async def said(talk: Talk, form: Form, answers: Answers, about: Subject) -> Markup:
    """What a report says, for others to see: a line for each answer, without those that are private."""
    private = {asked.key for asked in form.questions if asked.private}
    shown = {key: answer for key, answer in answers.items() if key not in private}
    return await summary(talk, form, shown, about.unit)


def notice(what: str, report_id: int, form: Form, office: str, summed_up: Markup) -> Saying:
    """The message about something done on behalf of a union, with a button that opens the report."""
    number = f"{report_id:04}"
    if form.from_above:
        way_on = _("If that is not right, please tell your superior union.")
    else:
        way_on = _("If that is not right, please correct or withdraw it in the list of reports (/lichsu).")
    text = lines([_(what, office=office, number=number), summed_up, way_on])
    return Saying(
        text=text, rows=arranged(numbered([(str(_("Open report {number}", number=number)), f"c:xem {report_id}")]))
    )
