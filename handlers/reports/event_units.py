"""Which unions a question of a form that founds or ends unions may mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.plan import Level, Plan
from domain.plan.events import Way
from handlers.reports.seeking import Among


def among_of(plan: Plan, question: str, answers: Mapping[str, Any], own: int) -> Among:
    """The unions that the answer to `question` can be, asked by the superior union `own`.

    Grassroots unions directly below it, but for the one that receives: the members of a merged union may go to any
    other one, and a union handed over stands under any other superior.
    """
    grassroots = [kind.code for kind in plan.unit_kinds if kind.level is Level.GRASSROOTS]
    if question != "into":
        return Among(kinds=grassroots, parent=own, but_not=None, outside=False)
    if answers.get("way") == Way.HANDED_OVER:
        superiors = [kind.code for kind in plan.unit_kinds if kind.level is not Level.GRASSROOTS]
        return Among(kinds=superiors, but_not=own, outside=False)
    return Among(kinds=grassroots, but_not=answers.get("union", {}).get("unit"), outside=False)
