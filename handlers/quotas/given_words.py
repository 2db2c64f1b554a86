"""What is said of quotas as they stand: of the unit, of how they came about, and of the unions below."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.assigning import period_of
from handlers.progress.spot import short
from handlers.quotas.choosing import own_quota
from handlers.quotas.ledger import Topic
from handlers.quotas.proposal import is_share, to_int
from handlers.quotas.quota_words import amount, decision_said, measured, of_entry, titled, with_unit
from handlers.saying import shortened
from handlers.surroundings import Surroundings
from locales import _, day, moment, ngettext
from storage import units
from storage.quotas import Entry
from storage.units import Unit

HISTORY = 4
"""So many earlier entries are told, the latest first."""
REASON = 80
"""So many characters of a reason are told in a list."""


def brief(at: Surroundings, topic: Topic, unit: Unit, below: Sequence[Unit]) -> Markup:
    """One line: what the unit was given, or to how many it gave something."""
    what = titled(at.plan, topic.indicator, topic)
    own = topic.standing(unit.id)
    if own is None:
        count = sum(topic.standing(child.id) is not None for child in below)
        return ngettext(
            "• {what}: assigned to {n} unit below", "• {what}: assigned to {n} units below", count, what=what
        )
    if own.quota.amount is None:
        return _("• {what}: taken back since {day}", what=what, day=day(own.quota.decided))
    said = _("• {what}: {amount}", what=what, amount=of_entry(topic.indicator, own.quota))
    return said if own.acknowledged_at is not None else _("{line}, not yet answered “Received”", line=said)


async def of_unit(at: Surroundings, topic: Topic, unit: Unit) -> list[Markup]:
    """What holds of the unit itself, by which decision, whether it was received, and what was before."""
    history = topic.of(unit.id)
    if not history:
        return [await _of_plan(at, topic, unit)]
    own = history[-1]
    if own.quota.amount is None:
        rows = [_("{unit}: taken back since {day}", unit=unit.name, day=day(own.quota.decided))]
    else:
        said, measure = of_entry(topic.indicator, own.quota), measured(at.plan, topic.indicator)
        in_full = said if measure is None else Markup("{} ({})").format(said, measure)
        rows = [_("{unit}: {amount}", unit=unit.name, amount=in_full)]
    office = await units.name(at.tx, own.quota.given_by)
    rows.append(_("By {office}, {decision}", office=office, decision=_decision(own)))
    if own.quota.reason:
        rows.append(_("Reason: {reason}", reason=own.quota.reason))
    if own.acknowledged_at is None:
        rows.append(_("Not yet answered “Received”"))
    else:
        rows.append(_("Received at {moment}", moment=moment(own.acknowledged_at)))
    earlier = history[-2::-1]
    if earlier:
        rows += [_("Before:"), *(_earlier(topic, entry) for entry in earlier[:HISTORY])]
    if len(earlier) > HISTORY:
        rows.append(ngettext("and {n} more line", "and {n} more lines", len(earlier) - HISTORY))
    return rows


def of_children(topic: Topic, standing: Sequence[tuple[Unit, Entry]]) -> list[Markup]:
    """To how many units below, how much in all, and who has not answered, of what stands of each."""
    if not standing:
        return []
    having = sum(entry.quota.amount is not None for _unit, entry in standing)
    rows = [ngettext("Assigned to {n} unit below:", "Assigned to {n} units below:", having)]
    if not is_share(topic.indicator):
        whole = sum(to_int(topic.indicator, entry.quota.amount) or 0 for _unit, entry in standing)
        rows = [
            ngettext(
                "Assigned to {n} unit below, {sum} in all:",
                "Assigned to {n} units below, {sum} in all:",
                having,
                sum=with_unit(topic.indicator, whole),
            )
        ]
    silent = [short(unit.name) for unit, entry in standing if entry.acknowledged_at is None]
    if silent:
        rows.append(_("Not yet answered “Received”: {names}", names=shortened(silent)))
    return rows


def child(topic: Topic, unit: Unit, entry: Entry) -> Markup:
    """One line: what a unit below was given."""
    name = unit.name
    if entry.quota.amount is None:
        return _("• {name}: taken back since {day}", name=name, day=day(entry.quota.decided))
    given = amount(topic.indicator, to_int(topic.indicator, entry.quota.amount))
    return _("• {name}: {amount}", name=name, amount=given)


async def _of_plan(at: Surroundings, topic: Topic, unit: Unit) -> Markup:
    """What the plan itself sets for a unit that was given nothing."""
    period = period_of(at.plan, topic.first_day, topic.last_day)
    own = await own_quota(at, unit, topic.indicator, period) if period is not None else None
    if own is None:
        return _("{unit}: no quota assigned", unit=unit.name)
    return _("{unit}: {amount} by the plan", unit=unit.name, amount=with_unit(topic.indicator, own))


def _decision(entry: Entry) -> Markup:
    return decision_said(entry.quota.decision, entry.quota.decided)


def _earlier(topic: Topic, entry: Entry) -> Markup:
    """How much it was, by which decision, and why."""
    said = _("• {amount}, {decision}", amount=of_entry(topic.indicator, entry.quota), decision=_decision(entry))
    reason = entry.quota.reason
    if not reason:
        return said
    return _("{line}: {reason}", line=said, reason=reason if len(reason) <= REASON else reason[: REASON - 1] + "…")
