from __future__ import annotations

from datetime import timedelta

from domain.tallies import Steps
from tests.domain.tallies.by_hand import MOVED, NORTH, OLD, PROVINCE, SOUTH, figure, history, on, said, steps


def growth(steps: Steps, day: str, node: int = PROVINCE, since: str | None = None, phase: str | None = None) -> int:
    """Level of the day - level of the eve of the year or phase - correction."""
    year = 0 if phase else on(day).year
    eve = f"{on(since or f'01/01/{year}') - timedelta(days=1):%d/%m/%Y}"
    offset = figure(steps, f"members:offset{':' + phase if phase else ''}", day, node=node, year=year)
    return figure(steps, "members", day, node=node) - figure(steps, "members", eve, node=node) - offset


def reorganised(steps: Steps, day: str, node: int = PROVINCE) -> int:
    """What of the growth of the year so far came or went with whole units."""
    year = on(day).year
    moved = figure(steps, "members:moved", day, node=node) - figure(
        steps, "members:moved", f"31/12/{year - 1}", node=node
    )
    return moved - figure(steps, "members:moved-offset", day, node=node, year=year)


def uncovered(steps: Steps, day: str, node: int = PROVINCE) -> int:
    return figure(steps, "members:uncovered", day, node=node, year=on(day).year)


def test_a_known_start_makes_growth_the_difference_of_two_levels() -> None:
    found = steps(
        OLD,
        said("members", "31/12/2021", 28),
        said("admissions", "12/03/2022", 2),
        said("losses", "01/04/2022", 1),
        said("members", "01/05/2022", 33),
    )
    assert growth(found, "30/04/2022") == 1
    assert growth(found, "01/05/2022") == 5
    assert uncovered(found, "01/05/2022") == 0


def test_an_unknown_start_is_the_headcount_stated_on_the_first_day() -> None:
    found = steps(
        OLD, said("members", "01/01/2022", 28), said("admissions", "01/01/2022", 3), said("admissions", "12/03/2022", 2)
    )
    assert growth(found, "01/01/2022") == 0
    assert growth(found, "31/12/2022") == 2
    assert uncovered(found, "31/12/2022") == 0


def test_where_that_too_is_missing_the_flows_alone_count_and_the_unit_is_not_covered() -> None:
    found = steps(
        OLD,
        said("admissions", "01/02/2022", 4),
        said("members", "10/02/2022", 28),
        said("admissions", "12/03/2022", 2),
        said("members", "01/05/2022", 50),
    )
    assert growth(found, "05/02/2022") == 4
    assert uncovered(found, "09/02/2022") == 0
    assert growth(found, "10/02/2022") == 4
    assert uncovered(found, "10/02/2022") == 1
    assert growth(found, "31/12/2022") == 6
    assert growth(found, "31/12/2023") == 0
    assert uncovered(found, "31/12/2023") == 0


def test_flows_count_also_where_nothing_is_ever_stated() -> None:
    found = steps(OLD, said("admissions", "01/02/2022", 4), said("losses", "01/03/2022", 1))
    assert growth(found, "31/12/2022") == 3
    assert figure(found, "members:known", "31/12/2022") == 0
    assert uncovered(found, "31/12/2022") == 0


def test_a_unit_founded_within_the_year_grows_from_nothing() -> None:
    found = steps(
        history(("01/03/2022", "a", (PROVINCE,))),
        said("admissions", "01/03/2022", 12),
        said("members", "05/05/2022", 15),
    )
    assert growth(found, "28/02/2022") == 0
    assert growth(found, "01/03/2022") == 12
    assert growth(found, "05/05/2022") == 15
    assert uncovered(found, "31/12/2022") == 0


