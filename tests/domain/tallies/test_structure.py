from __future__ import annotations

from datetime import date

from domain.tallies import Steps, structure_steps
from domain.units import UnitHistory
from tests.domain.tallies.by_hand import MOVED, NORTH, OLD, PLAN, PROVINCE, SOUTH, UNIT, figure, history, on
from tests.domain.tallies.worlds import small_plan


def expected(steps: Steps, day: str, node: int = PROVINCE, kind: str | None = None) -> int:
    """Units in the node's tree on any day of the year so far."""
    first = f"01/01/{on(day).year}"
    founded = sum(figure(steps, "units", first, node=node, kind=kind, year=year) for year in range(2015, 2030))
    return founded + figure(steps, "present", day, node=node, kind=kind, year=on(day).year)


def test_a_unit_is_counted_by_itself_and_by_each_node_above_it() -> None:
    steps = structure_steps(PLAN, OLD)
    for node in (UNIT, NORTH, PROVINCE):
        assert figure(steps, "units", "31/12/2019", node=node, year=2020) == 0
        assert figure(steps, "units", "01/01/2020", node=node, year=2020) == 1
    assert figure(steps, "units", "01/01/2026", node=SOUTH, year=2020) == 0


def test_a_unit_is_no_longer_there_on_its_closing_day() -> None:
    steps = structure_steps(PLAN, history(("01/01/2020", "a", (PROVINCE,)), closed="01/04/2022"))
    assert figure(steps, "units", "31/03/2022", year=2020) == 1
    assert figure(steps, "units", "01/04/2022", year=2020) == 0
    assert expected(steps, "31/12/2022") == 1
    assert expected(steps, "01/01/2023") == 0


def test_units_are_kept_by_the_statistical_year_of_founding() -> None:
    plan = small_plan((12, 1), date(2020, 12, 1))
    for first, year in (("30/11/2021", 2021), ("01/12/2021", 2022)):
        steps = structure_steps(plan, history((first, "a", (PROVINCE,))))
        assert figure(steps, "units", "01/01/2022", year=year) == 1


def test_two_superiors_may_both_count_a_unit_that_moved_and_the_province_counts_it_once() -> None:
    steps = structure_steps(PLAN, MOVED)
    assert [expected(steps, "31/05/2022", node) for node in (NORTH, SOUTH, PROVINCE, UNIT)] == [1, 0, 1, 1]
    assert [expected(steps, "01/06/2022", node) for node in (NORTH, SOUTH, PROVINCE, UNIT)] == [1, 1, 1, 1]
    assert [expected(steps, "01/06/2023", node) for node in (NORTH, SOUTH, PROVINCE, UNIT)] == [0, 1, 1, 1]
    assert figure(steps, "units", "01/06/2022", node=NORTH, year=2020) == 0


def test_a_unit_that_leaves_and_returns_is_counted_once() -> None:
    there, away = (NORTH, PROVINCE), (SOUTH, PROVINCE)
    steps = structure_steps(
        PLAN, history(("01/01/2020", "a", there), ("01/03/2022", "a", away), ("01/05/2022", "a", there))
    )
    assert expected(steps, "01/06/2022", NORTH) == 1
    assert expected(steps, "01/06/2022", SOUTH) == 1


def test_a_unit_is_counted_under_the_latest_kind_it_had_in_the_tree() -> None:
    changed: UnitHistory = history(
        ("01/01/2020", "a", (NORTH, PROVINCE)),
        ("01/03/2022", "b", (NORTH, PROVINCE)),
        ("01/06/2022", "nd", (SOUTH, PROVINCE)),
    )
    steps = structure_steps(PLAN, changed)
    assert [expected(steps, "28/02/2022", NORTH, kind) for kind in ("a", "b", "nd")] == [1, 0, 0]
    assert [expected(steps, "31/12/2022", NORTH, kind) for kind in ("a", "b", "nd")] == [0, 1, 0]
    assert [expected(steps, "31/12/2022", PROVINCE, kind) for kind in ("a", "b", "nd")] == [0, 0, 1]
    assert [expected(steps, "31/12/2022", SOUTH, kind) for kind in ("a", "b", "nd")] == [0, 0, 1]


def test_a_unit_founded_within_a_year_is_expected_from_its_founding_on() -> None:
    steps = structure_steps(PLAN, history(("15/03/2022", "a", (PROVINCE,))))
    assert expected(steps, "14/03/2022") == 0
    assert expected(steps, "15/03/2022") == 1
    assert expected(steps, "01/01/2023") == 1


def test_a_year_without_changes_takes_no_steps() -> None:
    steps = structure_steps(PLAN, OLD)
    assert {place.day for place in steps} == {on("01/01/2020")}
    assert {place.tally for place in steps} == {"units"}
