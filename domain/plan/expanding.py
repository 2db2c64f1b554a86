"""What a plan file says once and means in many places: question sets, and parameters inside sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def expanded(content: Any) -> Any:
    """The content of a plan file with the questions of its sets in the forms, and parameters as numbers in sentences.

    A form keeps its own question where a set has one of the same key. What is not of the expected shape is left as it
    is, for the model to name.
    """
    if not isinstance(content, Mapping) or not isinstance(content.get("forms"), (list, tuple)):
        return content
    sets = {
        str(entry.get("code")): _entries(entry.get("questions")) for entry in _entries(content.get("question_sets"))
    }
    parameters = content.get("parameters")
    forms = [_with_sets(form, sets) for form in content["forms"]]
    if isinstance(parameters, Mapping):
        forms = [_with_numbers(form, parameters) for form in forms]
    return {**content, "forms": forms}


def _with_sets(form: Any, sets: Mapping[str, Sequence[Mapping[str, Any]]]) -> Any:
    if not isinstance(form, Mapping) or not isinstance(form.get("questions"), (list, tuple)):
        return form
    questions, codes = list(form["questions"]), form.get("sets")
    own = [question.get("key") for question in _entries(questions)]
    for code in codes if isinstance(codes, (list, tuple)) else ():
        questions.extend(question for question in sets.get(str(code), ()) if question.get("key") not in own)
    return {**form, "questions": questions}


def _entries(part: Any) -> Sequence[Mapping[str, Any]]:
    """What of a list has the shape of an entry."""
    return [entry for entry in part if isinstance(entry, Mapping)] if isinstance(part, (list, tuple)) else []


def _with_numbers(part: Any, parameters: Mapping[str, Any]) -> Any:
    if isinstance(part, str):
        for name, number in parameters.items():
            part = part.replace(f"{{{name}}}", str(number))
        return part
    if isinstance(part, Mapping):
        return {key: _with_numbers(value, parameters) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_with_numbers(value, parameters) for value in part]
    return part
