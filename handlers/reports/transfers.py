"""Transfers have two ends: the sender names the receiving union, which takes the members over with one tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.access import Act
from domain.plan import Form, Plan, QuestionType
from domain.reading import Option
from handlers.arguments import whole_numbers
from handlers.commands import Command, register
from handlers.reports.behalf import ENTERED, tell_unit
from handlers.reports.filling import Answers, Subject
from handlers.reports.receipts import receipt
from handlers.reports.report_problems import sentence
from handlers.saying import Saying, arranged, numbered
from handlers.subjects import subject_of
from handlers.talk import Ended, Talk
from handlers.telling import REPORTERS, tell_officers
from locales import N_, _, day, number
from storage import reports, units
from storage.reports import Report
from storage.units import Unit

ANOTHER = "another"


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A transfer that the unit takes over: the sender's report, and the answers it brings."""

    report_id: int
    answers: Answers


async def offer_waiting(talk: Talk, form: Form, about: Subject) -> TakenOver | None:
    """Offer the transfers that wait for this unit, before it types one of its own."""
    if all(other.takes_over != form.code for other in talk.plan.forms):
        return None
    waiting = await reports.waiting_transfers(talk.tx, talk.plan, about.unit.id)
    chosen = talk.answer("transfer")
    if chosen not in (None, ANOTHER, *(str(transfer.id) for transfer in waiting)):
        talk.say(_("This transfer was taken over or withdrawn already. Nothing was changed."))
        raise Ended
    if not waiting:
        return None
    options = [Option(str(transfer.id), await _label(talk, transfer)) for transfer in waiting[:7]]
    options.append(Option(ANOTHER, str(_("Another transfer")), ("khác",)))
    text = _("These transfers wait for your union. Which one do you take over?")
    chosen = await talk.choose("transfer", text, options)
    for transfer in waiting:
        if chosen == str(transfer.id):
            return TakenOver(transfer.id, received_answers(talk.plan, transfer))
    return None


def received_answers(plan: Plan, transfer: Report) -> Answers:
    """What the receiver's form says of a transfer: the same people on the same day, the sender at the other end."""
    sent = plan.form(transfer.form)
    assert sent.takes_over is not None
    received = plan.form(sent.takes_over)
    answers: Answers = {}
    for asked in received.questions:
        if asked.type is QuestionType.UNIT:
            answers[asked.key] = {"unit": transfer.unit_id}
        elif asked.key in transfer.latest.answers:
            answers[asked.key] = transfer.latest.answers[asked.key]
    return answers


def counterpart_of(answers: Answers) -> int | None:
    """The unit at the other end of a transfer, where it is within the province."""
    for answer in answers.values():
        if isinstance(answer, dict) and "unit" in answer:
            return int(answer["unit"]) if answer["unit"] is not None else None
    return None


async def tell_receiver(talk: Talk, report_id: int, form: Form, about: Subject, answers: Answers) -> None:
    """Tell the chairs of the receiving union, where a transfer names one."""
    receiver = counterpart_of(answers)
    if form.takes_over is None or receiver is None:
        return
    await tell_officers(
        talk, receiver, REPORTERS, f"transfer:{report_id}", lambda: _notice(report_id, about.unit, answers)
    )


def _notice(report_id: int, sender: Unit, answers: Answers) -> Saying:
    text = _(
        "{name} transfers {n} members to your union from {day}. If that is right, please take them over.",
        name=sender.name,
        n=number(answers["moved"]),
        day=day(date.fromisoformat(answers["day"])),
    )
    return Saying(text=text, rows=arranged(numbered([(str(_("Take them over")), f"c:nhan {report_id}")])))


async def take_over(talk: Talk) -> None:
    """/nhan NUMBER: take a transfer over with one tap."""
    numbers = whole_numbers(talk.answer("=args"))
    transfer = await reports.get(talk.tx, numbers[0]) if numbers else None
    receiver = transfer.counterpart_id if transfer is not None else None
    about = await subject_of(talk, talk.person, Act.REPORT, receiver) if receiver is not None else None
    if transfer is None or about is None or transfer.form not in _sending_forms(talk.plan):
        talk.say(_("There is no such transfer to your union."))
        raise Ended
    if transfer.withdrawn or transfer.taken_over_by is not None:
        talk.say(_("This transfer was taken over or withdrawn already. Nothing was changed."))
        raise Ended
    received = talk.plan.form(talk.plan.form(transfer.form).takes_over or "")
    answers = received_answers(talk.plan, transfer)
    assert talk.person.officer_id is not None
    new = reports.NewReport(
        unit_id=about.unit.id,
        form=received.code,
        answers=answers,
        day=transfer.latest.day,
        officer_id=talk.person.officer_id,
        appointment_id=about.office.appointment_id,
        office_id=about.office.unit_id,
        counterpart_id=transfer.unit_id,
        takes_over_id=transfer.id,
    )
    try:
        kept = await reports.record(talk.act(), talk.plan, new, talk.now)
    except reports.ReportProblem as problem:
        talk.say(sentence(problem))
        raise Ended from problem
    told = await tell_unit(talk, ENTERED, kept.report_id, form=received, about=about, answers=answers)
    talk.say(await receipt(talk, kept, [(received, answers)], about, told=told))


def _sending_forms(plan: Plan) -> set[str]:
    """The forms whose reports the unit at the other end takes over."""
    return {form.code for form in plan.forms if form.takes_over is not None}


async def _label(talk: Talk, transfer: Report) -> str:
    sender = await units.get(talk.tx, transfer.unit_id, talk.today)
    return str(
        _(
            "{n} from {name}, {day}",
            n=number(transfer.latest.answers["moved"]),
            name=sender.name if sender is not None else "",
            day=day(transfer.latest.day),
        )
    )


register(
    Command(
        name="nhan",
        words=(),
        title=N_("Take a transfer over"),
        needs=Act.REPORT,
        in_menu=False,
        converse=take_over,
    )
)
