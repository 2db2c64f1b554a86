"""A quota is split so that the parts add up to it exactly, each its exact share cut or raised by less than one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.splitting import split


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        # 570 over members: 570 × 1200 / 3000 = 228, 570 × 1100 / 3000 = 209, 570 × 700 / 3000 = 133.
        (570, [1200, 1100, 700], [228, 209, 133]),
        # Shares of 3,33 each: one is left over, and of equals the first gets it.
        (10, [1, 1, 1], [4, 3, 3]),
        (11, [1, 1, 1], [4, 4, 3]),
        # 5,25, 3,5 and 1,25: one is left over, for the 3,5 that lost the most.
        (10, [21, 14, 5], [5, 4, 1]),
        # Fewer than units: the largest ones get one.
        (2, [1, 5, 3], [0, 1, 1]),
        # Nobody can join where nobody is left, whatever the others get.
        (7, [0, 3, 0, 1], [0, 5, 0, 2]),
        (30, [0, 0, 8], [0, 0, 30]),
        # By what was reached in the year before, shares included.
        (9, [Fraction(1, 2), Fraction(1, 4)], [6, 3]),
        (0, [4, 4], [0, 0]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
    ],
)
def test_splits_reckoned_by_hand(total: int, weights: list[int | Fraction], parts: list[int]) -> None:
    assert split(total, weights) == parts


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (5, [3, -1]), (5, [0, 0]), (5, [])])
def test_what_cannot_be_split_is_refused(total: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match=r"negative|nothing to split by"):
        split(total, weights)


@given(
    st.integers(0, 999_999),
    st.lists(st.one_of(st.integers(0, 50_000), st.fractions(0, 100)), min_size=1, max_size=60),
)
def test_parts_add_up_and_are_fair(total: int, weights: list[int | Fraction]) -> None:
    whole = sum(map(Fraction, weights), Fraction(0))
    if not whole:
        weights, whole = [*weights, 1], Fraction(1)
    parts = split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / whole) < 1
        assert weight or not part, "who weighs nothing gets nothing"
    for part, weight in zip(parts, weights, strict=True):
        assert all(part >= other for other, lighter in zip(parts, weights, strict=True) if lighter < weight)
