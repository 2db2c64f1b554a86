"""What of a plan the sums depend on."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.plan.model import Plan

VERSION = 2
"""Raised when the program counts in another way, so that sums made before are made again."""


def counting_of(plan: Plan) -> str:
    """A mark of the rules by which a plan counts: where it differs, sums made by other rules do not hold.

    Names, questions and goals are no part of it: what was reported stays as it was kept, whatever is asked today.
    """
    rules = {
        "version": VERSION,
        "year": plan.statistical_year_starts,
        "starts": plan.starts.isoformat(),
        "phases": [(phase.code, phase.first_day.isoformat(), phase.last_day.isoformat()) for phase in plan.phases],
        "parameters": plan.parameters,
        "measures": [measure.model_dump(mode="json", exclude={"name"}) for measure in plan.measures],
        "formulas": {one.code: one.formula.model_dump(mode="json") for one in plan.indicators},
    }
    return hashlib.sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()
