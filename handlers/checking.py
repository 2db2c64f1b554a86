"""Cross-checks of a filled form: a sentence that helps, and a way to correct, to complete, or to keep with a reason.

Each check looks at the answers, asks where something does not fit, and returns what the officer kept. A check that
changes an answer forgets it and raises `AskAgain`: the form is then filled again from the top.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from domain.plan import Check, Form, FormulaKind, MeasureKind
from domain.reading import Option
from handlers import questions
from handlers.checked import CORRECT, KEEP, AskAgain, Checked, amount_of, day_of, key_of
from handlers.filling import STATED, Answers, Subject, forget
from handlers.headcount_gap import headcount_gap
from handlers.talk import Ended, Talk
from handlers.tree_events import foresee
from locales import _, moment, number
from storage import facts, reports

DROP = "drop"
LATELY = timedelta(hours=24)


async def check(talk: Talk, form: Form, answers: Answers, about: Subject) -> Checked:
    """Go through the form's cross-checks. Raises `AskAgain` and whatever asking raises."""
    found = Checked()
    for one in form.checks:
        await _CHECKS[one](talk, form, answers, about, found)
    if form.event is not None:
        found.effects += await foresee(talk, form, answers, about)
    return found


async def _duplicate(talk: Talk, form: Form, answers: Answers, about: Subject, found: Checked) -> None:
    if about.correcting is not None or talk.person.officer_id is None:
        return
    new = reports.NewReport(
        unit_id=about.unit.id,
        form=form.code,
        answers=answers,
        day=day_of(answers, talk.today),
        officer_id=talk.person.officer_id,
    )
    same = await reports.similar(talk.tx, talk.plan, new, answers.get("decision"), talk.now - LATELY)
    if same is None:
        return
    say = _(
        "This looks like report {number}, sent at {moment}. Is it the same one?",
        number=f"{same.id:04}",
        moment=moment(same.created_at),
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
        talk.say(_("Nothing was sent. Report {number} stands as it is.", number=f"{same.id:04}"))
        raise Ended
    found.kept.append({"check": Check.DUPLICATE.value, "report": same.id})


async def _members_above_workers(talk: Talk, form: Form, answers: Answers, about: Subject, found: Checked) -> None:
    """More members than workers: the number of workers is out of date, or one of the two was mistyped."""
    density = next((one.formula for one in talk.plan.indicators if one.formula.kind is FormulaKind.DENSITY), None)
    if density is None or density.numerator is None or density.denominator is None:
        return
    members, workers = density.numerator, density.denominator
    if key_of(form, members) in answers and key_of(form, workers) in answers:
        await _correct_one_of_two(talk, form, answers, members, workers)
        return
    level = await facts.level_on(talk.tx, talk.plan, about.unit.id, workers, talk.today, leaving_out=about.correcting)
    if level.value is None:
        return
    raised = await _level_after(talk, form, answers, about, members)
    if raised is None or raised <= level.value:
        return
    say = _(
        "With this report your union has {members} members, more than the {workers} workers stated before. How many "
        "workers are there today?",
        members=number(raised),
        workers=number(level.value),
    )
    today = await talk.ask(f"{form.code}.workers-today", questions.Count(text=say, at_least=raised))
    stated = {"measure": workers, "number": today, "day": talk.today.isoformat()}
    answers.setdefault(STATED, []).append(stated)


async def _correct_one_of_two(talk: Talk, form: Form, answers: Answers, members: str, workers: str) -> None:
    """Ask which of two headcounts stated together is wrong, where members outnumber workers."""
    stated, of = amount_of(form, members, answers), amount_of(form, workers, answers)
    if stated <= of:
        return
    say = _(
        "The number of members ({members}) is larger than that of workers ({workers}), and members are workers too. "
        "Which one is to be corrected?",
        members=number(stated),
        workers=number(of),
    )
    options = [
        Option(key_of(form, members), str(_("The members"))),
        Option(key_of(form, workers), str(_("The workers"))),
    ]
    chosen = await talk.choose(f"{form.code}.above", say, options)
    forget(talk, form, chosen)
    talk.forget(f"{form.code}.above")
    raise AskAgain


async def _level_after(talk: Talk, form: Form, answers: Answers, about: Subject, code: str) -> int | None:
    """The level that the unit will have today once this report counts; None where that is not known."""
    level = await facts.level_on(talk.tx, talk.plan, about.unit.id, code, talk.today, leaving_out=about.correcting)
    happened = day_of(answers, talk.today)
    if level.value is None or (level.stated_on is not None and happened <= level.stated_on):
        return level.value
    raised_by = talk.plan.measure(code).raised_by
    return level.value + sum(amount_of(form, rule.measure, answers) for rule in form.facts if rule.measure in raised_by)


async def _running_count_falls(talk: Talk, form: Form, answers: Answers, about: Subject, found: Checked) -> None:
    """The number of different people so far this year does not fall by itself."""
    as_of = day_of(answers, talk.today)
    for rule in form.facts:
        measure = talk.plan.measure(rule.measure)
        if measure.kind is not MeasureKind.RUNNING:
            continue
        year = talk.plan.year_of(as_of)
        before = await facts.running_so_far(
            talk.tx, about.unit.id, measure.code, year, as_of, leaving_out=about.correcting
        )
        if before is None or answers.get(rule.value, before) >= before:
            continue
        say = _(
            "Earlier this year {before} people were stated, and this number does not fall by itself. You now stated "
            "{now}. Which one is right?",
            before=number(before),
            now=number(answers[rule.value]),
        )
        options = [
            Option(CORRECT, str(_("Type the number again")), ("sửa", "gõ lại")),
            Option(KEEP, str(_("{n} is right, the earlier one was wrong", n=number(answers[rule.value])))),
        ]
        chosen = await talk.choose(f"{form.code}.{rule.value}.falls", say, options)
        if chosen == CORRECT:
            forget(talk, form, rule.value)
            raise AskAgain
        found.kept.append({"check": Check.RUNNING_COUNT_FALLS.value, "before": before})


async def _more_visited(talk: Talk, form: Form, answers: Answers, about: Subject, found: Checked) -> None:
    """Over the year so far, more members in hardship visited than fell into hardship."""
    as_of = day_of(answers, talk.today)
    year = talk.plan.year_of(as_of)
    for one in talk.plan.indicators:
        part, whole = one.formula.numerator, one.formula.denominator
        measured = {rule.measure for rule in form.facts}
        if one.formula.kind is not FormulaKind.DECLARED_SHARE or part not in measured or whole not in measured:
            continue
        assert part is not None
        assert whole is not None
        visited, hardship = [
            amount_of(form, code, answers)
            + await facts.year_so_far(talk.tx, about.unit.id, code, year, as_of, leaving_out=about.correcting)
            for code in (part, whole)
        ]
        if visited <= hardship:
            continue
        say = _(
            "Since the start of the year that makes {visited} members visited, but only {hardship} in hardship. Is "
            "that right?",
            visited=number(visited),
            hardship=number(hardship),
        )
        options = [
            Option(CORRECT, str(_("Correct the numbers")), ("sửa", "sai")),
            Option(KEEP, str(_("It is right")), ("đúng", "giữ", "có")),
        ]
        if await talk.choose(f"{form.code}.{key_of(form, part)}.more", say, options) == CORRECT:
            forget(talk, form, key_of(form, whole))
            forget(talk, form, key_of(form, part))
            raise AskAgain
        kept = {"check": Check.MORE_VISITED_THAN_IN_HARDSHIP.value, "visited": visited, "hardship": hardship}
        found.kept.append(kept)


_CHECKS: dict[Check, Callable[[Talk, Form, Answers, Subject, Checked], Awaitable[None]]] = {
    Check.DUPLICATE: _duplicate,
    Check.HEADCOUNT_GAP: headcount_gap,
    Check.MEMBERS_ABOVE_WORKERS: _members_above_workers,
    Check.RUNNING_COUNT_FALLS: _running_count_falls,
    Check.MORE_VISITED_THAN_IN_HARDSHIP: _more_visited,
}
