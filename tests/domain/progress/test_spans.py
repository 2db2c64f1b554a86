"""Months, quarters, halves, years, phases and terms: where they begin and end, and which lie beside them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plan import Plan
from domain.progress import (
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
from tests.domain.progress.steps import PLAN, wide_plan

DECEMBER = wide_plan(statistical_year_starts=[12, 1])
"""A plan whose year 2026 runs from 01/12/2025 to 30/11/2026."""
PARTS = (SpanKind.MONTH, SpanKind.QUARTER, SpanKind.HALF, SpanKind.YEAR)


def days(span: Span | None) -> tuple[str, str]:
    assert span is not None
    return span.first_day.isoformat(), span.last_day.isoformat()


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2026-q1", "2026-01-01", "2026-03-31"),
        ("2026-q4", "2026-10-01", "2026-12-31"),
        ("2026-h1", "2026-01-01", "2026-06-30"),
        ("2026-h2", "2026-07-01", "2026-12-31"),
        ("2021-2023", "2021-01-01", "2023-12-31"),
        ("nk-2023-2028", "2024-01-01", "2028-12-31"),
    ],
)
def test_what_a_code_names(code: str, first: str, last: str) -> None:
    assert days(span_of(PLAN, code)) == (first, last)


@pytest.mark.parametrize(
    "code", ["", "x", "26", "2026-13", "2026-0", "2026-q5", "2026-q0", "2026-h3", "2026-", "0000", "9999", "2026-10-01"]
)
def test_what_is_no_code(code: str) -> None:
    assert span_of(PLAN, code) is None


@pytest.mark.parametrize(
    ("code", "first", "last", "year"),
    [
        ("2026", "2025-12-01", "2026-11-30", 2026),
        ("2025-12", "2025-12-01", "2025-12-31", 2026),
        ("2026-11", "2026-11-01", "2026-11-30", 2026),
        ("2026-12", "2026-12-01", "2026-12-31", 2027),
        ("2026-q1", "2025-12-01", "2026-02-28", 2026),
        ("2026-h2", "2026-06-01", "2026-11-30", 2026),
    ],
)
def test_a_year_from_december(code: str, first: str, last: str, year: int) -> None:
    span = span_of(DECEMBER, code)
    assert span is not None
    assert (*days(span), span.year) == (first, last, year)


@given(
    plan=st.sampled_from([PLAN, DECEMBER]),
    kind=st.sampled_from(PARTS),
    day=st.dates(date(2015, 1, 1), date(2045, 1, 1)),
)
def test_spans_follow_each_other_without_a_day_between(plan: Plan, kind: SpanKind, day: date) -> None:
    span = span_at(plan, kind, day)
    assert span is not None
    assert span.first_day <= day <= span.last_day
    assert span_of(plan, span.code) == span
    after = span_after(plan, span)
    assert after is not None
    assert after.first_day == span.last_day + timedelta(days=1)
    assert span_before(plan, after) == span
    assert year_span(plan, span.year).first_day <= span.first_day
    assert span.last_day <= year_span(plan, span.year).last_day


@given(
    plan=st.sampled_from([PLAN, DECEMBER]),
    kind=st.sampled_from(PARTS),
    day=st.dates(date(2015, 1, 1), date(2045, 1, 1)),
)
def test_the_same_period_of_the_year_before(plan: Plan, kind: SpanKind, day: date) -> None:
    span = span_at(plan, kind, day)
    assert span is not None
    before = same_last_year(plan, span, day)
    assert before is not None
    earlier, on = before
    assert (earlier.kind, earlier.number, earlier.year) == (span.kind, span.number, span.year - 1)
    assert earlier.first_day <= on <= earlier.last_day
    assert (on == earlier.last_day) >= (day == span.last_day)
    assert 364 <= (day - on).days <= 367


def test_the_29th_of_february_has_the_28th_before_it() -> None:
    assert same_last_year(PLAN, year_span(PLAN, 2024), date(2024, 2, 29)) == (year_span(PLAN, 2023), date(2023, 2, 28))


def test_phases_and_terms_lie_beside_their_own_kind() -> None:
    first, second, third, term = phase_spans(PLAN)
    assert [span.kind for span in (first, second, third, term)] == [SpanKind.PHASE] * 3 + [SpanKind.TERM]
    assert [span_before(PLAN, span) for span in (first, second, third, term)] == [None, first, second, None]
    assert [span_after(PLAN, span) for span in (first, second, third, term)] == [second, third, None, None]
    assert same_last_year(PLAN, first, date(2022, 1, 1)) is None


def test_of_the_phases_that_hold_a_day_the_shortest() -> None:
    assert [
        span.code if (span := span_at(PLAN, SpanKind.PHASE, date(year, 6, 1))) else None
        for year in (2020, 2022, 2025, 2026)
    ] == [None, "2021-2023", "2021-2025", "2021-2030"]
    assert span_at(PLAN, SpanKind.TERM, date(2023, 6, 1)) is None
