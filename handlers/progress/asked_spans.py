"""The stretch of the plan that words of a person mean."""

from __future__ import annotations

import re
from datetime import date

from domain.plan import Plan
from domain.progress import Span, SpanKind, phase_spans, span_at, span_of
from domain.reading import PeriodFound, PeriodKind, PeriodWords

_CODES = {
    PeriodKind.MONTH: "{year}-{number:02}",
    PeriodKind.QUARTER: "{year}-q{number}",
    PeriodKind.HALF: "{year}-h{number}",
    PeriodKind.YEAR: "{year}",
}
_YEAR = re.compile(r"20\d\d")
_PARTS = (SpanKind.YEAR, SpanKind.HALF, SpanKind.QUARTER, SpanKind.MONTH)


def span_asked(plan: Plan, found: PeriodFound, today: date) -> Span | None:
    """The span that was asked about; None where the plan has no such one.

    "Up to 20 October" is the part of the year that ends on that day, the longest one, else the month that it lies in.
    """
    if found.on is not None:
        return _up_to(plan, found.on)
    if found.period.kind in (PeriodKind.PHASE, PeriodKind.TERM):
        return _stretch(plan, found.period, today)
    return span_of(plan, _CODES[found.period.kind].format(year=found.period.year, number=found.period.number))


def _up_to(plan: Plan, day: date) -> Span | None:
    parts = [span_at(plan, kind, day) for kind in _PARTS]
    return next((span for span in parts if span is not None and span.last_day == day), parts[-1])


def _stretch(plan: Plan, asked: PeriodWords, today: date) -> Span | None:
    """The phase or term with the years that were said; people say one word for the other."""
    kind = SpanKind.PHASE if asked.kind is PeriodKind.PHASE else SpanKind.TERM
    if asked.first is None and asked.last is None:
        return span_at(plan, kind, today)
    found = [span for span in phase_spans(plan) if _has_years(span, asked)]
    return next((span for span in found if span.kind is kind), found[0] if found else None)


def _has_years(span: Span, asked: PeriodWords) -> bool:
    """Whether the years that were said are those in its code: a term is named after its congresses, not its days."""
    named = _YEAR.findall(span.code) or [str(span.first_day.year), str(span.last_day.year)]
    return asked.first in (None, int(named[0])) and asked.last in (None, int(named[-1]))
