"""/baocao: a form is chosen, filled, reviewed and sent; it counts at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from domain.access import Act, Relation
from domain.plan import Form
from domain.reading import Option
from handlers.cases.case_notices import tell_opened
from handlers.commands import Command, register
from handlers.drafts import NEW, go_on_with_draft
from handlers.reports import tree_events
from handlers.reports.behalf import ENTERED, tell_unit
from handlers.reports.checked import day_of
from handlers.reports.filling import Answers, Subject, prefill
from handlers.reports.receipts import receipt
from handlers.reports.report_problems import sentence
from handlers.reports.reviewing import Reviewed, fill_and_review
from handlers.reports.transfers import counterpart_of, offer_waiting, tell_receiver
from handlers.saying import Rows, arranged, lines, numbered
from handlers.subjects import choose_below, choose_subject
from handlers.talk import Ended, Talk
from locales import N_, _, current
from storage import reports
from storage.calendar import submissions
from storage.conversations import Draft

REPORTING = ("baocao", "nhapho", "nhaploat")
"""The commands that fill a form, so that each goes on with what was begun by another."""
SHOWN_FLAT = 8
"""Up to so many forms are shown at once; more are grouped."""


async def report(talk: Talk) -> None:
    """Lead through a report from the choice of the form to the receipt."""
    await _go_on_with_draft(talk)
    await _report_about(talk, await choose_subject(talk))


async def report_on_behalf(talk: Talk) -> None:
    """Lead through a report about a unit below, which the words after the command name."""
    await _go_on_with_draft(talk)
    await _report_about(talk, await choose_below(talk, " ".join(talk.answer("=args"))))


async def _report_about(talk: Talk, about: Subject) -> None:
    form = await choose_form(talk, about)
    takes_over = await offer_waiting(talk, form, about)
    if takes_over is not None:
        prefill(talk, form, takes_over.answers, about.unit.kind)
    reviewed = await fill_and_review(talk, form, about, _("Please check before it is sent:"))
    await send(talk, form, about, reviewed, takes_over.report_id if takes_over is not None else None)


async def send(talk: Talk, form: Form, about: Subject, reviewed: Reviewed, takes_over_id: int | None) -> None:
    """Record the report with those that were filled on its account, and say the receipt."""
    tx = talk.act()
    try:
        async with tx.begin_nested():
            for further, answers in reviewed.checked.further:
                kept = await reports.record(tx, talk.plan, _new(talk, further, about, answers, kept=[]), talk.now)
                await tell_receiver(talk, kept.report_id, further, about, answers)
                await tell_unit(talk, ENTERED, kept.report_id, form=further, about=about, answers=answers)
            new = _new(talk, form, about, reviewed.answers, kept=reviewed.checked.kept, takes_over_id=takes_over_id)
            kept = await reports.record(tx, talk.plan, new, talk.now)
            happened = await tree_events.apply(talk, form, reviewed.answers, about)
    except reports.ReportProblem as problem:
        talk.told.clear()
        talk.say(sentence(problem))
        raise Ended from problem
    await tell_receiver(talk, kept.report_id, form, about, reviewed.answers)
    opened = [await tell_opened(talk, kept.report_id)] if form.opens_case else []
    told = await tell_unit(talk, ENTERED, kept.report_id, form=form, about=about, answers=reviewed.answers)
    filled = [(form, reviewed.answers), *reviewed.checked.further]
    text = lines([*happened.text, await receipt(talk, kept, filled, about, told=told, also=opened)])
    talk.say(text, rows=after_receipt([*happened.ways_on, *await _closing(talk, about)]))


async def _closing(talk: Talk, about: Subject) -> list[tuple[str, str]]:
    """The way to close the round that the unit has open, if any: a report alone does not close it."""
    waiting = await submissions.waiting_of(talk.tx, [about.unit.id])
    return [(str(_("Close the reporting round")), f"c:chot {about.unit.id}")] if waiting else []


def after_receipt(first: Sequence[tuple[str, str]] = ()) -> Rows:
    """What one may want to do after a report: `first`, the next one, or to see where the union stands."""
    return arranged(numbered([*first, (str(_("Another report")), "c:baocao"), (str(_("Progress")), "c:tiendo")]))


async def choose_form(talk: Talk, about: Subject) -> Form:
    """The form to fill: named when the command was given, or chosen from those that can be filled about this unit.

    Words typed beside its name ("kn 5 nu 2") answer the first typed question where they fit.
    """
    forms = talk.plan.forms_for(about.unit.kind, from_above=about.on_behalf)
    named = talk.answer("=args")
    if named and any(form.code == named[0] for form in forms):
        if len(named) > 1:
            talk.record.answers["=args"] = named[:1]
            talk.hear_first(" ".join(named[1:]))
        return talk.plan.form(named[0])
    text = _("What would you like to report?")
    if len(forms) > SHOWN_FLAT:
        used = {form.group for form in forms}
        groups = [Option(group.code, group.name.say(current())) for group in talk.plan.groups if group.code in used]
        chosen = await talk.choose("group", text, groups)
        forms = tuple(form for form in forms if form.group == chosen)
    options = [Option(form.code, form.name.say(current()), form.words) for form in forms]
    return talk.plan.form(await talk.choose("form", text, options))


async def _go_on_with_draft(talk: Talk) -> None:
    """Offer reports that were put aside before a new one is begun."""
    if not talk.answer("=args"):
        new = Option(NEW, str(_("A new report")), ("moi", "bao cao moi"))
        await go_on_with_draft(talk, REPORTING, partial(_form_of, talk), new)


def _form_of(talk: Talk, draft: Draft) -> str:
    code = draft.answers.get("form") or next(iter(draft.answers.get("=args", ())), None)
    known = {form.code: form.name.say(current()) for form in talk.plan.forms}
    return known.get(code or "", str(_("Report")))


def _new(
    talk: Talk,
    form: Form,
    about: Subject,
    answers: Answers,
    *,
    kept: list[dict[str, Any]],
    takes_over_id: int | None = None,
) -> reports.NewReport:
    assert talk.person.officer_id is not None
    return reports.NewReport(
        unit_id=about.unit.id,
        form=form.code,
        answers=answers,
        day=day_of(answers, talk.today),
        officer_id=talk.person.officer_id,
        appointment_id=about.office.appointment_id,
        office_id=about.office.unit_id,
        kept=kept,
        counterpart_id=counterpart_of(answers),
        takes_over_id=takes_over_id,
    )


register(
    Command(
        name="baocao",
        words=("báo cáo", "bc", "gửi báo cáo", "gui bc", "nộp báo cáo", "report"),
        title=N_("Report"),
        needs=Act.REPORT,
        keeps_drafts=True,
        converse=report,
    )
)
register(
    Command(
        name="nhapho",
        words=("nhập hộ", "báo cáo hộ", "báo cáo thay", "on behalf"),
        title=N_("Report on behalf of a unit below"),
        needs=Act.REPORT,
        where=(Relation.CHILD,),
        takes_words=True,
        in_menu=False,
        keeps_drafts=True,
        converse=report_on_behalf,
    )
)
