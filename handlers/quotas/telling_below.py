"""Telling the officers of the unions below what they were given, and the officer who gave it that it is in force."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.access import Role
from domain.plan import Plan
from domain.quotas import Quota
from handlers.quotas.choosing import Task
from handlers.quotas.deciding import Decided
from handlers.quotas.proposal import Proposal, is_share
from handlers.quotas.proposing import balance
from handlers.quotas.quota_words import decision_said, measured, of_entry, titled, with_unit
from handlers.saying import Rows, Saying, arranged, lines, numbered, shortened
from handlers.talk import Talk
from handlers.telling import REPORTERS, tell_in_hours
from locales import _, ngettext, use
from storage import reaching
from storage.quotas import Entry

ANSWERING = (*REPORTERS, Role.SUPERIOR_OFFICER, Role.SUPERIOR_LEADER)
"""Who is told what their own union was given, and answers that it has been received."""


async def tell_below(talk: Talk, task: Task, proposal: Proposal, entered: Sequence[Entry]) -> list[str]:
    """Tell those who answer for each union, in their language; the names of unions where there is nobody yet."""
    of_unit = {entry.quota.unit: entry for entry in entered}
    lines_of = {line.unit_id: line for line in proposal.lines}
    holders = await reaching.of_holders(talk.tx, of_unit.keys(), ANSWERING)
    for holder in holders:
        if holder.officer_id != talk.person.officer_id:
            with use(holder.language):
                entry, line = of_unit[holder.unit_id], lines_of[holder.unit_id]
                said = notice(talk.plan, entry.quota, line.name, task.held.unit_name, line.given)
                told = Saying(text=lines([said, _asking()]), rows=_to_receive(entry))
                await tell_in_hours(talk, holder, f"quota:{entry.id}", told)
    reached = {holder.unit_id for holder in holders}
    return [line.name for line in proposal.lines if line.unit_id in of_unit.keys() - reached]


def notice(plan: Plan, quota: Quota, unit: str, office: str, before: int | None) -> Markup:
    """What a union was given, by whom and by which decision; of a change instead of what (as a line), and why."""
    indicator = plan.indicator(quota.indicator)
    what = Markup("<b>{}</b>").format(titled(plan, indicator, quota))
    now = Markup("<b>{}</b>").format(of_entry(indicator, quota))
    if quota.amount is None:
        rows = [_("The quota of {unit} has been taken back:", unit=unit)]
        rows.append(_("{what} (was {before})", what=what, before=with_unit(indicator, before)))
    elif before is None:
        rows = [
            _("You have been assigned a quota for {unit}:", unit=unit),
            _("{what}: {amount}", what=what, amount=now),
        ]
    else:
        rows = [_("The quota of {unit} has been changed:", unit=unit)]
        rows.append(_("{what}: from {before} to {amount}", what=what, before=with_unit(indicator, before), amount=now))
    measure = measured(plan, indicator)
    if measure is not None and quota.amount is not None:
        rows.append(Markup("({})").format(measure))
    rows.append(_("By {office}, {decision}", office=office, decision=decision_said(quota.decision, quota.decided)))
    if quota.reason:
        rows.append(_("Reason: {reason}", reason=quota.reason))
    return lines(rows)


def receipt(
    talk: Talk, task: Task, proposal: Proposal, decided: Decided, *, silent: Sequence[str], entry_id: int
) -> tuple[Markup, Rows]:
    """What is in force now, the names of those who could not be told, and the way to see an entry of it."""
    count = len(proposal.changed)
    rows = [
        ngettext("✅ The quota of {n} union is in force.", "✅ The quotas of {n} unions are in force.", count),
        titled(talk.plan, task.indicator, task.period),
    ]
    if not is_share(task.indicator):
        rows.append(balance(task, proposal))
    rows.append(_("By {decision}", decision=decision_said(decided.decision, decided.day)))
    if silent:
        rows.append(
            _("No officer has joined yet for these, so they could not be told: {names}", names=shortened(silent))
        )
    else:
        rows.append(_("The officers of these unions have been told."))
    see = f"c:chitieu {task.held.unit_id} e{entry_id}"
    ways = [(str(_("See what was assigned")), see), (str(_("Assign another quota")), "c:giaochitieu")]
    return lines(rows), arranged(numbered(ways))


def _asking() -> Markup:
    return _("Please answer “Received” with the button.")


def _to_receive(entry: Entry) -> Rows:
    return arranged(numbered([(str(_("Received")), f"c:danhan {entry.id}")]))
