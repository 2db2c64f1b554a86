"""/start: taking up an office by an invitation."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from markupsafe import Markup

from domain.access import Act
from handlers.commands import Command, register
from handlers.menu import menu_of
from handlers.offices import consent
from handlers.offices.invitation_words import offer, refusal
from handlers.offices.leaving import tell_former_holder
from handlers.offices.names import ask_name
from handlers.roles import office_name
from handlers.saying import arranged, lines, numbered
from handlers.strangers import greeting
from handlers.talk import Ended, Talk
from locales import N_, _, day, use
from storage import appointments, audit, chats, code_tries, entry_codes, invitations, officers, units
from storage.entry_codes import EntryCode
from storage.invitations import Invitation, InvitationProblem, InvitationUsedUp
from storage.units import Unit


async def join(talk: Talk) -> None:
    """Who invites to which office, the notice on data, consent, a name; then the office is held."""
    invitation = await _invitation(talk)
    unit = await units.get(talk.tx, invitation.unit_id, talk.today)
    if unit is None:
        _refuse(talk, InvitationProblem.REVOKED)
    if _holds_it(talk, invitation):
        _welcome_back(talk)
    offered = await offer(talk.tx, talk.plan, invitation, unit, talk.today)
    name = None
    if talk.person.officer_id is None:
        name = await _new_name(talk, offered)
    else:
        await _accept(talk, offered)
    try:
        async with talk.act().begin_nested():
            await _take_office(talk, invitation, name)
    except InvitationUsedUp:
        _refuse(talk, InvitationProblem.USED)
    _say_joined(talk, invitation, unit)


async def _invitation(talk: Talk) -> Invitation:
    """The open invitation. Of its code nothing is kept beyond the first look."""
    code = "".join(talk.answer("=args") or ())
    talk.record.answers["=args"] = []
    if code:
        found = await _opened_by(talk, code)
        if found is InvitationProblem.USED and talk.person.held(await invitations.appointment_of(talk.tx, code)):
            _welcome_back(talk)
        if isinstance(found, InvitationProblem):
            _refuse(talk, found)
        talk.record.answers["=invitation"] = found.id
        return found
    if talk.answer("=invitation") is None:
        if talk.person.officer_id is None:
            talk.say(greeting())
        else:
            _say_menu(talk)
        raise Ended
    found = await invitations.get(talk.tx, talk.answer("=invitation"), talk.now)
    if isinstance(found, InvitationProblem):
        _refuse(talk, found)
    return found


async def _opened_by(talk: Talk, code: str) -> Invitation | InvitationProblem:
    """What a code opens. A short one is used up by this first look; from then on `=invitation` stands for it."""
    tx, chat_id, now = talk.tx, talk.person.chat_id, talk.now
    if await code_tries.must_wait(tx, chat_id, now):
        talk.say(_("Too many codes were wrong, so none is accepted at present. Please try again in 15 minutes."))
        raise Ended
    short = await entry_codes.find(tx, code, now)
    if short is None:
        found = await invitations.find(tx, code, now)
        # One that was used or has expired is no guess, but makes up for none either.
        if found is InvitationProblem.UNKNOWN or isinstance(found, Invitation):
            await code_tries.count(tx, chat_id, now, right=isinstance(found, Invitation))
        return found
    await code_tries.count(tx, chat_id, now, right=True)
    if short.officer_id is not None:
        await _come_in(talk, short, short.officer_id)
        raise Ended
    if not await entry_codes.use(tx, short):
        return InvitationProblem.UNKNOWN
    assert short.invitation_id is not None, "a code stands for one or the other"
    return await invitations.get(tx, short.invitation_id, now)


async def _come_in(talk: Talk, code: EntryCode, officer_id: int) -> None:
    """Make this chat one more of an officer who asked for the code elsewhere."""
    if talk.person.officer_id is not None:
        name = talk.person.name or "—"
        talk.say(
            _("This chat is that of {name} already, so the code was not used: type it in the other app.", name=name)
        )
        return
    officer = await officers.get(talk.tx, officer_id)
    if officer is None or not await entry_codes.use(talk.act(), code):
        talk.say(refusal(InvitationProblem.UNKNOWN))
        return
    await chats.assign(talk.tx, talk.person.chat_id, officer_id)
    await audit.write(talk.tx, officer_id, "chat.added", f"chat:{talk.person.chat_id}", {}, talk.now)
    talk.person = replace(
        talk.person,
        officer_id=officer_id,
        name=officer.name,
        language=officer.language,
        offices=tuple(await chats.held_by(talk.tx, officer_id, talk.today)),
    )
    with use(officer.language):
        talk.say(
            _(
                "Welcome back, {name}. What you have begun elsewhere can be finished here.",
                name=talk.person.name or "—",
            )
        )
        _say_menu(talk)


async def _new_name(talk: Talk, offered: Markup) -> str:
    """Consent, then the name of somebody who is not known yet."""
    if not await talk.ask("consent", consent.ask_consent(talk.house, offered)):
        talk.say(
            _(
                "Nothing is kept about you, and this chat is forgotten. If you change your mind, please open the "
                "invitation again before it expires."
            )
        )
        raise Ended
    return await talk.ask("name", ask_name())


async def _accept(talk: Talk, offered: Markup) -> None:
    """A further office of somebody who agreed to the notice before."""
    question = consent.Agreement(
        text=lines([offered, _("Do you accept this office?")]), yes=_("Accept"), no=_("Do not accept")
    )
    if not await talk.ask("accept", question):
        talk.say(_("The office was not taken up. The invitation stays open until it expires."))
        raise Ended


async def _take_office(talk: Talk, invitation: Invitation, name: str | None) -> None:
    """Appoint the person. Raises `InvitationUsedUp` where somebody was faster; then nothing is to be kept."""
    officer_id = talk.person.officer_id
    if name is not None:
        officer_id = await officers.create(talk.tx, name, talk.person.language, consent.VERSION, talk.now)
        await chats.assign(talk.tx, talk.person.chat_id, officer_id)
        agreed = {"version": consent.VERSION}
        await audit.write(talk.tx, officer_id, "consent.given", f"officer:{officer_id}", agreed, talk.now)
    assert officer_id is not None, "a person without a name is an officer already"
    await invitations.use(talk.tx, invitation, officer_id, talk.now)
    former = None if invitation.hands_over is None else await appointments.get(talk.tx, invitation.hands_over)
    if former is not None and former.ended_at == talk.now:
        await tell_former_holder(talk, former)
    talk.person = replace(
        talk.person,
        officer_id=officer_id,
        name=name or talk.person.name,
        offices=tuple(await chats.held_by(talk.tx, officer_id, talk.today)),
    )


def _say_joined(talk: Talk, invitation: Invitation, unit: Unit) -> None:
    """What was taken up, and what comes next."""
    office = office_name(talk.plan, invitation.role, invitation.department, unit.name)
    parts = [_("Welcome, {name}. You now hold the office: {office}.", name=talk.person.name or "", office=office)]
    if invitation.hands_over is not None:
        parts.append(
            _(
                "From {day} you take over from the person before you. What was reported stays, and reports that were "
                "put aside are yours to finish.",
                day=day(talk.today),
            )
        )
    if talk.person.offices_for(Act.REPORT):
        parts.append(_("Next: when something has happened in your union, type “report”."))
    else:
        parts.append(_("Next: type “tiendo” to see where the plan stands."))
    talk.say(lines(parts))
    _say_menu(talk)


def _welcome_back(talk: Talk) -> NoReturn:
    talk.say(_("You hold this office already; there is nothing more to do."))
    _say_menu(talk)
    raise Ended


def _refuse(talk: Talk, problem: InvitationProblem) -> NoReturn:
    talk.say(refusal(problem))
    raise Ended


def _holds_it(talk: Talk, invitation: Invitation) -> bool:
    wanted = (invitation.unit_id, invitation.role, invitation.department)
    return any((held.unit_id, held.role, held.department) == wanted for held in talk.person.offices)


def _say_menu(talk: Talk) -> None:
    text, buttons = menu_of(talk.house, talk.person)
    talk.say(text, arranged(numbered([(label, f"c:{line}") for label, line in buttons])))


register(
    Command(
        name="start",
        words=(),
        title=N_("Take up an office"),
        needs=None,
        for_strangers=True,
        in_menu=False,
        converse=join,
    )
)
