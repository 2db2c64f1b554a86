"""/nhaploat: the same answers for many units below in one conversation, with exceptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from domain.access import Act, Relation
from domain.plan import Form, Plan
from domain.reading import Option
from handlers.commands import Command, register
from handlers.questions import Choice
from handlers.reports.apart import ask_exceptions, forget_exceptions
from handlers.reports.batch import Batch, batch_of, varying
from handlers.reports.batch_words import names_of, review_of, units_of
from handlers.reports.behalf import ENTERED, notice, said
from handlers.reports.filling import Answers, Subject, fill, forget
from handlers.reports.form_questions import options_of
from handlers.reports.receipts import standing
from handlers.reports.report import after_receipt
from handlers.reports.report_problems import sentence
from handlers.reports.reviewing import CHANGE, SEND, Review
from handlers.saying import lines
from handlers.subjects import office_above
from handlers.talk import Ended, Talk
from handlers.telling import REPORTERS, tell_in_hours
from locales import N_, _, current, number, use
from storage import bulk, locks, reaching, units
from storage.chats import Held
from storage.reports import NewReport, ReportProblem
from storage.units import Unit

ALL = "all"
UNIONS, EXCEPTIONS = "+unions", "+exceptions"


async def in_bulk(talk: Talk) -> None:
    """Lead from the choice of the form to one receipt for all."""
    held = await office_above(talk, Act.REPORT)
    form = await _form(talk, held)
    while True:
        unions = await _unions(talk, form, held)
        # For all of them: a day is not before the first of them was founded.
        about = Subject(unit=min(unions, key=lambda unit: unit.first_day), office=held)
        answers = await fill(talk, form, about)
        asked = varying(form)
        exceptions = await ask_exceptions(talk, unions, options_of(asked) if asked is not None else ())
        batch = await batch_of(talk, form, answers, unions, held=held, exceptions=exceptions)
        # A question of its own for each state of the tree: nobody sends what they have not seen.
        review = f"review{len(batch.gone) or ''}"
        text = lines([_("Please check before it is sent:"), *await review_of(talk, form, answers, about, batch)])
        if await talk.ask(review, _reviewing(text, batch)) == SEND:
            break
        chosen = await talk.choose("change", _("What should be changed?"), _changeable(talk, form, answers))
        talk.forget(review, "change")
        _drop(talk, form, chosen)
    await _send(talk, form, held, answers, batch)


async def _form(talk: Talk, held: Held) -> Form:
    """The form, out of those that can be filled for many of the units below."""
    kinds = {unit.kind for unit in await units.children(talk.tx, held.unit_id, talk.today)}
    forms = {form.code: form for form in talk.plan.forms if form.in_bulk and not kinds.isdisjoint(form.for_kinds)}
    if not forms:
        talk.say(_("There is nothing that can be entered for many of your units at once."))
        raise Ended
    if len(forms) == 1:
        return next(iter(forms.values()))
    options = [Option(form.code, form.name.say(current()), _words(talk.plan, form)) for form in forms.values()]
    return forms[await talk.choose("form", _("What is to be entered for many units?"), options)]


def _words(plan: Plan, form: Form) -> tuple[str, ...]:
    """What names the form: here also the words of what the unions themselves report of the same activity."""
    alike = (other for other in plan.forms if other is form or (form.activity and other.activity == form.activity))
    return tuple(dict.fromkeys(word for other in alike for word in other.words))


async def _unions(talk: Talk, form: Form, held: Held) -> list[Unit]:
    """The units that it is for: all directly below whom the form is for, as they were at first, or those of a kind."""
    kept = await talk.snapshot("unions", partial(_below, talk, form, held))
    unions = [Unit(**row | {"first_day": date.fromisoformat(row["first_day"])}) for row in kept]
    kinds = Counter(unit.kind for unit in unions)
    if len(kinds) == 1:
        return unions
    label = N_("{name} ({n})")
    options = [Option(ALL, str(_(label, name=_("All units directly below"), n=number(len(unions)))), ("tất cả", "all"))]
    for kind, count in kinds.items():
        name = talk.plan.unit_kind(kind).name.say(current())
        options.append(Option(kind, str(_(label, name=name, n=number(count))), talk.plan.unit_kind(kind).words))
    chosen = await talk.choose("kinds", _("For which units?"), options)
    return [unit for unit in unions if chosen in (ALL, unit.kind)]


async def _below(talk: Talk, form: Form, held: Held) -> list[dict[str, Any]]:
    below = await units.children(talk.tx, held.unit_id, talk.today)
    return [asdict(unit) | {"first_day": unit.first_day.isoformat()} for unit in below if unit.kind in form.for_kinds]


def _reviewing(text: Markup, batch: Batch) -> Choice:
    """Right and send, or change something; where no unit gets anything, there is nothing to send."""
    change = Option(CHANGE, str(_("Change something")), ("sửa", "sửa lại", "chưa đúng"))
    if not batch.given:
        return Choice(text=text, choices=[change])
    send = Option(SEND, str(_("Right, send it")), ("gửi", "đúng", "xác nhận", "đồng ý"))
    return Review(text=text, choices=[send, change])


def _changeable(talk: Talk, form: Form, answers: Answers) -> list[Option]:
    options = [Option(one.key, one.label.say(current())) for one in form.questions if one.key in answers]
    if talk.answer("kinds") is not None:
        options.append(Option(UNIONS, str(_("For which units"))))
    return [*options, Option(EXCEPTIONS, str(_("The exceptions")))]


def _drop(talk: Talk, form: Form, chosen: str) -> None:
    if chosen == UNIONS:
        talk.forget("kinds")
    if chosen in (UNIONS, EXCEPTIONS):
        forget_exceptions(talk)
    else:
        forget(talk, form, chosen)


async def _send(talk: Talk, form: Form, held: Held, answers: Answers, batch: Batch) -> None:
    """Record a report for each unit, all or none, tell the units, and say one receipt."""
    assert talk.person.officer_id is not None
    new = [
        NewReport(
            unit_id=unit.id,
            form=form.code,
            answers=mine,
            day=batch.day,
            officer_id=talk.person.officer_id,
            appointment_id=held.appointment_id,
            office_id=held.unit_id,
        )
        for unit, mine in batch.given
    ]
    tx = talk.act()
    try:
        async with tx.begin_nested():
            await locks.officer(tx, talk.person.officer_id)
            numbers = await bulk.record_many(tx, talk.plan, [bulk.Past(new=one, at=talk.now) for one in new])
    except ReportProblem as problem:
        talk.say(sentence(problem))
        raise Ended from problem
    told = await _tell(talk, form, held, batch, numbers)
    first = _("✅ Recorded for {units}.", units=units_of(len(numbers)))
    if "decision" in answers:
        first = _(
            "✅ Recorded for {units} (decision {decision}).", units=units_of(len(numbers)), decision=answers["decision"]
        )
    rows = [first, _("Reports {first} to {last}.", first=f"{numbers[0]:04}", last=f"{numbers[-1]:04}")]
    silent = [unit for unit, _mine in batch.given if unit.id not in told]
    if silent:
        rows.append(_("Nobody reports here yet for these, so they could not be told: {names}", names=names_of(silent)))
    else:
        rows.append(_("Those who report for these units have been told."))
    kinds = {unit.kind for unit, _mine in batch.given}
    talk.say(lines([*rows, *await standing(talk, form, answers, held.unit, kinds)]), rows=after_receipt())


async def _tell(talk: Talk, form: Form, held: Held, batch: Batch, numbers: Sequence[int]) -> set[int]:
    """Tell those who report for the units, each of their own; the units of which somebody could be told."""
    of_unit = {unit.id: (number, unit, mine) for number, (unit, mine) in zip(numbers, batch.given, strict=True)}
    holders = await reaching.of_holders(talk.tx, of_unit.keys(), REPORTERS)
    for holder in holders:
        report_id, unit, mine = of_unit[holder.unit_id]
        about = Subject(unit=unit, office=held)
        with use(holder.language):
            shown = await said(talk, form, mine, about)
            told = notice(ENTERED, report_id, form, held.unit_name, shown)
            await tell_in_hours(talk, holder, f"behalf:{report_id}", told)
    return {holder.unit_id for holder in holders}


register(
    Command(
        name="nhaploat",
        words=("nhập loạt", "nhập hàng loạt", "xếp loại hàng loạt", "bulk"),
        title=N_("Enter for many units at once"),
        needs=Act.REPORT,
        where=(Relation.CHILD,),
        keeps_drafts=True,
        converse=in_bulk,
    )
)
