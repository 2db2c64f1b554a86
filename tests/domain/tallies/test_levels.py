from __future__ import annotations

from dataclasses import replace

from tests.domain.tallies.by_hand import MOVED, NORTH, OLD, PROVINCE, SOUTH, UNIT, figure, history, said, steps


def test_members_are_the_latest_statement_and_the_flows_of_strictly_later_days() -> None:
    found = steps(
        OLD,
        said("members", "10/03/2022", 28),
        said("admissions", "10/03/2022", 5),
        said("admissions", "11/03/2022", 3),
        said("losses", "12/03/2022", 1),
        said("members", "01/05/2022", 40),
    )
    wanted = {"09/03/2022": 0, "10/03/2022": 28, "11/03/2022": 31, "12/03/2022": 30, "30/04/2022": 30, "01/05/2022": 40}
    assert {day: figure(found, "members", day) for day in wanted} == wanted
    assert figure(found, "members:known", "09/03/2022") == 0
    assert figure(found, "members:known", "31/12/2022") == 1


def test_of_two_statements_of_one_day_the_one_known_later_wins() -> None:
    late, early = said("members", "10/03/2022", 30, known=2), said("members", "10/03/2022", 28, known=1)
    assert figure(steps(OLD, late, early), "members", "10/03/2022") == 30
    assert figure(steps(OLD, early, late), "members", "10/03/2022") == 30
    at_once = replace(late, value=31, order=late.order + 1)
    assert figure(steps(OLD, at_once, late), "members", "10/03/2022") == 31


def test_a_unit_founded_since_the_start_of_the_plan_begins_at_nothing() -> None:
    young = history(("01/01/2021", "a", (PROVINCE,)))
    found = steps(young, said("admissions", "01/01/2021", 12), said("admissions", "05/02/2021", 2))
    assert figure(found, "members", "01/01/2021") == 12
    assert figure(found, "members", "05/02/2021") == 14
    assert figure(found, "members:known", "31/12/2020") == 0
    assert figure(found, "members:known", "01/01/2021") == 1
    assert figure(steps(young, said("members", "01/02/2021", 7)), "members:known", "01/01/2021") == 1


def test_a_level_that_no_flow_moves_is_known_only_where_it_is_stated() -> None:
    young = history(("01/01/2021", "a", (PROVINCE,)))
    stated = steps(young, said("workers", "10/02/2021", 9))
    assert [figure(stated, "workers:known", day) for day in ("09/02/2021", "10/02/2021")] == [0, 1]


def test_any_other_unit_is_unknown_until_it_states_a_number_and_flows_do_not_move_it() -> None:
    older = history(("31/12/2020", "a", (PROVINCE,)))
    found = steps(older, said("admissions", "05/02/2021", 2), said("members", "10/02/2021", 20))
    assert figure(found, "members", "09/02/2021") == 0
    assert figure(found, "members:known", "09/02/2021") == 0
    assert figure(found, "members", "10/02/2021") == 20


def test_a_level_below_nothing_is_kept_as_it_is() -> None:
    found = steps(
        OLD, said("members", "01/02/2022", 2), said("losses", "05/02/2022", 5), said("admissions", "06/02/2022", 9)
    )
    assert figure(found, "members", "05/02/2022") == -3
    assert figure(found, "members", "06/02/2022") == 6


def test_levels_move_with_the_unit_and_the_move_is_told_apart() -> None:
    found = steps(
        MOVED, said("members", "01/02/2022", 20), said("members", "01/06/2022", 25), said("losses", "02/06/2022", 1)
    )
    assert [figure(found, "members", "31/05/2022", node=node) for node in (NORTH, SOUTH, PROVINCE)] == [20, 0, 20]
    assert [figure(found, "members", "02/06/2022", node=node) for node in (NORTH, SOUTH, PROVINCE)] == [0, 24, 24]
    assert [figure(found, "members:moved", "31/05/2022", node=node) for node in (NORTH, SOUTH)] == [0, 0]
    assert [figure(found, "members:moved", "01/06/2022", node=node) for node in (NORTH, SOUTH)] == [-20, 20]
    assert not [place for place in found if place.tally == "members:moved" and place.node in (UNIT, PROVINCE)]


def test_levels_change_kind_with_the_unit() -> None:
    changed = history(("01/01/2020", "a", (PROVINCE,)), ("01/06/2022", "b", (PROVINCE,)))
    found = steps(changed, said("members", "01/02/2022", 20))
    assert [figure(found, "members", "01/06/2022", kind=kind) for kind in "ab"] == [0, 20]
    assert [figure(found, "members:known", "01/06/2022", kind=kind) for kind in "ab"] == [0, 1]
    assert [figure(found, "members:moved", "01/06/2022", kind=kind) for kind in "ab"] == [-20, 20]


def test_levels_end_with_the_unit() -> None:
    closed = history(("01/01/2020", "a", (NORTH, PROVINCE)), closed="01/06/2022")
    found = steps(
        closed, said("members", "01/02/2022", 20), said("losses", "31/05/2022", 2), said("losses", "01/06/2022", 18)
    )
    assert figure(found, "members", "31/05/2022") == 18
    assert figure(found, "members", "01/06/2022") == 0
    assert figure(found, "members:known", "01/06/2022") == 0
    assert figure(found, "members:moved", "01/06/2022") == -18


def test_workers_change_only_when_stated() -> None:
    found = steps(OLD, said("workers", "01/02/2022", 50), said("admissions", "05/02/2022", 5))
    assert figure(found, "workers", "31/12/2022") == 50
    assert figure(found, "workers", "31/01/2022") == 0


def test_what_is_dated_before_the_founding_or_after_the_closing_is_left_out() -> None:
    short = history(("01/02/2022", "a", (PROVINCE,)), closed="01/05/2022")
    found = steps(
        short, said("members", "31/01/2022", 9), said("admissions", "31/01/2022", 5), said("members", "01/05/2022", 7)
    )
    assert figure(found, "members", "30/04/2022") == 0
    assert figure(found, "members:known", "30/04/2022") == 1
    assert figure(found, "members", "01/05/2022") == 0
