"""Everything that the sample reports would have been taken in a conversation, word for word."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.sample.filed import Filed
from bot.sample.making import FOUNDED
from bot.sample.units import seats
from bot.sample.year import reports_of
from domain.findings import Filled, findings
from domain.known import Known, Reported
from domain.plan import Plan, load_plan, plan_path
from domain.units import Stay, UnitHistory
from domain.validity import Mistake, Occasion, judged_answers
from locales import local

PLAN: Plan = load_plan(plan_path("kontum-66"))
SEATS = seats()
YEAR = reports_of(PLAN, SEATS, 2026, datetime(2027, 2, 1, tzinfo=UTC))


class Judge:
    """Judges reports in the order of sending, each by what was known of its unit then."""

    def __init__(self) -> None:
        self._units = {seat.unit.code: _history(seat.place) for seat in SEATS}
        self._known = [Known(PLAN, FOUNDED) for _ in SEATS]
        self._count = 0

    def judge(self, one: Filed) -> tuple[list[Mistake], list[str]]:
        """What is wrong with the report, and which findings there are. It is remembered as it was corrected later."""
        mistakes = self._mistakes(one, one.answers, one.sent)
        for edit in one.edits:
            mistakes += self._mistakes(one, edit.answers, edit.at) if edit.answers is not None else []
        withdrawn = bool(one.edits) and one.edits[-1].answers is None
        found = [] if withdrawn else self._findings(one)
        return mistakes, found

    def _mistakes(self, one: Filed, answers: dict[str, Any], sent: datetime) -> list[Mistake]:
        form = PLAN.form(one.form)
        at = Occasion(
            plan=PLAN,
            # A superior's answers about a case stand beside those of its opener.
            form=form.model_copy(update={"questions": (*form.questions, *form.follow_up)}),
            unit=self._units[SEATS[one.unit].unit.code],
            kind=SEATS[one.unit].unit.kind,
            day=one.day,
            today=local(sent).date(),
            known=self._known[one.unit],
            units=self._units,
        )
        given = dict(answers)
        if one.form in ("chuyen-di", "chuyen-den"):
            given["other-end"] = {"unit": None if one.other_end is None else SEATS[one.other_end].unit.code}
        asked = {question.key for question in form.follow_up} - answers.keys()
        return [mistake for mistake in judged_answers(given, at, {})[1] if mistake.field not in asked]

    def _findings(self, one: Filed) -> list[str]:
        last = one.edits[-1].answers if one.edits else one.answers
        assert last is not None
        filled = Filled(
            plan=PLAN,
            form=PLAN.form(one.form),
            kind=SEATS[one.unit].unit.kind,
            answers=last,
            day=one.day,
            now=one.sent,
            today=local(one.sent).date(),
            known=self._known[one.unit],
        )
        found = [str(finding) for finding in findings(filled)]
        self._count += 1
        self._known[one.unit].learn(filled.facts)
        self._known[one.unit].remember(
            Reported(
                report_id=self._count,
                form=one.form,
                made_at=one.sent,
                decision=filled.decision,
                figures=filled.facts,
            )
        )
        return found


def _history(place: int) -> UnitHistory:
    path, at = [place], place
    while SEATS[at].superior != at:
        at = SEATS[at].superior
        path.append(at)
    stay = Stay(first_day=FOUNDED, end=None, kind=SEATS[place].unit.kind, path=tuple(path))
    return UnitHistory(unit=place, stays=(stay,))


def test_every_report_would_have_been_taken() -> None:
    judge = Judge()
    judged = [(one, *judge.judge(one)) for one in YEAR]
    wrong = [(one, mistakes, found) for one, mistakes, found in judged if mistakes or found]
    assert wrong == []
