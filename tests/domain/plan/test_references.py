"""What must hold between the entries of a plan: each mistake is named."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from domain.plan import Plan, plan_path
from tests.case_plan import CASE, content_with_cases


def content() -> dict[str, Any]:
    return tomllib.loads(plan_path("kontum-66").read_text(encoding="utf-8"))


def mistakes(content: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        Plan.model_validate(content)
    return str(caught.value)


def formula(content: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry["formula"] for entry in content["indicators"] if entry["code"] == code)
    return found


@pytest.mark.parametrize("code", ["tuyen-truyen", "nld-la-dv"])
def test_the_base_is_a_level(code: str) -> None:
    changed = content()
    formula(changed, code)["denominator"] = "admissions"
    assert f"indicator '{code}'" in mistakes(changed)
    del formula(changed, code)["denominator"]
    assert "needs a level that it does not name" in mistakes(changed)


def test_a_density_compares_levels() -> None:
    changed = content()
    formula(changed, "nld-la-dv")["numerator"] = "admissions"
    assert "a density takes a level where it names 'admissions'" in mistakes(changed)


def test_a_running_count_has_one_headcount_to_be_compared_with() -> None:
    changed = content()
    again = next(entry for entry in changed["indicators"] if entry["code"] == "tuyen-truyen")
    changed["indicators"].append({**again, "code": "again"})
    Plan.model_validate(changed)
    changed["indicators"][-1]["formula"] = {**again["formula"], "denominator": "members"}
    assert "'briefed' is compared with another headcount elsewhere" in mistakes(changed)


def test_a_density_has_a_code_that_is_no_measure() -> None:
    changed = content()
    next(entry for entry in changed["indicators"] if entry["code"] == "nld-la-dv")["code"] = "members"
    assert "cannot bear the code of a measure" in mistakes(changed)


def entry(content: dict[str, Any], part: str, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in content[part] if one["code"] == code)
    return found


def twice(plan: dict[str, Any]) -> None:
    plan["phases"].append(plan["phases"][0])


def group_unknown(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "ket-nap")["group"] = "nowhere"


def form_kind_unknown(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "ket-nap")["for_kinds"].append("nowhere")


def too_long(plan: dict[str, Any]) -> None:
    for question in entry(plan, "forms", "doi-thoai")["questions"]:
        question["details"] = False


def taken_over_by_nothing(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "chuyen-di")["takes_over"] = "nothing"


def asked_twice(plan: dict[str, Any]) -> None:
    questions = entry(plan, "forms", "ket-nap")["questions"]
    questions[1]["key"] = questions[0]["key"]


def depends_on_later(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "ket-nap")["questions"][0]["when"] = {"question": "day", "above": 0}


def limited_by_later(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "ket-nap")["questions"][0]["at_most"] = "day"


def choice_without_options(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "doi-thoai")["questions"][0]["options"] = []


def fact_of_nothing(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "ket-nap")["facts"][0]["measure"] = "nothing"


def fact_not_asked(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "ket-nap")["facts"][0]["value"] = "nothing.total"


def fact_without_day(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "ket-nap")["facts"][0]["day"] = "nothing"


def answer_misspelt(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "doi-thoai")["facts"][0]["answers"]["held"] = "yse"


def answer_of_no_option(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "doi-thoai")["facts"][0]["answers"]["holding"] = "yes"


def answer_without_meaning(plan: dict[str, Any]) -> None:
    del entry(plan, "forms", "doi-thoai")["facts"][0]["answers"]


def alone_in_a_choice(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "doi-thoai")["questions"][0]["options"][1]["alone"] = True


def headcount_of_nothing(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "tuyen-truyen")["questions"][0]["base"] = {"nd": "members", "*": "admissions"}


def headcount_missing(plan: dict[str, Any]) -> None:
    entry(plan, "forms", "tuyen-truyen")["questions"][0]["base"] = {"nd": "members"}


def level_moved_by_level(plan: dict[str, Any]) -> None:
    entry(plan, "measures", "members")["raised_by"] = ["workers"]


def flow_moved(plan: dict[str, Any]) -> None:
    entry(plan, "measures", "admissions")["raised_by"] = ["losses"]


def indicator_kind_unknown(plan: dict[str, Any]) -> None:
    entry(plan, "indicators", "tuyen-truyen")["scope"] = ["nowhere"]


def department_unknown(plan: dict[str, Any]) -> None:
    entry(plan, "indicators", "tuyen-truyen")["department"] = "nowhere"


def sum_of_an_answer(plan: dict[str, Any]) -> None:
    formula(plan, "doan-vien-moi")["numerator"] = "dialogue"


def goal_without_time(plan: dict[str, Any]) -> None:
    entry(plan, "indicators", "tuyen-truyen")["goals"] = [{"value": "0.5"}]


def growth_over_no_phase(plan: dict[str, Any]) -> None:
    goals = entry(plan, "indicators", "doan-vien-tang")["goals"]
    goals[1]["since"] = "2022-01-01"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (twice, "phase '2021-2023' stands in the plan more than once"),
        (group_unknown, "form 'ket-nap': group 'nowhere' is not in the plan"),
        (form_kind_unknown, "form 'ket-nap': unit kind 'nowhere' is not in the plan"),
        (too_long, "form 'doi-thoai': more than 6 questions on the main path"),
        (taken_over_by_nothing, "form 'chuyen-di': takes_over 'nothing' is not a form of this plan"),
        (asked_twice, "form 'ket-nap': question 'admitted' stands in the form more than once"),
        (depends_on_later, "form 'ket-nap': question 'admitted' depends on 'day', not asked before it"),
        (limited_by_later, "form 'ket-nap': question 'admitted' is limited by 'day', not asked before it"),
        (choice_without_options, "form 'doi-thoai': question 'status' must have options"),
        (fact_of_nothing, "form 'ket-nap': fact 'nothing': the measure is not in the plan"),
        (fact_not_asked, "form 'ket-nap': fact 'admissions' takes its value from 'nothing.total'"),
        (fact_without_day, "form 'ket-nap': fact 'admissions' takes its day from 'nothing'"),
        (answer_misspelt, "Input should be 'yes', 'renewing', 'not_yet', 'no', 'not_applicable' or 'ended'"),
        (answer_of_no_option, "fact 'dialogue' says what 'holding' means, which is no option of 'status'"),
        (answer_without_meaning, "fact 'dialogue' must say what each option means"),
        (alone_in_a_choice, "form 'doi-thoai': question 'status': only of several choices one can stand alone"),
        (headcount_of_nothing, "question 'briefed' needs a level as the headcount of 'hcsn', and 'admissions' is none"),
        (headcount_missing, "question 'briefed' needs a level as the headcount of 'nnn', and 'None' is none"),
        (level_moved_by_level, "measure 'members': 'workers' is not a flow of this plan"),
        (flow_moved, "measure 'admissions': only a level is moved by flows"),
        (indicator_kind_unknown, "indicator 'tuyen-truyen': unit kind 'nowhere' is not in the plan"),
        (department_unknown, "indicator 'tuyen-truyen': department 'nowhere' is not in the plan"),
        (sum_of_an_answer, "indicator 'doan-vien-moi': a sum takes a flow where it names 'dialogue'"),
        (goal_without_time, "indicator 'tuyen-truyen': a goal is either yearly (first_year) or a milestone (by)"),
        (growth_over_no_phase, "a milestone of growth counts over a phase of the plan; 2022-01-01 to 2023-12-31"),
    ],
)
def test_a_mistake_is_named_by_its_place(spoil: Callable[[dict[str, Any]], None], said: str) -> None:
    changed = content()
    spoil(changed)
    assert said in mistakes(changed)


@pytest.mark.parametrize("key", ["taken-on", "closed-on"])
def test_a_case_is_taken_up_and_closed_on_a_day(key: str) -> None:
    changed = content_with_cases()
    form = entry(changed, "forms", CASE)
    form["follow_up"] = [one for one in form["follow_up"] if one["key"] != key]
    assert f"form '{CASE}': the follow-up of a case has a question '{key}' of type day" in mistakes(changed)
