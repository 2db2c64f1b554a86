"""Cases: what the answers of one say of how far it is, and which questions each step of the superior asks.

A case is a report whose later versions add the superior's part: the answers to the form's follow-up questions, and
under `with` the unit whose officers look after the case once it was handed on: `{"unit": 17}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from domain.facts_of import Answers
from domain.plan import Form, Question
from domain.plan.forms import CLOSED, OUTCOME, TAKEN_UP

WITH = "with"


class State(StrEnum):
    """How far a case is."""

    NEW = "new"
    HANDED_ON = "handed-on"
    """Another unit is to look after it, and has not taken it up yet."""
    TAKEN_UP = "taken-up"
    CLOSED = "closed"


class Step(StrEnum):
    """What the officer who looks after a case does about it, beside handing it on."""

    TAKE_UP = "take-up"
    SUPPORT = "support"
    CLOSE = "close"


class Event(StrEnum):
    """What one version of a case added to the one before it."""

    TAKEN_UP = "taken-up"
    SUPPORTED = "supported"
    HANDED_ON = "handed-on"
    CLOSED = "closed"
    CORRECTED = "corrected"
    """By the one who opened it: nothing of the superior's part is other than before."""


def state_of(answers: Answers) -> State:
    """How far a case with these answers is."""
    if CLOSED in answers:
        return State.CLOSED
    if TAKEN_UP in answers:
        return State.TAKEN_UP
    return State.HANDED_ON if WITH in answers else State.NEW


def looked_after_by(answers: Answers, path: Sequence[int]) -> int:
    """The unit whose officers look after a case of the unit with `path` (itself, then each one above it).

    It is the direct superior until the case is handed on; the province looks after its own. A unit that no longer
    stands above, as after a reorganisation, has lost the case to the direct superior.
    """
    handed_to: int | None = answers.get(WITH, {}).get("unit")
    return handed_to if handed_to in path and handed_to is not None else path[min(1, len(path) - 1)]


def can_go_to(answers: Answers, path: Sequence[int]) -> list[int]:
    """The units to which a case of the unit with `path` can be handed on: those above it that do not have it now."""
    return [unit for unit in path[1:] if unit != looked_after_by(answers, path)]


def handed_on(answers: Answers, unit: int) -> dict[str, Any]:
    """The answers of a case that was handed on: the other unit is yet to take it up."""
    return {key: kept for key, kept in answers.items() if key != TAKEN_UP} | {WITH: {"unit": unit}}


def open_steps(form: Form, answers: Answers) -> list[Step]:
    """The steps that can be done next about an open case. One that asks nothing in this form is none."""
    done = {Step.TAKE_UP} if TAKEN_UP in answers else set()
    return [step for step in Step if step not in done and _keys(form, step)]


def before(form: Form, step: Step, answers: Answers) -> dict[str, Any]:
    """The answers of a case without those of the step: if it is done again, nothing of them is left."""
    of_step = _keys(form, step)
    return {key: kept for key, kept in answers.items() if key not in of_step}


def corrected(form: Form, answers: Answers, given: Answers) -> dict[str, Any]:
    """The answers of a case that its opener corrected: the superior's part stands as it was."""
    superiors = _superiors_part(form)
    return dict(given) | {key: kept for key, kept in answers.items() if key in superiors}


def happened(form: Form, earlier: Answers, now: Answers) -> Event:
    """What the later answers add to the earlier ones."""
    if CLOSED in now and CLOSED not in earlier:
        return Event.CLOSED
    if now.get(WITH) != earlier.get(WITH):
        return Event.HANDED_ON
    if TAKEN_UP in now and earlier.get(TAKEN_UP) != now[TAKEN_UP]:
        return Event.TAKEN_UP
    if any(now.get(key) != earlier.get(key) for key in _superiors_part(form)):
        return Event.SUPPORTED
    return Event.CORRECTED


def is_urgent(form: Form, answers: Answers) -> bool:
    """Whether a case is to be looked at before others: by its form, or by what was chosen."""
    return form.urgent or any(
        option.urgent and option.id == answers.get(question.key)
        for question in form.questions
        for option in question.options
    )


def frame(form: Form) -> Form:
    """The form as far as everybody who sees the case may see it: without the words, with the superior's part."""
    shown = (question for question in (*form.questions, *form.follow_up) if not question.private)
    return _only(form, tuple(shown))


def words(form: Form) -> Form:
    """The form as far as it holds the words of the case."""
    hidden = (question for question in (*form.questions, *form.follow_up) if question.private)
    return _only(form, tuple(question.model_copy(update={"private": False}) for question in hidden))


def part(form: Form, step: Step, answers: Answers) -> Form:
    """The form as far as a step asks it, and the day of taking up where nobody has said it yet."""
    asked = _keys(form, step) | (set() if TAKEN_UP in answers else {TAKEN_UP})
    return _only(form, tuple(question for question in form.follow_up if question.key in asked))


def _only(form: Form, questions: tuple[Question, ...]) -> Form:
    return form.model_copy(update={"questions": questions, "follow_up": (), "facts": (), "checks": ()})


def _keys(form: Form, step: Step) -> set[str]:
    """The keys of the follow-up questions that belong to a step."""
    of_step = {Step.TAKE_UP: {TAKEN_UP}, Step.CLOSE: {OUTCOME, CLOSED}}
    others = {question.key for question in form.follow_up} - {TAKEN_UP, OUTCOME, CLOSED}
    return of_step.get(step, others)


def _superiors_part(form: Form) -> set[str]:
    return {question.key for question in form.follow_up} | {WITH}
