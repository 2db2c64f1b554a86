"""The plan with forms that found and end unions, and with those that record who comes and goes by it."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import Any

from domain.plan import Plan, plan_path

GRASSROOTS = ["hcsn", "dnnn", "nnn", "snncl", "nd"]
SUPERIORS = ["cttt", "tinh"]


def content() -> dict[str, Any]:
    """The plan's content; what it has already under one of these codes is left out first."""
    plan = tomllib.loads(plan_path("kontum-66").read_text(encoding="utf-8"))
    members = next(measure for measure in plan["measures"] if measure["code"] == "members")
    for code, moved in (("reorganised-in", "raised_by"), ("reorganised-out", "lowered_by")):
        members[moved] = [*(flow for flow in members[moved] if flow != code), code]
    new = [_flow("reorganised-in"), _flow("reorganised-out")]
    plan["measures"] = [*_without(plan["measures"], new), *new]
    forms = [
        _founding(),
        _ending(),
        _moved("nhan-sap-xep", "reorganised-in"),
        _moved("giao-sap-xep", "reorganised-out"),
    ]
    plan["forms"] = [*_without(plan["forms"], forms), *forms]
    return plan


def _without(entries: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    codes = {entry["code"] for entry in new}
    measured = {"reorganised-in", "reorganised-out"}
    return [
        entry
        for entry in entries
        if entry["code"] not in codes
        and not entry.get("event")
        and measured.isdisjoint(fact["measure"] for fact in entry.get("facts", ()))
    ]


def _words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def _flow(code: str) -> dict[str, Any]:
    return {"code": code, "kind": "flow", "reorganises": True, "name": _words(code)}


def _ask(key: str, type_: str, *options: str, **more: Any) -> dict[str, Any]:
    question = {"key": key, "type": type_, "label": _words(f"the {key}"), "ask": _words(f"What is the {key}?")}
    return question | {"options": [{"id": option, "name": _words(option)} for option in options]} | more


def _founding() -> dict[str, Any]:
    return {
        "code": "hd-thanh-lap-cdcs",
        "group": "doan-vien",
        "name": _words("A union is founded"),
        "for_kinds": SUPERIORS,
        "event": "found",
        "activity": "hd-thanh-lap-cdcs",
        "questions": [
            _ask("name", "text"),
            _ask("kind", "choice", *GRASSROOTS),
            _ask("members", "people"),
            _ask("workers", "count"),
            _ask("day", "day"),
            _ask("decision", "text"),
            _ask("origin", "choice", "new", "split", "amalgamated", details=True),
            _ask("from", "unit", details=True, when={"question": "origin", "is_in": ["split"]}),
        ],
    }


def _ending() -> dict[str, Any]:
    return {
        "code": "hd-giai-the-cdcs",
        "group": "doan-vien",
        "name": _words("A union ends"),
        "for_kinds": SUPERIORS,
        "event": "end",
        "activity": "hd-giai-the-cdcs",
        "questions": [
            _ask("union", "unit"),
            _ask("way", "choice", "dissolved", "merged", "handed-over"),
            _ask("into", "unit", when={"question": "way", "is_in": ["merged", "handed-over"]}),
            _ask("members", "count", when={"question": "way", "is_in": ["merged"]}),
            _ask("day", "day"),
            _ask("decision", "text"),
        ],
    }


def _moved(code: str, measure: str) -> dict[str, Any]:
    return {
        "code": code,
        "group": "doan-vien",
        "name": _words(code),
        "for_kinds": GRASSROOTS,
        "from_above": True,
        "facts": [{"measure": measure, "value": "moved", "day": "day"}],
        "questions": [_ask("moved", "count"), _ask("day", "day"), _ask("decision", "text", details=True)],
    }


def as_toml(plan: dict[str, Any]) -> str:
    """The content as a plan file."""
    return "".join(f"{key} = {_toml(value)}\n" for key, value in plan.items())


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


PLAN: Plan = Plan.model_validate(content())
