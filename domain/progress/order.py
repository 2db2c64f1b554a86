"""In which order figures are shown: what needs a hand comes first."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

from domain.plan import FormulaKind
from domain.progress.figures import Figure
from domain.progress.readings import COUNTS
from domain.progress.status import Status

Unit = TypeVar("Unit")

_URGENCY = {status: place for place, status in enumerate(Status)}


def sort_worst_first(figures: Iterable[Figure]) -> list[Figure]:
    """The worst first; figures without a goal after those with one, then supporting ones, narratives, and 0/0 last.

    Within one status the one furthest from its goal comes first, and equals keep the order of the plan.
    """
    return sorted(figures, key=lambda figure: (_group(figure), _URGENCY[figure.status], _reached(figure)))


def sort_children(children: Iterable[tuple[Unit, Figure]]) -> list[tuple[Unit, Figure]]:
    """Units with their figure of one indicator, the worst first.

    A count is sorted by what is missing, the most first, and without a goal by the value, the least first;
    a share by the share. Units without data come last, with those where nothing arose. Equals keep their order.
    """
    return sorted(children, key=lambda child: _child_key(child[1]))


def _group(figure: Figure) -> int:
    if figure.status is Status.NOTHING_AROSE:
        return 4
    if figure.indicator.formula.kind is FormulaKind.NARRATIVE:
        return 3
    if figure.target is not None or figure.floor is not None:
        return 0
    return 2 if figure.indicator.support else 1


def _reached(figure: Figure) -> Fraction:
    """The share of the goal (or floor) that is reached; 0 where there is none."""
    value = figure.target.value if figure.target else figure.counted
    goal = figure.target.goal if figure.target else figure.floor
    return Fraction(value) / goal if value is not None and goal else Fraction(0)


def _child_key(figure: Figure) -> tuple[bool, int, int | Fraction]:
    if figure.value is None or figure.status in (Status.NO_DATA, Status.NOTHING_AROSE):
        return True, 0, 0
    missing = figure.missing if figure.indicator.formula.kind in COUNTS else None
    return False, -(missing or 0), figure.value
