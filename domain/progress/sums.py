"""What figures are made from: sums of tallies at a node of the tree."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from domain.plan import Indicator, Plan
from domain.progress.periods import Period


class Sums(Protocol):
    """The tallies of one node. Their names and meanings stand in docs/progress.md."""

    def total(self, tally: str, day: date, *, counts_for: int | None = 0, kinds: Collection[str]) -> int:
        """The tally's sum at the end of `day` over units of `kinds`.

        `counts_for` is the statistical year, 0 for tallies that belong to no year, None for all years together.
        """


@dataclass(frozen=True)
class Measurement:
    """An indicator measured over a period, as known of the day `on`, which may lie after the period's end.

    Unit answers and flows count from their own day on, also where that is after the period; levels and
    running counts are those of the period's last day then. `over`: `on` has passed, so what fell due on it is overdue.
    """

    plan: Plan
    indicator: Indicator
    sums: Sums
    period: Period
    on: date
    over: bool = False

    @cached_property
    def day(self) -> date:
        """The last day of the period so far."""
        return min(self.on, self.period.last_day)

    @cached_property
    def year(self) -> int:
        """The statistical year of `day`: that of a year period, the latest one of a phase."""
        return self.plan.year_of(self.day)

    @property
    def numerator(self) -> str:
        """The measure that is counted."""
        assert self.indicator.formula.numerator is not None, self.indicator.code
        return self.indicator.formula.numerator

    @property
    def denominator(self) -> str:
        """The measure below the line."""
        assert self.indicator.formula.denominator is not None, self.indicator.code
        return self.indicator.formula.denominator

    def of_year(self, tally: str) -> int:
        """A tally of the year, with all that became dated until `on`."""
        return self.sums.total(tally, self.on, counts_for=self.year, kinds=self.indicator.scope)

    def on_day(self, tally: str, day: date | None = None, *, counts_for: int | None = 0) -> int:
        """A tally at the end of `day`, or of the period so far."""
        return self.sums.total(tally, day or self.day, counts_for=counts_for, kinds=self.indicator.scope)

    def units(self, day: date) -> int:
        """The units in scope on the day."""
        return self.on_day("units", day, counts_for=None)

    def flow(self, measure: str) -> int:
        """A flow over the period so far: all that is for the year, or all that happened on the phase's days."""
        if self.period.phase is None:
            return self.of_year(measure)
        years = range(self.plan.year_of(self.period.first_day), self.year + 1)
        return sum(
            self.on_day(measure, self.on, counts_for=year) - self.on_day(measure, self.period.eve, counts_for=year)
            for year in years
        )
