"""Figures of units, made from the sums: two statements, however many units and years there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.plan import Indicator, Plan
from domain.progress import Figure, Span, Sums, figure, figures, needed
from domain.quotas import Quota, in_force
from storage import quotas, totals
from storage.database import Tx
from storage.units import Unit


async def of_unit(
    tx: Tx,
    plan: Plan,
    unit_id: int,
    on: date,
    *,
    top: bool,
    indicators: Sequence[Indicator] | None = None,
    span: Span | None = None,
    over: bool = False,
) -> list[Figure]:
    """The figures (None: of all indicators of the plan) of a unit with all below it, as of the day `on`.

    `top` says whether it is the province. `span` is what is looked at where it is not the statistical year of the day,
    `over` says that the day has passed. Raises ValueError for a span that has not begun.
    """
    found = await of_units(tx, plan, [unit_id], on, top=top, indicators=indicators, span=span, over=over)
    return found[unit_id]


async def of_units(
    tx: Tx,
    plan: Plan,
    unit_ids: Collection[int],
    on: date,
    *,
    top: bool = False,
    indicators: Sequence[Indicator] | None = None,
    span: Span | None = None,
    over: bool = False,
) -> dict[int, list[Figure]]:
    """The figures of each of the units, none of which (`top`: each of which) is the province."""
    read = await _read(tx, plan, unit_ids, on, top=top, indicators=indicators, span=span)
    return {
        unit_id: figures(
            plan,
            read.sums[unit_id],
            on,
            top=top,
            quotas=read.quotas[unit_id],
            indicators=indicators,
            span=span,
            over=over,
        )
        for unit_id in unit_ids
    }


async def of_each(
    tx: Tx,
    plan: Plan,
    asked: Sequence[Unit],
    on: date,
    indicator: Indicator,
    *,
    span: Span | None = None,
    over: bool = False,
) -> list[Figure]:
    """One indicator of each unit by itself, without the units below it, in the order given."""
    kinds = {kind.code: frozenset(k.code for k in plan.unit_kinds if k.level is kind.level) for kind in plan.unit_kinds}
    read = await _read(tx, plan, [unit.id for unit in asked], on, top=False, indicators=[indicator], span=span)
    return [
        figure(
            plan,
            indicator,
            _Alone(read.sums[unit.id], kinds[unit.kind]),
            on,
            top=False,
            quotas=read.quotas[unit.id],
            span=span,
            over=over,
        )
        for unit in asked
    ]


@dataclass(frozen=True, slots=True)
class _Read:
    """What figures are made of, by unit."""

    sums: Mapping[int, Sums]
    quotas: Mapping[int, Sequence[Quota]]


async def _read(
    tx: Tx,
    plan: Plan,
    unit_ids: Collection[int],
    on: date,
    *,
    top: bool,
    indicators: Sequence[Indicator] | None,
    span: Span | None,
) -> _Read:
    entries = in_force(await quotas.of_units(tx, unit_ids, on), on)
    wanted = needed(plan, on, top=top, quotas=entries, indicators=indicators, span=span)
    of_unit: dict[int, list[Quota]] = {unit_id: [] for unit_id in unit_ids}
    for entry in entries:
        of_unit[entry.unit].append(entry)
    return _Read(await totals.sums(tx, unit_ids, wanted.days, wanted.tallies), of_unit)


@dataclass(frozen=True, slots=True)
class _Alone:
    """The sums of a node over units of its own level, whose kinds are `own`: none of them stands below another."""

    sums: Sums
    own: frozenset[str]

    def total(self, tally: str, day: date, *, counts_for: int | None = 0, kinds: Collection[str]) -> int:
        return self.sums.total(tally, day, counts_for=counts_for, kinds=self.own.intersection(kinds))
