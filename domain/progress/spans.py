"""What one looks at: a month, quarter, half or whole of a statistical year, or a phase or term of the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.plan import Plan
from domain.progress.periods import Period, year_period


class SpanKind(StrEnum):
    """How long a span is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    PHASE = "phase"
    """A named stretch of the plan."""
    TERM = "term"
    """From one congress to the next."""


_MONTHS = {SpanKind.MONTH: 1, SpanKind.QUARTER: 3, SpanKind.HALF: 6, SpanKind.YEAR: 12}
_LETTERS = {SpanKind.QUARTER: "q", SpanKind.HALF: "h"}
_CODE = re.compile(r"(\d{4})(?:-(q|h|)(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch that figures are shown for; both days belong to it.

    `code` names it on buttons and the command line: "2026", "2026-10", "2026-q4", "2026-h2", or the code of a
    phase. `year` is the statistical year of its last day, `number` which month, quarter or half of that year it is (1
    for all others). A month is called by the month of the calendar that it begins in.
    """

    kind: SpanKind
    code: str
    first_day: date
    last_day: date
    year: int
    number: int = 1

    @property
    def eve(self) -> date:
        """The evening before it began."""
        return self.first_day - timedelta(days=1)

    @property
    def of_plan(self) -> bool:
        """Whether it is a phase or a term."""
        return self.kind in (SpanKind.PHASE, SpanKind.TERM)

    @property
    def part(self) -> bool:
        """Whether it is less than a year: its figures are those since the year began, with what came within it."""
        return not self.of_plan and self.kind is not SpanKind.YEAR

    def measured_over(self, plan: Plan) -> Period:
        """The period that its figures are reckoned over: the year that it is part of, or the phase itself."""
        return Period(self.first_day, self.last_day, self.code) if self.of_plan else year_period(plan, self.year)


def year_span(plan: Plan, year: int) -> Span:
    """The statistical year as a whole."""
    period = year_period(plan, year)
    return Span(SpanKind.YEAR, str(year), period.first_day, period.last_day, year)


def span_at(plan: Plan, kind: SpanKind, day: date) -> Span | None:
    """The span of this kind that the day lies in. None where no phase (term) holds it; of several the shortest."""
    if kind in (SpanKind.PHASE, SpanKind.TERM):
        found = [span for span in phase_spans(plan) if span.kind is kind and span.first_day <= day <= span.last_day]
        return min(found, key=lambda span: span.last_day - span.first_day, default=None)
    year = plan.year_of(day)
    parts = (_part(plan, kind, year, number) for number in range(1, 12 // _MONTHS[kind] + 1))
    return next(span for span in parts if day <= span.last_day)


def span_of(plan: Plan, code: str) -> Span | None:
    """The span with this code; None for what is no code."""
    for span in phase_spans(plan):
        if span.code == code:
            return span
    match = _CODE.fullmatch(code)
    if match is None or not date.min.year < int(match[1]) < date.max.year:
        return None
    year, letter, number = int(match[1]), match[2], int(match[3] or 0)
    if match[3] is None:
        return year_span(plan, year)
    if letter:
        kind = SpanKind.QUARTER if letter == "q" else SpanKind.HALF
        return _part(plan, kind, year, number) if 1 <= number <= 12 // _MONTHS[kind] else None
    if not 1 <= number <= 12:
        return None
    # The statistical month that begins in this month of the calendar.
    return span_at(plan, SpanKind.MONTH, plan.first_day_of(year).replace(year=year, month=number))


def phase_spans(plan: Plan) -> tuple[Span, ...]:
    """The phases and terms of the plan."""
    return tuple(
        Span(
            SpanKind.TERM if phase.term else SpanKind.PHASE,
            phase.code,
            phase.first_day,
            phase.last_day,
            plan.year_of(phase.last_day),
        )
        for phase in plan.phases
    )


def span_before(plan: Plan, span: Span) -> Span | None:
    """The one of the same kind before it; of a phase or term the one that ended last before it ends, if any."""
    if not span.of_plan:
        return span_at(plan, span.kind, span.eve)
    earlier = [one for one in phase_spans(plan) if one.kind is span.kind and one.last_day < span.last_day]
    return max(earlier, key=lambda one: one.last_day, default=None)


def span_after(plan: Plan, span: Span) -> Span | None:
    """The one of the same kind after it; of a phase or term the one that ends next after it, if any."""
    if not span.of_plan:
        return span_at(plan, span.kind, span.last_day + timedelta(days=1))
    later = [one for one in phase_spans(plan) if one.kind is span.kind and one.last_day > span.last_day]
    return min(later, key=lambda one: one.last_day, default=None)


def same_last_year(plan: Plan, span: Span, on: date) -> tuple[Span, date] | None:
    """The same period of the year before, and its day that corresponds to `on`; None for phases and terms.

    The last day of a span corresponds to the last day of the other, and 29 February to the 28th.
    """
    if span.of_plan:
        return None
    before = year_span(plan, span.year - 1) if span.kind is SpanKind.YEAR else _earlier(plan, span)
    if on >= span.last_day:
        return before, before.last_day
    day = min(on.day, 28) if on.month == 2 else on.day
    return before, on.replace(year=on.year - 1, day=day)


def _earlier(plan: Plan, span: Span) -> Span:
    return _part(plan, span.kind, span.year - 1, span.number)


def _part(plan: Plan, kind: SpanKind, year: int, number: int) -> Span:
    """The month, quarter or half with this number in the statistical year."""
    if kind is SpanKind.YEAR:
        return year_span(plan, year)
    start = plan.first_day_of(year)
    first = _months_after(start, (number - 1) * _MONTHS[kind])
    last = _months_after(start, number * _MONTHS[kind]) - timedelta(days=1)
    code = f"{first:%Y-%m}" if kind is SpanKind.MONTH else f"{year:04}-{_LETTERS[kind]}{number}"
    return Span(kind, code, first, last, year, number)


def _months_after(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, day.day)
