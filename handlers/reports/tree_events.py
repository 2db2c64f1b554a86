"""Reports that found, close or hand over a union: shown at the review with what they will do, done when they are sent.

The review rehearses the act itself in the turn's transaction and takes it back, so what cannot be is said before
anything is sent, and the officer changes an answer instead of losing all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from markupsafe import Markup

from domain.access import Act, Relation, may
from domain.days import ONE_DAY
from domain.plan import Form, TreeEvent
from domain.plan.events import Origin, Way
from domain.tree import TreeProblem
from handlers.persons import office_of
from handlers.reports import report_problems, tree_problems
from handlers.reports.checked import AskAgain, changeable
from handlers.reports.filling import Answers, Subject, forget
from handlers.saying import Saying
from handlers.talk import Ended, Talk
from handlers.telling import LOOKING_AFTER, REPORTERS, tell_officers
from locales import _, current, day, ngettext, number
from storage import invitations, reorganising, reports, tree, units
from storage.reorganising import By, Closing, Done, Founding
from storage.tx import rehearsal


@dataclass(frozen=True, slots=True)
class Happened:
    """What was done beside keeping the report: sentences, and ways on (label, action). Nothing for most reports."""

    text: list[Markup] = field(default_factory=list)
    ways_on: list[tuple[str, str]] = field(default_factory=list)


async def foresee(talk: Talk, form: Form, answers: Answers, about: Subject) -> list[Markup]:
    """What sending the report will do. Where that cannot be, an answer is changed: raises `AskAgain`."""
    if not may(office_of(about.office), Act.FOUND_AND_CLOSE, Relation.CHILD):
        talk.say(_("Your office does not include this. If it should, please ask your superior union."))
        raise Ended
    effects = await _effects(talk, form, answers, about)
    try:
        async with rehearsal(talk.tx):
            await _do(talk, form, answers, about)
    except TreeProblem as problem:
        await _change(talk, form, answers, about, await tree_problems.sentence(talk, problem))
    except reports.ReportProblem as problem:
        await _change(talk, form, answers, about, report_problems.sentence(problem))
    return effects


async def apply(talk: Talk, form: Form, answers: Answers, about: Subject) -> Happened:
    """Do what the form is for, and tell whom it concerns. Nothing where it is a report like any other."""
    if form.event is None:
        return Happened()
    done = await _do(talk, form, answers, about)
    if form.event is TreeEvent.FOUND:
        return await _founded(talk, answers, done)
    return await _ended(talk, answers, about, done)


async def _change(talk: Talk, form: Form, answers: Answers, about: Subject, why: Markup) -> None:
    key = f"{form.code}.impossible"
    chosen = await talk.choose(
        key, why, changeable(form, answers, about.unit.kind), _("Which answer should be changed?")
    )
    forget(talk, form, chosen)
    talk.forget(key)
    raise AskAgain


async def _do(talk: Talk, form: Form, answers: Answers, about: Subject) -> Done | None:
    """Found, close or hand over, as the answers say. Handing over leaves no report beside the officer's own."""
    by = By(
        now=talk.now,
        officer_id=talk.person.officer_id,
        appointment_id=about.office.appointment_id,
        office_id=about.office.unit_id,
    )
    on, decision = date.fromisoformat(answers["day"]), answers.get("decision")
    if form.event is TreeEvent.FOUND:
        return await reorganising.found(talk.tx, talk.plan, _founding(answers, about), by)
    unit_id = answers["union"]["unit"]
    unit = await units.get(talk.tx, unit_id, talk.today)
    if unit is None or unit.parent_id != about.unit.id:
        raise TreeProblem("not-below", unit=unit_id)
    into = _into(answers)
    if answers["way"] == Way.HANDED_OVER:
        assert into is not None
        await tree.move(
            talk.tx, talk.plan, unit_id, into, on, decision=decision, now=talk.now, actor=talk.person.officer_id
        )
        return None
    closing = Closing(unit_id=unit_id, end=on, decision=decision, into=into, people=answers.get("members", 0))
    return await reorganising.close(talk.tx, talk.plan, closing, by)


def _founding(answers: Answers, about: Subject) -> Founding:
    origin = Origin(answers.get("origin", Origin.NEW))
    return Founding(
        name=answers["name"],
        kind=answers["kind"],
        parent_id=about.unit.id,
        first_day=date.fromisoformat(answers["day"]),
        decision=answers.get("decision"),
        origin=origin,
        came_from=answers.get("from", {}).get("unit") if origin is Origin.SPLIT else None,
        people=answers["members"]["total"],
        women=answers["members"]["women"],
        workers=answers.get("workers"),
    )


def _into(answers: Answers) -> int | None:
    """The union that receives; None where the union is dissolved."""
    return None if answers["way"] == Way.DISSOLVED else answers["into"]["unit"]


async def _effects(talk: Talk, form: Form, answers: Answers, about: Subject) -> list[Markup]:
    if form.event is TreeEvent.FOUND:
        return await _effects_of_founding(talk, _founding(answers, about), about)
    return await _effects_of_ending(talk, answers)


async def _effects_of_founding(talk: Talk, new: Founding, about: Subject) -> list[Markup]:
    people = _people(new.people, new.women)
    founds = _(
        "{name} will be founded under {superior} from {day} on.",
        name=new.name,
        superior=about.unit.name,
        day=day(new.first_day),
    )
    if new.origin is Origin.AMALGAMATED:
        come = _("Its members are counted when each former union is closed and merged into it.")
    elif new.origin is Origin.NEW:
        come = _("First members: {people}. They count as admitted and are not reported again.", people=people)
    elif new.came_from is None:
        come = _("First members: {people}. They come by the split and do not count as admitted.", people=people)
    else:
        come = _(
            "First members: {people}. They come from {union} by the split and do not count as admitted.",
            people=people,
            union=await units.name(talk.tx, new.came_from),
        )
    return [founds, come]


