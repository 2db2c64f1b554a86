"""Which goal is in force, which is the floor, and what each target comes to, before, at and after milestones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from domain.plan import Goal, Indicator
from domain.progress import Basis, Figure, Status, figure, figures, needed, year_span
from domain.quotas import Quota
from tests.domain.progress.steps import PLAN, Steps, units, wide_plan

PHASE_2023 = "2021-2023"
PHASE_2030 = "2021-2030"


def of(
    code: str,
    sums: Steps,
    on: date,
    *,
    top: bool = True,
    quotas: Sequence[Quota] = (),
    year: int | None = None,
) -> Figure:
    return figure(
        PLAN,
        PLAN.indicator(code),
        sums,
        on,
        top=top,
        quotas=quotas,
        span=None if year is None else year_span(PLAN, year),
    )


def quota(indicator: str, first_day: date, last_day: date, amount: str) -> Quota:
    return Quota(
        indicator=indicator,
        unit=7,
        first_day=first_day,
        last_day=last_day,
        amount=Fraction(amount),
        decision="1/QĐ-LĐLĐ",
        decided=first_day,
        given_by=1,
        reason="",
        known_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def growing() -> Steps:
    """26.339 members on the plan's eve; +600 in 2021 and in 2022, +900 in 2023, +400 a year from 2024 on."""
    sums = units(Steps(), 900)
    sums.add("members", date(2020, 12, 31), 26339).add("members:known", date(2020, 12, 31), 900)
    for year, change in [(2021, 600), (2022, 600), (2023, 900), *((year, 400) for year in range(2024, 2032))]:
        sums.add("members", date(year, 5, 1), change)
        sums.add("admissions", date(year, 5, 1), change, year=year)
        sums.add("admissions:answered", date(year, 5, 1), 900, year=year)
    return sums


Row = tuple[Basis, int | Fraction, int | Fraction | None, int | Fraction | None, int | None]


def rows(shown: Figure) -> list[Row]:
    return [(target.basis, target.goal, target.value, target.floor, target.missing) for target in shown.targets]


YEAR, MILESTONE, QUOTA = Basis.YEAR, Basis.MILESTONE, Basis.QUOTA


@pytest.mark.parametrize(
    ("on", "value", "expected"),
    [
        (
            date(2022, 6, 30),
            600,
            [(YEAR, 570, 600, None, 0), (MILESTONE, 3700, 1200, None, 2500), (MILESTONE, 5700, 1200, None, 4500)],
        ),
        (
            date(2023, 12, 31),
            900,
            [(YEAR, 570, 900, None, 0), (MILESTONE, 3700, 2100, None, 1600), (MILESTONE, 5700, 2100, None, 3600)],
        ),
        (
            date(2024, 1, 1),
            0,
            [(MILESTONE, 3700, 2100, None, 1600), (YEAR, 570, 0, None, 570), (MILESTONE, 5700, 2100, 3700, 3600)],
        ),
        (
            date(2026, 6, 30),
            400,
            [(MILESTONE, 3700, 2100, None, 1600), (YEAR, 570, 400, None, 170), (MILESTONE, 5700, 3300, 3700, 2400)],
        ),
        (date(2031, 6, 30), 400, [(MILESTONE, 3700, 2100, None, 1600), (MILESTONE, 5700, 4900, 3700, 800)]),
    ],
)
def test_growth_against_the_year_and_both_milestones(on: date, value: int, expected: list[Row]) -> None:
    growth = of("doan-vien-tang", growing(), on)
    assert growth.value == value
    assert rows(growth) == expected


def test_after_the_plan_the_yearly_goal_is_the_floor() -> None:
    growth = of("doan-vien-tang", growing(), date(2031, 6, 30))
    assert (growth.goal, growth.missing, growth.floor, growth.floor_year) == (None, None, 570, 2030)
    assert growth.status is Status.ON_TRACK  # 70 % of the floor with half of the year passed
    assert of("doan-vien-tang", growing(), date(2031, 12, 31)).status is Status.BELOW_FLOOR
    full = growing().add("members", date(2031, 7, 1), 170)
    assert of("doan-vien-tang", full, date(2031, 7, 1)).status is Status.MAINTAINED


