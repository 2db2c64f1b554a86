"""What a unit is expected to tell in a round, and what of it has been told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendar.rounds import Round, asked_before, round_of, told_from
from domain.calendar.telling import follows_flows
from domain.facts import Answer, Fact
from domain.plan import Form, MeasureKind, Plan
from handlers.surroundings import Surroundings
from storage import facts
from storage.calendar import submissions, told
from storage.calendar.submissions import Submission
from storage.calendar.told import Told

HOLDING = (Answer.YES, Answer.RENEWING, Answer.NOT_APPLICABLE)
"""Answers that need not be told again while they hold."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A form that is expected of the unit. `nothing`: the unit said that there is nothing to report with it."""

    form: Form
    told: bool
    nothing: bool

    @property
    def missing(self) -> bool:
        """Whether nothing was said of it yet."""
        return not (self.told or self.nothing)


async def expected_of(at: Surroundings, unit_kind: str, some: Sequence[Submission]) -> list[Expected]:
    """The forms expected of a unit in these rounds, which have the same cut-off, in the order of the menu."""
    rounds = [one for one in (round_of(at.plan, each.round) for each in some) if one is not None]
    forms = [one for one in at.plan.forms_for(unit_kind) if any(one.code in each.kind.forms for each in rounds)]
    if not forms:
        return []
    first = {form.code: _first_day(at.plan, rounds, form) for form in forms}
    unit_id = some[0].unit_id
    known = await told.since(at.tx, unit_id, min(first.values()))
    before = {one.code for each in rounds for form in forms for one in asked_before(at.plan, each, form.code)}
    closed = await told.closings(at.tx, unit_id, before)
    nothing = await submissions.nothing_of(at.tx, [one.id for one in some])
    measures = {fact.measure for form in forms for fact in form.facts}
    answers = [
        one for one in (await facts.standing(at.tx, [unit_id], measures))[unit_id] if isinstance(one.value, Answer)
    ]
    cut_off = some[0].cut_off
    found = []
    for form in forms:
        earlier = [closed.get(one.code) for each in rounds for one in asked_before(at.plan, each, form.code)]
        since = max((moment for moment in earlier if moment is not None), default=None)
        is_told = any(
            one.form == form.code
            and _is_for(at.plan, form, one, first[form.code], cut_off)
            and (since is None or follows_flows(at.plan, form) or one.known_at > since)
            for one in known
        )
        holds = _holds(at.plan, form, answers, rounds, cut_off)
        found.append(Expected(form, is_told or holds, form.code in nothing))
    return found


def _first_day(plan: Plan, rounds: Sequence[Round], form: Form) -> date:
    return min(told_from(plan, one, form) for one in rounds if form.code in one.kind.forms)


def _is_for(plan: Plan, form: Form, one: Told, first: date, cut_off: date) -> bool:
    """Whether a report is one for the round: what happened after the cut-off belongs to the next one."""
    return one.day >= first and (one.day <= cut_off or not follows_flows(plan, form))


def _holds(plan: Plan, form: Form, answers: Sequence[Fact], rounds: Sequence[Round], cut_off: date) -> bool:
    """Whether an answer that the form gives was given before and still holds."""
    of_form = {one.measure for one in form.facts if plan.measure(one.measure).kind is MeasureKind.ANSWER}
    years = {one.year for one in rounds}
    return any(
        one.measure in of_form
        and one.answer in HOLDING
        and (
            one.counts_for in years if plan.measure(one.measure).of_years else one.until is None or one.until >= cut_off
        )
        for one in answers
    )