def test_growth_agrees_with_the_tree_as_it_stands_and_what_moved_is_told_apart() -> None:
    found = steps(
        MOVED, said("members", "31/12/2021", 20), said("admissions", "01/02/2022", 2), said("losses", "01/07/2022", 1)
    )
    assert [growth(found, "31/12/2022", node) for node in (NORTH, SOUTH, PROVINCE)] == [-20, 21, 1]
    assert [reorganised(found, "31/12/2022", node) for node in (NORTH, SOUTH, PROVINCE)] == [-22, 22, 0]


def test_a_unit_closed_by_decision_counts_neither_for_nor_against_a_quota() -> None:
    closed = history(("01/01/2020", "a", (PROVINCE,)), closed="01/06/2022")
    found = steps(closed, said("members", "31/12/2021", 20), said("admissions", "01/02/2022", 2))
    assert growth(found, "31/12/2022") == -20
    assert growth(found, "31/12/2022") - reorganised(found, "31/12/2022") == 2


def test_nothing_moves_with_a_unit_that_is_not_covered() -> None:
    found = steps(
        MOVED, said("members", "10/02/2022", 20), said("admissions", "01/03/2022", 2), said("losses", "01/07/2022", 1)
    )
    assert [growth(found, "31/12/2022", node) for node in (NORTH, SOUTH, PROVINCE)] == [2, -1, 1]
    assert [reorganised(found, "31/12/2022", node) for node in (NORTH, SOUTH, PROVINCE)] == [0, 0, 0]
    assert [uncovered(found, "31/05/2022", node) for node in (NORTH, SOUTH, PROVINCE)] == [1, 0, 1]
    assert [uncovered(found, "01/06/2022", node) for node in (NORTH, SOUTH, PROVINCE)] == [0, 1, 1]


def test_a_unit_that_starts_with_the_first_day_moves_with_its_members() -> None:
    found = steps(MOVED, said("members", "01/01/2022", 20), said("admissions", "01/03/2022", 2))
    assert [growth(found, "31/12/2022", node) for node in (NORTH, SOUTH, PROVINCE)] == [-20, 22, 2]
    assert [reorganised(found, "31/12/2022", node) for node in (NORTH, SOUTH, PROVINCE)] == [-22, 22, 0]


def test_a_phase_has_a_start_of_its_own() -> None:
    found = steps(
        OLD, said("admissions", "01/02/2021", 1), said("members", "10/02/2021", 28), said("admissions", "12/03/2021", 2)
    )
    assert growth(found, "31/12/2021") == 3
    assert growth(found, "31/07/2021", since="01/01/2021", phase="short") == 3
    assert growth(found, "31/12/2022", since="01/03/2021", phase="late") == 2
    assert figure(found, "members:uncovered:short", "31/07/2021") == 1
    assert figure(found, "members:uncovered:late", "31/12/2022") == 0


def test_only_levels_whose_growth_is_asked_for_are_corrected() -> None:
    found = steps(OLD, said("workers", "10/02/2022", 28))
    assert {place.tally.partition(":")[2] for place in found} == {"", "known"}


def test_flows_before_a_phase_are_none_of_its_own() -> None:
    found = steps(OLD, said("admissions", "01/02/2021", 1), said("admissions", "12/03/2021", 2))
    assert growth(found, "31/12/2022", since="01/03/2021", phase="late") == 2
    assert growth(found, "31/07/2021", since="01/01/2021", phase="short") == 3


def test_a_headcount_stated_on_the_first_day_of_a_phase_is_its_start() -> None:
    found = steps(OLD, said("members", "01/03/2021", 28), said("members", "12/03/2021", 33))
    assert growth(found, "31/12/2022", since="01/03/2021", phase="late") == 5
    assert growth(found, "31/12/2021") == 0
    assert [figure(found, f"members:uncovered:{phase}", "31/07/2021") for phase in ("short", "late")] == [1, 0]


def test_a_unit_founded_on_the_first_day_of_the_plan_begins_at_nothing() -> None:
    found = steps(history(("01/01/2021", "a", (PROVINCE,))), said("members", "05/02/2021", 9))
    assert growth(found, "31/12/2021") == 9
    assert uncovered(found, "31/12/2021") == 0
