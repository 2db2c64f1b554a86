from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import Problem, Side, Unclear, Understood, read_day

TODAY = date(2026, 3, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/3", date(2026, 3, 12)),
        ("12-3-26", date(2026, 3, 12)),
        ("12.3.2026", date(2026, 3, 12)),
        ("12/03/2026", date(2026, 3, 12)),
        ("12 / 3 / 2026", date(2026, 3, 12)),
        ("12 3 2026", date(2026, 3, 12)),
        ("１２/３", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("12032026", date(2026, 3, 12)),
        ("20260312", date(2026, 3, 12)),
        ("ngay 12 thang 3", date(2026, 3, 12)),
        ("ngày 12 tháng 3 năm 2025", date(2025, 3, 12)),
        ("ngày mười hai tháng ba", date(2026, 3, 12)),
        ("ngay hai muoi lam thang hai", date(2026, 2, 25)),
        ("mười tháng tư", date(2025, 4, 10)),
        ("ngay tam thang tu nam ngoai", date(2025, 4, 8)),
        ("12/3 năm ngoái", date(2025, 3, 12)),
        ("ngày 12 tháng này", date(2026, 3, 12)),
        ("ngày 12 tháng trước", date(2026, 2, 12)),
        ("12t3", date(2026, 3, 12)),
        ("dạ ngày 12/3 ạ", date(2026, 3, 12)),
        ("5/2", date(2026, 2, 5)),  # day first always
        ("18/3", TODAY),
        ("19/3", date(2025, 3, 19)),  # the latest that has passed
        ("15/12", date(2025, 12, 15)),
        ("29/2/2024", date(2024, 2, 29)),
        ("1/1/98", date(1998, 1, 1)),
        ("hôm nay", TODAY),
        ("hom nay", TODAY),
        ("sáng nay", TODAY),
        ("hôm qua", date(2026, 3, 17)),
        ("hoom qua", date(2026, 3, 17)),
        ("ho6m qua", date(2026, 3, 17)),
        ("toi qua", date(2026, 3, 17)),
        ("hôm kia", date(2026, 3, 16)),
        ("hom kia", date(2026, 3, 16)),
        ("3 ngày trước", date(2026, 3, 15)),
        ("cach day 2 ngay", date(2026, 3, 16)),
        ("hôm qua 17/3", date(2026, 3, 17)),
        ("thu 6 tuan truoc", date(2026, 3, 13)),
        ("thứ hai tuần này", date(2026, 3, 16)),
        ("thứ sáu", date(2026, 3, 13)),
        ("thu 2", date(2026, 3, 16)),
        ("chủ nhật", date(2026, 3, 15)),
        ("cn", date(2026, 3, 15)),
        ("thứ 4 vừa rồi", date(2026, 3, 11)),
        ("thứ năm 12/3", date(2026, 3, 12)),
        ("thu 5 ngay 12/3/2026", date(2026, 3, 12)),
    ],
)
def test_reads_the_day_of_a_fact(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == Understood(day)


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("", Problem.EMPTY, ()),
        ("x" * 501, Problem.TOO_LONG, ()),
        ("abc", Problem.NOT_A_DAY, ()),
        ("tuần trước", Problem.NOT_A_DAY, ()),
        ("tháng 3", Problem.NOT_A_DAY, ()),
        ("tuần này", Problem.NOT_A_DAY, ()),
        ("tháng qua", Problem.NOT_A_DAY, ()),
        ("năm nay", Problem.NOT_A_DAY, ()),
        ("một tháng trước", Problem.NOT_A_DAY, ()),
        ("1 tuần trước", Problem.NOT_A_DAY, ()),
        ("thứ 8", Problem.AMBIGUOUS, (date(2026, 3, 8),)),
        ("3/2026", Problem.NOT_A_DAY, ()),
        ("12/3/226", Problem.NOT_A_DAY, ()),
        ("12 3", Problem.NOT_A_DAY, ()),
        ("cuối tháng 2", Problem.NOT_A_DAY, ()),
        ("dau nam", Problem.NOT_A_DAY, ()),
        ("giữa tháng", Problem.NOT_A_DAY, ()),
        ("31/11", Problem.NO_SUCH_DAY, ()),
        ("32/1", Problem.NO_SUCH_DAY, ()),
        ("12/13", Problem.NO_SUCH_DAY, ()),
        ("0/3", Problem.NO_SUCH_DAY, ()),
        ("29/2/2025", Problem.NO_SUCH_DAY, ()),
        ("29/2", Problem.NO_SUCH_DAY, (date(2024, 2, 29),)),
        ("mung 5", Problem.LUNAR, ()),
        ("mùng 5 tháng 3", Problem.LUNAR, ()),
        ("rằm tháng 7", Problem.LUNAR, ()),
        ("ram thang gieng", Problem.LUNAR, ()),
        ("12/3 âm lịch", Problem.LUNAR, ()),
        ("12/3 al", Problem.LUNAR, ()),
        ("30 Tết", Problem.LUNAR, ()),
        ("19/3/2026", Problem.IN_THE_FUTURE, ()),
        ("mai", Problem.IN_THE_FUTURE, ()),
        ("thứ 6 tuần này", Problem.IN_THE_FUTURE, ()),
        ("20270312", Problem.IN_THE_FUTURE, ()),
        ("thứ tư", Problem.AMBIGUOUS, (TODAY, date(2026, 3, 11))),
        ("thu 4", Problem.AMBIGUOUS, (TODAY, date(2026, 3, 11))),
        ("thu 2 truoc", Problem.AMBIGUOUS, (date(2026, 3, 16), date(2026, 3, 9))),
        ("t6", Problem.AMBIGUOUS, (date(2026, 3, 13),)),
        ("hôm kìa", Problem.AMBIGUOUS, (date(2026, 3, 15),)),
        ("12", Problem.AMBIGUOUS, (date(2026, 3, 12),)),
        ("ngày 25", Problem.AMBIGUOUS, (date(2026, 2, 25),)),
        ("1203", Problem.AMBIGUOUS, (date(2026, 3, 12),)),
        ("120326", Problem.AMBIGUOUS, (date(2026, 3, 12), date(2012, 3, 26))),
        ("12/3?", Problem.AMBIGUOUS, (date(2026, 3, 12),)),
        ("thứ 6 12/3", Problem.WEEKDAY_DIFFERS, (date(2026, 3, 12), date(2026, 3, 13))),
        ("thứ 6 hôm qua", Problem.WEEKDAY_DIFFERS, (date(2026, 3, 17),)),
        ("12-14/3", Problem.SEVERAL_DAYS, (date(2026, 3, 12), date(2026, 3, 14))),
        ("12/3 và 13/3", Problem.SEVERAL_DAYS, (date(2026, 3, 12), date(2026, 3, 13))),
        ("từ 12/3 đến 14/3", Problem.SEVERAL_DAYS, (date(2026, 3, 12), date(2026, 3, 14))),
        ("hôm qua 12/3", Problem.SEVERAL_DAYS, (date(2026, 3, 12), date(2026, 3, 17))),
        ("12/3, à nhầm 13/3", Problem.CORRECTED, (date(2026, 3, 13), date(2026, 3, 12))),
        ("tu 12/3", Problem.VAGUE, (date(2026, 3, 12),)),
        ("khoảng 12/3", Problem.VAGUE, (date(2026, 3, 12),)),
        ("12/3 voi", Problem.OTHER_WORDS, (date(2026, 3, 12),)),
    ],
)
def test_asks_about_an_unclear_day(typed: str, problem: Problem, readings: tuple[date, ...]) -> None:
    reading = read_day(typed, TODAY)
    assert isinstance(reading, Unclear)
    assert (reading.problem, reading.readings) == (problem, readings)


