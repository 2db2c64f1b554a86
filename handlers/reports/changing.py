"""Correcting and withdrawing a report: a new version with its reason; the sums follow at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from domain.access import Act
from domain.cases import corrected, frame
from domain.fitting import fitting
from domain.plan import Form
from domain.reading import Option
from handlers.arguments import whole_numbers
from handlers.cases.case_notices import tell_changed
from handlers.commands import Command, register
from handlers.questions import Text, YesNo
from handlers.reports.behalf import CORRECTED, WITHDRAWN, tell_unit
from handlers.reports.checked import day_of
from handlers.reports.filling import Subject, not_known, prefill
from handlers.reports.receipts import meaning, receipt, who_knows
from handlers.reports.report import after_receipt
from handlers.reports.report_problems import sentence
from handlers.reports.reviewing import AUTHOR, fill_and_review, summary, union
from handlers.reports.transfers import counterpart_of
from handlers.saying import lines
from handlers.subjects import changeable
from handlers.talk import Ended, Talk
from locales import N_, _
from storage import reports
from storage.reports import Report, ReportProblem, Superseded


@dataclass(frozen=True, kw_only=True)
class Reason(Text):
    """Why something is changed: one of the common reasons, or in one's own words."""

    common: Sequence[Option]

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        return self.common

    @property
    def numbers_choose(self) -> bool:
        """A number chooses among the common reasons."""
        return True

    def restore(self, kept: Any) -> str:
        """See `Question.restore`; a tap is kept as the option's id."""
        return next((option.label for option in self.common if option.id == kept), str(kept))


async def correct(talk: Talk) -> None:
    """`suabaocao NUMBER VERSION`: put other answers in place of those of a report."""
    report, form, about = await _to_change(talk, Act.CORRECT)
    if form.opens_case and report.versions[0].officer_id != talk.person.officer_id:
        talk.say(_("Only the officer who opened this case can correct it. It can be withdrawn and opened anew."))
        raise Ended
    given = fitting(form, report.latest.answers)
    unknown = [asked.key for asked in not_known(form, given, about.unit.kind)]
    prefill(talk, form, given, about.unit.kind, unknown=unknown)
    authors = {version.officer_id for version in report.versions}
    talk.record.answers.setdefault(AUTHOR, authors.pop() if len(authors) == 1 else None)
    title = _("Correcting report {number}. Choose “Change something”, then send it:", number=f"{report.id:04}")
    reviewed = await fill_and_review(talk, form, about, title)
    answers = corrected(form, report.latest.answers, reviewed.answers) if form.opens_case else reviewed.answers
    if answers == report.latest.answers:
        talk.say(_("Nothing was changed: report {number} stands as it was.", number=f"{report.id:04}"))
        raise Ended
    reason = await talk.ask("reason", _why(_("Why is it corrected?")))
    assert talk.person.officer_id is not None
    try:
        kept = await reports.correct(
            talk.act(),
            talk.plan,
            report.id,
            seen=report.latest.version,
            answers=answers,
            day=day_of(reviewed.answers, report.latest.day),
            reason=reason,
            officer_id=talk.person.officer_id,
            appointment_id=about.office.appointment_id,
            office_id=about.office.unit_id,
            now=talk.now,
            kept=reviewed.checked.kept,
            counterpart_id=counterpart_of(reviewed.answers),
        )
    except (ReportProblem, Superseded) as problem:
        talk.say(sentence(problem))
        raise Ended from problem
    if form.opens_case:
        await tell_changed(talk, report.id)
    told = await tell_unit(talk, CORRECTED, report.id, form=form, about=about, answers=reviewed.answers)
    talk.say(await receipt(talk, kept, [(form, answers)], about, told=told), rows=after_receipt())


async def withdraw(talk: Talk) -> None:
    """`rutbaocao NUMBER VERSION`: let a report count no longer."""
    report, form, about = await _to_change(talk, Act.WITHDRAW)
    if form.opens_case and about.on_behalf and report.versions[0].officer_id != talk.person.officer_id:
        talk.say(_("A case is withdrawn by the union that opened it. Whoever looks after it can close it."))
        raise Ended
    text = lines(
        [
            union(about),
            await summary(talk, frame(form), report.latest.answers, about.unit),
            _("Withdraw report {number}? It will count no longer, and stays in the list.", number=f"{report.id:04}"),
        ]
    )
    if not await talk.ask("sure", YesNo(text=text)):
        talk.say(_("Report {number} stands as it was.", number=f"{report.id:04}"))
        raise Ended
    reason = await talk.ask("reason", _why(_("Why is it withdrawn?")))
    assert talk.person.officer_id is not None
    try:
        gone = await reports.withdraw(
            talk.act(),
            talk.plan,
            report.id,
            seen=report.latest.version,
            reason=reason,
            officer_id=talk.person.officer_id,
            appointment_id=about.office.appointment_id,
            office_id=about.office.unit_id,
            now=talk.now,
        )
    except (ReportProblem, Superseded) as problem:
        talk.say(sentence(problem))
        raise Ended from problem
    if form.opens_case:
        await tell_changed(talk, report.id)
    said: list[Markup | str] = [_("Report {number} is withdrawn and counts no longer.", number=f"{report.id:04}")]
    if gone.taken_over_by is not None:
        said.append(_("The other union had taken the transfer over; its report stands. Please tell its chair."))
    told = await tell_unit(talk, WITHDRAWN, report.id, form=form, about=about, answers=report.latest.answers)
    said += [*await meaning(talk, [(form, report.latest.answers)], about.unit), *who_knows(about, told)]
    talk.say(lines(said), rows=after_receipt())


async def _to_change(talk: Talk, act: Act) -> tuple[Report, Form, Subject]:
    """The report that the command names, as long as it is the version that the officer saw."""
    numbers = whole_numbers(talk.answer("=args"))
    report = await reports.get(talk.tx, numbers[0]) if numbers else None
    form = next((form for form in talk.plan.forms if report is not None and form.code == report.form), None)
    about = await changeable(talk, talk.person, act, report, form) if report is not None and form is not None else None
    if report is None or form is None or about is None:
        talk.say(_("There is no such report of your union, or only your superior union can change it."))
        raise Ended
    if form.event is not None:
        talk.say(
            _(
                "Report {number} changed the list of unions, so it is neither corrected nor withdrawn here. Please "
                "report the opposite act, or ask the provincial federation, which can put the list right.",
                number=f"{report.id:04}",
            )
        )
        raise Ended
    seen = numbers[1] if len(numbers) > 1 else await talk.snapshot("seen", partial(_version, report))
    if report.withdrawn or seen != report.latest.version:
        talk.say(_("This report was changed meanwhile. Please open it again from the list (/lichsu)."))
        raise Ended
    return report, form, about


async def _version(report: Report) -> int:
    return report.latest.version


def _why(text: Markup) -> Reason:
    return Reason(
        text=text,
        hint=_("Choose, or type it. No names, please."),
        common=[
            Option("mistyped", str(_("Mistyped"))),
            Option("new-figures", str(_("New figures"))),
            Option("wrong-day", str(_("Wrong day"))),
        ],
    )


register(
    Command(
        name="suabaocao", words=(), title=N_("Correct a report"), needs=Act.CORRECT, in_menu=False, converse=correct
    )
)
register(
    Command(
        name="rutbaocao", words=(), title=N_("Withdraw a report"), needs=Act.WITHDRAW, in_menu=False, converse=withdraw
    )
)
