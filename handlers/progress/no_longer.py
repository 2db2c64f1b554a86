"""Goals that no longer apply to a unit: since when, and why."""

from __future__ import annotations

from markupsafe import Markup

from domain.facts import Answer
from domain.plan import MeasureKind
from domain.progress import Figure
from handlers.commands import Look
from handlers.progress.spot import Spot, is_grassroots
from locales import _, day
from storage import facts, quotas


async def no_longer(look: Look, spot: Spot, figure: Figure) -> list[Markup]:
    """Quotas that were taken back and none took their place; and a question that no longer applies to the unit."""
    return [*await _taken_back(look, spot, figure), *await _does_not_apply(look, spot, figure)]


async def _taken_back(look: Look, spot: Spot, figure: Figure) -> list[Markup]:
    """The periods of the ledger whose latest entry withdraws, as far as the span looked at touches them."""
    latest: dict[tuple[object, object], quotas.Entry] = {}
    for entry in await quotas.entries(look.tx, [spot.unit.id], indicator=figure.code):
        given = entry.quota
        if given.decided <= spot.on and given.first_day <= spot.span.last_day and given.last_day >= spot.span.first_day:
            latest[given.first_day, given.last_day] = entry
    return [
        _(
            "The quota up to {day} no longer applies since {since} (decision {decision}): {reason}",
            day=day(entry.quota.last_day),
            since=day(entry.quota.decided),
            decision=entry.quota.decision,
            reason=entry.quota.reason,
        )
        for entry in latest.values()
        if entry.quota.amount is None
    ]


async def _does_not_apply(look: Look, spot: Spot, figure: Figure) -> list[Markup]:
    """What a grassroots union answered that it does not apply, and when."""
    code = figure.indicator.formula.numerator
    if code is None or not is_grassroots(look, spot.unit) or figure.answers is None:
        return []
    measure = look.plan.measure(code)
    if measure.kind is not MeasureKind.ANSWER or not figure.answers.not_applicable:
        return []
    said = (await facts.standing(look.tx, [spot.unit.id], [code])).get(spot.unit.id, [])
    years = {figure.year} if measure.of_years else {0}
    days = [
        fact.day
        for fact in said
        if fact.value is Answer.NOT_APPLICABLE and fact.counts_for in years and fact.day <= spot.on
    ]
    if not days:
        return []
    return [_("Does not apply to this union since {day}, as its report says.", day=day(max(days)))]
