"""From sums of tallies at a node of the tree to figures: values, goals, what is missing, and how it stands."""

from domain.progress.figures import Figure, figure, figures
from domain.progress.needed import Needed, needed, together
from domain.progress.order import sort_children, sort_worst_first
from domain.progress.pace import last_day_due, needed_a_month
from domain.progress.periods import Period, period_between, year_period
from domain.progress.readings import Answers, Bounds, Coverage, Growth, Reading
from domain.progress.spans import (
    Span,
    SpanKind,
    phase_spans,
    same_last_year,
    span_after,
    span_at,
    span_before,
    span_of,
    year_span,
)
from domain.progress.status import Status
from domain.progress.sums import Sums
from domain.progress.targets import Basis, Target

__all__ = [
    "Answers",
    "Basis",
    "Bounds",
    "Coverage",
    "Figure",
    "Growth",
    "Needed",
    "Period",
    "Reading",
    "Span",
    "SpanKind",
    "Status",
    "Sums",
    "Target",
    "figure",
    "figures",
    "last_day_due",
    "needed",
    "needed_a_month",
    "period_between",
    "phase_spans",
    "same_last_year",
    "sort_children",
    "sort_worst_first",
    "span_after",
    "span_at",
    "span_before",
    "span_of",
    "together",
    "year_period",
    "year_span",
]
