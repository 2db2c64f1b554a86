"""/danhan: the officers of a union say that they have received what it was given."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from domain.access import Act, Role
from handlers.arguments import whole_numbers
from handlers.commands import Command, Look, register
from handlers.persons import Person
from handlers.quotas.ledger import before
from handlers.quotas.proposal import to_int
from handlers.quotas.quota_words import named
from handlers.quotas.telling_below import ANSWERING, notice
from handlers.saying import lines
from locales import N_, _, listing, moment, ngettext
from storage import quotas, units
from storage.quotas import Entry


async def acknowledge(look: Look) -> None:
    """Note that an entry was received, and those before it; without its number all that wait. Twice changes nothing."""
    own = answered_for(look.person)
    entries = [entry for entry in await quotas.entries(look.tx, own) if _is_known(look, entry)]
    numbers = whole_numbers(look.args)
    if not numbers:
        await _acknowledge_all(look, own)
        return
    entry = next((entry for entry in entries if entry.id == numbers[0]), None)
    if entry is None:
        look.show(_("There is no such quota of your union."))
        return
    unit = entry.quota.unit
    assert look.person.officer_id is not None
    new = await quotas.acknowledge(look.tx, unit, entry.id, look.person.officer_id, look.now)
    if any(one.id == entry.id for one in new):
        said = _("✅ Received. Thank you.")
    else:
        said = _("✅ This was received already, at {moment}.", moment=moment(entry.acknowledged_at or look.now))
    text = await _said(look, entries, entry)
    look.show(lines([text, said]), unnumbered=[(str(_("Quotas of the union")), f"chitieu {unit}")])


def answered_for(person: Person) -> Collection[int]:
    """The units of which the person says whether they have received what they were given."""
    return {held.unit_id for held in person.offices if Role(held.role) in ANSWERING}


async def _acknowledge_all(look: Look, own: Collection[int]) -> None:
    assert look.person.officer_id is not None
    new: list[Entry] = []
    for unit in own:
        waiting = [entry.id for entry in await quotas.entries(look.tx, [unit])]
        new += await quotas.acknowledge(look.tx, unit, max(waiting, default=0), look.person.officer_id, look.now)
    ways = [(str(_("Quotas of the union")), "chitieu")]
    if not new:
        look.show(_("No quota waits for your answer."), unnumbered=ways)
        return
    of_plan = [one for one in new if _is_known(look, one)]
    names = listing(dict.fromkeys(named(look.plan.indicator(one.quota.indicator)) for one in of_plan))
    look.show(
        ngettext("✅ {n} quota received: {names}.", "✅ {n} quotas received: {names}.", len(new), names=names),
        unnumbered=ways,
    )


async def _said(look: Look, entries: Collection[Entry], entry: Entry) -> Markup:
    """The entry in the words in which it was told."""
    quota = entry.quota
    unit, office = await units.name(look.tx, quota.unit), await units.name(look.tx, quota.given_by)
    given = to_int(look.plan.indicator(quota.indicator), before(entries, entry))
    return notice(look.plan, quota, unit, office, given)


def _is_known(look: Look, entry: Entry) -> bool:
    """Whether the plan still has the indicator."""
    return any(indicator.code == entry.quota.indicator for indicator in look.plan.indicators)


register(
    Command(
        name="danhan",
        words=("đã nhận", "đã nhận chỉ tiêu", "received"),
        title=N_("Received"),
        needs=Act.SEE_PROGRESS,
        in_menu=False,
        show=acknowledge,
    )
)
