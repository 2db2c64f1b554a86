"""/giaochitieu: assign a quota to the units directly below, from the choice of the indicator to the receipt."""

from __future__ import annotations

from functools import partial

from domain.access import Act, Relation
from domain.reading import Option
from domain.splitting import Method
from handlers.commands import Command, register
from handlers.drafts import NEW, go_on_with_draft
from handlers.quotas.choosing import Task, choose_task, choose_total
from handlers.quotas.confirming import REVIEW, Refused, confirm
from handlers.quotas.outgoing import send_sheet
from handlers.quotas.proposal import Proposal, is_share
from handlers.quotas.proposing import agree_on_lines, forget_lines_typed, reopen_lines
from handlers.quotas.quota_problems import sentence
from handlers.quotas.quota_words import named
from handlers.quotas.ways_to_split import (
    SHEET,
    children_of,
    choose_way,
    choose_way_of_share,
    forget_lines,
    proposed,
)
from handlers.saying import lines
from handlers.subjects import office_above
from handlers.talk import Talk
from locales import N_, _
from storage.conversations import Draft

ASSIGNING = ("giaochitieu", "bangchitieu")
"""The commands that assign quotas, of which what was put aside is taken up here."""
TAKEN_UP_BY = N_("assign quotas")
LINES, WAY, TOTAL = "+lines", "+way", "+total"


async def assign_quotas(talk: Talk) -> None:
    """Lead from the choice of the indicator to one receipt for all."""
    if not talk.answer("=args"):
        new = Option(NEW, str(_("Another quota")), ("mới", "chỉ tiêu khác"))
        await go_on_with_draft(talk, ASSIGNING, partial(_indicator_of, talk), new)
    held = await office_above(talk, Act.ASSIGN_QUOTAS)
    task = await choose_task(talk, held)
    while True:
        below = await children_of(talk, task)
        total = await choose_total(talk, task)
        if is_share(task.indicator):
            chosen = await choose_way_of_share(talk, below)
        else:
            chosen = await choose_way(talk, task, below, total)
        if chosen == SHEET:
            so_far = {line.unit_id: line.given for line in below.lines}
            send_sheet(talk, task, Proposal(below.lines, None, below.basis).with_amounts(so_far))
            return
        way = Method(chosen)
        proposal = await proposed(talk, task, below, total, way)
        agreed = await agree_on_lines(talk, task, proposal, way, unknown=below.unknown.get(way, ()))
        refused = await confirm(talk, task, agreed, _changeable(task))
        if refused is None:
            return
        _go_back(talk, refused)


def _indicator_of(talk: Talk, draft: Draft) -> str:
    code = draft.answers.get("share") or draft.answers.get("indicator")
    known = {indicator.code: named(indicator) for indicator in talk.plan.indicators}
    return known.get(code or "", str(_("Assign quotas")))


def _changeable(task: Task) -> list[Option]:
    if is_share(task.indicator):
        return [Option(LINES, str(_("The lines"))), Option(TOTAL, str(_("The share for all")))]
    return [
        Option(LINES, str(_("The lines"))),
        Option(WAY, str(_("How it is split"))),
        Option(TOTAL, str(_("The total"))),
    ]


def _go_back(talk: Talk, refused: Refused) -> None:
    """Open again what is to be changed. After a refusal what was typed stays, on lines that are read again."""
    talk.forget(REVIEW)
    reopen_lines(talk)
    if refused.problem is not None:
        forget_lines(talk)
        again = _("Here are the lines as they stand now, with the changes that you had typed.")
        talk.complain(lines([sentence(refused.problem), again]))
    if refused.change in (WAY, TOTAL):
        forget_lines_typed(talk)
        talk.forget("way")
    if refused.change == TOTAL:
        talk.forget("total")


register(
    Command(
        name="giaochitieu",
        words=("giao chỉ tiêu", "giao ct", "phân bổ chỉ tiêu", "assign", "assign quotas"),
        title=N_("Assign quotas"),
        needs=Act.ASSIGN_QUOTAS,
        where=(Relation.CHILD,),
        keeps_drafts=True,
        taken_up_by=TAKEN_UP_BY,
        takes_words=True,
        converse=assign_quotas,
    )
)
