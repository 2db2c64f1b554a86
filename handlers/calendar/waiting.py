"""/viec: everything that waits for the person, the nearest deadline first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from domain.access import Act, Relation
from domain.plan import Level, Season
from domain.progress import Status, last_day_due
from handlers.calendar.round_words import named, of_submissions, time_left, weekday
from handlers.cases.case_access import office_for
from handlers.commands import Command, Look, register
from handlers.progress.answering import form_of
from handlers.progress.figure_words import titled
from handlers.quotas.acknowledging import answered_for
from handlers.quotas.quota_words import named as indicator_named
from handlers.saying import lines
from locales import N_, _, current, day, ngettext, plain
from storage import cases, conversations, figures, quotas, reports, units
from storage.calendar import rounds, settings, submissions
from storage.calendar.expiring import expiring

AHEAD = timedelta(days=90)
"""So long before an agreement runs out it is to be thought of."""
SEASON = timedelta(days=60)
"""So long before its last day something that is due once a year has its season."""
SHOWN = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing that waits: in words, by when (None: no day is set), the button's label, and the command it gives."""

    text: Markup
    by: date | None
    label: str
    line: str


async def show(look: Look) -> None:
    """Everything that waits, with a button for each."""
    found = [
        *await _rounds(look),
        *await _below(look),
        *await _once_a_year(look),
        *await _expiring(look),
        *await _transfers(look),
        *await _quotas(look),
        *await _cases(look),
        *await _drafts(look),
    ]
    if not found:
        look.show(_("Nothing waits for you. Thank you, comrade."), [(str(_("Menu")), "menu")])
        return
    found.sort(key=lambda one: one.by or date.max)
    shown = found[:SHOWN]
    head = ngettext("<b>{n} thing waits for you:</b>", "<b>{n} things wait for you:</b>", len(found))
    text = [head, *(Markup("{}. {}").format(place, one.text) for place, one in enumerate(shown, 1))]
    if len(found) > SHOWN:
        text.append(_("The rest is shown once these are done."))
    look.show(lines(text), [(one.label, one.line) for one in shown])


async def _rounds(look: Look) -> Iterable[Matter]:
    """Rounds that the person's own units have not closed, those with the same cut-off together."""
    own = {held.unit_id: held for held in look.person.offices_for(Act.REPORT, (Relation.SELF,))}
    waiting = await submissions.waiting_of(look.tx, own)
    groups = {(one.unit_id, one.cut_off): [each for each in waiting if _same(each, one)] for one in waiting}
    found = []
    for (unit_id, _cut_off), some in groups.items():
        working = (await settings.branch_of(look.tx, unit_id, look.today)).working
        due = min(one.due for one in some)
        name = of_submissions(look.plan, some)
        left = time_left(working, due, look.today)
        text = _(
            "Report {round}, {unit}: by {day} ({left})", round=name, unit=some[0].unit_name, day=weekday(due), left=left
        )
        label = plain(_("Report {round}", round=name))
        found.append(Matter(text=text, by=due, label=label, line=f"chot {unit_id} {some[0].round}"))
    return found


def _same(one: submissions.Submission, other: submissions.Submission) -> bool:
    return (one.unit_id, one.cut_off) == (other.unit_id, other.cut_off)


async def _below(look: Look) -> list[Matter]:
    """Rounds that are overdue in units directly below."""
    above = {held.unit_id: held for held in look.person.offices_for(Act.NUDGE)}
    found = []
    for one in await rounds.running(look.tx, look.plan):
        for unit_id, held in above.items():
            overdue = [each for each in await submissions.below(look.tx, one.code, unit_id) if each.overdue(look.today)]
            if overdue:
                text = ngettext(
                    "{n} unit below {unit} has not sent {round}",
                    "{n} units below {unit} have not sent {round}",
                    len(overdue),
                    unit=held.unit_name,
                    round=named(look.plan, [one.code]),
                )
                label = plain(_("Who has not sent"))
                found.append(Matter(text=text, by=overdue[0].due, label=label, line=f"chuagui {unit_id} {one.code}"))
    return found


