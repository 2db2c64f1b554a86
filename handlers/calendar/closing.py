"""/chot: what a unit has told for a round and what is still expected, and closing the round, which is reporting it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.access import Act, Relation
from domain.calendar.telling import is_exempt, nothing_happened
from domain.plan import Form
from handlers.arguments import whole_number
from handlers.calendar import closing_words as words
from handlers.calendar.expected import Expected, expected_of
from handlers.commands import Command, Look, register
from handlers.reports.filling import Subject
from handlers.saying import lines
from handlers.subjects import subject_of
from locales import N_, _, current, plain
from storage import reports
from storage.calendar import settings, submissions, told
from storage.calendar.submissions import Submission
from storage.reports import NewReport, ReportProblem

NOTHING, EXEMPT, REST, CLOSE, MORE = "n", "x", "rest", "close", "more"
YES = "yes"
SHOWN = 4
"""So many forms are offered on one screen, each with its ways to answer."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A unit, and what it is to close together: the submissions with the same cut-off."""

    about: Subject
    some: Sequence[Submission]
    expected: Sequence[Expected]

    @property
    def missing(self) -> list[Form]:
        """The forms of which nothing was said."""
        return [one.form for one in self.expected if one.missing]

    @property
    def waiting(self) -> list[Submission]:
        """What is not closed yet."""
        return [one for one in self.some if one.waits]

    def day(self, today: date) -> date:
        """As of which day it is said that nothing happened."""
        return min(today, self.some[0].cut_off)

    def to(self, *rest: object) -> str:
        """The command line of a button."""
        return " ".join(map(str, ("chot", self.about.unit.id, self.some[0].round, *rest)))


async def close(look: Look) -> None:
    """`chot [UNIT [ROUND [what FORM]]]`: show where a unit's round stands, or do what a button says."""
    unit_id = whole_number(look.args[0]) if look.args else None
    if unit_id is None and not await _one_office(look):
        return
    about = await subject_of(look, look.person, Act.REPORT, unit_id or _own(look)[0])
    if about is None:
        look.show(_("Your office does not include this. If it should, please ask your superior union."))
        return
    closing = await _closing(look, about, look.args[1] if len(look.args) > 1 else None)
    if closing is None:
        look.show(words.nothing_due(about.unit.name), [(str(_("Report")), "baocao")])
        return
    what, rest = (look.args[2], look.args[3:]) if len(look.args) > 2 else ("", ())
    if not closing.waiting or what not in (NOTHING, EXEMPT, REST, CLOSE):
        page = whole_number(rest[0]) if what == MORE and rest else 0
        await _show(look, closing, page or 0)
    elif what in (NOTHING, EXEMPT):
        await _answer(look, closing, what, rest[0] if rest else "")
    elif what == REST and rest[:1] != (YES,):
        _confirm_rest(look, closing)
    else:
        await _close(look, closing, closing.missing if what == REST else [])


def _own(look: Look) -> list[int]:
    """The units that the person reports for."""
    return list(dict.fromkeys(held.unit_id for held in look.person.offices_for(Act.REPORT, (Relation.SELF,))))


async def _one_office(look: Look) -> bool:
    """Whether the person reports for one unit; else says so, or lets one of several be chosen."""
    own = _own(look)
    if len(own) == 1:
        return True
    if not own:
        look.show(_("Your office does not include this. If it should, please ask your superior union."))
        return False
    waiting = await submissions.waiting_of(look.tx, own)
    first = dict.fromkeys(one.unit_id for one in waiting) | dict.fromkeys(own)
    names = {held.unit_id: held.unit_name for held in look.person.offices}
    look.show(_("For which union?"), [(names[unit_id], f"chot {unit_id}") for unit_id in first])
    return False


async def _closing(look: Look, about: Subject, code: str | None) -> Closing | None:
    """What is to be closed together with the round, or (None) next; after all is closed, what was closed last."""
    known = await submissions.of_unit(look.tx, about.unit.id)
    if code is not None:
        chosen = [one for one in known if one.round == code]
    else:
        chosen = [one for one in known if one.waits] or [one for one in known if one.closed_at is not None][-1:]
    if not chosen:
        return None
    some = [one for one in known if one.cut_off == chosen[0].cut_off]
    return Closing(about, some, await expected_of(look, about.unit.kind, some))


async def _show(look: Look, closing: Closing, page: int = 0, said: Markup | None = None) -> None:
    unit = closing.about.unit
    branch = await settings.branch_of(look.tx, unit.id, look.today)
    parts = [] if said is None else [said]
    parts += words.standing(look.plan, unit.name, closing.some, branch.working, look.today)
    parts += words.told_and_missing(closing.expected)
    lock = await submissions.last_lock(look.tx, unit.id, closing.some[0].cut_off)
    if lock is not None:
        parts += words.added_late(look.plan, await told.added_after(look.tx, unit.id, lock.cut_off, lock.at))
    after = [(str(_("Another report")), "baocao"), (str(_("What waits for me")), "viec")]
    look.show(lines(parts), _ways(look, closing, page) if closing.waiting else after)


