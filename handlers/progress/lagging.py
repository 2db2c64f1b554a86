"""Which units are behind with an indicator or silent about it, and with what they can answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.plan import Form, FormulaKind, Indicator, Level, Plan
from domain.progress import Figure, Status, sort_children, sort_worst_first
from handlers.progress.answering import form_of
from handlers.progress.figure_lines import NEEDING_A_HAND
from handlers.surroundings import Surroundings
from storage import figures
from storage.units import Unit

OFFERED = 8
"""So many indicators are offered to who names none."""


@dataclass(frozen=True, slots=True)
class Lagging:
    """A unit with its figure of an indicator that it is behind with, or that nobody in it has answered yet."""

    unit: Unit
    figure: Figure

    @property
    def silent(self) -> bool:
        """Whether nobody in the unit has answered."""
        return not self.figure.coverage.answered

    def form(self, plan: Plan) -> Form | None:
        """The form by which a grassroots union comes closer to the goal; None for all units above one."""
        if plan.unit_kind(self.unit.kind).level is not Level.GRASSROOTS:
            return None
        return (None if self.silent else _raising(plan, self.figure.indicator, self.unit.kind)) or form_of(
            plan, self.figure.indicator, self.unit.kind
        )


async def lagging_among(at: Surroundings, some: Sequence[Unit], indicator: Indicator) -> list[Lagging]:
    """Those of the units that are behind today or silent and can do something about it, the worst first."""
    able = [unit for unit in some if _is_able(at.plan, indicator, unit.kind)]
    found = await figures.of_units(at.tx, at.plan, [unit.id for unit in able], at.today, indicators=[indicator])
    lagging = sort_children((unit, found[unit.id][0]) for unit in able if _lags(found[unit.id][0]))
    return [Lagging(unit, figure) for unit, figure in lagging]


async def lagging_indicators(at: Surroundings, above: Unit, below: Sequence[Unit]) -> list[str]:
    """The codes of the worst indicators of a unit that those directly below it can do something about."""
    kinds = {unit.kind for unit in below}
    found = await figures.of_unit(at.tx, at.plan, above.id, at.today, top=above.parent_id is None)
    lagging = [figure.indicator for figure in sort_worst_first(found) if _lags(figure)]
    return [one.code for one in lagging if any(_is_able(at.plan, one, kind) for kind in kinds)][:OFFERED]


def _is_able(plan: Plan, indicator: Indicator, unit_kind: str) -> bool:
    """Whether a unit of this kind answers about it, or has others below it that are asked: some are only graded."""
    if indicator.top_only:
        return False
    answers = unit_kind in indicator.scope and form_of(plan, indicator, unit_kind) is not None
    return answers or not set(indicator.scope).isdisjoint(plan.kinds_below(unit_kind))


def _lags(figure: Figure) -> bool:
    if not figure.coverage.expected:
        return False
    return not figure.coverage.answered or figure.status in NEEDING_A_HAND | {Status.NO_DATA}


def _raising(plan: Plan, indicator: Indicator, unit_kind: str) -> Form | None:
    """The form that tells what raises a level: whoever grew too little has people to admit, not to count again."""
    if indicator.formula.kind not in (FormulaKind.LEVEL, FormulaKind.NET):
        return None
    level = indicator.formula.top_of(unit_kind)
    raised_by = plan.measure(level).raised_by if level is not None else ()
    return next(
        (form for form in plan.forms_for(unit_kind) if any(fact.measure in raised_by for fact in form.facts)), None
    )
