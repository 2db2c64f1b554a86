"""A plan file with mistakes: each is named by its place as a person finds it, with what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.plan import PlanError, load_plan, plan_path

TEXT = plan_path("kontum-66").read_text(encoding="utf-8")
ADMITTED = 'key = "admitted"\ntype = "people"'
MISSPELT = ADMITTED.replace("type", "typ")


def mistakes(folder: Path, text: str) -> list[str]:
    file = folder / "plan.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        load_plan(file)
    assert caught.value.path == file
    return caught.value.mistakes


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def test_a_plan_stands_under_its_code_or_in_a_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(TEXT, encoding="utf-8")
    assert load_plan(plan_path(str(file))).model_dump() == load_plan(plan_path("kontum-66")).model_dump()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "code is missing"),
        (changed('kind = "flow"', 'kind = "flaw"'), "measure 'admissions', kind: input should be"),
        (changed('kind = "flow"', 'kind = "flaw"'), "and it is 'flaw'"),
        (changed(ADMITTED, MISSPELT), "form 'ket-nap', question 'admitted', typ is no key of such an"),
        (changed(ADMITTED, MISSPELT), "form 'ket-nap', question 'admitted', type is missing"),
        (changed("issued = 2021-10-26", 'issued = "soon"'), "issued: input should be a valid date"),
        (changed('group = "doan-vien"', 'group = "nowhere"'), "form 'ket-nap': group 'nowhere' is not in the plan"),
        ("code = ", "is not a TOML file"),
    ],
)
def test_a_mistake_is_named_by_its_place(tmp_path: Path, text: str, said: str) -> None:
    assert any(said in mistake for mistake in mistakes(tmp_path, text)), mistakes(tmp_path, text)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    text = changed('group = "doan-vien"', 'group = "nowhere"').replace('department = "tgnc"', 'department = "none"', 1)
    found = mistakes(tmp_path, text)
    assert len(found) == 2, found


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="cannot be read"):
        load_plan(tmp_path / "none.toml")
