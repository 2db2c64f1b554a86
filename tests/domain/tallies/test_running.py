from __future__ import annotations

from tests.domain.tallies.by_hand import MOVED, NORTH, OLD, PROVINCE, SOUTH, figure, history, said, steps


def test_the_latest_statement_of_the_year_holds_and_statements_do_not_add_up() -> None:
    found = steps(
        OLD, said("briefed", "10/03/2022", 20), said("briefed", "10/05/2022", 25), said("briefed", "01/02/2023", 4)
    )
    assert figure(found, "briefed", "09/05/2022", year=2022) == 20
    assert figure(found, "briefed", "10/05/2022", year=2022) == 25
    assert figure(found, "briefed", "31/12/2023", year=2022) == 25
    assert figure(found, "briefed", "31/12/2023", year=2023) == 4
    assert figure(found, "briefed:answered", "09/03/2022", year=2022) == 0
    assert figure(found, "briefed:answered", "10/05/2022", year=2022) == 1
    assert figure(found, "briefed:answered", "31/01/2023", year=2023) == 0


def test_an_amount_since_the_start_of_the_year_is_stated_likewise_and_has_no_base() -> None:
    found = steps(OLD, said("collected", "31/03/2022", 1_000), said("collected", "30/06/2022", 2_500))
    assert figure(found, "collected", "30/06/2022", year=2022) == 2_500
    assert {place.tally for place in found} == {"collected", "collected:answered"}


def test_a_statement_counts_for_the_year_it_is_for_from_its_own_day_on() -> None:
    found = steps(OLD, said("briefed", "10/01/2023", 20, year=2022))
    assert figure(found, "briefed", "09/01/2023", year=2022) == 0
    assert figure(found, "briefed", "10/01/2023", year=2022) == 20
    assert figure(found, "briefed", "10/01/2023", year=2023) == 0


def test_a_running_count_moves_and_ends_with_the_unit() -> None:
    found = steps(MOVED, said("briefed", "10/03/2022", 20))
    assert [figure(found, "briefed", "01/06/2022", node=node, year=2022) for node in (NORTH, SOUTH, PROVINCE)] == [
        0,
        20,
        20,
    ]
    closed = history(("01/01/2020", "a", (PROVINCE,)), closed="01/06/2022")
    ended = steps(closed, said("briefed", "10/03/2022", 20), said("workers", "10/03/2022", 30))
    for tally in ("briefed", "briefed:answered", "briefed:base"):
        assert figure(ended, tally, "31/05/2022", year=2022) > 0
        assert figure(ended, tally, "01/06/2022", year=2022) == 0


def test_the_base_is_the_headcount_of_the_units_that_have_answered() -> None:
    found = steps(
        OLD,
        said("workers", "01/02/2022", 30),
        said("briefed", "10/03/2022", 20),
        said("workers", "01/05/2022", 40),
    )
    wanted = {"09/03/2022": 0, "10/03/2022": 30, "01/05/2022": 40}
    assert {day: figure(found, "briefed:base", day, year=2022) for day in wanted} == wanted
    assert figure(steps(OLD, said("briefed", "10/03/2022", 20)), "briefed:base", "31/12/2022", year=2022) == 0


def test_an_occupational_union_has_its_members_as_base() -> None:
    changed = history(("01/01/2020", "a", (PROVINCE,)), ("01/06/2022", "nd", (PROVINCE,)))
    facts = said("workers", "01/02/2022", 30), said("members", "01/02/2022", 28), said("briefed", "10/03/2022", 20)
    found = steps(changed, *facts, said("admissions", "01/05/2022", 1))
    assert figure(found, "briefed:base", "31/05/2022", year=2022, kind="a") == 30
    assert figure(found, "briefed:base", "01/06/2022", year=2022, kind="a") == 0
    assert figure(found, "briefed:base", "01/06/2022", year=2022, kind="nd") == 29
