"""What the cross-checks find, each with what is kept where the report is sent all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from domain.findings.filled import Filled
from domain.known import LevelOn, Reported
from domain.plan import Check, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """The unit has a report that says the same, or has the same decision."""

    check: ClassVar[Check] = Check.DUPLICATE
    report: Reported

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept with the report where it is sent all the same."""
        return {"check": self.check.value, "report": self.report.report_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadcountGap:
    """A stated level that does not fit the last one and the changes since: `expected` of it instead, as of a day."""

    check: ClassVar[Check] = Check.HEADCOUNT_GAP
    key: str
    expected: int
    stated: int
    level: LevelOn
    as_of: date

    @property
    def size(self) -> int:
        """How much more was stated than expected."""
        return self.stated - self.expected

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept with the report; the reason is to be said beside it."""
        return {"check": self.check.value, "difference": self.size}

    def flows(self, plan: Plan) -> set[str]:
        """The flows that move levels in the direction of the gap."""
        return {code for one in plan.measures for code in (one.raised_by if self.size > 0 else one.lowered_by)}

    def closed_by(self, change: Filled) -> int:
        """By how much a change that was not reported yet moves what is expected."""
        direction, flows = 1 if self.size > 0 else -1, self.flows(change.plan)
        since = self.level.stated_on or date.min
        return direction * sum(f.number for f in change.said if f.measure in flows and since < f.day <= self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersOutnumberWorkers:
    """Two headcounts stated together of which one is wrong, as members are workers too. It cannot be kept."""

    check: ClassVar[Check] = Check.MEMBERS_ABOVE_WORKERS
    kept: ClassVar[None] = None
    members_key: str
    workers_key: str
    members: int
    workers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkersOutgrown:
    """More members after the report than workers (`measure`) stated before: today's number is needed to go on."""

    check: ClassVar[Check] = Check.MEMBERS_ABOVE_WORKERS
    kept: ClassVar[None] = None
    measure: str
    members: int
    workers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCountFalls:
    """A lower number so far this year than was stated before."""

    check: ClassVar[Check] = Check.RUNNING_COUNT_FALLS
    key: str
    before: int
    now: int
    money: bool

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept with the report where the lower number is right."""
        return {"check": self.check.value, "before": self.before}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreVisited:
    """Over the year so far, more members in hardship visited than fell into hardship."""

    check: ClassVar[Check] = Check.MORE_VISITED_THAN_IN_HARDSHIP
    visited_key: str
    hardship_key: str
    visited: int
    hardship: int

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept with the report where it is right."""
        return {"check": self.check.value, "visited": self.visited, "hardship": self.hardship}


@dataclass(frozen=True, slots=True, kw_only=True)
class StillApplies:
    """The unit says that something does not apply to it, and its level of a day says that it does. It cannot be kept.

    `level` is the measure, `least` the number from which on it applies.
    """

    check: ClassVar[None] = None
    kept: ClassVar[None] = None
    key: str
    level: str
    number: int
    least: int
    day: date


Finding = (
    StillApplies
    | Duplicate
    | HeadcountGap
    | MembersOutnumberWorkers
    | WorkersOutgrown
    | RunningCountFalls
    | MoreVisited
)
