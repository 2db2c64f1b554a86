"""What a month, a quarter, a year or a phase is called."""

from __future__ import annotations

from domain.plan import Plan
from domain.progress import Span, SpanKind
from locales import N_, _, current, plain

_NAMES = {
    SpanKind.MONTH: N_("Month {number}/{year}"),
    SpanKind.QUARTER: N_("Quarter {number}/{year}"),
    SpanKind.YEAR: N_("Year {year}"),
}
_HALVES = {1: N_("First half of {year}"), 2: N_("Second half of {year}")}


def span_name(plan: Plan, span: Span) -> str:
    """The name as it stands alone; of a month the one of the calendar."""
    if span.of_plan:
        return next(phase.name.say(current()) for phase in plan.phases if phase.code == span.code)
    if span.kind is SpanKind.HALF:
        return plain(_(_HALVES[span.number], year=span.year))
    if span.kind is SpanKind.MONTH:
        return plain(_(_NAMES[span.kind], number=span.first_day.month, year=span.first_day.year))
    return plain(_(_NAMES[span.kind], number=span.number, year=span.year))
