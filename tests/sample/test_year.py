"""What the sample's unions report in a year: the same each time, never ahead of the clock, never absurd."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.sample.filed import Filed
from bot.sample.unions import unions
from bot.sample.year import reports_of
from domain.facts_of import facts_of
from domain.plan import Plan, load_plan, plan_path

UNIONS = unions()
END = datetime(2027, 2, 1, tzinfo=UTC)
YEAR = reports_of(UNIONS, 2026, END)
PLAN: Plan = load_plan(plan_path("kontum-66"))


def amount(one: Filed, key: str) -> int:
    given = one.answers[key]
    return int(given["total"] if isinstance(given, dict) else given)


def counted(form: str) -> list[Filed]:
    """What counts in the end: corrected, without what was withdrawn."""
    kept = []
    for one in YEAR:
        last = one.edits[-1].answers if one.edits else one.answers
        if one.form == form and last is not None:
            kept.append(Filed(union=one.union, form=form, answers=last, day=one.day, sent=one.sent))
    return kept


def test_every_form_is_used() -> None:
    used = Counter(one.form for one in YEAR)
    assert set(used) == {form.code for form in PLAN.forms}
    assert used["so-luong"] == 900


def test_admissions_outweigh_losses_by_little() -> None:
    admitted = sum(amount(one, "admitted") for one in counted("ket-nap"))
    lost = sum(amount(one, "lost") for one in counted("doan-vien-giam"))
    assert 780 <= admitted <= 1100
    assert 700 <= lost <= 900
    assert 0 < admitted - lost < 285


def test_some_unions_are_silent() -> None:
    talkative = {one.union for one in YEAR if one.form != "so-luong"}
    assert 30 <= 900 - len(talkative) <= 60


def test_there_are_slips() -> None:
    edits = Counter(edit.answers is None for one in YEAR for edit in one.edits)
    assert edits[True] >= 10
    assert edits[False] >= 10


def test_never_more_members_than_workers() -> None:
    changes: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    signs = {"ket-nap": ("admitted", 1), "chuyen-den": ("moved", 1), "chuyen-di": ("moved", -1)}
    for form, (key, sign) in (signs | {"doan-vien-giam": ("lost", -1)}).items():
        for one in counted(form):
            changes[one.union].append((one.day, sign * amount(one, key)))
    for place, union in enumerate(UNIONS):
        members = union.members
        for _day, change in sorted(changes[place]):
            members += change
            assert 0 < members <= union.workers, union.code


@pytest.mark.parametrize("now", [datetime(2026, 1, 1, 1, tzinfo=UTC), datetime(2026, 6, 30, 5, tzinfo=UTC), END])
def test_nothing_is_said_ahead_of_the_clock(now: datetime) -> None:
    for one in reports_of(UNIONS, 2026, now):
        assert one.sent <= now
        assert all(one.sent < edit.at <= now for edit in one.edits)
        assert one.day <= one.sent.date()


def test_what_was_said_stays_said() -> None:
    def without_edits(reports: list[Filed]) -> list[tuple[int, str, date, datetime]]:
        return [(one.union, one.form, one.day, one.sent) for one in reports]

    before = reports_of(UNIONS, 2026, END - timedelta(days=200))
    assert without_edits(before) == without_edits(YEAR)[: len(before)]
    assert reports_of(UNIONS, 2026, END) == YEAR


def test_answers_are_those_of_the_forms() -> None:
    for one in YEAR:
        form = PLAN.form(one.form)
        assert UNIONS[one.union].kind in form.for_kinds
        assert one.answers.keys() <= {question.key for question in form.questions}
        assert facts_of(PLAN, form, one.answers, reported_for=one.day, known_at=one.sent, order=1)


def test_a_transfer_is_taken_over_by_its_receiver() -> None:
    taken = [one for one in YEAR if one.takes_over is not None]
    assert taken
    for one in taken:
        assert one.takes_over is not None
        assert (one.union, one.other_end) == (one.takes_over.other_end, one.takes_over.union)
        assert one.sent > one.takes_over.sent
