"""Working days in Viet Nam against the tables of the field notes (domain.md 4.3), and what wins over the library."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.calendar.workdays import WorkingDays, is_quiet, new_year

WEEKDAYS_OFF = {
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
    2027: "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24",
    2030: "01-01 01-31 02-01 02-04 02-05 02-06 04-12 04-30 05-01 09-02 09-03 11-25",
}
SWAPPED_SATURDAYS = {2025: {date(2025, 4, 26)}, 2026: {date(2026, 8, 22)}, 2027: set[date](), 2030: set[date]()}


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_the_days_of_a_year(year: int) -> None:
    off = {date.fromisoformat(f"{year}-{day}") for day in WEEKDAYS_OFF[year].split()}
    working = WorkingDays()
    for place in range((date(year, 12, 31) - date(year, 1, 1)).days + 1):
        day = date(year, 1, 1) + timedelta(days=place)
        weekend = day.weekday() >= 5
        expected = day in SWAPPED_SATURDAYS[year] or not (weekend or day in off)
        assert working.is_working(day) is expected, day


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        ("2026-03-22", "2026-03-23"),  # a Sunday
        ("2026-03-23", "2026-03-23"),
        ("2026-08-22", "2026-08-22"),  # a Saturday that is worked on
        ("2026-11-22", "2026-11-23"),  # a Sunday before the new holiday of 24 November
        ("2026-11-24", "2026-11-25"),
        ("2027-02-04", "2027-02-11"),  # Tết
        ("2030-01-31", "2030-02-07"),
        ("2028-02-29", "2028-02-29"),  # leap day
        ("2026-10-31", "2026-11-02"),  # the 31st, a Saturday
    ],
)
def test_a_deadline_moves_to_the_next_working_day(day: str, moved: str) -> None:
    assert WorkingDays().on_or_after(date.fromisoformat(day)) == date.fromisoformat(moved)


def test_counting_working_days() -> None:
    working = WorkingDays()
    due = date(2026, 3, 23)
    assert [working.before(due, n) for n in (1, 2, 5)] == [date(2026, 3, 20), date(2026, 3, 19), date(2026, 3, 16)]
    assert [working.after(due, n) for n in (1, 3)] == [date(2026, 3, 24), date(2026, 3, 26)]
    assert working.after(due, 0) == due
    assert working.until(date(2026, 3, 20), due) == 1
    assert working.until(due, due) == working.until(due, date(2026, 3, 20)) == 0


def test_what_is_announced_wins() -> None:
    announced = {date(2026, 3, 23): False, date(2026, 3, 21): True, date(2026, 9, 2): True}
    working = WorkingDays(announced)
    assert [working.is_working(day) for day in announced] == [False, True, True]
    assert working.on_or_after(date(2026, 3, 22)) == date(2026, 3, 24)


@pytest.mark.parametrize(("year", "first"), [(2025, "01-29"), (2026, "02-17"), (2027, "02-06"), (2030, "02-02")])
def test_nobody_is_reminded_around_tet(year: int, first: str) -> None:
    day = date.fromisoformat(f"{year}-{first}")
    assert new_year(year) == day
    quiet = [day + timedelta(days=place) for place in range(-10, 11) if is_quiet(day + timedelta(days=place))]
    assert quiet == [day + timedelta(days=place) for place in range(-6, 6)]
