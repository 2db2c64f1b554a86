"""Cross-checks of a filled form: a sentence that helps, and a way to correct, to complete, or to keep with a reason.

`domain.findings` finds what does not fit; here it is asked about, and what the officer kept is returned. Asking that
changes an answer forgets it and raises `AskAgain`: the form is then filled again from the top.
"""

from __future__ import annotations

from typing import NoReturn

from domain.facts_of import STATED
from domain.findings import (
    LATELY,
    Duplicate,
    Finding,
    HeadcountGap,
    MembersOutnumberWorkers,
    MoreVisited,
    RunningCountFalls,
    StillApplies,
    WorkersOutgrown,
    findings,
    measures_needed,
)
from domain.known import Known
from domain.plan import Check, Form
from domain.reading import Option
from handlers import questions
from handlers.reports.checked import CORRECT, KEEP, AskAgain, Checked, filled_now
from handlers.reports.filling import Answers, Subject, forget
from handlers.reports.headcount_gap import close_gap
from handlers.reports.tree_events import foresee
from handlers.talk import Ended, Talk
from locales import _, current, day, moment, money, number
from storage import facts, repeats

DROP = "drop"


async def check(talk: Talk, form: Form, answers: Answers, about: Subject) -> Checked:
    """Go through all that does not fit. Raises `AskAgain` and whatever asking raises."""
    checked = Checked()
    if form.checks or measures_needed(talk.plan, form):
        filled = filled_now(talk, form, answers, about, await _known(talk, form, answers, about))
        for finding in findings(filled):
            await _ask_about(talk, form, about, checked, finding)
    if checked.stated:
        answers[STATED] = [*answers.get(STATED, ()), *checked.stated]
    if form.event is not None:
        checked.effects += await foresee(talk, form, answers, about)
    return checked


async def _known(talk: Talk, form: Form, answers: Answers, about: Subject) -> Known:
    """What is known of the unit without the report that is being corrected, which repeats nothing."""
    unit_id, needed = about.unit.id, measures_needed(talk.plan, form)
    known = (await facts.known(talk.tx, talk.plan, [unit_id], needed, leaving_out=about.correcting))[unit_id]
    if Check.DUPLICATE in form.checks and about.correcting is None:
        since, decided = talk.now - LATELY, bool(answers.get("decision"))
        for _unit, report in await repeats.reported(talk.tx, talk.plan, [unit_id], [form.code], since, decided=decided):
            known.remember(report)
    return known


async def _ask_about(talk: Talk, form: Form, about: Subject, checked: Checked, finding: Finding) -> None:
    match finding:
        case StillApplies():
            _not_left_out(talk, form, finding)
        case Duplicate():
            await _same_again(talk, form, checked, finding)
        case HeadcountGap():
            await close_gap(talk, form, about, checked, finding)
        case MembersOutnumberWorkers():
            await _correct_one_of_two(talk, form, finding)
        case WorkersOutgrown():
            await _workers_today(talk, form, checked, finding)
        case RunningCountFalls():
            await _lower_than_before(talk, form, checked, finding)
        case MoreVisited():
            await _more_visited(talk, form, checked, finding)


def _not_left_out(talk: Talk, form: Form, found: StillApplies) -> NoReturn:
    """Say by which number something applies to the unit, and ask again."""
    say = _(
        "The union stated {n} ({what}, {day}); from {least} on it is eligible, so this cannot be chosen. If the number "
        "has changed, please report it first.",
        n=number(found.number),
        what=talk.plan.measure(found.level).name.say(current()),
        day=day(found.day),
        least=number(found.least),
    )
    talk.complain(say)
    forget(talk, form, found.key)
    raise AskAgain


async def _same_again(talk: Talk, form: Form, checked: Checked, found: Duplicate) -> None:
    same = found.report
    say = _(
        "This looks like report {number}, sent at {moment}. Is it the same one?",
        number=f"{same.report_id:04}",
        moment=moment(same.made_at),
    )
    chosen = await talk.choose(
        f"{form.code}.duplicate",
        say,
        [
            Option(DROP, str(_("The same: do not send it again")), ("gửi trùng", "trùng", "giống")),
            Option(KEEP, str(_("Another one: send it too")), ("khác", "gửi thêm")),
        ],
    )
    if chosen == DROP:
        talk.say(_("Nothing was sent. Report {number} stands as it is.", number=f"{same.report_id:04}"))
        raise Ended
    checked.kept.append(found.kept)


async def _correct_one_of_two(talk: Talk, form: Form, found: MembersOutnumberWorkers) -> None:
    """Ask which of two headcounts stated together is wrong."""
    say = _(
        "The number of members ({members}) is larger than that of workers ({workers}), and members are workers too. "
        "Which one is to be corrected?",
        members=number(found.members),
        workers=number(found.workers),
    )
    options = [
        Option(found.members_key, str(_("The members"))),
        Option(found.workers_key, str(_("The workers"))),
    ]
    chosen = await talk.choose(f"{form.code}.above", say, options)
    forget(talk, form, chosen)
    talk.forget(f"{form.code}.above")
    raise AskAgain


async def _workers_today(talk: Talk, form: Form, checked: Checked, found: WorkersOutgrown) -> None:
    say = _(
        "With this report your union has {members} members, more than the {workers} workers stated before. How many "
        "workers are there today?",
        members=number(found.members),
        workers=number(found.workers),
    )
    today = await talk.ask(f"{form.code}.workers-today", questions.Count(text=say, at_least=found.members))
    checked.stated.append({"measure": found.measure, "number": today, "day": talk.today.isoformat()})


async def _lower_than_before(talk: Talk, form: Form, checked: Checked, found: RunningCountFalls) -> None:
    """A number of different people, or an amount, of the year so far does not fall by itself."""
    if found.money:
        before, now = money(found.before), money(found.now)
        say = _(
            "Earlier this year {before} was stated as the amount so far, and it does not fall by itself. You now "
            "stated {now}. Which one is right?",
            before=before,
            now=now,
        )
    else:
        before, now = number(found.before), number(found.now)
        say = _(
            "Earlier this year {before} people were stated, and this number does not fall by itself. You now stated "
            "{now}. Which one is right?",
            before=before,
            now=now,
        )
    options = [
        Option(CORRECT, str(_("Type the number again")), ("sửa", "gõ lại")),
        Option(KEEP, str(_("{n} is right, the earlier one was wrong", n=now))),
    ]
    if await talk.choose(f"{form.code}.{found.key}.falls", say, options) == CORRECT:
        forget(talk, form, found.key)
        raise AskAgain
    checked.kept.append(found.kept)


async def _more_visited(talk: Talk, form: Form, checked: Checked, found: MoreVisited) -> None:
    say = _(
        "Since the start of the year that makes {visited} members visited, but only {hardship} in hardship. Is "
        "that right?",
        visited=number(found.visited),
        hardship=number(found.hardship),
    )
    options = [
        Option(CORRECT, str(_("Correct the numbers")), ("sửa", "sai")),
        Option(KEEP, str(_("It is right")), ("đúng", "giữ", "có")),
    ]
    if await talk.choose(f"{form.code}.{found.visited_key}.more", say, options) == CORRECT:
        forget(talk, form, found.hardship_key)
        forget(talk, form, found.visited_key)
        raise AskAgain
    checked.kept.append(found.kept)
