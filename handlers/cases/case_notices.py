"""Who is told what of a case: that it is there and what became of it, with a button to open it. Never its words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from markupsafe import Markup

from domain.cases import Event
from handlers.cases.case_access import all_above, handlers_of, openers_of
from handlers.cases.case_words import framed, name_of, number_of
from handlers.saying import Saying, arranged, lines, numbered
from handlers.talk import Talk
from locales import N_, _, use
from storage import cases, officers, reaching
from storage.cases import Case

_TO_OPENER = {
    Event.TAKEN_UP: N_("Case {number} has been taken up by {unit}."),
    Event.HANDED_ON: N_("Case {number} has been handed on to {unit}."),
    Event.CLOSED: N_("Case {number} has been closed."),
}
"""What the opener is told; that something was added can be seen in the case itself."""


NEW = N_("There is a new case, number {number}.")
URGENT = N_("⚠️ URGENT: there is a new case, number {number}.")
HANDED_ON = N_("Case {number} has been handed on to your union. Please take it up.")
CORRECTED = N_("Case {number} was corrected by its union.")
WITHDRAWN = N_("Case {number} was withdrawn by its union.")


async def tell_opened(talk: Talk, report_id: int) -> Markup:
    """Tell those who look after a new case; of an urgent form every officer above, whatever the hour.

    Returns what the opener is told of it.
    """
    case = await _read(talk, report_id)
    if case.form.urgent:
        await _tell(talk, case, await all_above(talk.tx, talk.plan, case), lambda: _headed(talk, case, URGENT))
        return _("The superior unions have been told at once. “cases” shows what becomes of it.")
    await _tell(talk, case, await handlers_of(talk.tx, talk.plan, case), lambda: _headed(talk, case, NEW))
    unit = await name_of(talk, case.handler_id, case.on)
    return _("{unit} looks after this case. “cases” shows what becomes of it.", unit=unit)


async def tell_changed(talk: Talk, report_id: int) -> None:
    """Tell those who look after a case that its union corrected or withdrew it."""
    case = await _read(talk, report_id)
    head = WITHDRAWN if case.report.withdrawn else CORRECTED
    await _tell(talk, case, await handlers_of(talk.tx, talk.plan, case), lambda: _headed(talk, case, head))


async def tell_stepped(talk: Talk, case: Case, event: Event) -> None:
    """Tell the opener what became of a case; of one that was handed on those who look after it now, too."""
    if event in _TO_OPENER:
        await _tell(talk, case, await openers_of(talk.tx, case), lambda: _of_step(talk, case, event))
    if event is Event.HANDED_ON:
        await _tell(talk, case, await handlers_of(talk.tx, talk.plan, case), lambda: _headed(talk, case, HANDED_ON))


async def _read(talk: Talk, report_id: int) -> Case:
    case = await cases.get(talk.tx, talk.plan, report_id, talk.today)
    assert case is not None, "it was written in this turn"
    return case


async def _headed(talk: Talk, case: Case, head: str) -> Markup:
    return lines([_(head, number=number_of(case)), await framed(talk, case)])


async def _of_step(talk: Talk, case: Case, event: Event) -> Markup:
    unit = await name_of(talk, case.handler_id, case.on)
    return _(_TO_OPENER[event], number=number_of(case), unit=unit)


async def _tell(talk: Talk, case: Case, officer_ids: Collection[int], render: Callable[[], Awaitable[Markup]]) -> None:
    """Say it in every chat of these officers, in the language of each; not to the one who has just done it."""
    for officer_id in sorted(set(officer_ids) - {talk.person.officer_id}):
        officer = await officers.get(talk.tx, officer_id)
        for chat_id in await reaching.of_officer(talk.tx, officer_id):
            with use(officer.language if officer is not None else "vi"):
                ways = arranged(numbered([(str(_("Open the case")), f"c:vu {case.report.id}")]))
                talk.tell(chat_id, Saying(text=await render(), rows=ways))
