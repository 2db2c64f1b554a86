from __future__ import annotations

from tests.domain.tallies.by_hand import OLD, PROVINCE, figure, history, said, steps

PARTS = ("density:numerator", "density:denominator", "density:known")


def test_density_is_taken_over_units_whose_two_numbers_are_both_known() -> None:
    found = steps(
        OLD, said("members", "01/02/2022", 20), said("workers", "01/03/2022", 30), said("losses", "01/04/2022", 2)
    )
    assert [figure(found, part, "28/02/2022") for part in PARTS] == [0, 0, 0]
    assert [figure(found, part, "01/03/2022") for part in PARTS] == [20, 30, 1]
    assert [figure(found, part, "01/04/2022") for part in PARTS] == [18, 30, 1]


def test_a_number_of_zero_is_known() -> None:
    found = steps(OLD, said("members", "01/02/2022", 0), said("workers", "01/02/2022", 30))
    assert [figure(found, part, "01/02/2022") for part in PARTS] == [0, 30, 1]


def test_another_base_for_occupational_unions() -> None:
    changed = history(("01/01/2020", "a", (PROVINCE,)), ("01/06/2022", "nd", (PROVINCE,)))
    found = steps(changed, said("members", "01/02/2022", 20))
    assert [figure(found, part, "31/05/2022") for part in PARTS] == [0, 0, 0]
    assert [figure(found, part, "01/06/2022", kind="nd") for part in PARTS] == [20, 20, 1]
