"""Answers become facts by the rules of the form."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.facts import Answer, Fact
from domain.facts_of import facts_of, is_asked, same_figures
from domain.plan import Plan, When, load_plan, plan_path
from tests.case_plan import CASE, CASE_PLAN

PLAN: Plan = load_plan(plan_path("kontum-66"))
NOW = datetime(2026, 3, 15, 5, tzinfo=UTC)
TODAY = date(2026, 3, 15)


def facts(form: str, *, plan: Plan = PLAN, **answers: Any) -> tuple[Fact, ...]:
    return facts_of(plan, plan.form(form), answers, reported_for=TODAY, known_at=NOW, order=7)


def values(form: str, **answers: Any) -> dict[str, int | Answer]:
    return {fact.measure: fact.value for fact in facts(form, **answers)}


def test_people_are_counted_and_the_women_among_them() -> None:
    assert values("ket-nap", admitted={"total": 5, "women": 2}, day="2026-03-12") == {
        "admissions": 5,
        "admissions-women": 2,
    }
    assert values("ket-nap", admitted={"total": 5, "women": 0}, day="2026-03-12")["admissions-women"] == 0


def test_women_who_were_not_told_are_no_fact() -> None:
    assert values("ket-nap", admitted={"total": 5, "women": None}, day="2026-03-12") == {"admissions": 5}


def test_nothing_arose_is_a_fact_and_no_answer_is_none() -> None:
    assert values("tham-hoi", hardship=0, visited=0, day="2026-03-12") == {"hardship": 0, "hardship-visited": 0}
    assert values("tham-hoi", hardship=3, day="2026-03-12") == {"hardship": 3}
    assert values("tham-hoi") == {}


def test_choices_become_answers() -> None:
    meanings = {"held": Answer.YES, "not-yet": Answer.NOT_YET, "exempt": Answer.NOT_APPLICABLE}
    for chosen, meaning in meanings.items():
        assert values("doi-thoai", status=chosen) == {"dialogue": meaning}
    assert values("doi-thoai", status="no longer in the plan") == {}


def test_a_fact_has_its_own_day_or_that_of_the_report() -> None:
    (held,) = facts("doi-thoai", status="held", day="2025-12-31")
    assert (held.day, held.counts_for) == (date(2025, 12, 31), 2025)
    (not_yet,) = facts("doi-thoai", status="not-yet")
    assert (not_yet.day, not_yet.counts_for, not_yet.known_at, not_yet.order) == (TODAY, 2026, NOW, 7)


def test_a_fact_counts_for_the_statistical_year_of_its_day() -> None:
    from_december = PLAN.model_copy(update={"statistical_year_starts": (12, 1)})
    (held,) = facts("doi-thoai", plan=from_december, status="held", day="2025-12-01")
    assert held.counts_for == 2026


def test_reports_are_alike_as_far_as_both_say_something() -> None:
    told = facts("ket-nap", admitted={"total": 5, "women": 2}, day="2026-03-12")
    assert same_figures(told, facts("ket-nap", admitted={"total": 5, "women": None}, day="2026-03-12"))
    assert not same_figures(told, facts("ket-nap", admitted={"total": 5, "women": 3}, day="2026-03-12"))
    assert not same_figures(told, facts("ket-nap", admitted={"total": 5, "women": 2}, day="2026-03-13"))
    assert not same_figures(told, ())
    assert not same_figures((), ())


def test_a_case_belongs_to_the_year_it_was_opened_in_and_its_support_counts_from_its_own_day() -> None:
    given = {"support": "spoken", "supported-on": "2027-01-05"}
    said = facts_of(CASE_PLAN, CASE_PLAN.form(CASE), given, reported_for=TODAY, known_at=NOW, order=7)
    assert [(fact.measure, fact.day, fact.counts_for) for fact in said] == [
        ("mau-cases", TODAY, 2026),
        ("mau-cases-supported", date(2027, 1, 5), 2026),
    ]


def test_a_question_is_put_to_the_kinds_it_is_for_where_its_condition_holds() -> None:
    asked = PLAN.form("doi-thoai").questions[0]
    of_enterprises = asked.model_copy(update={"for_kinds": ("nnn",)})
    dependent = of_enterprises.model_copy(update={"when": When(question="ways", is_in=("cash",))})
    assert is_asked(asked, "hcsn", {})
    assert is_asked(of_enterprises, "nnn", {})
    assert not is_asked(of_enterprises, "hcsn", {})
    assert is_asked(dependent, "nnn", {"ways": ["bank", "cash"]})
    assert not is_asked(dependent, "nnn", {"ways": ["bank"]})
    assert not is_asked(dependent, "hcsn", {"ways": ["cash"]})
