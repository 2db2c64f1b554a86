"""What is measured, rule by rule, each case small enough to be reckoned by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from domain.progress import Bounds, Coverage, Figure, Growth, Status, figure, year_span
from tests.domain.progress.steps import PLAN, Steps, units, wide_plan

ON = date(2026, 6, 30)
EVE = date(2025, 12, 31)


def of(code: str, sums: Steps, on: date = ON, year: int | None = None) -> Figure:
    return figure(PLAN, PLAN.indicator(code), sums, on, top=False, span=None if year is None else year_span(PLAN, year))


def level(sums: Steps, day: date, people: int, measure: str = "members", *, kind: str = "nnn") -> Steps:
    return sums.add(measure, day, people, kind=kind).add(f"{measure}:known", day, kind=kind)


def test_a_flow_counts_the_years_own_and_expects_every_unit_of_the_year_so_far() -> None:
    sums = units(Steps(), 3).add("present", date(2026, 3, 1), year=2026).add("present", date(2026, 9, 1), year=2026)
    sums.add("units", date(2026, 2, 1), -1, year=2020)
    sums.add("admissions", date(2025, 6, 1), 9, year=2025)
    sums.add("admissions", date(2026, 2, 1), 4, year=2026).add("admissions", date(2026, 7, 1), 5, year=2026)
    sums.add("admissions:answered", date(2026, 2, 1), year=2026)
    admitted = of("doan-vien-moi", sums)
    assert (admitted.value, admitted.coverage) == (4, Coverage(1, 4))


def test_a_sum_that_nobody_answered_is_nought_without_data() -> None:
    admitted = of("doan-vien-moi", units(Steps(), 3))
    assert (admitted.value, admitted.coverage, admitted.status) == (0, Coverage(0, 3), Status.NO_DATA)


def test_a_level_nobody_stated_is_unknown() -> None:
    members = of("tong-dv-tinh", units(Steps(), 3))
    assert (members.value, members.coverage, members.status) == (None, Coverage(0, 3), Status.NO_DATA)


def test_a_level_stated_as_nought_is_known() -> None:
    members = of("tong-dv-tinh", level(units(Steps(), 3), ON, 0))
    assert (members.value, members.coverage) == (0, Coverage(1, 3))


def test_kinds_out_of_scope_do_not_count() -> None:
    sums = level(level(units(Steps(), 1), ON, 10), ON, 7, kind="cttt")
    assert of("tong-dv-tinh", sums).value == 10


def test_growth_leaves_out_what_was_known_only_later_and_names_its_parts() -> None:
    """One unit with 100 members on the eve, one of 40 known since 01/02 that later moved, one that came with 25."""
    sums = level(units(Steps(), 3), EVE, 100)
    level(sums, date(2026, 2, 1), 40).add("members:offset", date(2026, 2, 1), 40, year=2026)
    sums.add("members:uncovered", date(2026, 2, 1), year=2026)
    level(sums, date(2026, 3, 1), 25).add("members:moved", date(2026, 3, 1), 25)
    sums.add("members:moved", date(2026, 3, 2), -40).add("members:moved-offset", date(2026, 3, 2), -40, year=2026)
    for flow, change in (("admissions", 8), ("transfers-in", 3), ("losses", -4), ("transfers-out", -2)):
        sums.add(flow, date(2026, 4, 1), abs(change), year=2026).add("members", date(2026, 4, 1), change)
    sums.add("members", date(2026, 5, 1), -1)
    growth = of("doan-vien-tang", sums)
    assert growth.value == 25 + 8 + 3 - 4 - 2 - 1
    assert growth.counted == 8 + 3 - 4 - 2 - 1
    assert growth.growth == Growth(
        flows=(("admissions", 8), ("transfers-in", 3), ("losses", -4), ("transfers-out", -2)),
        adjusted=-1,
        reorganised=25,
    )
    assert growth.coverage == Coverage(2, 3)


def test_growth_with_nothing_known_is_unknown_but_flows_alone_count() -> None:
    sums = units(Steps(), 1)
    assert of("doan-vien-tang", sums).value is None
    assert of("doan-vien-tang", sums).status is Status.NO_DATA
    sums.add("members:offset", date(2026, 2, 1), -3, year=2026)
    assert (of("doan-vien-tang", sums).value, of("doan-vien-tang", sums).coverage) == (3, Coverage(0, 1))
    level(sums, date(2026, 3, 1), 20).add("members:offset", date(2026, 3, 1), 20 + 3, year=2026)
    sums.add("members:uncovered", date(2026, 3, 1), year=2026)
    assert (of("doan-vien-tang", sums).value, of("doan-vien-tang", sums).coverage) == (0, Coverage(0, 1))


def test_silent_units_stay_below_the_line_and_a_final_no_leaves_the_upper_bound() -> None:
    """10 units: 3 yes, 1 not yet, 2 no, 1 not applicable, 3 silent."""
    sums = units(Steps(), 10)
    for answer, count in (("yes", 3), ("not_yet", 1), ("no", 2), ("not_applicable", 1)):
        sums.add(f"dialogue:{answer}", ON, count, year=2026)
    dialogue = of("doi-thoai-nnn", sums)
    assert dialogue.value == Fraction(3, 9)
    assert dialogue.bounds == Bounds(Fraction(3, 9), Fraction(7, 9))
    assert dialogue.coverage == Coverage(7, 10)
    assert dialogue.among_answered == Fraction(3, 6)
    assert dialogue.missing == 4  # 70 % of 9 is 6,3
    assert dialogue.answers is not None
    assert dialogue.answers.silent == 3


def test_where_the_question_applies_to_nobody_nothing_arose() -> None:
    sums = units(Steps(), 2).add("dialogue:not_applicable", ON, 2, year=2026)
    for dialogue in (of("doi-thoai-nnn", sums), of("doi-thoai-nnn", Steps())):
        assert (dialogue.value, dialogue.bounds, dialogue.status) == (None, None, Status.NOTHING_AROSE)


def test_a_past_year_counts_its_own_answers_as_known_today_without_units_founded_later() -> None:
    sums = units(units(Steps(), 4), 2, founded=date(2025, 5, 1))
    units(sums, 3, founded=date(2026, 2, 1))
    sums.add("dialogue:yes", date(2025, 8, 1), 2, year=2025).add("dialogue:yes", date(2026, 1, 20), year=2025)
    sums.add("dialogue:yes", date(2026, 3, 1), 1, year=2026)
    past = of("doi-thoai-nnn", sums, year=2025)
    assert (past.year, past.numerator, past.denominator) == (2025, 3, 6)
    assert of("doi-thoai-nnn", sums, EVE).numerator == 2
    assert (of("doi-thoai-nnn", sums).numerator, of("doi-thoai-nnn", sums).denominator) == (1, 9)


def test_a_past_years_levels_are_those_of_its_last_day() -> None:
    sums = level(units(Steps(), 1), EVE, 10).add("members", date(2026, 2, 1), 5)
    sums.add("briefed", date(2025, 6, 1), 4, year=2025).add("briefed:answered", date(2025, 6, 1), year=2025)
    sums.add("briefed:base", date(2025, 6, 1), 8, year=2025)
    level(sums, EVE, 8, "workers").add("workers", date(2026, 1, 5), 8)
    assert of("tong-dv-tinh", sums, year=2025).value == 10
    assert of("tuyen-truyen", sums, year=2025).value == Fraction(4, 8)


def test_an_occupational_union_has_its_members_as_base() -> None:
    sums = level(units(units(Steps(), 1), 1, kind="nd"), EVE, 20, "workers")
    level(sums, EVE, 12, kind="nnn")
    level(level(sums, EVE, 30, kind="nd"), EVE, 99, "workers", kind="nd")
    sums.add("briefed", ON, 25, year=2026).add("briefed:answered", ON, year=2026).add("briefed:base", ON, 20, year=2026)
    briefed = of("tuyen-truyen", sums)
    assert (briefed.numerator, briefed.denominator, briefed.coverage) == (25, 50, Coverage(1, 2))
    assert briefed.among_answered == Fraction(25, 20)  # more than all: shown as it is


def test_a_running_count_starts_again_each_year() -> None:
    sums = level(units(Steps(), 1), EVE, 20, "workers").add("briefed", date(2025, 3, 1), 9, year=2025)
    assert of("tuyen-truyen", sums).numerator == 0


def test_no_headcount_is_no_data_and_no_case_is_nothing_arose() -> None:
    sums = units(Steps(), 2)
    assert of("tuyen-truyen", sums).status is Status.NO_DATA
    assert of("tham-hoi", sums).status is Status.NO_DATA
    sums.add("hardship:answered", ON, year=2026)
    visited = of("tham-hoi", sums)
    assert (visited.value, visited.coverage, visited.status) == (None, Coverage(1, 2), Status.NOTHING_AROSE)


def test_a_sum_of_levels_is_unknown_while_one_of_them_is() -> None:
    sums = level(units(units(Steps(), 2), 1, kind="tinh"), EVE, 40)
    total = of("tong-dv-toan-tinh", sums)
    assert (total.value, total.coverage, total.status) == (None, Coverage(1, 3), Status.NO_DATA)
    assert of("tong-dv-toan-tinh", level(sums, EVE, 7500, "central-members", kind="tinh")).value == 7540


def test_density_is_taken_over_units_with_both_numbers() -> None:
    sums = level(units(Steps(), 3), EVE, 500)
    sums.add("nld-la-dv:numerator", EVE, 9).add("nld-la-dv:denominator", EVE, 10).add("nld-la-dv:known", EVE)
    density = of("nld-la-dv", sums)
    assert (density.value, density.coverage) == (Fraction(9, 10), Coverage(1, 3))
    assert of("nld-la-dv", units(Steps(), 3)).status is Status.NO_DATA


def test_a_narrative_has_no_number() -> None:
    told = of("phuc-loi", Steps())
    assert (told.value, told.coverage, told.status) == (None, Coverage(0, 0), Status.NO_GOAL)


def test_a_year_that_has_not_begun_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="has not begun"):
        of("doan-vien-moi", Steps(), year=2027)


def test_the_statistical_year_may_begin_in_december() -> None:
    plan = wide_plan(statistical_year_starts=[12, 1])
    sums = level(units(Steps(), 2), date(2025, 11, 30), 50).add("members", date(2025, 12, 1), 3)
    sums.add("present", date(2025, 12, 15), year=2026).add("admissions", date(2025, 12, 1), 3, year=2026)
    for on, year in ((date(2025, 12, 1), 2026), (date(2026, 11, 30), 2026)):
        growth = figure(plan, plan.indicator("doan-vien-tang"), sums, on, top=True)
        assert (growth.year, growth.value, growth.targets[0].first_day) == (year, 3, date(2021, 1, 1))
        assert growth.target is not None
        assert (growth.target.first_day, growth.target.last_day) == (date(2025, 12, 1), date(2026, 11, 30))
    admitted = figure(plan, plan.indicator("doan-vien-moi"), sums, date(2025, 12, 20), top=True)
    assert (admitted.value, admitted.coverage.expected) == (3, 3)
    assert figure(plan, plan.indicator("doan-vien-tang"), sums, date(2026, 12, 1), top=True).value == 0
