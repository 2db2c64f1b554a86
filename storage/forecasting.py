"""Forecasts of units, from what their own former years came to: one statement, however many years there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from domain.plan import Indicator, Plan
from domain.progress import Figure, Needed, Span, Sums, figure, needed, same_last_year, together, year_span
from domain.progress.forecast import MOST_YEARS, Forecast, Past, can_be_forecast, forecast
from storage import totals
from storage.database import Tx

ALIKE = 2
"""A former year is comparable while the branch had at the most so many times more or fewer units than now, …"""
REPORTED = Fraction(1, 2)
"""… and at least so much of the share of its units had reported by its end as had in the best of those years."""


async def forecast_of(
    tx: Tx, plan: Plan, unit_id: int, indicator: Indicator, on: date, *, top: bool
) -> Forecast | None:
    """What a count of the unit with all below it will come to by the end of the statistical year of `on`.

    `top` says whether it is the province, whose own indicators have no forecast elsewhere. Forecast is what goals are
    compared with: of a growth without what comes or goes with whole units. None where the indicator is no count over a
    year, where it is not known yet how this year goes, and where the unit's own former years do not support an answer
    (docs/forecast.md).
    """
    if not can_be_forecast(indicator) or (indicator.top_only and not top):
        return None
    span = year_span(plan, plan.year_of(on))
    asked = _Asked(plan, indicator)
    former = _former_years(plan, span, on)
    wanted = together([asked.needed(span, on), *(asked.needed(one.span, day) for one in former for day in one.days)])
    sums = (await totals.sums(tx, [unit_id], wanted.days, wanted.tallies))[unit_id]
    now = asked.figure(sums, span, on)
    so_far = count_of(now)
    if so_far is None:
        return None
    passed = Fraction((on - span.first_day).days + 1, (span.last_day - span.first_day).days + 1)
    return forecast(so_far, _comparable([_seen(asked, sums, one) for one in former], now), passed)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The indicator without the goals that are the province's own: they would be measured over days of their own."""

    plan: Plan
    indicator: Indicator

    def needed(self, span: Span, on: date) -> Needed:
        return needed(self.plan, on, top=False, indicators=[self.indicator], span=span)

    def figure(self, sums: Sums, span: Span, on: date) -> Figure:
        return figure(self.plan, self.indicator, sums, on, top=False, span=span)


@dataclass(frozen=True, slots=True)
class _Former:
    """A former year and the day of it that corresponds to today."""

    span: Span
    day: date

    @property
    def days(self) -> tuple[date, date, date]:
        return self.span.first_day, self.day, self.span.last_day


@dataclass(frozen=True, slots=True)
class _Seen:
    """A former year's figures on its first day, on the day that corresponds to today, and on its last."""

    year: int
    first: Figure
    same_day: Figure
    last: Figure


def _former_years(plan: Plan, span: Span, on: date) -> list[_Former]:
    found: list[_Former] = []
    while len(found) < MOST_YEARS and (earlier := same_last_year(plan, span, on)) is not None:
        span, on = earlier
        if span.year < plan.year_of(plan.starts):
            break
        found.append(_Former(span, on))
    return found


def _seen(asked: _Asked, sums: Sums, former: _Former) -> _Seen:
    first, same_day, last = (asked.figure(sums, former.span, day) for day in former.days)
    return _Seen(former.span.year, first, same_day, last)


def _comparable(former: list[_Seen], now: Figure) -> list[Past]:
    """The years that the unit was there from the first day on and reported, as a branch about as large as now."""
    alike = [one for one in former if one.first.coverage.expected and _are_alike(one.last, now)]
    least = REPORTED * max((_share_reported(one.last) for one in alike), default=Fraction(0))
    found = []
    for one in alike:
        so_far, whole = one.same_day.counted, count_of(one.last)
        if so_far is not None and whole is not None and _share_reported(one.last) >= least:
            found.append(Past(one.year, int(so_far), whole))
    return found


def _are_alike(one: Figure, other: Figure) -> bool:
    fewer, more = sorted((one.coverage.expected, other.coverage.expected))
    return more <= ALIKE * fewer


def _share_reported(seen: Figure) -> Fraction:
    return Fraction(seen.coverage.answered, seen.coverage.expected) if seen.coverage.expected else Fraction(0)


def count_of(seen: Figure) -> int | None:
    """What is forecast of a figure, where it is known: what nobody has reported is not 0 but unknown."""
    return int(seen.counted) if seen.reported and seen.counted is not None else None
