"""What figures will ask of the sums: found by making them of sums that remember what they were asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import lru_cache

from domain.plan import Indicator, Plan
from domain.progress.figures import figures
from domain.progress.spans import Span
from domain.quotas import Quota


@dataclass(frozen=True, slots=True)
class Needed:
    """The days at whose end figures are made of sums, in order, and the tallies with the years that are asked for.

    The year is 0 for a tally that belongs to none; None instead of years means all of them together.
    """

    days: tuple[date, ...]
    tallies: Mapping[str, frozenset[int] | None]


def needed(
    plan: Plan,
    on: date,
    *,
    top: bool,
    quotas: Iterable[Quota] = (),
    indicators: Iterable[Indicator] | None = None,
    span: Span | None = None,
) -> Needed:
    """Everything that `figures` will ask of the sums, so that it can be fetched at once.

    `top` says whether goals marked as the province's apply. `indicators` are some of the plan's. The answer is kept:
    finding it takes as long as making the figures.
    """
    held = frozenset((quota.indicator, quota.first_day, quota.last_day) for quota in quotas if quota.amount is not None)
    codes = None if indicators is None else tuple(indicator.code for indicator in indicators)
    return _needed(plan, on, top=top, held=held, codes=codes, span=span)


def together(some: Sequence[Needed]) -> Needed:
    """All that any of them needs: the years that a tally needs for one are read for all days."""
    tallies: defaultdict[str, set[int]] = defaultdict(set)
    of_all_years: set[str] = set()
    for one in some:
        for tally, years in one.tallies.items():
            tallies[tally] |= years or set()
            if years is None:
                of_all_years.add(tally)
    return Needed(
        tuple(sorted({day for one in some for day in one.days})),
        {tally: None if tally in of_all_years else frozenset(years) for tally, years in tallies.items()},
    )


@lru_cache(maxsize=256)
def _needed(
    plan: Plan,
    on: date,
    *,
    top: bool,
    held: frozenset[tuple[str, date, date]],
    codes: tuple[str, ...] | None,
    span: Span | None,
) -> Needed:
    asked = _Asked(set(), defaultdict(set))
    quotas = [_quota(*one) for one in sorted(held)]
    chosen = None if codes is None else [plan.indicator(code) for code in codes]
    figures(plan, asked, on, top=top, quotas=quotas, indicators=chosen, span=span)
    return Needed(
        tuple(sorted(asked.days)),
        {
            tally: None if None in years else frozenset(year for year in years if year is not None)
            for tally, years in asked.tallies.items()
        },
    )


def _quota(indicator: str, first_day: date, last_day: date) -> Quota:
    """Any quota of the period: neither whose it is nor how much decides what is asked for."""
    return Quota(
        indicator=indicator,
        unit=0,
        first_day=first_day,
        last_day=last_day,
        amount=Fraction(1),
        decision="",
        decided=first_day,
        given_by=0,
        reason="",
        known_at=datetime.min.replace(tzinfo=UTC),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Sums that are all 0 and remember what they were asked for."""

    days: set[date]
    tallies: defaultdict[str, set[int | None]]

    def total(self, tally: str, day: date, *, counts_for: int | None = 0, kinds: Collection[str]) -> int:
        del kinds
        self.days.add(day)
        self.tallies[tally].add(counts_for)
        return 0
