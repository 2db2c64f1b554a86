"""What the sample's unions report in a year: the same each time, never ahead of the clock, never absurd."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.sample.filed import Filed
from bot.sample.units import seats
from bot.sample.year import reports_of
from domain.cases import State, state_of
from domain.facts_of import facts_of
from domain.plan import Plan, load_plan, plan_path

SEATS = seats()
UNIONS = [seat.unit for seat in SEATS[:900]]
END = datetime(2027, 2, 1, tzinfo=UTC)
PLAN: Plan = load_plan(plan_path("kontum-66"))
YEAR = reports_of(PLAN, SEATS, 2026, END)


def amount(one: Filed, key: str) -> int:
    given = one.answers[key]
    return int(given["total"] if isinstance(given, dict) else given)


def counted(form: str) -> list[Filed]:
    """What counts in the end: corrected, without what was withdrawn."""
    kept = []
    for one in YEAR:
        last = one.edits[-1].answers if one.edits else one.answers
        if one.form == form and last is not None:
            kept.append(Filed(unit=one.unit, form=form, answers=last, day=one.day, sent=one.sent))
    return kept


def test_every_form_is_used() -> None:
    used = Counter(one.form for one in YEAR)
    of_the_tree = {form.code for form in PLAN.forms if form.event is not None} | {"den-sap-xep", "di-sap-xep"}
    assert set(used) == {form.code for form in PLAN.forms} - of_the_tree
    assert used["so-luong"] == 900


def test_admissions_outweigh_losses_by_little() -> None:
    admitted = sum(amount(one, "admitted") for one in counted("ket-nap"))
    lost = sum(amount(one, "lost") for one in counted("doan-vien-giam"))
    assert 780 <= admitted <= 1100
    assert 700 <= lost <= 900
    assert 0 < admitted - lost < 285


def test_some_unions_are_silent() -> None:
    talkative = {one.unit for one in YEAR if one.form != "so-luong" and one.office is None}
    assert 30 <= len(SEATS) - len(talkative) <= 60


def test_there_are_slips() -> None:
    edits = Counter(edit.answers is None for one in YEAR for edit in one.edits)
    assert edits[True] >= 10
    assert edits[False] >= 10


def test_never_more_members_than_workers() -> None:
    changes: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    signs = {"ket-nap": ("admitted", 1), "chuyen-den": ("moved", 1), "chuyen-di": ("moved", -1)}
    for form, (key, sign) in (signs | {"doan-vien-giam": ("lost", -1)}).items():
        for one in counted(form):
            changes[one.unit].append((one.day, sign * amount(one, key)))
    for place, union in enumerate(UNIONS):
        members = union.members
        for _day, change in sorted(changes[place]):
            members += change
            assert 0 < members <= union.workers, union.code


@pytest.mark.parametrize("now", [datetime(2026, 1, 1, 1, tzinfo=UTC), datetime(2026, 6, 30, 5, tzinfo=UTC), END])
def test_nothing_is_said_ahead_of_the_clock(now: datetime) -> None:
    for one in reports_of(PLAN, SEATS, 2026, now):
        assert one.sent <= now
        assert all(one.sent < edit.at <= now for edit in one.edits)
        assert one.day <= one.sent.date()


def test_what_was_said_stays_said() -> None:
    def without_edits(reports: list[Filed]) -> list[tuple[int, str, date, datetime]]:
        return [(one.unit, one.form, one.day, one.sent) for one in reports]

    before = reports_of(PLAN, SEATS, 2026, END - timedelta(days=200))
    assert without_edits(before) == without_edits(YEAR)[: len(before)]
    assert reports_of(PLAN, SEATS, 2026, END) == YEAR


def test_answers_are_those_of_the_forms() -> None:
    for one in YEAR:
        form = PLAN.form(one.form)
        assert SEATS[one.unit].unit.kind in form.for_kinds
        assert one.answers.keys() <= {question.key for question in form.questions}


def test_every_measure_is_fed() -> None:
    fed = {
        fact.measure
        for one in YEAR
        for answers in (one.answers, *(edit.answers for edit in one.edits if edit.answers is not None))
        for fact in facts_of(PLAN, PLAN.form(one.form), answers, reported_for=one.day, known_at=one.sent, order=1)
    }
    assert fed == {measure.code for measure in PLAN.measures if not measure.reorganises}


def test_cases_are_opened_taken_up_and_closed() -> None:
    cases = [one for one in YEAR if PLAN.form(one.form).opens_case]
    states = Counter(state_of(one.edits[-1].answers or {} if one.edits else one.answers) for one in cases)
    assert states[State.NEW] >= 3
    assert states[State.TAKEN_UP] >= 3
    assert states[State.CLOSED] >= 10
    for one in cases:
        assert {edit.office for edit in one.edits} <= {SEATS[one.unit].superior}


def test_what_superiors_report_bears_their_office() -> None:
    for one in YEAR:
        assert one.office == (SEATS[one.unit].superior if PLAN.form(one.form).from_above else None)


def test_agreements_and_boards_are_about_as_many_as_they_should_be() -> None:
    at_start = [one for one in counted("thoa-uoc") if one.day < date(2026, 2, 20)]
    for kind, share in (("dnnn", 0.84), ("nnn", 0.58)):
        eligible = sum(union.kind == kind and union.workers >= 10 for union in UNIONS)
        in_force = sum(one.answers["status"] == "in-force" and kind == UNIONS[one.unit].kind for one in at_start)
        assert abs(in_force / eligible - share) < 0.12, kind
    for kind, share in (("hcsn", 0.85), ("dnnn", 0.80)):
        eligible = sum(union.kind == kind and union.women >= 10 for union in UNIONS)
        boards = sum(one.answers["status"] == "have" and kind == UNIONS[one.unit].kind for one in counted("nu-cong"))
        assert abs(boards / eligible - share) < 0.12, kind


def test_a_transfer_is_taken_over_by_its_receiver() -> None:
    taken = [one for one in YEAR if one.takes_over is not None]
    assert taken
    for one in taken:
        assert one.takes_over is not None
        assert (one.unit, one.other_end) == (one.takes_over.other_end, one.takes_over.unit)
        assert one.sent > one.takes_over.sent
