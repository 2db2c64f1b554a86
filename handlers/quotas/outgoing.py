"""The spreadsheet that goes out to be filled in: one unit's children for one indicator and period."""

from __future__ import annotations

from markupsafe import Markup

from handlers.quotas.choosing import Task
from handlers.quotas.proposal import Proposal, is_share
from handlers.quotas.quota_words import period_id, titled, with_unit
from handlers.quotas.sheets import OutgoingLine, OutgoingSheet, sheet_to_fill_in
from handlers.saying import Recipe, Saying
from handlers.surroundings import Surroundings
from handlers.talk import Talk
from locales import _, day, plain


def send_sheet(talk: Talk, task: Task, proposal: Proposal) -> None:
    """Say how to fill it in, with the file."""
    talk.said.append(Saying(text=how_to_send_back(), recipe=sheet_of(talk, task, proposal)))


def how_to_send_back() -> Markup:
    """What goes with the file."""
    return _(
        "Fill in the last column, save the file, and send it here. Nothing is assigned before you have confirmed it."
    )


def sheet_of(at: Surroundings, task: Task, proposal: Proposal) -> Recipe:
    """The file, with all of its words in the language now spoken."""
    shares = is_share(task.indicator)
    title = titled(at.plan, task.indicator, task.period)
    own = with_unit(task.indicator, task.own) if task.own is not None else plain(_("no quota assigned"))
    sheet = OutgoingSheet(
        unit=task.held.unit_code,
        indicator=task.indicator.code,
        first_day=task.period.first_day.isoformat(),
        last_day=task.period.last_day.isoformat(),
        basis=proposal.basis,
        shares=shares,
        own=task.own,
        title=plain(_("Quotas: {what}", what=title)),
        subtitle=plain(_("{unit}, as of {day}", unit=task.held.unit_name, day=day(at.today))),
        how_to=plain(
            _("Type a percentage into the last column, nothing else.")
            if shares
            else _("Type whole numbers into the last column, nothing else.")
        ),
        own_said=plain(_("Own quota: {amount}", amount=own)),
        left_said=plain(_("Left to assign")),
        heads=(
            plain(_("No.")),
            plain(_("Code")),
            plain(_("Union")),
            plain(_("Members")),
            plain(_("Workers")),
            plain(_("Assigned so far")),
            plain(_("To be assigned")),
        ),
        total=plain(_("Sum")),
        not_a_number=plain(
            _("Please type a percentage from 0 up, for example 80%.")
            if shares
            else _("Please type a whole number from 0 up, for example 35.")
        ),
        lines=tuple(
            OutgoingLine(
                code=line.code,
                name=line.name,
                members=line.members,
                workers=line.workers,
                given=line.given,
                proposed=line.amount,
            )
            for line in proposal.lines
        ),
    )
    name = f"chi-tieu-{task.held.unit_code}-{task.indicator.code}-{period_id(at.plan, task.period)}.xlsx"
    return sheet_to_fill_in(name, sheet)
