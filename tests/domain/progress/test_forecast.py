"""The forecast: tables reckoned by hand, and what holds of any years."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.progress.forecast import LARGEST_SHARE, SMALL, WIDENED, Forecast, Past, can_be_forecast, forecast
from tests.domain.progress.steps import PLAN

HALF = Fraction(1, 2)
STEADY = [Past(2021 + place, 40, 100) for place in range(5)]


def years(*pairs: tuple[int, int], first: int = 2021) -> list[Past]:
    return [Past(first + place, so_far, whole) for place, (so_far, whole) in enumerate(pairs)]


def test_a_year_like_all_former_ones_ends_like_them() -> None:
    assert forecast(40, STEADY, HALF) == Forecast(100, 100, 100, (2021, 2022, 2023, 2024, 2025))


def test_the_lead_is_kept_and_as_much_of_the_year_as_has_passed_goes_on_at_its_pace() -> None:
    # 50 is 5/4 of the usual 40. Of the 60 that usually follow, half the year's worth of that is believed: 60 × 9/8.
    assert forecast(50, STEADY, HALF) == Forecast(118, 117, 118, tuple(range(2021, 2026)))
    assert forecast(50, STEADY, Fraction(0)) == Forecast(110, 110, 110, tuple(range(2021, 2026)))
    assert forecast(50, STEADY, Fraction(1)) == Forecast(125, 125, 125, tuple(range(2021, 2026)))


@pytest.mark.parametrize(("so_far", "rest"), [(0, 30), (10, 30), (20, 30), (80, 120), (400, 120)])
def test_the_rest_is_at_the_least_half_and_at_the_most_twice_the_usual(so_far: int, rest: int) -> None:
    found = forecast(so_far, STEADY, Fraction(1))
    assert found is not None
    assert found.value == so_far + rest


def test_the_range_reaches_as_far_as_the_largest_mistake_about_a_former_year() -> None:
    # The rest was 60, 60, 60, 60, 70. The last from the others: 60, a mistake of 10; the others: 62,5 each.
    pasts = years((40, 100), (40, 100), (40, 100), (40, 100), (40, 110))
    assert forecast(40, pasts, HALF) == Forecast(102, 92, 112, tuple(range(2021, 2026)))


@pytest.mark.parametrize(("count", "low", "high"), [(3, 86, 119), (4, 90, 114), (5, 93, 110)])
def test_fewer_years_make_a_wider_range(count: int, low: int, high: int) -> None:
    # The last year from the others: 60 to come and 68 came. 8 × 2 to each side of 102⅔, 8 × 1½ of 102, 8 of 101,6.
    pasts = years(*[(40, 100)] * (count - 1), (40, 108))
    found = forecast(40, pasts, HALF)
    assert found is not None
    assert (found.low, found.high) == (low, high)


def test_less_than_three_years_give_none() -> None:
    assert forecast(40, STEADY[:2], HALF) is None
    assert forecast(40, [], HALF) is None


def test_only_the_latest_five_years_are_used_in_whatever_order_they_come() -> None:
    older = years((0, 5000), (0, 1), first=2015)
    assert forecast(40, [*reversed(STEADY), *older], HALF) == forecast(40, STEADY, HALF)


def test_years_that_went_too_differently_give_none() -> None:
    # Rest 60, 60, 81: the last from the others is 21 wrong, widened to 42, more than a fifth of 100.
    assert forecast(40, years((40, 100), (40, 100), (40, 121)), HALF) is None
    # 10 wrong, widened to 20, is just a fifth.
    assert forecast(40, years((40, 100), (40, 100), (40, 110)), HALF) is not None
    assert forecast(40, years((40, 100), (40, 100), (40, 111)), HALF) is None


def test_of_small_numbers_two_to_either_side_are_good_enough() -> None:
    assert forecast(1, years((1, 3), (1, 3), (1, 4)), HALF) == Forecast(3, 1, 6, (2021, 2022, 2023))
    assert forecast(1, years((1, 3), (1, 3), (1, 5)), HALF) is None


def test_a_growth_that_may_fall_takes_the_rest_as_it_was() -> None:
    pasts = years((-30, 100), (-40, 92), (-35, 95), (-30, 98))
    # The rest was 130, 132, 130 and 128, on average 130; two years are wrong by 8/3, widened to 4.
    assert forecast(-10, pasts, HALF) == Forecast(120, 116, 124, (2021, 2022, 2023, 2024))


def test_a_count_that_grows_never_ends_below_what_is_there() -> None:
    pasts = years((95, 100), (96, 97), (92, 110), (99, 99), (90, 91))
    found = forecast(104, pasts, Fraction(9, 10))
    assert found is not None
    assert found.low == 104


def test_on_the_last_day_it_is_what_is_there() -> None:
    assert forecast(88, years((100, 100), (80, 80), (120, 120)), Fraction(1)) == Forecast(
        88, 88, 88, (2021, 2022, 2023)
    )


PAST_YEARS = st.lists(st.tuples(st.integers(-2000, 5000), st.integers(-2000, 5000)), max_size=8)
PASSED = st.fractions(min_value=0, max_value=1)


@given(so_far=st.integers(-500, 5000), pairs=PAST_YEARS, passed=PASSED)
def test_the_value_lies_in_its_range_and_the_range_within_its_limit(
    so_far: int, pairs: list[tuple[int, int]], passed: Fraction
) -> None:
    pasts = years(*pairs, first=2015)
    found = forecast(so_far, pasts, passed)
    if found is None:
        return
    assert found.low <= found.value <= found.high
    used = pasts[-5:]
    assert found.years == tuple(past.year for past in used)
    assert len(used) in WIDENED
    usual = sorted(abs(past.whole) for past in used)
    assert found.high - found.low <= 2 * max(LARGEST_SHARE * usual[-1], SMALL) + 2


@given(so_far=st.integers(0, 5000), pairs=st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=5))
def test_a_sum_ends_at_the_least_with_what_is_there(so_far: int, pairs: list[tuple[int, int]]) -> None:
    found = forecast(so_far, years(*((done, done + rest) for done, rest in pairs)), HALF)
    assert found is None or found.low >= so_far


def test_counts_over_a_year_are_forecast_and_nothing_else() -> None:
    counts = {one.code for one in PLAN.indicators if one.formula.kind in ("sum", "net") and not one.of_last_year}
    assert counts
    assert {one.code for one in PLAN.indicators if can_be_forecast(one)} == counts


def test_a_plan_can_keep_a_count_from_being_forecast() -> None:
    (admitted,) = (one for one in PLAN.indicators if one.code == "doan-vien-moi")
    assert can_be_forecast(admitted)
    assert not can_be_forecast(admitted.model_copy(update={"forecast": False}))