def test_says_which_day_it_is_about() -> None:
    assert read_day("31/11", TODAY) == Unclear(Problem.NO_SUCH_DAY, details={"words": "31/11"})
    future = read_day("19/3/2026", TODAY)
    assert isinstance(future, Unclear)
    assert future.details["day"] == date(2026, 3, 19)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("25/3", date(2026, 3, 25)),
        ("18/3", TODAY),
        ("12/3", date(2027, 3, 12)),  # the next to come
        ("mai", date(2026, 3, 19)),
        ("3 ngày nữa", date(2026, 3, 21)),
        ("thứ 6", date(2026, 3, 20)),
        ("thứ hai", date(2026, 3, 23)),
        ("thứ 6 tuần sau", date(2026, 3, 27)),
        ("29/2/2028", date(2028, 2, 29)),
    ],
)
def test_reads_a_planned_day(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, Side.COMING) == Understood(day)


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("hôm qua", Problem.IN_THE_PAST, ()),
        ("12/3/2026", Problem.IN_THE_PAST, ()),
        ("thứ tư", Problem.AMBIGUOUS, (TODAY, date(2026, 3, 25))),
        ("29/2", Problem.NO_SUCH_DAY, (date(2028, 2, 29),)),
        ("cuối tháng", Problem.NOT_A_DAY, ()),
    ],
)
def test_asks_about_an_unclear_plan(typed: str, problem: Problem, readings: tuple[date, ...]) -> None:
    reading = read_day(typed, TODAY, Side.COMING)
    assert isinstance(reading, Unclear)
    assert (reading.problem, reading.readings) == (problem, readings)


