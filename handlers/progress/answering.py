"""With which form a union answers about an indicator."""

from __future__ import annotations

from domain.plan import Form, Indicator, Plan


def form_of(plan: Plan, indicator: Indicator, unit_kind: str) -> Form | None:
    """The form with which a unit of this kind answers about the indicator itself; None where others do that for it."""
    parts = [plan.indicator(code) for code in indicator.formula.parts]
    measures = {one.formula.top_of(unit_kind) for one in (indicator, *parts)}
    return next(
        (form for form in plan.forms_for(unit_kind) if any(fact.measure in measures for fact in form.facts)), None
    )
