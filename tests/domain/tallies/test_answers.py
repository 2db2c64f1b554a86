from __future__ import annotations

from domain.facts import Answer, Fact
from tests.domain.tallies.by_hand import MOVED, NORTH, OLD, PROVINCE, SOUTH, figure, history, said, steps

YES, NOT_YET, NO, NOT_APPLICABLE = Answer.YES, Answer.NOT_YET, Answer.NO, Answer.NOT_APPLICABLE
STATES = ("yes", "not_yet", "no", "not_applicable", "ended")


def state(day: str, *facts: Fact, year: int = 2022) -> list[str]:
    """Which tallies of the answer count the unit on the day."""
    found = steps(OLD, *facts)
    sums = {state: figure(found, f"{facts[0].measure}:{state}", day, year=year) for state in STATES}
    assert set(sums.values()) <= {0, 1}
    return [state for state, value in sums.items() if value]


def test_silence_is_no_answer() -> None:
    assert state("09/04/2022", said("dialogue", "10/04/2022", YES)) == []


def test_a_yes_of_the_year_stays_a_yes() -> None:
    facts = (
        said("dialogue", "10/04/2022", YES),
        said("dialogue", "10/05/2022", NOT_YET),
        said("dialogue", "10/06/2022", NO),
    )
    assert state("10/04/2022", *facts) == ["yes"]
    assert state("31/12/2022", *facts) == ["yes"]
    assert state("31/12/2022", *facts, said("dialogue", "11/06/2022", NOT_APPLICABLE)) == ["yes"]


def test_not_applicable_holds_for_the_year_unless_a_yes_comes() -> None:
    facts = said("dialogue", "10/04/2022", NOT_APPLICABLE), said("dialogue", "10/05/2022", NOT_YET)
    assert state("31/12/2022", *facts) == ["not_applicable"]
    assert state("31/12/2022", *facts, said("dialogue", "10/06/2022", YES)) == ["yes"]


def test_a_no_is_final_until_the_unit_says_otherwise() -> None:
    assert state("31/12/2022", said("dialogue", "10/04/2022", NOT_YET), said("dialogue", "10/05/2022", NO)) == ["no"]
    assert state("31/12/2022", said("dialogue", "10/04/2022", NO), said("dialogue", "10/05/2022", NOT_YET)) == [
        "not_yet"
    ]


def test_of_two_answers_of_one_day_the_one_known_later_wins() -> None:
    later, earlier = said("dialogue", "10/04/2022", NO, known=2), said("dialogue", "10/04/2022", NOT_YET, known=1)
    assert state("10/04/2022", later, earlier) == ["no"]


def test_an_answer_counts_for_its_year_from_its_own_day_on_also_after_the_end_of_the_year() -> None:
    late, early = said("dialogue", "10/02/2023", YES, year=2022), said("dialogue", "20/12/2021", NOT_YET, year=2022)
    assert state("31/12/2021", early, late) == ["not_yet"]
    assert state("10/02/2023", early, late) == ["yes"]
    assert state("10/02/2023", early, late, year=2023) == []


def test_answers_move_change_kind_and_end_with_the_unit() -> None:
    moved = steps(MOVED, said("dialogue", "10/04/2022", YES))
    assert [figure(moved, "dialogue:yes", "01/06/2022", node=node, year=2022) for node in (NORTH, SOUTH, PROVINCE)] == [
        0,
        1,
        1,
    ]
    changed = history(("01/01/2020", "a", (PROVINCE,)), ("01/06/2022", "b", (PROVINCE,)), closed="01/02/2023")
    found = steps(changed, said("dialogue", "10/04/2022", YES))
    assert [figure(found, "dialogue:yes", "31/12/2022", year=2022, kind=kind) for kind in "ab"] == [0, 1]
    assert figure(found, "dialogue:yes", "01/02/2023", year=2022) == 0


def test_an_agreement_is_in_force_to_its_last_day_and_an_old_answer_still_is_one() -> None:
    in_force = said("agreement", "01/03/2022", YES, until="29/02/2024")
    assert state("28/02/2022", in_force, year=0) == []
    assert state("29/02/2024", in_force, year=0) == ["yes"]
    assert state("01/03/2024", in_force, year=0) == ["ended"]


