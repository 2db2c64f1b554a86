"""Parts of a year and phases: what came within a month, and what a phase is held against."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from domain.progress import Basis, Figure, Status, figure, needed, span_of
from domain.quotas import Quota
from tests.domain.progress.steps import PLAN, Steps, units
from tests.domain.progress.test_goals import growing


def of(code: str, sums: Steps, span: str, on: date, *, top: bool = False, quotas: Sequence[Quota] = ()) -> Figure:
    found = span_of(PLAN, span)
    assert found is not None
    return figure(PLAN, PLAN.indicator(code), sums, on, top=top, quotas=quotas, span=found)


def admissions(*days: tuple[date, int]) -> Steps:
    sums = units(Steps(), 3)
    for day, people in days:
        sums.add("admissions", day, people, year=day.year).add("admissions:answered", day, year=day.year)
    return sums


ADMITTED = admissions((date(2026, 1, 31), 4), (date(2026, 9, 30), 3), (date(2026, 10, 1), 2), (date(2026, 10, 31), 1))


@pytest.mark.parametrize(
    ("span", "on", "value", "within"),
    [
        ("2026", date(2026, 11, 22), 10, None),
        ("2026-10", date(2026, 10, 31), 10, 3),
        ("2026-10", date(2026, 10, 15), 9, 2),
        ("2026-10", date(2026, 11, 22), 10, 3),
        ("2026-09", date(2026, 9, 30), 7, 3),
        ("2026-q4", date(2026, 11, 22), 10, 3),
        ("2026-h2", date(2026, 11, 22), 10, 6),
        ("2026-h1", date(2026, 6, 30), 4, 4),
        ("2026-01", date(2026, 1, 31), 4, 4),
        ("2026-q1", date(2026, 3, 31), 4, 4),
        ("2021-2030", date(2026, 11, 22), 10, None),
    ],
)
def test_a_part_of_a_year_shows_the_year_so_far_and_what_came_in_it(
    span: str, on: date, value: int, within: int | None
) -> None:
    found = of("doan-vien-moi", ADMITTED, span, on)
    assert (found.value, found.within) == (value, within)


def test_a_level_is_that_of_the_last_day_and_changes_from_the_eve() -> None:
    sums = units(Steps(), 2).add("members:known", date(2025, 12, 1), 2)
    sums.add("members", date(2025, 12, 1), 50).add("members", date(2026, 1, 1), 7).add("members", date(2026, 2, 1), -3)
    january = of("tong-dv-tinh", sums, "2026-01", date(2026, 1, 31))
    assert (january.value, january.within) == (57, 7)
    assert of("tong-dv-tinh", sums, "2026-q1", date(2026, 3, 31)).within == 4


def test_a_level_that_was_not_known_before_has_no_change() -> None:
    sums = units(Steps(), 2).add("members", date(2026, 2, 3), 50).add("members:known", date(2026, 2, 3), 2)
    assert of("tong-dv-tinh", sums, "2026-02", date(2026, 2, 28)).within is None


def test_of_a_share_of_units_those_that_came_above_the_line() -> None:
    sums = units(Steps(), 4)
    for day in (date(2026, 4, 10), date(2026, 10, 5), date(2026, 10, 6)):
        sums.add("dialogue:yes", day, year=2026)
    october = of("doi-thoai-nnn", sums, "2026-10", date(2026, 10, 31))
    assert (october.numerator, october.denominator, october.within) == (3, 4, 2)


def test_a_density_has_no_part_of_its_own() -> None:
    assert of("nld-la-dv", Steps(), "2026-10", date(2026, 10, 31)).within is None


def test_what_is_known_of_last_year_only_has_no_part() -> None:
    found = of("xep-loai-cs-nnn", units(Steps(), 2), "2026-10", date(2026, 10, 31))
    assert (found.year, found.within) == (2025, None)


def test_growth_within_a_month_agrees_with_the_levels() -> None:
    sums = growing().add("members", date(2026, 10, 3), 12).add("members", date(2026, 11, 3), 40)
    found = of("doan-vien-tang", sums, "2026-10", date(2026, 10, 31), top=True)
    assert (found.value, found.within, found.goal) == (412, 12, 570)


def test_by_the_end_of_a_part_that_share_of_the_year_is_expected() -> None:
    assert of("doan-vien-tang", growing(), "2026-q1", date(2026, 3, 31), top=True).pace == Fraction(90, 365)


def test_a_phase_is_held_against_its_own_milestone_and_not_against_a_year() -> None:
    found = of("doan-vien-tang", growing(), "2021-2023", date(2023, 12, 31), top=True)
    assert found.target is not None
    assert (found.target.basis, found.value, found.goal, found.missing) == (Basis.MILESTONE, 2100, 3700, 1600)


def test_a_count_has_no_goal_in_a_phase_without_one_of_its_own() -> None:
    found = of("doan-vien-tang", growing(), "2021-2025", date(2025, 12, 31), top=True)
    assert (found.target, found.status) == (None, Status.NO_GOAL)


def test_a_quota_of_the_phase_comes_before_its_milestone() -> None:
    phase = span_of(PLAN, "2021-2023")
    assert phase is not None
    quota = Quota(
        indicator="doan-vien-tang",
        unit=1,
        first_day=phase.first_day,
        last_day=phase.last_day,
        amount=Fraction(2000),
        decision="1",
        decided=phase.first_day,
        given_by=1,
        reason="",
        known_at=datetime(2021, 1, 1, tzinfo=UTC),
    )
    found = of("doan-vien-tang", growing(), "2021-2023", date(2023, 12, 31), top=True, quotas=[quota])
    assert (found.goal, found.missing, found.status) == (2000, 0, Status.MET)


def test_a_share_in_a_phase_is_held_against_the_goal_of_its_latest_year() -> None:
    sums = units(Steps(), 4).add("dialogue:yes", date(2026, 4, 10), 3, year=2026)
    found = of("doi-thoai-nnn", sums, "2021-2030", date(2026, 11, 22))
    assert (found.year, found.numerator, found.goal, found.missing) == (2026, 3, Fraction(7, 10), 0)


def test_a_span_that_has_not_begun_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-12 has not begun"):
        of("doan-vien-moi", Steps(), "2026-12", date(2026, 11, 30))


@pytest.mark.parametrize("span", ["2026", "2026-02", "2026-q3", "2026-h2", "2021-2030", "nk-2023-2028"])
def test_all_that_is_asked_for_is_named_before(span: str) -> None:
    found, on = span_of(PLAN, span), date(2026, 8, 15)
    asked = Steps()
    for indicator in PLAN.indicators:
        figure(PLAN, indicator, asked, on, top=True, span=found)
    wanted = needed(PLAN, on, top=True, span=found)
    assert set(wanted.days) >= asked.asked
    for tally, years in asked.tallies.items():
        named = wanted.tallies[tally]
        assert named is None or years <= named


@pytest.mark.parametrize(("over", "status"), [(False, Status.NOT_DUE), (True, Status.LATE)])
def test_what_fell_due_on_a_day_that_has_passed_is_overdue(over: bool, status: Status) -> None:
    indicator, year = PLAN.indicator("doi-thoai-nnn"), span_of(PLAN, "2025")
    found = figure(PLAN, indicator, units(Steps(), 4), date(2025, 12, 31), top=False, span=year, over=over)
    assert found.status is status
