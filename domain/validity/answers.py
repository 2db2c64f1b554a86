"""All answers of a form: each by its type, and which of them there must and must not be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.facts_of import STATED, applies, is_asked
from domain.limits import MOST
from domain.plan import MeasureKind, Question, QuestionType
from domain.validity.mistakes import Mistake, Occasion, Wrong, shown
from domain.validity.values import past_day, value_of, whole_number


def judged_answers(
    given: Mapping[str, Any], at: Occasion, offered: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Mistake]]:
    """The answers in canonical form, and everything that is wrong with what was given; null is no answer.

    `offered` are answers that are taken where their question arises and has none of its own. Where one answer is wrong,
    what depends on it is not judged.
    """
    answers: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    wrong: set[str] = set()
    if given.get(STATED) is not None and (stated := _stated(given[STATED], at, mistakes)):
        answers[STATED] = stated
    for asked in at.form.questions:
        answer = given.get(asked.key)
        if answer is None and asked.details and asked.key not in offered:
            continue
        open_ = asked.when is not None and asked.when.question in wrong
        why_not = None if open_ else _why_not_asked(asked, answers, at)
        if answer is None and why_not is None:
            answer = offered.get(asked.key)
        if answer is None:
            if why_not is None and not open_ and _must_be_answered(asked):
                mistakes.append(Mistake(asked.key, f"the answer is missing ({asked.label.en})"))
                wrong.add(asked.key)
        elif why_not is not None:
            mistakes.append(Mistake(asked.key, why_not))
        else:
            try:
                answers[asked.key] = value_of(asked, answer, answers, at)
            except Wrong as problem:
                wrong.add(asked.key)
                mistakes.append(Mistake(f"{asked.key}.{problem.part}".rstrip("."), problem.says))
    mistakes += [
        Mistake(shown(key)[1:-1], f"the form “{at.form.code}” has no such question")
        for key in given
        if key not in answers and key != STATED and all(asked.key != key for asked in at.form.questions)
    ]
    return answers, mistakes


def _must_be_answered(asked: Question) -> bool:
    return not asked.details and not asked.may_be_unknown and asked.type is not QuestionType.PHOTO


def _why_not_asked(asked: Question, answers: Mapping[str, Any], at: Occasion) -> str | None:
    """Why the question does not arise; None where it does."""
    if is_asked(asked, at.kind, answers):
        return None
    if asked.when is None or applies(asked.when, answers):
        return f"a unit of the kind {at.kind} is not asked this"
    return f"this is not asked with the answer given to “{asked.when.question}”"


def _stated(given: Any, at: Occasion, mistakes: list[Mistake]) -> list[dict[str, Any]]:
    """Levels that a conversation asks for besides the form's own questions."""
    if not isinstance(given, list):
        mistakes.append(Mistake(STATED, f"expected a list of levels, found {shown(given)}"))
        return []
    levels: list[dict[str, Any]] = []
    for place, one in enumerate(given):
        where = f"{STATED}.{place}"
        try:
            levels.append(_level(one, at))
        except Wrong as problem:
            mistakes.append(Mistake(f"{where}.{problem.part}".rstrip("."), problem.says))
    return levels


def _level(given: Any, at: Occasion) -> dict[str, Any]:
    if not isinstance(given, dict) or not {"measure", "number"} <= given.keys() <= {"measure", "number", "day"}:
        raise Wrong(f'expected {{"measure": …, "number": …}} and perhaps a "day", found {shown(given)}')
    levels = [one.code for one in at.plan.measures if one.kind is MeasureKind.LEVEL]
    if given["measure"] not in levels:
        raise Wrong(f"{shown(given['measure'])} is no level of the plan", "measure")
    level: dict[str, Any] = {"measure": given["measure"], "number": whole_number(given["number"], MOST)}
    if "day" in given:
        level["day"] = past_day(given["day"], today=at.today, unit=at.unit).isoformat()
    return level
