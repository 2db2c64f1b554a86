"""The plan with entries of kinds that a federation may add: a survey, words that are told, a duty of all levels."""

from __future__ import annotations

import tomllib
from typing import Any

from domain.plan import Plan, plan_path

GRASSROOTS = ["hcsn", "dnnn", "nnn", "snncl", "nd"]


def _words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def _question(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": _words(f"Label of {key}"), "ask": _words(f"{key}?")} | more


DAY = _question("day", "day")
DEPARTMENTS = [{"code": "more-empty", "name": _words("Department without indicators")}]
MEASURES = [
    {"code": "more-eligible", "kind": "level", "name": _words("Eligible enterprises")},
    {"code": "more-with-union", "kind": "level", "name": _words("Enterprises with a union")},
    {"code": "more-published", "kind": "answer", "name": _words("Accounts published")},
    {"code": "more-spent", "kind": "flow", "name": _words("Spent in all"), "money": True},
]
FORMS = [
    {
        "code": "more-survey",
        "group": "doan-vien",
        "name": _words("Survey of enterprises"),
        "for_kinds": ["cttt"],
        "questions": [_question("eligible", "count"), _question("with-union", "count"), DAY],
        "facts": [
            {"measure": "more-eligible", "value": "eligible", "day": "day"},
            {"measure": "more-with-union", "value": "with-union", "day": "day"},
        ],
    },
    {
        "code": "more-told",
        "group": "doan-vien",
        "name": _words("Reorganisation told"),
        "for_kinds": ["cttt", "tinh"],
        "questions": [_question("result", "text"), _question("dispute", "text", private=True), DAY],
    },
    {
        "code": "more-published",
        "group": "doan-vien",
        "name": _words("Accounts"),
        "for_kinds": [*GRASSROOTS, "cttt", "tinh"],
        "questions": [
            _question(
                "status",
                "choice",
                options=[{"id": "yes", "name": _words("Published")}, {"id": "no", "name": _words("Not so far")}],
            ),
            DAY,
        ],
        "facts": [
            {
                "measure": "more-published",
                "value": "status",
                "day": "day",
                "answers": {"yes": "yes", "no": "not_yet"},
            }
        ],
    },
]
INDICATORS = [
    {
        "code": "more-enterprises",
        "name": _words("Enterprises surveyed"),
        "clause": "X",
        "department": "tckt",
        "scope": ["cttt"],
        "formula": {"kind": "density", "numerator": "more-with-union", "denominator": "more-eligible"},
        "unit": _words("enterprises"),
        "survey": True,
    },
    {
        "code": "more-words",
        "name": _words("Reorganisation in words"),
        "clause": "X",
        "department": "tc",
        "scope": ["cttt", "tinh"],
        "formula": {"kind": "narrative"},
        "unit": _words("words"),
        "told_by": "more-told",
    },
    {
        "code": "more-accounts",
        "name": _words("Accounts of every level"),
        "clause": "X",
        "department": "tc",
        "scope": [*GRASSROOTS, "cttt", "tinh"],
        "formula": {"kind": "share-of-units", "numerator": "more-published"},
        "goals": [{"value": "1", "first_year": 2021}],
        "unit": _words("unions"),
    },
    {
        "code": "more-of-the-top",
        "name": _words("Only at the province"),
        "clause": "X",
        "department": "vp",
        "scope": GRASSROOTS,
        "formula": {"kind": "sum", "numerator": "admissions"},
        "unit": _words("members"),
        "top_only": True,
    },
]


def more_plan() -> Plan:
    """The plan of the tests with these entries added."""
    content = tomllib.loads(plan_path("kontum-66").read_text(encoding="utf-8"))
    added = {"departments": DEPARTMENTS, "measures": MEASURES, "forms": FORMS, "indicators": INDICATORS}
    for part, entries in added.items():
        content[part] += entries
    return Plan.model_validate(content)
