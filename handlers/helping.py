"""/trogiup: how to talk to the assistant. /huy: leave what is open."""

from __future__ import annotations

from domain.access import Act, Relation
from handlers.commands import Command, Look, register
from handlers.conversing import cancelled
from handlers.saying import lines
from handlers.strangers import greeting
from locales import N_, _
from storage import conversations


async def show_help(look: Look) -> None:
    """How typing works, for the offices that the person holds."""
    parts = [_("Answer by tapping a button, or by typing its number or its words. Diacritics are not needed.")]
    if look.person.offices_for(Act.REPORT):
        parts.append(_("“report” starts a report; “history” shows what was sent, to correct or withdraw it."))
    if look.person.offices_for(Act.REPORT, (Relation.CHILD,)):
        parts.append(_("“on behalf” with a part of a name reports for a unit below; “bulk” enters the same for many."))
    if look.person.offices_for(Act.SEE_PROGRESS):
        parts.append(_("“tiendo” shows where the plan stands."))
        parts.append(_("“quotas” shows what your union was assigned, and what it assigned."))
    if look.person.offices_for(Act.ASSIGN_QUOTAS, (Relation.CHILD,)):
        parts.append(_("“assign” assigns quotas to the units directly below."))
    if look.person.offices_for(Act.SEE_CASES):
        parts.append(_("“cases” lists the cases that are still open."))
    if look.person.offices_for(Act.INVITE):
        parts.append(_("“invite” offers an office to somebody, lists the open invitations, and ends offices."))
    parts.append(
        _("While something is asked: “later” keeps what you have typed, “back” returns one step, “cancel” leaves.")
    )
    parts.append(_("“my data” shows what is kept about you. For anything else, please ask: {c}.", c=look.house.contact))
    look.show(lines(parts), unnumbered=[(str(_("Menu")), "menu")])


async def cancel(look: Look) -> None:
    """End the conversation that is open."""
    if look.open is None and look.person.officer_id is None:
        look.show(greeting())
        return
    if look.open is None:
        look.show(_("Nothing is open, so there is nothing to cancel."), unnumbered=[(str(_("Menu")), "menu")])
        return
    await conversations.end(look.tx, look.open.id)
    look.open = None
    look.said.append(cancelled(look.person))


register(
    Command(
        name="trogiup",
        words=("tro giup", "giup", "giup do", "huong dan", "help"),
        title=N_("Help"),
        needs=None,
        show=show_help,
    )
)
register(
    Command(
        name="huy",
        words=("huy bo", "cancel"),
        title=N_("Cancel"),
        needs=None,
        for_strangers=True,
        in_menu=False,
        show=cancel,
    )
)
