"""Invitations for all unions directly below that have nobody yet, as one sheet."""

from __future__ import annotations

from domain.access import Act, Relation, Role
from domain.plan import Level
from handlers.offices.appointing import Place, places
from handlers.offices.invitation_link import VALID, day_of, link_of
from handlers.offices.invitation_sheet import Line, invitation_sheet
from handlers.questions import YesNo
from handlers.roles import role_name
from handlers.saying import Attachment, lines
from handlers.talk import Ended, Talk
from locales import _, ngettext
from storage import appointments, invitations

FIRST_ROLE = {Level.GRASSROOTS: Role.CHAIR, Level.DIRECT_SUPERIOR: Role.SUPERIOR_OFFICER}
"""Who is needed first in a union: the one who reports, or the one who looks after those who do."""

SHEET = "loi-moi.xlsx"


async def invite_all(talk: Talk) -> None:
    """One invitation for each union directly below where nobody holds the first office or is invited to it."""
    below = await _below(talk)
    free = await _without_anybody(talk, below)
    left_out = len(below) - len(free)
    if not free:
        talk.say(_("Every union directly below yours has somebody in office or an open invitation already."))
        raise Ended
    review = [
        ngettext(
            "{n} union directly below yours has nobody in office yet.",
            "{n} unions directly below yours have nobody in office yet.",
            len(free),
        )
    ]
    if left_out:
        review.append(
            ngettext(
                "{n} is left out: it has somebody, or an open invitation.",
                "{n} are left out: they have somebody, or an open invitation.",
                left_out,
            )
        )
    review.append(_("Make the invitations and send them to you as a sheet?"))
    if not await talk.ask("sure", YesNo(text=lines(review))):
        talk.say(_("No invitation was made."))
        raise Ended
    rows = [await _invited(talk, place) for place in free]
    sheet = Attachment(name=SHEET, content=invitation_sheet(rows), picture=False)
    talk.say(
        ngettext(
            "The sheet holds {n} invitation, valid until {day}. It is sent only this once: please pass it on to its "
            "person alone.",
            "The sheet holds {n} invitations, valid until {day}. It is sent only this once: please pass each line on "
            "to its person alone.",
            len(rows),
            day=day_of(talk.now + VALID),
        ),
        attachment=sheet,
        once=True,
    )


async def _below(talk: Talk) -> list[Place]:
    """The unions directly below an own one in which the person may give the first office."""
    known = await places(talk.tx, talk.plan, talk.person, Act.INVITE, talk.today)
    return [
        place
        for place in known.values()
        if any(towards is Relation.CHILD for _office, towards in place.seen_from)
        and FIRST_ROLE.get(place.level) in place.roles(Act.INVITE)
    ]


async def _without_anybody(talk: Talk, below: list[Place]) -> list[Place]:
    """Those where nobody holds the first office and nobody is invited to it."""
    ids = [place.unit.id for place in below]
    held = await appointments.holders_in(talk.tx, ids, set(FIRST_ROLE.values()))
    offered = await invitations.open_of(talk.tx, ids, talk.now)
    taken = {(one.unit_id, one.role) for one in held} | {(one.unit_id, one.role) for one in offered}
    return [place for place in below if (place.unit.id, FIRST_ROLE[place.level]) not in taken]


async def _invited(talk: Talk, place: Place) -> Line:
    role = FIRST_ROLE[place.level]
    until = talk.now + VALID
    _id, code = await invitations.create(
        talk.act(),
        unit_id=place.unit.id,
        role=role,
        department=None,
        created_by=talk.person.officer_id,
        now=talk.now,
        expires_at=until,
    )
    return Line(
        unit_code=place.unit.code,
        unit_name=place.unit.name,
        role=str(role_name(role)),
        link=link_of(talk.house, code),
        code=code,
        expires=day_of(until),
    )
