from __future__ import annotations

from datetime import date

import pytest

from domain.facts import Answer
from tests.domain.tallies.by_hand import MOVED, NORTH, OLD, PROVINCE, SOUTH, figure, history, said, steps
from tests.domain.tallies.worlds import small_plan


def test_a_flow_counts_on_its_day_in_the_year_of_that_day() -> None:
    found = steps(OLD, said("gifts", "31/12/2021", 4), said("gifts", "01/01/2022", 2))
    assert figure(found, "gifts", "30/12/2021", year=2021) == 0
    assert figure(found, "gifts", "31/12/2021", year=2021) == 4
    assert figure(found, "gifts", "01/01/2022", year=2021) == 4
    assert figure(found, "gifts", "01/01/2022", year=2022) == 2


def test_a_statistical_year_may_begin_in_december() -> None:
    plan = small_plan((12, 1), date(2020, 12, 1))
    found = steps(OLD, said("gifts", "30/11/2021", 4), said("gifts", "01/12/2021", 2, year=2022), plan=plan)
    assert figure(found, "gifts", "30/11/2022", year=2021) == 4
    assert figure(found, "gifts", "30/11/2022", year=2022) == 2
    assert figure(found, "gifts:answered", "01/12/2021", year=2022) == 1


def test_flows_stay_with_the_tree_and_the_kind_of_their_day() -> None:
    moved = history(("01/01/2020", "a", (NORTH, PROVINCE)), ("01/06/2022", "b", (SOUTH, PROVINCE)))
    found = steps(moved, said("gifts", "31/05/2022", 4), said("gifts", "01/06/2022", 2))
    assert figure(found, "gifts", "31/12/2022", node=NORTH, year=2022) == 4
    assert figure(found, "gifts", "31/12/2022", node=SOUTH, year=2022) == 2
    assert figure(found, "gifts", "31/12/2022", year=2022, kind="a") == 4
    assert figure(found, "gifts", "31/12/2022", year=2022, kind="b") == 2


def test_a_zero_is_an_answer_and_not_one_that_has_any() -> None:
    found = steps(OLD, said("gifts", "10/03/2022", 0), said("gifts", "10/05/2022", 3), said("gifts", "11/05/2022", 1))
    assert figure(found, "gifts:answered", "09/03/2022", year=2022) == 0
    assert figure(found, "gifts:answered", "10/03/2022", year=2022) == 1
    assert figure(found, "gifts:any", "09/05/2022", year=2022) == 0
    assert figure(found, "gifts:any", "31/12/2022", year=2022) == 1
    assert figure(found, "gifts:answered", "31/12/2022", year=2022) == 1
    assert figure(found, "gifts:answered", "31/12/2023", year=2023) == 0


def test_an_answer_counts_in_each_tree_in_which_it_was_given() -> None:
    found = steps(MOVED, said("gifts", "10/03/2022", 2))
    assert figure(found, "gifts:answered", "31/12/2022", node=NORTH, year=2022) == 1
    assert figure(found, "gifts:answered", "31/12/2022", node=SOUTH, year=2022) == 0
    assert figure(found, "gifts:any", "31/12/2022", node=SOUTH, year=2022) == 0
    both = steps(MOVED, said("gifts", "10/03/2022", 2), said("gifts", "10/07/2022", 0))
    assert figure(both, "gifts:answered", "31/12/2022", node=SOUTH, year=2022) == 1
    assert figure(both, "gifts:any", "31/12/2022", node=SOUTH, year=2022) == 0
    assert figure(both, "gifts:answered", "31/12/2022", year=2022) == 1


def test_a_unit_that_has_answered_is_counted_under_its_latest_kind() -> None:
    changed = history(("01/01/2020", "a", (PROVINCE,)), ("01/06/2022", "b", (PROVINCE,)))
    found = steps(changed, said("gifts", "10/03/2022", 2))
    assert [figure(found, "gifts:answered", "31/05/2022", year=2022, kind=kind) for kind in "ab"] == [1, 0]
    assert [figure(found, "gifts:answered", "01/06/2022", year=2022, kind=kind) for kind in "ab"] == [0, 1]


def test_facts_outside_the_life_of_a_unit_are_left_out() -> None:
    short = history(("01/02/2022", "a", (PROVINCE,)), closed="01/05/2022")
    found = steps(short, *(said("gifts", day, 1) for day in ("31/01/2022", "01/02/2022", "30/04/2022", "01/05/2022")))
    assert figure(found, "gifts", "31/12/2022", year=2022) == 2


def test_an_answer_is_no_amount() -> None:
    with pytest.raises(TypeError, match="gifts"):
        steps(OLD, said("gifts", "01/02/2022", Answer.YES))


def test_a_unit_has_any_from_the_day_on_which_its_amount_of_the_year_is_positive() -> None:
    found = steps(OLD, said("gifts", "10/03/2022", -2), said("gifts", "10/04/2022", 2), said("gifts", "10/05/2022", 1))
    assert figure(found, "gifts:any", "09/05/2022", year=2022) == 0
    assert figure(found, "gifts:any", "10/05/2022", year=2022) == 1