@pytest.mark.parametrize(
    ("on", "value", "goal", "floor", "missing"),
    [
        (date(2022, 6, 30), 27539, 30039, None, 2500),
        (date(2023, 12, 31), 28439, 30039, None, 1600),
        (date(2024, 1, 1), 28439, 30239, 30039, 1800),
        (date(2026, 6, 30), 29639, 32039, 30239, 2400),
        (date(2031, 6, 30), 31639, None, 32039, None),
    ],
)
def test_a_level_is_held_against_the_next_milestone_and_the_last_is_its_floor(
    on: date, value: int, goal: int | None, floor: int | None, missing: int | None
) -> None:
    members = of("tong-dv-tinh", growing(), on)
    assert (members.value, members.goal, members.floor, members.missing) == (value, goal, floor, missing)


def test_passed_milestones_keep_the_value_of_their_own_last_day() -> None:
    members = of("tong-dv-tinh", growing(), date(2026, 6, 30))
    assert rows(members) == [
        (MILESTONE, 30039, 28439, None, 1600),
        (MILESTONE, 30239, 29239, 30039, 1000),
        (MILESTONE, 32039, 29639, 30239, 2400),
    ]
    assert members.targets[0].first_day == PLAN.starts
    assert members.targets[0].last_day == date(2023, 12, 31)


def test_a_past_year_asked_later_is_held_against_its_own_goals() -> None:
    on = date(2024, 2, 1)
    members = of("tong-dv-tinh", growing(), on, year=2023)
    assert (members.value, members.goal, members.floor) == (28439, 30039, None)
    growth = of("doan-vien-tang", growing(), on, year=2022)
    assert (growth.value, growth.goal, growth.status) == (600, 570, Status.MET)


def test_the_provinces_own_goals_hold_nowhere_below() -> None:
    for code in ("doan-vien-tang", "tong-dv-tinh"):
        for on in (date(2026, 6, 30), date(2031, 6, 30)):
            below = of(code, growing(), on, top=False)
            assert (below.targets, below.goal, below.floor, below.status) == ((), None, None, Status.NO_GOAL)


def test_a_share_with_milestones_only() -> None:
    sums = units(Steps(), 10).add("agreement:yes", date(2022, 1, 1), 7).add("agreement:yes", date(2024, 3, 1), -2)
    before = of("thoa-uoc", sums, date(2023, 11, 1), top=False)
    assert (before.goal, before.floor, before.status) == (Fraction(7, 10), None, Status.MET)
    between = of("thoa-uoc", sums, date(2024, 6, 1), top=False)
    assert (between.goal, between.floor, between.missing) == (Fraction(8, 10), Fraction(7, 10), 3)
    assert between.status is Status.BELOW_FLOOR
    assert between.targets[0].value == Fraction(7, 10)
    after = of("thoa-uoc", sums, date(2031, 6, 1), top=False)
    assert (after.goal, after.floor, after.status) == (None, Fraction(85, 100), Status.BELOW_FLOOR)
    sums.add("agreement:yes", date(2031, 1, 1), 4)
    assert of("thoa-uoc", sums, date(2031, 6, 1), top=False).status is Status.MAINTAINED


def test_a_yearly_share_that_had_one_milestone() -> None:
    """Cases of each year are held against 65 % until 2023; later years have it as their floor."""
    sums = units(Steps(), 3)
    for year, advised in ((2022, 5), (2023, 6), (2024, 9)):
        day = date(year, 2, 1)
        sums.add("advised", day, advised, year=year).add("advice-needed", day, 10, year=year)
        sums.add("advice-needed:answered", day, 3, year=year)
    assert of("tu-van", sums, date(2022, 6, 1)).missing == 2
    assert of("tu-van", sums, date(2023, 12, 31)).missing == 1
    later = of("tu-van", sums, date(2024, 12, 31))
    assert (later.value, later.goal, later.floor) == (Fraction(9, 10), None, Fraction(65, 100))
    assert later.floor_year == 2023
    assert later.status is Status.MAINTAINED
    assert rows(later) == [(MILESTONE, Fraction(65, 100), Fraction(6, 10), None, 1)]


