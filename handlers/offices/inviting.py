"""/moi: offering an office to somebody, and the way to everything else about offices."""

from __future__ import annotations

from markupsafe import Markup

from domain.access import Act, Role
from domain.reading import Option
from handlers.arguments import whole_number
from handlers.commands import Command, register
from handlers.offices.appointing import Place, choose_place, places
from handlers.offices.ending_offices import end_office
from handlers.offices.invitation_link import VALID, day_of, link_of
from handlers.offices.inviting_all import invite_all
from handlers.offices.lost_phone import shut_out
from handlers.offices.open_invitations import say_open_invitations
from handlers.offices.qr import qr_picture
from handlers.questions import YesNo
from handlers.roles import office_name, role_name
from handlers.saying import Attachment, lines
from handlers.talk import Ended, Talk
from locales import N_, _, current
from storage import appointments, invitations, officers
from storage.appointments import Appointment
from storage.invitations import Invitation

ONE, ALL, OPEN, END, LOST = "one", "all", "open", "end", "lost"


async def invite(talk: Talk) -> None:
    """Choose what to do about offices, then do it.

    "/moi tatca" goes straight to all unions below at once; "/moi UNIT ROLE" (as a button says it) to one office, and
    with an APPOINTMENT to the person who holds it and was signed out everywhere.
    """
    known = await places(talk.tx, talk.plan, talk.person, Act.INVITE, talk.today)
    if not known:
        talk.say(_("Your office has ended meanwhile, so nothing was done."))
        raise Ended
    many = len(known) > 1
    args = talk.answer("=args") or []
    if args == ["tatca"] and many:
        way = ALL
    elif len(args) in (2, 3) and whole_number(args[0]) in known:
        talk.record.answers.setdefault("unit", args[0])
        talk.record.answers.setdefault("role", args[1])
        way = ONE
    else:
        options = [
            Option(ONE, str(_("Invite one person")), ("mời một người", "một")),
            *([Option(ALL, str(_("Invite all unions below at once")), ("tất cả",))] if many else []),
            Option(OPEN, str(_("Open invitations")), ("lời mời", "danh sách")),
            Option(END, str(_("End an office")), ("chấm dứt", "thôi chức")),
            Option(LOST, str(_("An officer's phone is lost")), ("mất máy", "mất điện thoại")),
        ]
        way = await talk.choose("way", _("What is to be done about offices?"), options)
    ways = {ONE: invite_one, ALL: invite_all, OPEN: say_open_invitations, END: end_office, LOST: shut_out}
    await ways[way](talk)


async def invite_one(talk: Talk) -> None:
    """Which union, which office; then the link, the code and the picture, which are shown once."""
    place = await choose_place(talk, Act.INVITE, _("In which union is the office?"))
    role = await _role(talk, place)
    held = await _held(talk, place, role)
    department = await _department(talk, role) if held is None else held.department
    former = await _former(talk, place, role) if held is None else held.id
    earlier = await _earlier(talk, place, role)
    office = office_name(talk.plan, role, department, place.unit.name)
    until = talk.now + VALID
    review = [_("Office: {office}. The invitation is valid until {day}.", office=office, day=day_of(until))]
    if earlier:
        review.append(_("An earlier invitation to this office is still open; it will stop working."))
    review.append(_("Make the invitation?"))
    if not await talk.ask("sure", YesNo(text=lines(review))):
        talk.say(_("No invitation was made."))
        raise Ended
    tx = talk.act()
    for invitation in earlier:
        await invitations.revoke(tx, invitation.id, talk.person.officer_id, talk.now)
    _id, code = await invitations.create(
        tx,
        unit_id=place.unit.id,
        role=role,
        department=department,
        created_by=talk.person.officer_id,
        now=talk.now,
        expires_at=until,
        hands_over=former,
    )
    _say_invitation(talk, office, code, day_of(until))


async def _held(talk: Talk, place: Place, role: Role) -> Appointment | None:
    """The office that the person holds who is invited again; None where somebody else is invited."""
    named = (talk.answer("=args") or [])[2:]
    held = await appointments.holders(talk.tx, place.unit.id, {role}) if named else []
    return next((one for one in held if [str(one.id)] == named), None)


async def _role(talk: Talk, place: Place) -> Role:
    """The office: one that fits the union's level and that the inviter may give; not asked where there is one."""
    roles = place.roles(Act.INVITE)
    if len(roles) == 1:
        return roles[0]
    options = [Option(role.value, str(role_name(role))) for role in roles]
    text = _("Which office in {unit}?", unit=place.unit.name)
    while (chosen := await talk.choose("role", text, options)) not in roles:
        talk.forget("role")
    return Role(chosen)


async def _department(talk: Talk, role: Role) -> str | None:
    if role is not Role.DEPT_OFFICER:
        return None
    options = [Option(one.code, one.name.say(current()), (one.name.vi, one.name.en)) for one in talk.plan.departments]
    return await talk.choose("department", _("In which department?"), options)


async def _former(talk: Talk, place: Place, role: Role) -> int | None:
    """The appointment that the successor's ends. A union has one chair, so a second one is a successor."""
    if role is not Role.CHAIR:
        return None
    held = await appointments.holders(talk.tx, place.unit.id, {role})
    if not held:
        return None
    holder = await officers.get(talk.tx, held[0].officer_id)
    ask = _(
        "{name} is chair of {unit} now. Is the invitation for a successor? The office passes on when it is accepted.",
        name=(holder.name if holder is not None else None) or "—",
        unit=place.unit.name,
    )
    if not await talk.ask("successor", YesNo(text=ask)):
        talk.say(_("No invitation was made: a union has one chair. A deputy can be invited at any time."))
        raise Ended
    return held[0].id


async def _earlier(talk: Talk, place: Place, role: Role) -> list[Invitation]:
    """The open invitations that a new one takes the place of: only one person can become chair."""
    if role is not Role.CHAIR:
        return []
    return [one for one in await invitations.open_of(talk.tx, {place.unit.id}, talk.now) if one.role is role]


def _say_invitation(talk: Talk, office: Markup, code: str, until: str) -> None:
    parts = [Markup("<b>{}</b>").format(_("Invitation: {office}", office=office))]
    picture = None
    if link := link_of(talk.house, code):
        parts.append(_("Link: {link}", link=link))
        picture = Attachment(name="ma-moi.png", content=qr_picture(link), picture=True)
    parts.append(_("Code to type: {code}", code=code))
    if talk.house.web is None:
        typed = [one for one in talk.house.entrances if not one.takes_code and one.link != link]
        parts += [_("In {app}: open {link} and type the code.", app=one.app, link=one.link) for one in typed]
    once = _("It works once, until {day}, and is shown only now. Please pass it on to that person alone.", day=until)
    talk.say(lines([*parts, once]), attachment=picture, once=True)


register(
    Command(
        name="moi",
        words=("moi vao chuc vu", "moi can bo", "loi moi", "invite"),
        title=N_("Offices and invitations"),
        needs=Act.INVITE,
        converse=invite,
    )
)
