"""What is said of an invitation: who invites to which office, or why a code opens nothing."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from domain.plan import Plan
from handlers.roles import office_name
from handlers.saying import lines
from locales import N_, _
from storage import chats, officers
from storage.database import Tx
from storage.invitations import Invitation, InvitationProblem
from storage.units import Unit

_REFUSALS: dict[InvitationProblem, str] = {
    InvitationProblem.UNKNOWN: N_(
        "This code is not known. Please check it letter by letter, or open the link itself; else ask your superior "
        "union for a new invitation."
    ),
    InvitationProblem.USED: N_(
        "This invitation has been used already. If that was not you, please tell your superior union."
    ),
    InvitationProblem.EXPIRED: N_(
        "This invitation is no longer valid: its time is over. Please ask your superior union for a new one."
    ),
    InvitationProblem.REVOKED: N_("This invitation was taken back. Please ask your superior union for a new one."),
}


def refusal(problem: InvitationProblem) -> Markup:
    """Why a code opens nothing, and what to do."""
    return _(_REFUSALS[problem])


async def offer(tx: Tx, plan: Plan, invitation: Invitation, unit: Unit, today: date) -> Markup:
    """Who invites to which office of the unit."""
    office = office_name(plan, invitation.role, invitation.department, unit.name)
    invited = _("You are invited to the office: {office}.", office=office)
    if invitation.created_by is not None:
        inviter = await officers.get(tx, invitation.created_by)
        if inviter is not None and inviter.name is not None:
            offices = await chats.held_by(tx, inviter.id, today)
            who = ", ".join([inviter.name, *(held.unit_name for held in offices[:1])])
            invited = _("{who} invites you to the office: {office}.", who=who, office=office)
    if invitation.hands_over is None:
        return invited
    return lines([invited, _("You take it over from the person who holds it now.")])