def test_a_yearly_share_before_its_milestone_is_paced_by_its_own_year() -> None:
    sums = units(Steps(), 3).add("advised", date(2022, 2, 1), 5, year=2022)
    sums.add("advice-needed", date(2022, 2, 1), 10, year=2022).add(
        "advice-needed:answered", date(2022, 2, 1), year=2022
    )
    assert of("tu-van", sums, date(2022, 6, 1)).status is Status.ON_TRACK
    assert of("tu-van", sums, date(2022, 12, 31)).status is Status.BEHIND


def with_goals(code: str, *goals: Goal) -> Indicator:
    return PLAN.indicator(code).model_copy(update={"goals": goals})


def test_a_milestone_within_the_year_keeps_the_value_of_its_day() -> None:
    members = with_goals("tong-dv-tinh", Goal(value=Fraction(30000), by=date(2026, 3, 31)))
    shown = figure(PLAN, members, growing(), date(2026, 6, 30), top=True)
    assert (shown.value, shown.floor, rows(shown)) == (29639, 30000, [(MILESTONE, 30000, 29239, None, 761)])


def test_a_milestone_that_counts_from_another_day_is_no_floor() -> None:
    mixed = with_goals(
        "ket-nap-2023",
        Goal(value=Fraction(100), by=date(2022, 12, 31)),
        Goal(value=Fraction(3700), by=date(2023, 12, 31), since=date(2021, 1, 1)),
    )
    assert rows(figure(PLAN, mixed, growing(), date(2023, 6, 30), top=True)) == [
        (MILESTONE, 100, 600, None, 0),
        (MILESTONE, 3700, 2100, None, 1600),
    ]


def test_in_its_last_year_a_goal_is_not_yet_the_floor() -> None:
    assert of("doan-vien-tang", growing(), date(2030, 12, 31)).floor is None


def test_a_phase_that_begins_within_a_statistical_year_leaves_out_the_days_before() -> None:
    plan = wide_plan(statistical_year_starts=[12, 1])
    sums = units(Steps(), 1).add("admissions", date(2020, 12, 5), 40, year=2021)
    sums.add("admissions", date(2021, 2, 1), 7, year=2021)
    admitted = figure(plan, plan.indicator("ket-nap-2023"), sums, date(2021, 6, 1), top=True)
    assert admitted.value == 47
    assert admitted.targets[0].value == 7


def test_a_sum_with_a_milestone_adds_up_its_years() -> None:
    admitted = of("ket-nap-2023", growing(), date(2022, 6, 30))
    assert (admitted.value, admitted.goal, admitted.missing) == (600, 3700, 2500)
    assert admitted.target is not None
    assert admitted.target.value == 1200
    assert of("ket-nap-2023", growing(), date(2024, 6, 30)).status is Status.NO_GOAL


def test_the_growth_of_a_phase_has_its_own_start() -> None:
    """A unit first stated in 2022: uncovered in the phases and in 2022, but not in 2023."""
    sums = growing()
    day = date(2022, 3, 1)
    sums.add("members", day, 50).add("members:known", day).add("members:offset", day, 50, year=2022)
    for phase in (PHASE_2023, PHASE_2030):
        sums.add(f"members:offset:{phase}", day, 50)
    growth = of("doan-vien-tang", sums, date(2023, 12, 31))
    assert growth.value == 900
    assert [target.value for target in growth.targets] == [900, 2100, 2100]


