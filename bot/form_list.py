"""The forms of a plan as the command line prints them: a table for people, JSON for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.table import Table

from domain.plan import Form, Plan, Question, When, Words


def as_entry(plan: Plan, form: Form) -> dict[str, Any]:
    """A form as other programs read it. What is empty stands in it, too."""
    measures = dict.fromkeys(rule.measure for rule in form.facts)
    return {
        "code": form.code,
        "name": _words(form.name),
        "group": form.group,
        "activity": form.activity,
        "for_kinds": list(form.for_kinds),
        "from_above": form.from_above,
        "in_bulk": form.in_bulk,
        "case": form.opens_case,
        "urgent": form.urgent,
        "event": form.event,
        "questions": [_question(asked) for asked in form.questions],
        "follow_up": [_question(asked) for asked in form.follow_up],
        "facts": [rule.model_dump(mode="json", exclude_defaults=True) for rule in form.facts],
        "checks": [check.value for check in form.checks],
        "measures": [_measure(plan, code) for code in measures],
    }


def _question(asked: Question) -> dict[str, Any]:
    return {
        "key": asked.key,
        "type": asked.type.value,
        "label": _words(asked.label),
        "ask": _words(asked.ask),
        "options": [{"id": option.id, "name": _words(option.name)} for option in asked.options],
        "when": _when(asked.when),
        "details": asked.details,
        "private": asked.private,
        "at_most": asked.at_most,
        "base": asked.base,
        "women_may_be_unknown": asked.women_may_be_unknown,
        "may_be_unknown": asked.may_be_unknown,
        "for_kinds": list(asked.for_kinds),
    }


def _measure(plan: Plan, code: str) -> dict[str, Any]:
    measure = plan.measure(code)
    return {"code": code, "kind": measure.kind.value, "name": _words(measure.name)}


def _when(when: When | None) -> dict[str, Any] | None:
    return None if when is None else when.model_dump(mode="json", exclude_defaults=True)


def _words(words: Words) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}


def table_of(forms: Iterable[Form]) -> Table:
    """The forms as people read them on a terminal; questions in brackets may be left out."""
    table = Table(title="Forms", title_justify="left")
    table.add_column("form", no_wrap=True)
    for column in ("name", "asked of", "questions"):
        table.add_column(column, overflow="fold")
    for form in forms:
        asked = [f"{one.key}: {one.type.value}" for one in form.questions]
        shown = [f"({words})" if one.details else words for one, words in zip(form.questions, asked, strict=True)]
        table.add_row(form.code, form.name.en, " ".join(form.for_kinds), "\n".join(shown), end_section=True)
    return table
