"""What is recorded where the same answers are given for many units: the answers of each, and who gets none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.facts import Answer, Fact
from domain.facts_of import facts_of, is_asked
from domain.findings import StillApplies, findings, measures_needed
from domain.known import Known
from domain.plan import Form, QuestionType
from domain.plan import Question as Asked
from handlers.reports.apart import Exceptions
from handlers.reports.checked import day_of, filled_now
from handlers.reports.filling import Answers, Subject
from handlers.talk import Talk
from storage import facts, kept_reports, units
from storage.chats import Held
from storage.units import Unit

Years = frozenset[int]
Meaning = tuple[str | None, frozenset[tuple[str, int | Answer]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Who gets which answers, and who gets none.

    `already` are those among them of whom the same stands already. `gone`: no longer directly below the office.
    `too_young`: founded after a day that the answers name. `still_apply`: the answer would say that something does not
    apply to them, and their numbers say that it does.
    """

    day: date
    given: list[tuple[Unit, Answers]] = field(default_factory=list)
    already: list[Unit] = field(default_factory=list)
    left_out: list[Unit] = field(default_factory=list)
    gone: list[Unit] = field(default_factory=list)
    too_young: list[Unit] = field(default_factory=list)
    still_apply: list[Unit] = field(default_factory=list)


def varying(form: Form) -> Asked | None:
    """The question whose answer may differ from unit to unit: the first choice that becomes a fact."""
    of_facts = {rule.question for rule in form.facts}
    return next((one for one in form.questions if one.type is QuestionType.CHOICE and one.key in of_facts), None)


async def batch_of(
    talk: Talk, form: Form, answers: Answers, unions: Sequence[Unit], *, held: Held, exceptions: Exceptions
) -> Batch:
    """Sort units below an office into those that get answers and those that get none, as the tree stands today."""
    batch = Batch(day=day_of(answers, talk.today))
    below = {unit.id for unit in await units.children(talk.tx, held.unit_id, talk.today)}
    before = await _standing(talk, form, unions)
    known = await facts.known(talk.tx, talk.plan, [unit.id for unit in unions], measures_needed(talk.plan, form))
    asked = varying(form)
    for unit in unions:
        mine, option = answers, exceptions.get(unit.id)
        if asked is not None and option is not None:
            mine = _applying(form, unit, answers | {asked.key: option})
        said = facts_of(talk.plan, form, mine, reported_for=batch.day, known_at=talk.now, order=0)
        if unit.id not in below:
            batch.gone.append(unit)
        elif unit.id in exceptions and option is None:
            batch.left_out.append(unit)
        elif unit.first_day > min([batch.day, *(fact.day for fact in said)]):
            batch.too_young.append(unit)
        elif _still_applies(talk, form, mine, Subject(unit=unit, office=held), known[unit.id]):
            batch.still_apply.append(unit)
        else:
            batch.given.append((unit, mine))
            if before.get((unit.id, _years(said))) == _meaning(asked, mine, said):
                batch.already.append(unit)
    return batch


def _still_applies(talk: Talk, form: Form, answers: Answers, about: Subject, known: Known) -> bool:
    found = findings(filled_now(talk, form, answers, about, known))
    return any(isinstance(one, StillApplies) for one in found)


def _applying(form: Form, unit: Unit, answers: Answers) -> Answers:
    """The answers to the questions that the unit is asked: an exception may not be asked what the others are."""
    asked = (one.key for one in form.questions if one.key in answers and is_asked(one, unit.kind, answers))
    return {key: answers[key] for key in asked}


async def _standing(talk: Talk, form: Form, unions: Sequence[Unit]) -> dict[tuple[int, Years], Meaning]:
    """What the latest report of this form says of each unit and the years that it is for."""
    found: dict[tuple[int, Years], Meaning] = {}
    for report in await kept_reports.of_form(talk.tx, form.code, [unit.id for unit in unions]):
        answers, day = report.latest.answers, report.latest.day
        said = facts_of(talk.plan, form, answers, reported_for=day, known_at=talk.now, order=0)
        if not report.withdrawn:
            found.setdefault((report.unit_id, _years(said)), _meaning(varying(form), answers, said))
    return found


def _years(said: Iterable[Fact]) -> Years:
    return frozenset(fact.counts_for for fact in said)


def _meaning(asked: Asked | None, answers: Answers, said: Iterable[Fact]) -> Meaning:
    """What makes two reports say the same of a year, whatever their days and decisions."""
    return (answers.get(asked.key) if asked is not None else None, frozenset((one.measure, one.value) for one in said))
