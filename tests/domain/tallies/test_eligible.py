"""To which units an answer applies: by the number of workers, by a trait, by age."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.facts import Answer, Fact
from domain.units import UnitHistory
from tests.domain.tallies.by_hand import OLD, PROVINCE, figure, history, said, steps

YES, NOT_YET, NOT_APPLICABLE = Answer.YES, Answer.NOT_YET, Answer.NOT_APPLICABLE
STATES = ("yes", "not_yet", "no", "not_applicable", "ended", "exempt")


def with_trait(stays: UnitHistory, **traits: Any) -> UnitHistory:
    return replace(stays, stays=tuple(replace(stay, traits=traits) for stay in stays.stays))


def state(code: str, day: str, *facts: Fact, unit: UnitHistory = OLD) -> str | None:
    """What the unit counts as at the end of the day; None while it is silent."""
    found = steps(unit, *facts, said("workers", "01/01/2019", 0))
    counted = [one for one in STATES if figure(found, f"{code}:{one}", day)]
    assert len(counted) <= 1
    return counted[0] if counted else None


FEW, MANY = said("workers", "01/03/2022", 2), said("workers", "01/06/2022", 3)


def test_a_board_follows_from_the_number_that_was_stated() -> None:
    none = said("board", "01/02/2022", NOT_APPLICABLE)
    assert state("board", "28/02/2022", none, FEW, MANY) == "not_applicable", "the number is unknown: the unit says it"
    assert state("board", "01/03/2022", none, FEW, MANY) == "exempt"
    assert state("board", "01/06/2022", none, FEW, MANY) is None, "a number stated later overrides it"
    assert state("board", "01/06/2022", said("board", "01/02/2022", NOT_YET), FEW, MANY) == "not_yet"


def test_a_unit_that_has_a_board_is_one_that_it_applies_to_whatever_its_size() -> None:
    board = said("board", "01/02/2022", YES)
    assert state("board", "01/03/2022", board, FEW) == "yes"
    over = said("board", "01/02/2022", YES, until="30/04/2022")
    assert state("board", "30/04/2022", over, FEW) == "yes"
    assert state("board", "01/05/2022", over, FEW) == "exempt"


def test_an_agreement_applies_to_an_employer_with_enough_workers_or_of_whom_that_is_unknown() -> None:
    assert state("agreement", "28/02/2022", FEW, MANY) is None
    assert state("agreement", "01/03/2022", FEW, MANY) == "exempt"
    assert state("agreement", "01/06/2022", FEW, MANY) is None
    assert state("agreement", "01/06/2022", FEW, MANY, said("agreement", "01/01/2022", NOT_APPLICABLE)) == (
        "not_applicable"
    ), "the chair's own word takes it out"


def test_a_flag_of_the_unit_says_so_whatever_its_workers() -> None:
    assert state("agreement", "01/06/2022", MANY, unit=with_trait(OLD, big=False)) == "exempt"
    assert state("agreement", "01/06/2022", FEW, unit=with_trait(OLD, big=True)) is None


@pytest.mark.parametrize(
    ("founded", "reorganised", "first"),
    [
        ("01/01/2022", False, 2022),
        ("02/01/2022", False, 2023),
        ("01/07/2022", True, 2022),
        ("02/07/2022", True, 2023),
        ("31/12/2022", False, 2023),
    ],
)
def test_a_grade_is_for_a_year_at_whose_end_the_unit_is_old_enough(founded: str, reorganised: bool, first: int) -> None:
    unit = with_trait(history((founded, "a", (PROVINCE,))), from_reorganisation=reorganised)
    found = steps(unit, *(said("grade", "10/01/2025", YES, year=year) for year in (2022, 2023)))
    assert figure(found, "grade:eligible", "10/01/2025", year=first) == 1
    assert figure(found, "grade:yes", "10/01/2025", year=2022) == int(first == 2022)
    assert figure(found, "grade:yes", "10/01/2025", year=2023) == 1


def test_the_latest_grade_of_a_year_holds() -> None:
    good, lowered = said("grade", "10/01/2023", YES, year=2022), said("grade", "10/02/2023", Answer.NO, year=2022)
    found = steps(OLD, good, lowered)
    assert figure(found, "grade:yes", "09/02/2023", year=2022) == 1
    assert figure(found, "grade:yes", "10/02/2023", year=2022) == 0
    assert figure(found, "grade:no", "10/02/2023", year=2022) == 1
