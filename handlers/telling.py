"""Telling those who hold offices of a union what concerns it, each in the own language."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from markupsafe import Markup

from domain.access import Role
from domain.calendar.workdays import is_quiet
from domain.courtesy import MAY_WRITE, Hours, may_be_written_to, opening
from domain.days import ONE_DAY, moment_of
from handlers.saying import Saying
from handlers.talk import Talk
from locales import _, local, use
from storage import reaching
from storage.calendar import settings
from storage.reaching import Holder
from storage.reminding import items
from storage.reminding.items import Kind, NewReminder

REPORTERS = (Role.CHAIR, Role.DEPUTY)
"""Who answers for a grassroots union."""
LOOKING_AFTER = (Role.SUPERIOR_OFFICER, Role.SUPERIOR_LEADER, Role.DEPT_OFFICER, Role.ADMIN)
"""Who looks after the unions below a superior union."""


async def tell_officers(
    talk: Talk, unit_id: int, roles: Collection[Role], about: str, saying: Callable[[], Saying]
) -> None:
    """Say it, made in the language of each, to everybody who holds one of the roles, but not to the one who acts.

    `about`: see `tell_in_hours`.
    """
    for holder in await reaching.of_holders(talk.tx, {unit_id}, roles):
        if holder.officer_id != talk.person.officer_id:
            with use(holder.language):
                await tell_in_hours(talk, holder, about, saying())


async def tell_in_hours(talk: Talk, holder: Holder, about: str, saying: Saying) -> bool:
    """Tell somebody what an act of the person means for them: at once within the allowed hours, else with the next
    morning's message. `about` names it, so that it is kept once. Returns whether it is told at once.
    """
    if may_be_written_to(local(talk.now)):
        talk.tell(holder.chat_id, saying)
        return True
    day = await next_morning(talk, holder.unit_id)
    new = NewReminder(
        key=f"act:{about}:{holder.officer_id}:{talk.now.isoformat()}",
        officer_id=holder.officer_id,
        unit_id=holder.unit_id,
        kind=Kind.ACT,
        about=about,
        day=day,
        not_before=moment_of(day, opening(Hours.OFFICE)),
        payload=saying.payload(),
    )
    await items.add(talk.tx, new, talk.now)
    return False


def with_the_next_message() -> Markup:
    """What is said to who acts outside the hours."""
    return _("At this hour nobody is disturbed: they get it with the next morning's message.")


async def next_morning(talk: Talk, unit_id: int) -> date:
    """The day of the next morning on which people of the unit are written to."""
    early = local(talk.now).time() < MAY_WRITE[0][0]
    branch = await settings.branch_of(talk.tx, unit_id, talk.today)
    day = branch.working.on_or_after(talk.today if early else talk.today + ONE_DAY)
    while is_quiet(day) or branch.pause_on(day) is not None:
        day = branch.working.on_or_after(day + ONE_DAY)
    return day