async def _once_a_year(look: Look) -> list[Matter]:
    """What is due once a year and whose season has come, as far as the person's own unions answer for it."""
    found = []
    year = look.plan.year_of(look.today)
    for held in look.person.offices_for(Act.REPORT, (Relation.SELF,)):
        if look.plan.unit_kind(held.unit_kind).level is not Level.GRASSROOTS:
            continue
        yearly = [
            one for one in look.plan.indicators if one.season is Season.ONCE_A_YEAR and held.unit_kind in one.scope
        ]
        for figure in await figures.of_unit(look.tx, look.plan, held.unit_id, look.today, top=False, indicators=yearly):
            form = form_of(look.plan, figure.indicator, held.unit_kind)
            last = last_day_due(look.plan, figure.indicator.due_month, year)
            open_ = figure.status in (Status.LATE, Status.NOT_DUE, Status.NO_DATA) and figure.value != 1
            if form is None or not open_ or look.today < last - SEASON:
                continue
            facts = {"indicator": titled(figure), "day": day(last)}
            late = look.today > last
            text = _("{indicator}: was due by {day}", **facts) if late else _("{indicator}: by {day}", **facts)
            found.append(Matter(text=text, by=last, label=form.name.say(current()), line=f"baocao {form.code}"))
    return list({one.line: one for one in found}.values())


async def _expiring(look: Look) -> list[Matter]:
    """Agreements that run out within ninety days."""
    own = {held.unit_id: held for held in look.person.offices_for(Act.REPORT, (Relation.SELF,))}
    found = []
    for one in await expiring(look.tx, own, look.today, look.today + AHEAD) if own else []:
        measure = look.plan.measure(one.measure).name.say(current())
        name = await units.name(look.tx, one.unit_id)
        text = _("{what} of {unit} runs out on {day}", what=measure, unit=name, day=day(one.until))
        form = next(form for form in look.plan.forms if any(fact.measure == one.measure for fact in form.facts))
        line = f"baocao {form.code}" if one.unit_id in own else f"td {one.unit_id}"
        found.append(Matter(text=text, by=one.until, label=form.name.say(current()), line=line))
    return found


async def _transfers(look: Look) -> list[Matter]:
    """Members that another union sent here and that were not taken over yet."""
    found = []
    taking = {form.code: form.takes_over for form in look.plan.forms if form.takes_over is not None}
    for held in look.person.offices_for(Act.REPORT, (Relation.SELF,)):
        for report in await reports.waiting_transfers(look.tx, look.plan, held.unit_id):
            form = look.plan.form(taking[report.form])
            text = _("A transfer to {unit} has not been taken over", unit=held.unit_name)
            found.append(Matter(text=text, by=None, label=form.name.say(current()), line=f"baocao {form.code}"))
    return found[:1]


async def _quotas(look: Look) -> list[Matter]:
    """Quotas that nobody has answered."""
    own = answered_for(look.person)
    codes = {one.code for one in look.plan.indicators}
    waiting = [
        one
        for one in await quotas.entries(look.tx, own)
        if one.acknowledged_at is None and one.quota.indicator in codes
    ]
    if not waiting:
        return []
    names = ", ".join(dict.fromkeys(str(indicator_named(look.plan.indicator(one.quota.indicator))) for one in waiting))
    text = ngettext(
        "{n} quota waits for “Received”: {names}", "{n} quotas wait for “Received”: {names}", len(waiting), names=names
    )
    return [Matter(text=text, by=None, label=str(_("Received")), line="danhan")]


async def _cases(look: Look) -> list[Matter]:
    """Open cases that the person handles."""
    handled = {held.unit_id for held in look.person.offices_for(Act.HANDLE_CASES)}
    if not handled:
        return []
    some = [one for one in await cases.open_in(look.tx, look.plan, handled, look.today) if one.handler_id in handled]
    mine = [one for one in some if office_for(look.person, look.plan, one, Act.HANDLE_CASES) is not None]
    if not mine:
        return []
    text = ngettext("{n} case is open.", "{n} cases are open.", len(mine))
    return [Matter(text=text, by=None, label=str(_("Open cases")), line="vuviec")]


async def _drafts(look: Look) -> list[Matter]:
    """What was put aside."""
    assert look.person.officer_id is not None
    drafts = await conversations.drafts_of(look.tx, look.person.officer_id)
    if not drafts:
        return []
    text = ngettext("{n} thing was put aside", "{n} things were put aside", len(drafts))
    return [Matter(text=text, by=None, label=str(_("Go on")), line=drafts[0].command)]


register(
    Command(
        name="viec",
        words=("việc", "việc cần làm", "việc của tôi", "todo"),
        title=N_("What waits for me"),
        needs=Act.SEE_PROGRESS,
        show=show,
    )
)
