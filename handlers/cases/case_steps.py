"""What the officers who look after a case do about it: take it up, add what was done, hand it on, close it."""

from __future__ import annotations

from functools import partial
from typing import Any

from domain.access import Act
from domain.cases import Event, Step, before, can_go_to, handed_on, part
from domain.reading import Option
from handlers.arguments import whole_numbers
from handlers.cases.case_access import office_for
from handlers.cases.case_notices import tell_stepped
from handlers.cases.case_words import name_of, number_of, unit_of
from handlers.commands import Command, register
from handlers.reports.filling import Subject
from handlers.reports.report_problems import sentence
from handlers.reports.reviewing import fill_and_review
from handlers.saying import Rows, arranged, numbered
from handlers.talk import Ended, Talk
from locales import N_, _
from storage import cases, reports
from storage.cases import Case
from storage.chats import Held

_EVENTS = {Step.TAKE_UP: Event.TAKEN_UP, Step.SUPPORT: Event.SUPPORTED, Step.CLOSE: Event.CLOSED}
_DONE = {
    Event.TAKEN_UP: N_("✅ Case {number} is taken up."),
    Event.SUPPORTED: N_("✅ What was done in case {number} is kept."),
    Event.HANDED_ON: N_("✅ Case {number} is handed on to {unit}."),
    Event.CLOSED: N_("✅ Case {number} is closed."),
}


async def handle(talk: Talk) -> None:
    """`xulyvu STEP NUMBER VERSION`: one step, with the questions that it needs."""
    args = talk.answer("=args")
    step = next((one for one in Step if args and args[0] == one), None)
    case, held = await _to_handle(talk, args[1:] if step is not None else [])
    assert step is not None, "without a step there was no case"
    title = _("Case {number}. Please check before it is kept:", number=number_of(case))
    standing = before(case.form, step, case.answers)
    unit = await unit_of(talk, case)
    about = Subject(unit=unit, office=held, correcting=case.report.id, standing=standing)
    reviewed = await fill_and_review(talk, part(case.form, step, case.answers), about, title)
    await _keep(talk, case, held, standing | reviewed.answers, _EVENTS[step])


async def hand_on(talk: Talk) -> None:
    """`chuyenvu NUMBER VERSION`: let the officers of another union above look after the case."""
    case, held = await _to_handle(talk, talk.answer("=args"))
    above = can_go_to(case.answers, case.path)
    if not above:
        talk.say(_("There is no other union to which case {number} could be handed on.", number=number_of(case)))
        raise Ended
    options = [Option(str(unit_id), await name_of(talk, unit_id, case.on)) for unit_id in above]
    text = _("To which union is case {number} handed on? Its officers are told at once.", number=number_of(case))
    chosen = int(await talk.choose("to", text, options))
    await _keep(talk, case, held, handed_on(case.answers, chosen), Event.HANDED_ON)


async def _to_handle(talk: Talk, words: list[str]) -> tuple[Case, Held]:
    """The case that the command names, as long as it is open and the version that the officer saw."""
    numbers = whole_numbers(words)
    case = await cases.get(talk.tx, talk.plan, numbers[0], talk.today) if numbers else None
    held = office_for(talk.person, talk.plan, case, Act.HANDLE_CASES) if case is not None else None
    if case is None or held is None:
        talk.say(_("There is no such case in your branch."))
        raise Ended
    number = number_of(case)
    seen = numbers[1] if len(numbers) > 1 else await talk.snapshot("seen", partial(_version, case))
    if case.report.withdrawn:
        talk.say(_("Case {number} was withdrawn by its union. Nothing was changed.", number=number))
    elif not case.open:
        talk.say(_("Case {number} is closed already. Nothing was changed.", number=number))
    elif seen != case.report.latest.version:
        talk.say(_("Case {number} was changed meanwhile. Please open it again.", number=number), _ways_on(case))
    else:
        return case, held
    raise Ended


async def _version(case: Case) -> int:
    return case.report.latest.version


async def _keep(talk: Talk, case: Case, held: Held, answers: dict[str, Any], event: Event) -> None:
    """Keep the superior's part as a new version of the report, and tell those whom it concerns."""
    assert talk.person.officer_id is not None
    latest = case.report.latest
    try:
        await reports.correct(
            talk.act(),
            talk.plan,
            case.report.id,
            seen=latest.version,
            answers=answers,
            day=latest.day,
            reason=None,
            officer_id=talk.person.officer_id,
            appointment_id=held.appointment_id,
            office_id=held.unit_id,
            now=talk.now,
            kept=latest.kept,
            counterpart_id=case.report.counterpart_id,
        )
    except (reports.ReportProblem, reports.Superseded) as problem:
        talk.say(sentence(problem))
        raise Ended from problem
    kept = await cases.get(talk.tx, talk.plan, case.report.id, talk.today)
    assert kept is not None
    unit = await name_of(talk, kept.handler_id, kept.on)
    talk.say(_(_DONE[event], number=number_of(case), unit=unit), _ways_on(case))
    await tell_stepped(talk, kept, event)


def _ways_on(case: Case) -> Rows:
    ways = [(str(_("Open the case")), f"c:vu {case.report.id}"), (str(_("Open cases")), "c:vuviec")]
    return arranged(numbered(ways))


register(
    Command(
        name="xulyvu",
        words=(),
        title=N_("Take a case up, add to it, close it"),
        needs=Act.HANDLE_CASES,
        in_menu=False,
        converse=handle,
    )
)
register(
    Command(
        name="chuyenvu", words=(), title=N_("Hand a case on"), needs=Act.HANDLE_CASES, in_menu=False, converse=hand_on
    )
)
