"""`desau`: the person wants to be told of a report again, this afternoon or tomorrow."""

from __future__ import annotations

from datetime import date, time

from domain.access import Act, Relation
from domain.courtesy import Hours, opening
from domain.days import ONE_DAY, moment_of
from handlers.arguments import whole_number
from handlers.calendar.round_words import weekday
from handlers.commands import Command, Look, register
from locales import N_, _, local
from storage.calendar import settings, submissions
from storage.reminding import items
from storage.reminding.items import Kind, NewReminder

AFTERNOON = time(14)
TODAY, TOMORROW = "chieu", "mai"


async def put_off(look: Look) -> None:
    """`desau UNIT ROUND [chieu|mai]`: ask when, or take it."""
    unit_id = whole_number(look.args[0]) if len(look.args) > 1 else None
    own = {held.unit_id for held in look.person.offices_for(Act.REPORT, (Relation.SELF,))}
    one = await submissions.get(look.tx, look.args[1], unit_id) if unit_id in own and unit_id is not None else None
    if one is None or not one.waits:
        look.show(_("This does not wait for you any more. Thank you, comrade."))
        return
    when = look.args[2] if len(look.args) > 2 else None
    this_afternoon = local(look.now).time() < AFTERNOON
    line = f"desau {one.unit_id} {one.round}"
    if when not in (TODAY, TOMORROW):
        choices = [(str(_("This afternoon")), f"{line} {TODAY}")] if this_afternoon else []
        choices.append((str(_("Next working day")), f"{line} {TOMORROW}"))
        look.show(_("When do you want to be told again?"), choices)
        return
    today = when == TODAY and this_afternoon
    working = (await settings.branch_of(look.tx, one.unit_id, look.today)).working
    day = look.today if today else working.on_or_after(look.today + ONE_DAY)
    await _plan(look, one, day, AFTERNOON if today else opening(Hours.OFFICE))
    said = _("this afternoon") if today else weekday(day)
    look.show(_("You will be told again: {when}. What you have told so far is kept.", when=said))


async def _plan(look: Look, one: submissions.Submission, day: date, at: time) -> None:
    assert look.person.officer_id is not None
    new = NewReminder(
        key=f"later:{one.id}:{look.person.officer_id}:{day}:{at:%H}",
        officer_id=look.person.officer_id,
        unit_id=one.unit_id,
        kind=Kind.LATER,
        about=one.round,
        day=day,
        not_before=moment_of(day, at),
    )
    await items.add(look.tx, new, look.now)


register(
    Command(
        name="desau",
        words=(),
        title=N_("Be told again later"),
        needs=Act.REPORT,
        where=(Relation.SELF,),
        in_menu=False,
        show=put_off,
    )
)
