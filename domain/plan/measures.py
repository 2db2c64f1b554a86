"""What can be measured of a unit. A small set of kinds covers every indicator of a plan."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

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


class Eligible(Entry):
    """To which units an answer applies, as far as that is computed and not asked. Numbers are parameters of the plan.

    Either by a level: the unit's latest `level` is `at_least` so many; unknown, it applies. `flag` names a trait of the
    unit that says so whatever the level. `level_decides`: where the level is known it decides, and an answer "not
    applicable" counts only while it is unknown, and is refused from so many on; else that answer always counts. A unit
    that says yes is always one.
    Or by age: the unit is so many `months` old at the end of the year that the answer is for, or
    `months_after_reorganisation` where it came from a split or a merger.
    """

    level: Code | None = None
    at_least: Code | None = None
    flag: Code | None = None
    level_decides: bool = False
    months: Code | None = None
    months_after_reorganisation: Code | None = None


class Measure(Entry):
    """One thing that is measured of each unit.

    `raised_by` and `lowered_by` (levels only) name the flows that move a level between statements.
    `reorganises` (flows only): what it moves came or went by a decision about units and counts neither for nor
    against a goal. `holds` (answers only): `year`: the answer is for one statistical year, and in it "yes" stays
    yes and "not applicable" stays until a yes; `year-latest`: it is for one year, and the latest one holds;
    `latest`: the latest answer holds, however old, until its end day. `grace_days`: so many days after that end a
    unit that says it is renewing still counts as yes. `eligible`: which units an answer applies to. `money`: in đồng.
    """

    code: Code
    kind: MeasureKind
    name: Words
    raised_by: tuple[Code, ...] = ()
    lowered_by: tuple[Code, ...] = ()
    reorganises: bool = False
    holds: Literal["year", "year-latest", "latest"] = "year"
    grace_days: int = Field(default=0, ge=0)
    eligible: Eligible | None = None
    money: bool = False

    @property
    def moved_by_flows(self) -> bool:
        """Whether flows move the level between statements; one that they do not is known only where it is stated."""
        return bool(self.raised_by or self.lowered_by)

    @property
    def of_years(self) -> bool:
        """Whether an answer is for one statistical year."""
        return self.holds != "latest"
