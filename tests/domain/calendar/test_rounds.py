"""The rounds of the plan on their days, and of a plan whose year begins in December."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.calendar.rounds import asked_before, round_of, rounds_between, rounds_of, told_from
from domain.plan import Level, Plan
from tests.handlers.federation import PLAN

CHAIRS, ABOVE = Level.GRASSROOTS, Level.DIRECT_SUPERIOR


def days(code: str) -> tuple[str, ...]:
    """Opens, cut-off, due of chairs and of their superiors, locks: as "05-31"."""
    one = round_of(PLAN, code)
    assert one is not None
    due = [one.due(level) for level in (CHAIRS, ABOVE)]
    return tuple("-" if day is None else f"{day:%m-%d}" for day in (one.opens, one.cut_off, *due, one.locks))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2026-03", "03-01 03-20 03-22 03-25 03-31"),
        ("2026-02", "02-01 02-20 02-22 02-25 02-28"),
        ("2028-02", "02-01 02-20 02-22 02-25 02-29"),
        ("2026-q1", "03-01 03-20 03-22 03-25 03-31"),
        ("2026-q3", "09-01 09-20 09-22 09-25 09-30"),
        ("2026-h1", "05-01 05-31 06-05 06-10 06-20"),
        ("2026-9m", "09-01 09-20 09-22 09-25 09-30"),
        ("2026", "11-01 11-30 12-05 12-10 12-20"),
        ("2021-2025", "12-01 12-31 - 01-15 01-31"),
        ("nk-2023-2028", "12-01 12-31 - 01-15 01-31"),
    ],
)
def test_the_days_of_a_round(code: str, expected: str) -> None:
    assert days(code) == tuple(expected.split())


def test_what_follows_a_phase_lies_in_the_next_year() -> None:
    phase = round_of(PLAN, "2021-2025")
    assert phase is not None
    assert phase.due(ABOVE) == date(2026, 1, 15)
    assert phase.say("vi") == "Giai đoạn 2021–2025"


def test_the_rounds_of_a_year_are_named_and_found_by_their_codes() -> None:
    found = list(rounds_of(PLAN, 2026))
    assert len(found) == 12 + 2 + 1 + 1 + 1
    assert [round_of(PLAN, one.code) for one in found] == found
    assert len({one.say("vi") for one in found}) == len(found)
    assert all(one.opens <= one.cut_off <= (one.due(CHAIRS) or one.locks) <= one.locks for one in found)


@pytest.mark.parametrize("code", ["", "2026-13", "2026-q2", "2026-h2", "x", "9999", "0000-01", "2026-3", "tháng 3"])
def test_what_is_no_round(code: str) -> None:
    assert round_of(PLAN, code) is None


def test_which_rounds_are_open_on_a_day() -> None:
    def open_on(day: date) -> list[str]:
        return [one.code for one in rounds_between(PLAN, day, day)]

    assert open_on(date(2026, 3, 10)) == ["2026-03", "2026-q1"]
    assert open_on(date(2026, 6, 10)) == ["2026-h1", "2026-06"]
    assert open_on(date(2026, 1, 10)) == ["2021-2025", "2026-01"]
    assert open_on(date(2026, 12, 1)) == ["2026", "2026-12"]


@pytest.mark.parametrize(
    ("code", "form", "first"),
    [
        ("2026-03", "ket-nap", "2026-02-21"),
        ("2026-01", "ket-nap", "2025-12-21"),  # what happened after the cut-off of December
        ("2026-06", "ket-nap", "2026-06-01"),  # the half-year had asked it on 31 May
        ("2026-q1", "tuyen-truyen", "2026-01-01"),  # an amount of the year begins with it
        ("2026-h1", "tuyen-truyen", "2026-03-21"),
        ("2026", "so-luong", "2026-06-01"),
    ],
)
def test_from_which_day_a_report_is_one_for_the_round(code: str, form: str, first: str) -> None:
    one = round_of(PLAN, code)
    assert one is not None
    assert told_from(PLAN, one, PLAN.form(form)) == date.fromisoformat(first)


def test_rounds_with_one_cut_off_ask_together() -> None:
    april = round_of(PLAN, "2026-04")
    assert april is not None
    assert {one.code for one in asked_before(PLAN, april, "ket-nap")} == {"2026-03", "2026-q1"}


def edited(**change: Any) -> Plan:
    content = PLAN.model_dump(mode="json", exclude_defaults=True)
    month = next(one for one in content["rounds"] if one["code"] == "month")
    month.update(change)
    return Plan.model_validate(content | {"rounds": [month]})


def test_a_year_that_begins_in_december_has_its_own_months() -> None:
    content = PLAN.model_dump(mode="json", exclude_defaults=True) | {"statistical_year_starts": [12, 1]}
    plan = Plan.model_validate(content)
    assert [one.code for one in rounds_of(plan, 2026) if one.kind.code == "month"][:2] == ["2025-12", "2026-01"]
    december = round_of(plan, "2025-12")
    assert december is not None
    assert (december.year, december.cut_off) == (2026, date(2025, 12, 20))


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"forms": ["khong-co"]}, "round 'month': there is no form 'khong-co'"),
        ({"numbers": [0, 13]}, "round 'month': of a month there is no number 13"),
        ({"cut_off": {"day": 23}}, "round 'month': 'due.grassroots' comes before 'cut_off'"),
        ({"opens": {"day": 21}}, "round 'month': 'cut_off' comes before 'opens'"),
        ({"locks": {"day": 24}}, "round 'month': 'locks' comes before 'due.direct-superior'"),
        ({"name": {"vi": "tháng", "en": "month"}}, "tells one round from the next by {number}, {year} or {phase}"),
        ({"due": {}}, "at least 1 item"),
        ({"due": {"village": {"day": 22}}}, "village"),
        ({"cut_off": {"day": 32}}, "less than or equal to 31"),
    ],
)
def test_mistakes_in_a_plan_file(change: dict[str, Any], mistake: str) -> None:
    with pytest.raises(ValidationError) as problem:
        edited(**change)
    assert mistake in str(problem.value)


@pytest.mark.parametrize(
    ("nothing", "mistake"),
    [
        ({"admitted": {"total": 1, "women": 0}}, "'admitted' is { total = 0, women = 0 }"),
        ({"khong-co": 0}, "there is no question 'khong-co'"),
        ({"day": "2026-01-01"}, "'day' is no number"),
    ],
)
def test_mistakes_in_what_says_that_nothing_happened(nothing: dict[str, Any], mistake: str) -> None:
    content = PLAN.model_dump(mode="json", exclude_defaults=True)
    content["forms"][0]["nothing"] = nothing
    with pytest.raises(ValidationError) as problem:
        Plan.model_validate(content)
    assert mistake in str(problem.value)
