"""When one is asked for a report: by hand for the days that bite, and for all days by what must always hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.cadence import Step, handed_on, step_on, steps
from domain.calendar.workdays import WorkingDays

WORKING = WorkingDays()


def planned(cut_off: str, due: str) -> str:
    """The steps with their days, as "T-2 03-20, T 03-23"."""
    found = steps(WORKING, date.fromisoformat(cut_off), date.fromisoformat(due))
    return ", ".join(f"{step} {day:%m-%d}" for day, step in sorted(found.items()))


@pytest.mark.parametrize(
    ("cut_off", "due", "expected", "handed"),
    [
        # The worked example: due Sunday 22/03, so on Monday; the cut-off is the Friday before.
        ("2026-03-20", "2026-03-23", "T-2 03-20, T 03-23, T+1 03-24", "03-26"),
        ("2026-05-31", "2026-06-05", "T-5 06-01, T-2 06-03, T 06-05, T+1 06-08", "06-10"),
        ("2026-11-30", "2026-12-07", "T-5 11-30, T-2 12-03, T 12-07, T+1 12-08", "12-10"),
        # 22/08/2026 is a Saturday that is worked on.
        ("2026-08-20", "2026-08-22", "T-2 08-20, T 08-22, T+1 08-24", "08-26"),
        # 24/11 is the new holiday.
        ("2026-11-20", "2026-11-23", "T-2 11-20, T 11-23, T+1 11-25", "11-27"),
        # A cut-off on a Sunday: the first working day from it on.
        ("2026-09-20", "2026-09-22", "T-2 09-21, T 09-22, T+1 09-23", "09-25"),
        # Tết 2030.
        ("2030-01-20", "2030-01-30", "T-5 01-23, T-2 01-28, T 01-30, T+1 02-07", "02-11"),
    ],
)
def test_the_steps_of_a_deadline(cut_off: str, due: str, expected: str, handed: str) -> None:
    assert planned(cut_off, due) == expected
    assert f"{handed_on(WORKING, date.fromisoformat(due)):%m-%d}" == handed


def test_a_step_that_was_missed_is_of_use_until_the_next() -> None:
    cut_off, due = date(2026, 5, 31), date(2026, 6, 5)
    found = [step_on(WORKING, cut_off, due, date(2026, 5, 31) + timedelta(days=place)) for place in range(11)]
    assert found == [
        None, Step.EARLY, Step.EARLY, Step.SOON, Step.SOON, Step.DUE, Step.DUE, Step.DUE, Step.AFTER, Step.AFTER, None,
    ]  # fmt: skip


@given(cut_off=st.dates(date(2025, 1, 1), date(2031, 12, 1)), days=st.integers(0, 15))
def test_nobody_is_asked_before_the_cut_off_on_a_day_off_or_a_fourth_time(cut_off: date, days: int) -> None:
    due = WORKING.on_or_after(cut_off + timedelta(days=days))
    found = steps(WORKING, cut_off, due)
    assert 1 <= len(found) <= 4
    assert all(day >= cut_off and WORKING.is_working(day) for day in found)
    assert found[due] is Step.DUE
    assert sorted(found) == sorted(found, key=lambda day: list(Step).index(found[day]))
    assert all(day < handed_on(WORKING, due) for day in found)
    assert step_on(WORKING, cut_off, due, handed_on(WORKING, due)) is None
