"""Figures: what was measured, held against its goals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any

from domain.plan import Indicator, Plan
from domain.progress.formulas import read
from domain.progress.pace import expected_share
from domain.progress.periods import year_period
from domain.progress.readings import COUNTS, Reading
from domain.progress.spans import Span, year_span
from domain.progress.status import Status, status_of
from domain.progress.sums import Measurement, Sums
from domain.progress.targets import Target, floor_of, in_force, targets_of
from domain.progress.within import within
from domain.quotas import Quota


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Reading):
    """An indicator's reading for a span, with everything it is held against.

    A month, quarter or half of a year shows the year up to its last day, and in `within` what of that came in
    its own days: people or units, of a share above the line. `year` is the year asked about, or the last completed one
    where the indicator becomes known in the year after; of a phase its latest one.

    `target` is the one in force, `targets` has all. `floor` is the goal that ended last, in
    `floor_year`. `pace` is the share (0 to 1) of the target in force, or without one of the floor, that can be
    expected by now. Every field is explained in docs/progress.md.
    """

    indicator: Indicator
    year: int
    within: int | None = None
    target: Target | None
    targets: tuple[Target, ...]
    floor: int | Fraction | None
    floor_year: int | None
    pace: Fraction
    status: Status

    @property
    def code(self) -> str:
        """The indicator's code."""
        return self.indicator.code

    @property
    def goal(self) -> int | Fraction | None:
        """The goal in force."""
        return self.target.goal if self.target else None

    @property
    def reported(self) -> bool:
        """Whether something was reported that the value is made of: without that it is not 0 but unknown.

        Of a growth every unit with a headcount has answered, so there it is whether anybody came or went.
        """
        return self.growth.moved if self.growth is not None else self.coverage.answered > 0

    @property
    def missing(self) -> int | None:
        """The smallest whole number that reaches the goal in force."""
        return self.target.missing if self.target else None

    def as_json(self) -> dict[str, Any]:
        """The figure as `tiendo progress --json` prints it: shares as fractions of 1, unknown as None.

        `within` is there for a part of a year only.
        """
        of_part = {} if self.within is None else {"within": self.within}
        return of_part | {
            "code": self.code,
            "value": _plain(self.value),
            "numerator": self.numerator,
            "denominator": self.denominator,
            "goal": _plain(self.goal),
            "missing": self.missing,
            "coverage": {"answered": self.coverage.answered, "expected": self.coverage.expected},
            "bounds": {
                "lower": _plain(self.bounds.lower if self.bounds else None),
                "upper": _plain(self.bounds.upper if self.bounds else None),
            },
            "year": self.year,
            "units_meeting": self.units_meeting,
            "units_below": self.units_below,
            "beside": dict(self.beside),
            "targets": [
                {
                    "basis": target.basis.value,
                    "from": target.first_day.isoformat(),
                    "to": target.last_day.isoformat(),
                    "value": _plain(target.value),
                    "goal": _plain(target.goal),
                    "floor": _plain(target.floor),
                    "missing": target.missing,
                }
                for target in self.targets
            ],
            "status": self.status.value,
        }


def figure(
    plan: Plan,
    indicator: Indicator,
    sums: Sums,
    on: date,
    *,
    top: bool,
    quotas: Sequence[Quota] = (),
    span: Span | None = None,
    over: bool = False,
) -> Figure:
    """The figure of one indicator at the node of `sums`, as of the day `on`.

    `top` says whether the node is the plan's own, where goals marked as the province's apply. `quotas` are the node's
    quotas in force. `span` is what is asked about where it is not the statistical year of `on`; of a part of a
    year no day after its last counts. `over`: `on` is a day that has passed, so that what fell due on it is overdue.
    Raises ValueError for a span that has not begun, and for a quota of a period that is neither a year nor a phase.
    """
    span = span or year_span(plan, plan.year_of(on))
    if on < span.first_day:
        raise ValueError(f"{span.code} has not begun on {on}")
    if span.part:
        on = min(on, span.last_day)
    period = span.measured_over(plan)
    if indicator.of_last_year:
        period = year_period(plan, min(span.year, plan.year_of(on) - 1))
    asked = Measurement(plan, indicator, sums, period, on, over)
    reading = read(asked)
    targets = targets_of(asked, reading, top=top, quotas=quotas)
    target = in_force(targets, period, asked.day, counted=indicator.formula.kind in COUNTS)
    floor_year, floor = floor_of(plan, indicator, asked.year, asked.day, top=top) or (None, None)
    pace = target.expected if target else expected_share(plan, indicator, period, on, over=over)
    return Figure(
        **{field.name: getattr(reading, field.name) for field in fields(reading)},
        indicator=indicator,
        year=asked.year,
        within=within(asked, reading, span) if span.part and not indicator.of_last_year else None,
        target=target,
        targets=targets,
        floor=floor,
        floor_year=floor_year,
        pace=pace,
        status=status_of(indicator, reading, target, floor, pace),
    )


def figures(
    plan: Plan,
    sums: Sums,
    on: date,
    *,
    top: bool,
    quotas: Sequence[Quota] = (),
    indicators: Iterable[Indicator] | None = None,
    span: Span | None = None,
    over: bool = False,
) -> list[Figure]:
    """The figures of `indicators`, of all those of the plan that the node has by default, in the order of the plan."""
    chosen = [one for one in plan.indicators if top or not one.top_only] if indicators is None else indicators
    return [figure(plan, indicator, sums, on, top=top, quotas=quotas, span=span, over=over) for indicator in chosen]


def _plain(number: int | Fraction | None) -> int | float | None:
    return float(number) if isinstance(number, Fraction) else number