def _ways(look: Look, closing: Closing, page: int) -> list[tuple[str, str]]:
    missing = closing.missing
    if not missing:
        return [(str(_("Close the round")), closing.to(CLOSE))]
    ways = [(str(_("Nothing to report, close")), closing.to(REST))]
    first = page * SHOWN if page * SHOWN < len(missing) else 0
    for form in missing[first : first + SHOWN]:
        name = form.name.say(current())
        ways.append((plain(_("Report: {form}", form=name)), f"baocao {form.code}"))
        exempt = is_exempt(look.plan, form, closing.about.unit.kind, closing.day(look.today))
        if exempt is not None:
            ways.append((plain(_("Does not apply: {form}", form=name)), closing.to(EXEMPT, form.code)))
        else:
            ways.append((plain(_("Nothing: {form}", form=name)), closing.to(NOTHING, form.code)))
    if first + SHOWN < len(missing):
        ways.append((str(_("Further contents")), closing.to(MORE, page + 1)))
    return [*ways, (str(_("Close as it is")), closing.to(CLOSE))]


async def _answer(look: Look, closing: Closing, what: str, code: str) -> None:
    """Take an answer given at one tap; one that was given already, or asked by an old button, changes nothing."""
    form = next((one for one in closing.missing if one.code == code), None)
    if form is None:
        await _show(look, closing, said=_("This has been answered already."))
        return
    kind, day = closing.about.unit.kind, closing.day(look.today)
    if what == EXEMPT:
        answers = is_exempt(look.plan, form, kind, day)
        if answers is not None:
            await _record(look, closing, form, answers)
    else:
        await _tell_nothing(look, closing, [form])
    again = await _closing(look, closing.about, closing.some[0].round)
    assert again is not None
    await _show(look, again, said=words.noted(form))


def _confirm_rest(look: Look, closing: Closing) -> None:
    """Let it be confirmed that nothing of what is missing happened: two taps from the reminder."""
    look.show(
        words.rest_to_confirm(look.plan, closing.about.unit.name, closing.some, closing.missing),
        [
            (str(_("Right, nothing to report; close")), closing.to(REST, YES)),
            (str(_("One after the other")), closing.to()),
        ],
    )


async def _close(look: Look, closing: Closing, nothing: Sequence[Form]) -> None:
    assert look.person.officer_id is not None
    await _tell_nothing(look, closing, nothing)
    closed = await submissions.close(
        look.tx,
        closing.waiting,
        officer_id=look.person.officer_id,
        office_id=closing.about.office.unit_id,
        now=look.now,
    )
    left = [] if nothing else closing.missing
    following = await submissions.waiting_of(look.tx, [closing.about.unit.id])
    look.show(
        words.closed(look.plan, closing.about.unit.name, closed, left, look.now, look.today, following),
        [(str(_("Progress")), "tiendo"), (str(_("What waits for me")), "viec")],
    )


async def _tell_nothing(look: Look, closing: Closing, forms: Sequence[Form]) -> None:
    """Note that there is nothing to report with these forms; of what is counted, that is a report with 0."""
    assert look.person.officer_id is not None
    for form in forms:
        answers = nothing_happened(form, closing.about.unit.kind, closing.day(look.today))
        if answers is not None:
            await _record(look, closing, form, answers)
    codes = [form.code for form in forms]
    for one in closing.waiting:
        await submissions.tell_nothing(look.tx, one.id, codes, look.person.officer_id, look.now)


async def _record(look: Look, closing: Closing, form: Form, answers: dict[str, object]) -> None:
    assert look.person.officer_id is not None
    about = closing.about
    new = NewReport(
        unit_id=about.unit.id,
        form=form.code,
        answers=answers,
        day=closing.day(look.today),
        officer_id=look.person.officer_id,
        appointment_id=about.office.appointment_id,
        office_id=about.office.unit_id,
    )
    try:
        async with look.tx.begin_nested():
            await reports.record(look.tx, look.plan, new, look.now)
    except ReportProblem:
        # The unit was founded after the cut-off: that nothing happened before is noted all the same.
        return


register(
    Command(
        name="chot",
        words=("chốt", "chốt kỳ", "chốt báo cáo", "chốt số liệu", "close"),
        title=N_("Close the reporting round"),
        needs=Act.REPORT,
        show=close,
    )
)
