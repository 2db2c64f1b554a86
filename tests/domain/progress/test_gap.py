"""Where what is missing sits, and what pace is needed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.progress import needed_a_month
from domain.progress.gap import MOST, gap


@pytest.mark.parametrize(
    ("missing", "units", "share", "among"),
    [
        ({"a": 70, "b": 20, "c": 10}, "a", Fraction(7, 10), 3),
        ({"a": 10, "b": 20, "c": 70}, "c", Fraction(7, 10), 3),
        ({"a": 60, "b": 30, "c": 10, "d": 0}, "ab", Fraction(9, 10), 3),
        ({"a": 1, "b": 1, "c": 1, "d": 1}, "abc", Fraction(3, 4), 4),
        ({"a": 5, "b": None}, "a", Fraction(1), 1),
    ],
)
def test_the_fewest_that_hold_most_of_it(
    missing: dict[str, int | None], units: str, share: Fraction, among: int
) -> None:
    found = gap(missing.items())
    assert found is not None
    assert ("".join(unit for unit, _ in found.units), found.share, found.among) == (units, share, among)


@pytest.mark.parametrize("missing", [{}, {"a": 0}, {"a": None, "b": 0}])
def test_where_nothing_is_missing_there_is_no_gap(missing: dict[str, int | None]) -> None:
    assert gap(missing.items()) is None


@given(st.lists(st.integers(0, 500), min_size=1).filter(any))
def test_one_unit_fewer_would_not_do(missing: list[int]) -> None:
    found = gap(enumerate(missing))
    assert found is not None
    held = sum(lack for _, lack in found.units)
    assert Fraction(held, sum(missing)) == found.share >= MOST
    assert held - found.units[-1][1] < MOST * sum(missing)
    assert found.units[-1][1] >= max(
        (lack for place, lack in enumerate(missing) if (place, lack) not in found.units), default=0
    )


@pytest.mark.parametrize(
    ("missing", "on", "pace"),
    [
        (120, date(2026, 8, 31), 30),
        (308, date(2026, 11, 26), 268),
        (1, date(2026, 6, 30), 1),
        (10, date(2026, 12, 5), None),
        (10, date(2026, 12, 31), None),
        (0, date(2026, 6, 30), 0),
    ],
)
def test_how_many_a_month(missing: int, on: date, pace: int | None) -> None:
    assert needed_a_month(missing, on, date(2026, 12, 31)) == pace