def test_the_latest_answer_ends_an_earlier_one() -> None:
    in_force = said("agreement", "01/03/2022", YES, until="29/02/2024")
    assert state("10/05/2023", in_force, said("agreement", "10/05/2023", NOT_YET), year=0) == ["not_yet"]
    assert state("01/03/2024", in_force, said("agreement", "10/05/2023", YES), year=0) == ["yes"]
    assert state("01/03/2024", in_force, said("agreement", "01/03/2024", YES), year=0) == ["yes"]
    again = said("agreement", "01/06/2024", YES, until="01/06/2026")
    assert state("31/05/2024", in_force, again, year=0) == ["ended"]
    assert state("01/06/2024", in_force, again, year=0) == ["yes"]


def test_an_agreement_counts_whenever_it_was_reported() -> None:
    over = said("agreement", "01/03/2022", YES, until="28/02/2022")
    assert state("01/03/2022", over, year=0) == ["ended"]
    assert state("01/03/2022", over, said("agreement", "01/03/2022", NO, known=1), year=0) == ["no"]
    long_over = said("agreement", "01/03/2022", YES, until="31/12/2021")
    assert state("28/02/2022", long_over, year=0) == []
    assert state("01/03/2022", long_over, year=0) == ["ended"]


RENEWING = Answer.RENEWING
SIGNED = said("agreement", "01/03/2024", YES, until="28/02/2026")
"""24 months from 01/03/2024; the first day without is 01/03/2026, and the last of the 90 days is 29/05/2026."""


def test_an_agreement_that_is_negotiated_anew_is_in_force_for_ninety_days_more() -> None:
    talking = said("agreement", "10/04/2026", RENEWING)
    assert state("28/02/2026", SIGNED, talking, year=0) == ["yes"]
    assert state("01/03/2026", SIGNED, talking, year=0) == ["ended"], "nobody had said so yet"
    assert state("10/04/2026", SIGNED, talking, year=0) == ["yes"]
    assert state("29/05/2026", SIGNED, talking, year=0) == ["yes"]
    assert state("30/05/2026", SIGNED, talking, year=0) == ["not_yet"]


def test_negotiating_counts_also_when_it_was_said_before_the_end() -> None:
    talking = said("agreement", "10/01/2026", RENEWING)
    assert state("28/02/2026", SIGNED, talking, year=0) == ["yes"]
    assert state("29/05/2026", SIGNED, talking, year=0) == ["yes"]
    assert state("30/05/2026", SIGNED, talking, year=0) == ["not_yet"]


def test_who_negotiates_a_first_agreement_has_none_yet() -> None:
    assert state("10/04/2026", said("agreement", "10/04/2026", RENEWING), year=0) == ["not_yet"]


def test_saying_that_there_is_none_ends_an_agreement_and_its_days_of_grace_early() -> None:
    talking = said("agreement", "10/01/2026", RENEWING)
    for answer, counted in ((Answer.ENDED, "ended"), (NOT_YET, "not_yet")):
        assert state("31/01/2026", SIGNED, talking, said("agreement", "31/01/2026", answer), year=0) == [counted]
        assert state("10/04/2026", SIGNED, talking, said("agreement", "31/03/2026", answer), year=0) == [counted]


def test_a_new_agreement_follows_on_the_old_one() -> None:
    new = said("agreement", "01/05/2026", YES, until="30/04/2028")
    talking = said("agreement", "10/04/2026", RENEWING)
    assert state("30/05/2026", SIGNED, talking, new, year=0) == ["yes"]
    assert state("01/05/2028", SIGNED, talking, new, year=0) == ["ended"], "it does not negotiate any more"


def test_how_many_negotiate_is_counted_beside() -> None:
    found = steps(OLD, SIGNED, said("agreement", "10/01/2026", RENEWING), said("agreement", "01/07/2026", NOT_YET))
    for day, negotiating in (("09/01/2026", 0), ("10/01/2026", 1), ("30/06/2026", 1), ("01/07/2026", 0)):
        assert figure(found, "agreement:renewing", day) == negotiating
