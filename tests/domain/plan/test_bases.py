"""What shares of people and densities are taken of."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from pydantic import ValidationError

from domain.plan import Plan, plan_path


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
    assert "is taken of a level" in mistakes(changed)


def test_a_density_compares_levels() -> None:
    changed = content()
    formula(changed, "nld-la-dv")["numerator"] = "admissions"
    assert "'admissions' is none" in mistakes(changed)


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
