"""On which days one is asked for a report that is due: in time, on the day, once after it, then no more."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from domain.calendar.workdays import WorkingDays


class Step(StrEnum):
    """A reminder of a report, called by how many working days before or after the due day (T) it goes out."""

    EARLY = "T-5"
    SOON = "T-2"
    DUE = "T"
    AFTER = "T+1"


HANDED_ON_AFTER = 3
"""So many working days after the due day the superior gets a list, and the chair is asked no more."""


def steps(working: WorkingDays, cut_off: date, due: date) -> dict[date, Step]:
    """The days on which a unit that has not reported is reminded, and of what.

    None is before the cut-off: what would be goes out on the first working day from it on, and of several on one day
    only the last. `due` is a working day.
    """
    earliest = working.on_or_after(cut_off)
    days = {
        Step.EARLY: working.before(due, 5),
        Step.SOON: working.before(due, 2),
        Step.DUE: due,
        Step.AFTER: working.after(due, 1),
    }
    return {max(day, earliest): step for step, day in days.items()}


def handed_on(working: WorkingDays, due: date) -> date:
    """The day on which the superior is given the list of who is missing."""
    return working.after(due, HANDED_ON_AFTER)


def step_on(working: WorkingDays, cut_off: date, due: date, day: date) -> Step | None:
    """The step that is the latest by the day: the one of the day, or one that should have gone out and is still of use.

    None before the first, and from the day on which the superior gets the list.
    """
    if day >= handed_on(working, due):
        return None
    passed = [(on, step) for on, step in steps(working, cut_off, due).items() if on <= day]
    return max(passed)[1] if passed else None
