"""bangchitieu: a spreadsheet with quotas came back. What it would change is shown, decided, and assigned as a whole."""

from __future__ import annotations

from typing import NoReturn

from markupsafe import Markup

from domain.access import Act, Relation
from domain.assigning import period_of
from domain.reading import Option
from handlers.commands import Command, register
from handlers.quotas.assigning import TAKEN_UP_BY
from handlers.quotas.choosing import Task, given_at, own_quota
from handlers.quotas.confirming import confirm, too_much
from handlers.quotas.outgoing import send_sheet
from handlers.quotas.proposal import Proposal, is_share, to_int
from handlers.quotas.proposing import balance
from handlers.quotas.quota_problems import sentence
from handlers.quotas.quota_words import change_said, concerns_joining, first_ones, titled
from handlers.quotas.sheet_problems import of_cells, of_sheet
from handlers.quotas.sheets import CellProblem, SentSheet, SheetProblem, UnreadCell
from handlers.quotas.ways_to_split import Below, read_now
from handlers.saying import lines
from handlers.talk import Ended, Talk
from locales import N_, _
from storage import units
from storage.assigning import Refusal

GO_ON = "go-on"


async def take_sheet(talk: Talk) -> None:
    """Lead from the sheet's differences to one receipt. A sheet of which anything was not read changes nothing."""
    kept = next(iter(talk.answer("=args")), f"!{SheetProblem.NOT_A_SHEET}")
    if kept.startswith("!"):
        _end(talk, of_sheet(SheetProblem(kept[1:])))
    sheet = SentSheet.of(kept)
    task = await _task(talk, sheet)
    below = await read_now(talk, task)
    if below.basis != sheet.basis:
        _send_new(talk, task, below)
    unread = [*sheet.unread, *_of_others(sheet, below)]
    if unread:
        again = _("Please correct these and send the sheet again. Nothing was changed.")
        _end(talk, lines([_("These cells could not be read:"), of_cells(unread), again]))
    proposal = _proposal(task, sheet, below)
    if not proposal.changed:
        _end(talk, _("The sheet holds just what was assigned so far, so there is nothing to assign."))
    options = [Option(GO_ON, str(_("Go on")), ("tiếp", "đi tiếp", "đúng", "có", "đồng ý"))]
    await talk.choose("differences", _differences(talk, task, proposal), options)
    refused = await confirm(talk, task, proposal, ())
    if refused is None or refused.problem is None:
        return
    if refused.problem.kind is Refusal.CHANGED_MEANWHILE:
        _send_new(talk, task, await read_now(talk, task))
    _end(talk, sentence(refused.problem))


async def _task(talk: Talk, sheet: SentSheet) -> Task:
    """What the sheet assigns, where the person may and the plan still has it."""
    offices = talk.person.offices_for(Act.ASSIGN_QUOTAS, (Relation.CHILD,))
    held = next((one for one in offices if one.unit_code == sheet.unit), None)
    if held is None:
        _end(talk, _("This sheet is of a union for which you do not assign quotas. Nothing was changed."))
    talk.record.appointment_id = held.appointment_id
    below = await units.children(talk.tx, held.unit_id, talk.today)
    known = {one.code: one for one in given_at(talk.plan, [unit.kind for unit in below])}
    period = period_of(talk.plan, sheet.first_day, sheet.last_day)
    if sheet.indicator not in known or period is None:
        _end(talk, _("The plan no longer has the indicator or the period of this sheet. Nothing was changed."))
    indicator = known[sheet.indicator]
    own = await own_quota(talk, held.unit, indicator, period)
    return Task(held=held, indicator=indicator, period=period, own=own)


def _of_others(sheet: SentSheet, below: Below) -> list[UnreadCell]:
    """The lines of units that no longer stand directly below."""
    codes = {line.code for line in below.lines}
    return [
        UnreadCell(cell=line.cell, words=line.code, why=CellProblem.UNKNOWN_UNIT)
        for line in sheet.lines
        if line.code not in codes
    ]


def _proposal(task: Task, sheet: SentSheet, below: Below) -> Proposal:
    """The amounts of the sheet; a union whose row was deleted keeps what it has."""
    sent = {line.code: to_int(task.indicator, line.amount) for line in sheet.lines}
    total = None if is_share(task.indicator) else task.own
    amounts = {line.unit_id: sent.get(line.code, line.given) for line in below.lines}
    return Proposal(below.lines, total, below.basis).with_amounts(amounts)


def _differences(talk: Talk, task: Task, proposal: Proposal) -> Markup:
    rows = [
        _("The sheet was read: <b>{what}</b>.", what=titled(talk.plan, task.indicator, task.period)),
        _("It would change:"),
        first_ones([change_said(task.indicator, line) for line in proposal.changed]),
    ]
    if not is_share(task.indicator):
        rows.append(balance(task, proposal))
    if concerns_joining(talk.plan, task.indicator):
        rows += too_much(proposal)
    return lines(rows)


def _send_new(talk: Talk, task: Task, below: Below) -> NoReturn:
    """Say that the sheet is an old version, and send one as things stand now."""
    talk.say(_("Quotas were assigned since this sheet was made, so it is an old version. Nothing was changed."))
    so_far = {line.unit_id: line.given for line in below.lines}
    send_sheet(talk, task, Proposal(below.lines, None, below.basis).with_amounts(so_far))
    raise Ended


def _end(talk: Talk, text: Markup) -> NoReturn:
    talk.say(text)
    raise Ended


register(
    Command(
        name="bangchitieu",
        words=(),
        title=N_("A spreadsheet with quotas"),
        needs=Act.ASSIGN_QUOTAS,
        where=(Relation.CHILD,),
        in_menu=False,
        keeps_drafts=True,
        taken_up_by=TAKEN_UP_BY,
        takes_documents=True,
        converse=take_sheet,
    )
)