LAST, NEXT = date(2026, 3, 12), date(2027, 3, 12)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/3/2026", LAST),
        ("12/3/2027", NEXT),
        ("12/3 năm sau", NEXT),
        ("12032027", NEXT),
        ("18/3", TODAY),
        ("hôm nay", TODAY),
        ("hom qua", date(2026, 3, 17)),
        ("mai", date(2026, 3, 19)),
        ("3 ngày nữa", date(2026, 3, 21)),
        ("3 ngay truoc", date(2026, 3, 15)),
        ("thu 6 tuan sau", date(2026, 3, 27)),
        ("thứ 6 tuần trước", date(2026, 3, 13)),
        ("thứ năm 12/3", LAST),  # the weekday settles the year
        ("thu 6 12/3", NEXT),
    ],
)
def test_reads_a_day_on_either_side_of_today(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, Side.EITHER) == Understood(day)


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("12/3", Problem.SEVERAL_DAYS, (LAST, NEXT)),
        ("ngay 12 thang 3", Problem.SEVERAL_DAYS, (LAST, NEXT)),
        ("25/3", Problem.SEVERAL_DAYS, (date(2026, 3, 25), date(2025, 3, 25))),  # the nearer one first
        ("29/2", Problem.SEVERAL_DAYS, (date(2028, 2, 29), date(2024, 2, 29))),
        ("thứ hai 12/3", Problem.SEVERAL_DAYS, (LAST, NEXT)),
        ("thứ 6", Problem.AMBIGUOUS, (date(2026, 3, 20), date(2026, 3, 13))),
        ("thứ tư", Problem.AMBIGUOUS, (TODAY, date(2026, 3, 11), date(2026, 3, 25))),
        ("12", Problem.AMBIGUOUS, (date(2026, 3, 12), date(2026, 4, 12))),
        ("1203", Problem.AMBIGUOUS, (LAST, NEXT)),
        ("31/11", Problem.NO_SUCH_DAY, ()),
        ("30/2/2026", Problem.NO_SUCH_DAY, ()),
        ("thứ sáu 12/3/2026", Problem.WEEKDAY_DIFFERS, (LAST, date(2026, 3, 13))),
        ("khoảng 12/3/2027", Problem.VAGUE, (NEXT,)),
        ("cuối tháng 2", Problem.NOT_A_DAY, ()),
        ("mùng 5", Problem.LUNAR, ()),
    ],
)
def test_asks_which_side_of_today_is_meant(typed: str, problem: Problem, readings: tuple[date, ...]) -> None:
    reading = read_day(typed, TODAY, Side.EITHER)
    assert isinstance(reading, Unclear)
    assert (reading.problem, reading.readings) == (problem, readings)


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(
    DAYS, st.sampled_from(["{0:%d/%m/%Y}", "{0.day}-{0.month}-{0.year}", "{0.day}.{0.month}.{0.year}", "{0:%Y-%m-%d}"])
)
def test_a_full_date_is_read_back(day: date, form: str) -> None:
    assert read_day(form.format(day), day) == Understood(day)
    assert read_day(form.format(day), day + timedelta(days=30)) == Understood(day)
    assert isinstance(read_day(form.format(day), day - timedelta(days=1)), Unclear)


@given(DAYS, st.integers(0, 364), st.booleans())
def test_a_missing_year_is_the_nearest_on_the_right_side(today: date, away: int, planned: bool) -> None:
    day = today + timedelta(days=away if planned else -away)
    reading = read_day(f"{day.day}/{day.month}", today, Side.COMING if planned else Side.PASSED)
    if (day.month, day.day) == (2, 29) and isinstance(reading, Unclear):
        assert (reading.problem, reading.readings) == (Problem.NO_SUCH_DAY, (day,))
    else:
        assert reading == Understood(day)