async def _effects_of_ending(talk: Talk, answers: Answers) -> list[Markup]:
    unit_id, into, on = answers["union"]["unit"], _into(answers), date.fromisoformat(answers["day"])
    name = await units.name(talk.tx, unit_id)
    receiver = "" if into is None else await units.name(talk.tx, into)
    if answers["way"] == Way.HANDED_OVER:
        return [_goes(name, receiver, on)]
    effects = [_closes(name, on)]
    known = await reorganising.members_on(talk.tx, talk.plan, unit_id, on - ONE_DAY)
    if known is not None:
        effects.append(_("Members on that day, as reported: {n}.", n=number(known)))
    if into is not None:
        effects.append(_("{n} members go on in {name}.", n=number(answers.get("members", 0)), name=receiver))
    effects.append(
        _("Members who leave or go on are counted as reorganisation, neither for nor against the growth of members.")
    )
    waiting = len(await invitations.open_of(talk.tx, {unit_id}, talk.now))
    if waiting:
        effects.append(
            ngettext(
                "{n} open invitation to it will stop working.", "{n} open invitations to it will stop working.", waiting
            )
        )
    return effects


async def _founded(talk: Talk, answers: Answers, done: Done | None) -> Happened:
    assert done is not None
    text = [_("{name} is founded. Its code is {code}.", name=answers["name"], code=done.code)]
    text += await _recorded(talk, done)
    split_from = answers.get("from", {}).get("unit")
    if answers.get("origin") == Origin.SPLIT and split_from is not None:
        leave = partial(_notice_of_leaving, answers["name"], answers["members"]["total"], answers["day"])
        await tell_officers(talk, split_from, REPORTERS, f"split:{split_from}", leave)
    return Happened(text, [(str(_("Invite its chair")), f"c:moi {done.unit_id} chair")])


async def _ended(talk: Talk, answers: Answers, about: Subject, done: Done | None) -> Happened:
    unit_id, into, on = answers["union"]["unit"], _into(answers), answers["day"]
    name = await units.name(talk.tx, unit_id)
    if done is None:
        assert into is not None
        superior = await units.name(talk.tx, into)
        notice = partial(_notice_of_move, name, about.unit.name, superior, on)
        await tell_officers(talk, unit_id, REPORTERS, f"moved:{unit_id}", notice)
        await tell_officers(talk, into, LOOKING_AFTER, f"moved:{unit_id}", notice)
        moves = date.fromisoformat(on)
        moved = _("{name} is handed over to {superior}.", name=name, superior=superior)
        return Happened([moved if moves <= talk.today else _goes(name, superior, moves)])
    await tell_officers(talk, unit_id, REPORTERS, f"closed:{unit_id}", partial(_notice_of_closing, name, on))
    if into is not None:
        arrive = partial(_notice_of_arrival, name, answers.get("members", 0), on)
        await tell_officers(talk, into, REPORTERS, f"merged:{unit_id}", arrive)
    first_without = date.fromisoformat(on)
    closed = _("{name} is closed.", name=name) if first_without <= talk.today else _closes(name, first_without)
    return Happened([closed, *await _recorded(talk, done)])


def _goes(name: str, superior: str, on: date) -> Markup:
    return _(
        "{name} will stand under {superior} from {day} on, with its members; what it did before stays counted "
        "where it was.",
        name=name,
        superior=superior,
        day=day(on),
    )


def _closes(name: str, first_without: date) -> Markup:
    return _("{name} will be closed; its last day is {day}.", name=name, day=day(first_without - ONE_DAY))


async def _recorded(talk: Talk, done: Done) -> Sequence[Markup]:
    """The reports that were made on account of this one, about the unions whose members come or go."""
    said = []
    for number_ in done.report_ids:
        report = await reports.get(talk.tx, number_)
        assert report is not None
        form = talk.plan.form(report.form).name.say(current())
        union = await units.name(talk.tx, report.unit_id)
        said.append(_("Report {number}: {form}, {union}.", number=f"{number_:04}", form=form, union=union))
    return said


def _people(total: int, women: int | None) -> str:
    if women is None:
        return number(total)
    return str(_("{total} (women {women})", total=number(total), women=number(women)))


def _notice_of_leaving(new_union: str, people: int, on: str) -> Saying:
    return Saying(
        text=_(
            "{n} members of your union go to {name}, founded by a split, from {day} on. They are counted there now; "
            "please do not report them again.",
            n=number(people),
            name=new_union,
            day=day(date.fromisoformat(on)),
        )
    )


def _notice_of_arrival(former: str, people: int, on: str) -> Saying:
    return Saying(
        text=_(
            "{name} is merged into your union from {day} on, with {n} members. They are counted already; please do not "
            "report them again.",
            n=number(people),
            name=former,
            day=day(date.fromisoformat(on)),
        )
    )


def _notice_of_closing(name: str, on: str) -> Saying:
    last = date.fromisoformat(on) - ONE_DAY
    return Saying(
        text=_(
            "{name} is closed by a decision; its last day is {day}, and your office ends with it. What you reported "
            "stays. Nothing can be reported for later days. Thank you.",
            name=name,
            day=day(last),
        )
    )


def _notice_of_move(name: str, former: str, superior: str, on: str) -> Saying:
    return Saying(
        text=_(
            "{name} stands under {superior} from {day} on, handed over by {former}. Its offices, members and reports "
            "go along.",
            name=name,
            superior=superior,
            former=former,
            day=day(date.fromisoformat(on)),
        )
    )
