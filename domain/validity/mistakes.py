"""What can be wrong with an answer, and what it is judged by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from domain.known import Known
from domain.plan import Form, Plan
from domain.units import UnitHistory

SHOWN = 60
"""So many characters of a wrong value are repeated."""


class Mistake(NamedTuple):
    """One thing that is wrong: the field, such as `answers.admitted.women`, and a sentence on it without its end."""

    field: str
    says: str


class Wrong(Exception):
    """A value that is no answer. `part` is the part of it that is meant, "" for all of it."""

    def __init__(self, says: str, part: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a form is filled about, and when: a unit, with what is known of it, on the day of the report.

    `kind` is the unit's kind on that day, `units` are all units of the federation by code.
    """

    plan: Plan
    form: Form
    unit: UnitHistory
    kind: str
    day: date
    today: date
    known: Known
    units: Mapping[str, UnitHistory]


def shown(value: Any) -> str:
    """A wrong value as it stood in the JSON, cut where it is long, fit for a terminal."""
    words = json.dumps(value, ensure_ascii=False)
    words = "".join(letter if letter.isprintable() else "�" for letter in words)
    return words if len(words) <= SHOWN else words[:SHOWN] + "…"
