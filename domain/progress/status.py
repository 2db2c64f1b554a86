"""One word for how an indicator stands."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from domain.plan import FormulaKind, Indicator, Season
from domain.progress.readings import COUNTS, Reading
from domain.progress.targets import Target

ON_TRACK_WITHIN = Fraction(10, 100)
"""How far a value may lag behind the expected share of its goal and still be on track."""
BEHIND_WITHIN = Fraction(25, 100)
"""How far it may lag before it is far behind."""


class Status(StrEnum):
    """How an indicator stands, the most urgent first. The meanings stand in docs/progress.md."""

    FAR_BEHIND = "far_behind"
    LATE = "late"
    BELOW_FLOOR = "below_floor"
    BEHIND = "behind"
    NO_DATA = "no_data"
    ON_TRACK = "on_track"
    NOT_DUE = "not_due"
    MAINTAINED = "maintained"
    MET = "met"
    NO_GOAL = "no_goal"
    NOTHING_AROSE = "nothing_arose"


def status_of(
    indicator: Indicator,
    reading: Reading,
    target: Target | None,
    floor: int | Fraction | None,
    expected: Fraction,
) -> Status:
    """The status against the target in force, else against the floor.

    `expected` is the share of the floor that can be expected by now, for a figure without a target.
    """
    kind, season = indicator.formula.kind, indicator.season
    if kind is FormulaKind.NARRATIVE:
        return Status.NO_GOAL
    value = reading.counted if target is None else target.value
    unanswered = reading.coverage.answered == 0
    if reading.value is None or value is None or (kind is FormulaKind.SUM and unanswered):
        unknown = unanswered or kind in COUNTS
        return Status.NO_DATA if unknown and reading.coverage.expected else Status.NOTHING_AROSE
    if target is not None:
        if season is Season.ALWAYS and target.floor is not None and value < target.floor:
            return Status.BELOW_FLOOR
        return _held_against(value, target.goal, target.expected, season)
    if floor is not None:
        return _KEPT_UP.get(status := _held_against(value, floor, expected, season), status)
    return Status.NO_GOAL


def _held_against(value: int | Fraction, goal: int | Fraction, expected: Fraction, season: Season) -> Status:
    """A goal of which all can be expected by now is met or missed, never on track."""
    if value >= goal:
        return Status.MET
    if expected == 0:
        return Status.NOT_DUE
    if season is Season.ONCE_A_YEAR:
        return Status.LATE
    lag = expected - (Fraction(value) / goal if goal > 0 else 0)
    if lag <= ON_TRACK_WITHIN and expected < 1:
        return Status.ON_TRACK
    return Status.BEHIND if lag <= BEHIND_WITHIN else Status.FAR_BEHIND


_KEPT_UP = {
    Status.MET: Status.MAINTAINED,
    Status.BEHIND: Status.BELOW_FLOOR,
    Status.FAR_BEHIND: Status.BELOW_FLOOR,
    Status.LATE: Status.BELOW_FLOOR,
}
"""The words for a figure whose goals have all ended."""
