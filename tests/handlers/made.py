"""Figures made by hand, to be put into words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from domain.plan import FormulaKind
from domain.progress import Answers, Basis, Bounds, Coverage, Figure, Growth, Status, Target
from tests.handlers.federation import PLAN

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
ALL = Coverage(5, 5)


def made(code: str, value: int | Fraction | None, **more: Any) -> Figure:
    """A figure of 2026 with everything reported and no goal, apart from what is said."""
    target = more.pop("target", None)
    fields: dict[str, Any] = {"coverage": ALL, "status": Status.NO_GOAL, "pace": Fraction(1, 2)}
    fields |= {
        "floor": None,
        "floor_year": None,
        "year": 2026,
        "target": target,
        "targets": (target,) if target else (),
    }
    return Figure(indicator=PLAN.indicator(code), value=value, **(fields | more))


def share(code: str, n: int, m: int, goal: str | None = None, **more: Any) -> Figure:
    """A share, held against the goal of the year."""
    if goal is not None:
        missing = max(0, -(-Fraction(goal) * m // 1) - n)
        more = {"target": aim(Fraction(n, m), Fraction(goal), missing=int(missing), basis=Basis.YEAR)} | more
    return made(code, Fraction(n, m), numerator=n, denominator=m, **more)


def aim(
    value: int | Fraction,
    goal: int | Fraction,
    *,
    missing: int | None = None,
    days: tuple[date, date] = YEAR,
    basis: Basis = Basis.QUOTA,
) -> Target:
    """A target; what is missing follows for counts."""
    return Target(
        basis=basis,
        first_day=days[0],
        last_day=days[1],
        value=value,
        goal=goal,
        floor=None,
        missing=max(0, int(goal - value)) if missing is None else missing,
        expected=Fraction(1, 2),
    )


def grown(kept: int, *, lost: int = 0, came: int = 0, adjusted: int = 0, reorganised: int = 0) -> dict[str, Any]:
    """What a growth is made of, and its sum: for `made("doan-vien-tang", **grown(7))`."""
    growth = Growth(
        flows=(("admissions", kept), ("transfers-in", came), ("losses", -lost), ("transfers-out", 0)),
        adjusted=adjusted,
        reorganised=reorganised,
    )
    return {"value": kept + came - lost + adjusted + reorganised, "growth": growth}


def answered(**units: int) -> Answers:
    """Units by answer, those not named being 0."""
    return Answers(**(dict.fromkeys(("yes", "not_yet", "no", "not_applicable", "ended", "silent"), 0) | units))


def dialogues(n: int, m: int, *, upper: Fraction, **more: Any) -> Figure:
    """Dialogues in non-state enterprises, goal 70 %."""
    return share("doi-thoai-nnn", n, m, "0.70", bounds=Bounds(Fraction(n, m), upper), **more)


def one_dialogue(answer: str) -> Figure:
    """The dialogue of a single enterprise."""
    return dialogues(0, 1, upper=Fraction(1), coverage=Coverage(1, 1), answers=answered(**{answer: 1}))


def per_unit(n: int, m: int) -> Figure:
    """Members introduced: a formula that the plan has no form for yet."""
    figure = share("tham-hoi", n, m, coverage=Coverage(3, m), units_meeting=1)
    formula = figure.indicator.formula.model_copy(update={"kind": FormulaKind.PER_UNIT})
    target = aim(Fraction(n, m), Fraction(1), missing=m - n, basis=Basis.YEAR)
    indicator = figure.indicator.model_copy(update={"formula": formula})
    return replace(figure, indicator=indicator, target=target, targets=(target,), status=Status.BEHIND)