def test_members_that_came_with_a_unit_count_neither_for_nor_against_a_goal() -> None:
    sums = growing().add("members", date(2026, 2, 1), 200).add("members:moved", date(2026, 2, 1), 200)
    growth = of("doan-vien-tang", sums, date(2026, 6, 30))
    assert (growth.value, growth.counted, growth.missing) == (600, 400, 170)
    assert growth.target is not None
    assert growth.target.value == 400


def test_a_quota_goes_before_every_other_goal() -> None:
    on = date(2026, 6, 30)
    of_year = quota("doan-vien-tang", date(2026, 1, 1), date(2026, 12, 31), "450")
    of_phase = quota("doan-vien-tang", date(2021, 1, 1), date(2030, 12, 31), "4000")
    passed = quota("doan-vien-tang", date(2025, 1, 1), date(2025, 12, 31), "300")
    to_come = quota("doan-vien-tang", date(2027, 1, 1), date(2027, 12, 31), "999")
    other = quota("doan-vien-moi", date(2026, 1, 1), date(2026, 12, 31), "500")
    quotas = [of_phase, to_come, other, passed, of_year]
    both = of("doan-vien-tang", growing(), on, top=False, quotas=quotas)
    assert (both.goal, both.missing) == (450, 50)
    assert rows(both) == [(QUOTA, 300, 400, None, 0), (QUOTA, 450, 400, None, 50), (QUOTA, 4000, 3300, None, 700)]
    phase_only = of("doan-vien-tang", growing(), on, quotas=[of_phase, passed])
    assert (phase_only.goal, phase_only.missing) == (4000, 700)
    gross = of("doan-vien-moi", growing(), on, top=False, quotas=quotas)
    assert (gross.goal, gross.missing, gross.status) == (500, 100, Status.ON_TRACK)


def test_a_quota_for_a_share() -> None:
    sums = units(Steps(), 9).add("dialogue:yes", date(2026, 2, 1), 4, year=2026)
    given = [quota("doi-thoai-nnn", date(2026, 1, 1), date(2026, 12, 31), "0.8")]
    dialogue = of("doi-thoai-nnn", sums, date(2026, 6, 30), quotas=given)
    assert (dialogue.goal, dialogue.missing) == (Fraction(4, 5), 4)
    assert [target.basis for target in dialogue.targets] == [QUOTA, YEAR]


def test_a_quota_for_other_days_than_a_year_or_phase_is_refused() -> None:
    with pytest.raises(ValueError, match="neither a statistical year nor a phase"):
        of(
            "doan-vien-tang",
            growing(),
            date(2026, 6, 30),
            quotas=[quota("doan-vien-tang", date(2026, 1, 1), date(2026, 6, 30), "5")],
        )


@pytest.mark.parametrize("year", [None, 2025])
@pytest.mark.parametrize("top", [True, False])
def test_the_days_and_tallies_needed_are_those_asked_for(top: bool, year: int | None) -> None:
    sums, on = growing(), date(2026, 6, 30)
    quotas = [quota("doan-vien-moi", date(2021, 1, 1), date(2025, 12, 31), "9")]
    figures(PLAN, sums, on, top=top, quotas=quotas, span=None if year is None else year_span(PLAN, year))
    wanted = needed(PLAN, on, top=top, quotas=quotas, span=None if year is None else year_span(PLAN, year))
    assert set(wanted.days) == sums.asked
    asked = {tally: None if None in years else years for tally, years in sums.tallies.items()}
    assert wanted.tallies == asked
    if year is None:
        assert {on, date(2026, 1, 1), date(2025, 12, 31), date(2023, 12, 31), date(2020, 12, 31)} <= sums.asked


def test_a_quota_makes_more_days_needed() -> None:
    growth = [PLAN.indicator("doan-vien-tang")]
    of_phase = [quota("doan-vien-tang", date(2021, 1, 1), date(2023, 12, 31), "9")]
    days = [
        needed(PLAN, date(2023, 6, 30), top=False, quotas=quotas, indicators=growth).days for quotas in ([], of_phase)
    ]
    assert [date(2020, 12, 31) in some for some in days] == [False, True]
