"""Figures of units, made from the sums: two statements, however many units and years there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from domain.plan import Indicator, Plan
from domain.progress import Figure, figures, needed
from domain.quotas import in_force
from storage import quotas, totals
from storage.database import Tx


async def of_unit(
    tx: Tx,
    plan: Plan,
    unit_id: int,
    on: date,
    *,
    top: bool,
    indicators: Sequence[Indicator] | None = None,
    year: int | None = None,
) -> list[Figure]:
    """The figures (None: of all indicators of the plan) of a unit with all below it, as of the day `on`.

    `top` says whether it is the province. `year` is the statistical year where it is not that of the day. Raises
    ValueError for a year that has not begun.
    """
    found = await of_units(tx, plan, [unit_id], on, top=top, indicators=indicators, year=year)
    return found[unit_id]


async def of_units(
    tx: Tx,
    plan: Plan,
    unit_ids: Collection[int],
    on: date,
    *,
    top: bool = False,
    indicators: Sequence[Indicator] | None = None,
    year: int | None = None,
) -> dict[int, list[Figure]]:
    """The figures of each of the units, none of which (`top`: each of which) is the province."""
    entries = in_force(await quotas.of_units(tx, unit_ids, on), on)
    wanted = needed(plan, on, quotas=entries, indicators=indicators, year=year)
    sums = await totals.sums(tx, unit_ids, wanted.days, wanted.tallies)
    return {
        unit_id: figures(
            plan,
            sums[unit_id],
            on,
            top=top,
            quotas=[entry for entry in entries if entry.unit == unit_id],
            indicators=indicators,
            year=year,
        )
        for unit_id in unit_ids
    }
