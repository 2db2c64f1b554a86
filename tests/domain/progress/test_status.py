"""Percent of plan against percent of time, season by season."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from domain.plan import Indicator, Season
from domain.progress import Status, figure, year_period, year_span
from domain.progress.pace import expected_share
from domain.quotas import Quota
from tests.domain.progress.steps import PLAN, Steps, units, wide_plan

DECEMBER = wide_plan(statistical_year_starts=[12, 1])


def quota(indicator: str, amount: int) -> Quota:
    """A quota for 2026."""
    return Quota(
        indicator=indicator,
        unit=1,
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        amount=Fraction(amount),
        decision="",
        decided=date(2026, 1, 1),
        given_by=1,
        reason="",
        known_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def admitted(people: int, on: date, goal: int = 100) -> Status:
    """The status of admissions against a quota."""
    sums = units(Steps(), 1).add("admissions", date(2026, 1, 1), people, year=2026)
    sums.add("admissions:answered", date(2026, 1, 1), year=2026)
    given = quota("doan-vien-moi", goal)
    return figure(PLAN, PLAN.indicator("doan-vien-moi"), sums, on, top=False, quotas=[given]).status


SEVENTY_THREE_DAYS = date(2026, 3, 14)  # 20 % of the year


@pytest.mark.parametrize(
    ("people", "on", "status"),
    [
        (0, date(2026, 1, 1), Status.ON_TRACK),
        (10, SEVENTY_THREE_DAYS, Status.ON_TRACK),
        (9, SEVENTY_THREE_DAYS, Status.BEHIND),
        (0, SEVENTY_THREE_DAYS, Status.BEHIND),
        (15, date(2026, 5, 26), Status.BEHIND),  # 40 % of the year
        (14, date(2026, 5, 26), Status.FAR_BEHIND),
        (100, date(2026, 2, 1), Status.MET),
        (250, date(2026, 12, 31), Status.MET),
        (99, date(2026, 12, 30), Status.ON_TRACK),
        (99, date(2026, 12, 31), Status.BEHIND),
        (74, date(2026, 12, 31), Status.FAR_BEHIND),
    ],
)
def test_a_count_against_the_time_passed(people: int, on: date, status: Status) -> None:
    assert admitted(people, on) is status


def test_a_quota_of_nought_is_met() -> None:
    assert admitted(0, date(2026, 1, 1), goal=0) is Status.MET


@pytest.mark.parametrize(("change", "status"), [(-4, Status.MET), (-5, Status.MET), (-8, Status.FAR_BEHIND)])
def test_a_quota_below_nought_bounds_the_loss(change: int, status: Status) -> None:
    sums = units(Steps(), 1).add("members:known", date(2025, 12, 31)).add("members", date(2025, 12, 31), 20)
    sums.add("members", date(2026, 2, 1), change)
    given = quota("doan-vien-tang", -5)
    shown = figure(PLAN, PLAN.indicator("doan-vien-tang"), sums, date(2026, 6, 30), top=False, quotas=[given])
    assert shown.status is status


@pytest.mark.parametrize(
    ("yes", "on", "year", "status"),
    [
        (0, date(2026, 12, 31), None, Status.NOT_DUE),
        (6, date(2026, 12, 31), None, Status.NOT_DUE),
        (7, date(2026, 2, 1), None, Status.MET),
        (6, date(2027, 1, 1), 2026, Status.LATE),
        (7, date(2027, 1, 1), 2026, Status.MET),
    ],
)
def test_a_duty_of_the_year_is_late_only_after_its_month(yes: int, on: date, year: int | None, status: Status) -> None:
    sums = units(Steps(), 10).add("dialogue:yes", date(2026, 2, 1), yes, year=2026)
    assert (
        figure(
            PLAN,
            PLAN.indicator("doi-thoai-nnn"),
            sums,
            on,
            top=False,
            span=None if year is None else year_span(PLAN, year),
        ).status
        is status
    )


@pytest.mark.parametrize(("on", "status"), [(date(2026, 3, 31), Status.NOT_DUE), (date(2026, 4, 1), Status.LATE)])
def test_a_duty_of_an_earlier_month(on: date, status: Status) -> None:
    assert figure(PLAN, PLAN.indicator("cong-khai-tc"), units(Steps(), 10), on, top=False).status is status


@pytest.mark.parametrize(
    ("visited", "status"),
    [(100, Status.MET), (99, Status.BEHIND), (75, Status.BEHIND), (74, Status.FAR_BEHIND)],
)
def test_what_must_always_hold_is_met_or_behind_on_every_day(visited: int, status: Status) -> None:
    day = date(2026, 1, 2)
    sums = units(Steps(), 1).add("hardship", day, 100, year=2026).add("hardship:answered", day, year=2026)
    sums.add("hardship-visited", day, visited, year=2026)
    assert figure(PLAN, PLAN.indicator("tham-hoi"), sums, day, top=False).status is status


def of_season(season: Season, due_month: int = 12) -> Indicator:
    return PLAN.indicator("doi-thoai-nnn").model_copy(update={"season": season, "due_month": due_month})


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (date(2025, 11, 30), Fraction(0)),
        (date(2025, 12, 1), Fraction(1, 365)),
        (date(2026, 11, 30), Fraction(1)),
        (date(2027, 5, 1), Fraction(1)),
    ],
)
def test_time_passes_by_the_statistical_year(on: date, share: Fraction) -> None:
    assert expected_share(DECEMBER, of_season(Season.LINEAR), year_period(DECEMBER, 2026), on) == share


@pytest.mark.parametrize(
    ("due_month", "last_day_in_time", "first_day_late"),
    [
        (12, date(2025, 12, 31), date(2026, 1, 1)),
        (2, date(2026, 2, 28), date(2026, 3, 1)),
        (11, date(2026, 11, 30), date(2026, 12, 1)),
    ],
)
def test_a_due_month_lies_within_the_statistical_year(
    due_month: int, last_day_in_time: date, first_day_late: date
) -> None:
    period, duty = year_period(DECEMBER, 2026), of_season(Season.ONCE_A_YEAR, due_month)
    assert expected_share(DECEMBER, duty, period, last_day_in_time) == 0
    assert expected_share(DECEMBER, duty, period, first_day_late) == 1
