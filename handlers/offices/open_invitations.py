"""The invitations that can still be used: /loimoi lists them, /thuhoi takes one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from domain.access import Act
from handlers.arguments import whole_number
from handlers.commands import Command, Look, register
from handlers.house import House
from handlers.offices.appointing import places
from handlers.offices.invitation_link import day_of
from handlers.persons import Person
from handlers.questions import YesNo
from handlers.roles import office_name
from handlers.saying import Button, arranged, lines, numbered
from handlers.talk import Ended, Talk
from locales import N_, _, ngettext, plain
from storage import invitations
from storage.database import Tx
from storage.invitations import Invitation

PER_PAGE = 5


@dataclass(frozen=True, slots=True)
class Offered:
    """An open invitation, and the office it offers in words."""

    invitation: Invitation
    office: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the list: buttons (label, command line), the number of the first one, and the ways to others."""

    text: Markup
    buttons: list[tuple[str, str]]
    first_number: int
    others: list[tuple[str, str]]


async def offered(tx: Tx, house: House, person: Person, now: datetime, today: date) -> list[Offered]:
    """The open invitations that the person may take back, the oldest first."""
    known = await places(tx, house.plan, person, Act.REVOKE, today)
    return [
        Offered(one, office_name(house.plan, one.role, one.department, known[one.unit_id].unit.name))
        for one in await invitations.open_of(tx, set(known), now)
        if one.role in known[one.unit_id].roles(Act.REVOKE)
    ]


def page_of(found: list[Offered], number: int) -> Page:
    """The page with this number, from 1; the nearest one that there is."""
    if not found:
        return Page(text=_("No invitation is open."), buttons=[], first_number=1, others=[])
    last = (len(found) + PER_PAGE - 1) // PER_PAGE
    number = min(max(number, 1), last)
    start = (number - 1) * PER_PAGE
    shown = found[start : start + PER_PAGE]
    text = [
        ngettext("<b>{n} invitation is open.</b>", "<b>{n} invitations are open.</b>", len(found)),
        *(
            _("{place}. {office}, until {day}", place=place, office=one.office, day=day_of(one.invitation.expires_at))
            for place, one in enumerate(shown, start + 1)
        ),
        _("To take one back, choose it."),
    ]
    others = [(str(_("Earlier ones")), f"loimoi {number - 1}")] if number > 1 else []
    others += [(str(_("Later ones")), f"loimoi {number + 1}")] if number < last else []
    buttons = [(plain(_("Take back: {office}", office=one.office)), f"thuhoi {one.invitation.id}") for one in shown]
    return Page(text=lines(text), buttons=buttons, first_number=start + 1, others=others)


async def show_open_invitations(look: Look) -> None:
    """One page of the open invitations."""
    number = whole_number(look.args[0]) if look.args else None
    page = page_of(await offered(look.tx, look.house, look.person, look.now, look.today), number or 1)
    look.show(page.text, page.buttons, unnumbered=page.others, first_number=page.first_number)


async def say_open_invitations(talk: Talk) -> None:
    """The first page, at the end of a conversation."""
    page = page_of(await offered(talk.tx, talk.house, talk.person, talk.now, talk.today), 1)
    buttons = numbered([(label, f"c:{line}") for label, line in page.buttons])
    others = [Button(label, f"c:{line}") for label, line in page.others]
    talk.say(page.text, arranged(buttons) + arranged(others))


async def take_back(talk: Talk) -> None:
    """Make an open invitation unusable."""
    args = talk.answer("=args")
    if not args:
        await say_open_invitations(talk)
        raise Ended
    known = {
        str(one.invitation.id): one for one in await offered(talk.tx, talk.house, talk.person, talk.now, talk.today)
    }
    chosen = known.get(args[0])
    if chosen is None:
        talk.say(_("This invitation is no longer open."))
        raise Ended
    ask = _("Take back the invitation: {office}? Its link and its code will stop working.", office=chosen.office)
    if not await talk.ask("sure", YesNo(text=ask)):
        talk.say(_("The invitation stays open."))
        raise Ended
    await invitations.revoke(talk.act(), chosen.invitation.id, talk.person.officer_id, talk.now)
    talk.say(_("The invitation was taken back: {office}.", office=chosen.office))


register(
    Command(
        name="loimoi",
        words=("danh sach loi moi",),
        title=N_("Open invitations"),
        needs=Act.INVITE,
        in_menu=False,
        show=show_open_invitations,
    )
)
register(
    Command(
        name="thuhoi",
        words=(),
        title=N_("Take an invitation back"),
        needs=Act.REVOKE,
        in_menu=False,
        converse=take_back,
    )
)
