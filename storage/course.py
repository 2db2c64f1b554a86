"""How one figure went through a period: the same figure as of many days, from one reading of the sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.plan import Indicator, Plan
from domain.progress import Figure, Span, figure, needed, together
from domain.quotas import in_force
from storage import quotas, totals
from storage.database import Tx


async def course(
    tx: Tx, plan: Plan, unit_id: int, indicator: Indicator, days: Sequence[date], *, top: bool, span: Span
) -> list[Figure]:
    """The figure of the span as of each of its days, in their order. Quotas are those in force on the last of them."""
    held = in_force(await quotas.of_units(tx, [unit_id], days[-1]), days[-1])
    wanted = [needed(plan, day, top=top, quotas=held, indicators=[indicator], span=span) for day in days]
    asked = together(wanted)
    read = await totals.sums(tx, [unit_id], asked.days, asked.tallies)
    return [figure(plan, indicator, read[unit_id], day, top=top, quotas=held, span=span) for day in days]
