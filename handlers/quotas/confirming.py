"""From agreed lines to quotas in force: the decision, the review, and assigning them, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from domain.quotas import Quota
from domain.reading import Option
from handlers.quotas.choosing import Task
from handlers.quotas.deciding import DECIDED, DECISION, PHOTO, REASON, Decided, changeable, decide
from handlers.quotas.proposal import Proposal, is_share, to_amount
from handlers.quotas.proposing import balance
from handlers.quotas.quota_words import change_said, concerns_joining, decision_said, first_ones, measured, titled
from handlers.quotas.telling_below import receipt, tell_below
from handlers.reports.reviewing import CHANGE, SEND, Review
from handlers.saying import lines, shortened
from handlers.talk import Talk
from locales import _, number
from storage import assigning, quotas
from storage.assigning import Assignment, QuotaProblem, Refusal

REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was assigned, or what the officer wants changed instead: the id of an option."""

    change: str | None = None
    problem: QuotaProblem | None = None


async def confirm(talk: Talk, task: Task, proposal: Proposal, further: Sequence[Option]) -> Refused | None:
    """Ask for the decision, show everything, and assign; None where that is done.

    `further` are parts that the caller can ask again. What belongs to the decision is asked again here.
    """
    if await _is_old(talk, task, proposal):
        return Refused(problem=QuotaProblem(Refusal.CHANGED_MEANWHILE))
    while True:
        not_before = await _decided_before(talk, task, proposal)
        decided = await decide(talk, not_before=not_before, needs_reason=partial(_needs_reason, talk, task, proposal))
        text = review_of(talk, task, proposal, decided)
        if await talk.ask(REVIEW, _review(text)) == SEND:
            problem = await _assign(talk, task, proposal, decided)
            return None if problem is None else Refused(problem=problem)
        options = [*further, *changeable(decided)]
        chosen = await talk.choose("change", _("What should be changed?"), options)
        talk.forget(REVIEW, "change")
        if chosen in (DECISION, DECIDED, PHOTO, REASON):
            talk.forget(chosen)
        else:
            return Refused(change=chosen)


def review_of(talk: Talk, task: Task, proposal: Proposal, decided: Decided) -> Markup:
    """Everything that is about to be in force."""
    rows: list[Markup | str] = [
        _("Please check before the quotas are in force:"),
        Markup("<b>{}</b>").format(titled(talk.plan, task.indicator, task.period)),
    ]
    measure = measured(talk.plan, task.indicator)
    if measure is not None:
        rows.append(Markup("({})").format(measure))
    rows.append(first_ones([change_said(task.indicator, line) for line in proposal.changed]))
    if not is_share(task.indicator):
        rows.append(balance(task, proposal))
    if concerns_joining(talk.plan, task.indicator):
        rows += too_much(proposal)
    rows.append(_("By {decision}", decision=decision_said(decided.decision, decided.day)))
    if decided.photo is not None:
        rows.append(_("With a photo of the decision"))
    if decided.reason:
        rows.append(_("Reason: {reason}", reason=decided.reason))
    return lines(rows)


def too_much(proposal: Proposal) -> list[Markup]:
    """Where there are fewer workers who could still join than the quota asks for."""
    rows = []
    if proposal.too_much:
        named = [f"{line.name} ({number(line.room or 0)})" for line in proposal.too_much]
        rows.append(_("⚠ More than could still join: {names}", names=shortened(named)))
    if proposal.room is not None and proposal.sum > proposal.room:
        rows.append(_("⚠ In all unions together only {n} could still join.", n=number(proposal.room)))
    return rows


def _review(text: Markup) -> Review:
    change = Option(CHANGE, str(_("Change something")), ("sửa", "sửa lại", "chưa đúng"))
    send = Option(SEND, str(_("Right, assign the quotas")), ("giao", "đúng", "xác nhận", "đồng ý"))
    return Review(text=text, choices=[send, change])


async def _is_old(talk: Talk, task: Task, proposal: Proposal) -> bool:
    """Whether the ledger has entries that the officer has not seen."""
    days = (task.period.first_day, task.period.last_day)
    ids = [line.unit_id for line in proposal.lines]
    return await quotas.newest(talk.tx, ids, task.indicator.code, *days) > proposal.basis


async def _decided_before(talk: Talk, task: Task, proposal: Proposal) -> date | None:
    """The day of the latest decision about any of the lines that change; None where there is none."""
    ids = [line.unit_id for line in proposal.changed]
    entries = await quotas.entries(talk.tx, ids, indicator=task.indicator.code)
    period = (task.period.first_day, task.period.last_day)
    days = [entry.quota.decided for entry in entries if (entry.quota.first_day, entry.quota.last_day) == period]
    return max((one for one in days if one <= talk.today), default=None)


async def _needs_reason(talk: Talk, task: Task, proposal: Proposal, decision: str, decided: date) -> bool:
    """Whether one of the lines may be assigned only with a reason."""
    given = [
        Quota(
            indicator=task.indicator.code,
            unit=line.unit_id,
            first_day=task.period.first_day,
            last_day=task.period.last_day,
            amount=to_amount(task.indicator, line.amount),
            decision=decision,
            decided=decided,
            given_by=task.held.unit_id,
            reason="",
            known_at=talk.now,
        )
        for line in proposal.changed
    ]
    verdicts = await assigning.judged(talk.tx, talk.plan, given, talk.today)
    return any(verdict.refusal is Refusal.REASON_NEEDED for verdict in verdicts)


async def _assign(talk: Talk, task: Task, proposal: Proposal, decided: Decided) -> QuotaProblem | None:
    """Assign all lines that change, tell the unions and say the receipt; else why none was assigned.

    What is refused leaves nothing written, so that the conversation can go on asking.
    """
    assignment = Assignment(
        given_by=task.held.unit_id,
        indicator=task.indicator.code,
        first_day=task.period.first_day,
        last_day=task.period.last_day,
        amounts={line.unit_id: to_amount(task.indicator, line.amount) for line in proposal.changed},
        decision=decided.decision,
        decided=decided.day,
        reason=decided.reason,
        photo=decided.photo,
        basis=proposal.basis,
    )
    try:
        async with talk.tx.begin_nested():
            by = talk.person.officer_id
            ids = await assigning.assign(talk.tx, talk.plan, assignment, by, talk.now, today=talk.today)
    except QuotaProblem as problem:
        return problem
    tx = talk.act()
    entered = await quotas.entries(tx, assignment.amounts, indicator=task.indicator.code)
    new = [entry for entry in entered if entry.id in set(ids)]
    silent = await tell_below(talk, task, proposal, new)
    text, rows = receipt(talk, task, proposal, decided, silent=silent, entry_id=ids[-1])
    talk.say(text, rows)
    return None
