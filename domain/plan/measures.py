"""What can be measured of a unit. A small set of kinds covers every indicator of a plan."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from domain.plan.words import Code, Entry, Words


class MeasureKind(StrEnum):
    """How the facts of a measure add up over time."""

    FLOW = "flow"
    """Events that add up: admissions, losses, visits."""
    LEVEL = "level"
    """A stated number that holds until the next statement, moved by the flows in between."""
    RUNNING = "running"
    """Different people (or an amount) so far this year: the latest statement of the year holds."""
    ANSWER = "answer"
    """Yes, not yet, no, not applicable; silence is the state of a unit without a fact."""


class Measure(Entry):
    """One thing that is measured of each unit.

    `raised_by` and `lowered_by` (levels only) name the flows that move a level between statements.
    `holds` (answers only): `year`: the answer is for one statistical year, and in it "yes" stays
    yes and "not applicable" stays until a yes; `latest`: the latest answer holds, however old, until its end day.
    """

    code: Code
    kind: MeasureKind
    name: Words
    raised_by: tuple[Code, ...] = ()
    lowered_by: tuple[Code, ...] = ()
    holds: Literal["year", "latest"] = "year"

    @property
    def moved_by_flows(self) -> bool:
        """Whether flows move the level between statements; one that they do not is known only where it is stated."""
        return bool(self.raised_by or self.lowered_by)
