"""What a finding says where nobody can be asked: what does not fit, and how the file can settle it."""

from __future__ import annotations

from domain.findings import (
    Duplicate,
    Finding,
    HeadcountGap,
    MembersOutnumberWorkers,
    MoreVisited,
    RunningCountFalls,
    StillApplies,
    WorkersOutgrown,
)
from domain.validity import Mistake


def mistake_of(finding: Finding, named: str) -> Mistake:
    """The mistake that a finding is as long as it is not accepted. `named` is the report that a duplicate repeats."""
    match finding:
        case StillApplies():
            says = (
                f"the unit stated {finding.number} ({finding.level}) on {finding.day}, and from {finding.least} on "
                "this applies to it"
            )
            return Mistake(f"answers.{finding.key}", says)
        case Duplicate():
            says, key = f"{named} says the same or has the same decision", ""
        case HeadcountGap():
            says = f"by what was reported so far it was {finding.expected} on {finding.as_of}, not {finding.stated}"
            key = finding.key
        case MembersOutnumberWorkers():
            says = f"{finding.members} members are more than the {finding.workers} workers, and members are workers too"
            return Mistake(f"answers.{finding.members_key}", says)
        case WorkersOutgrown():
            says = (
                f"this makes {finding.members} members, more than the {finding.workers} workers known: give today's "
                f'number under “stated” as {{"measure": "{finding.measure}", "number": …, "day": …}}'
            )
            return Mistake("answers.stated", says)
        case RunningCountFalls():
            says, key = f"{finding.now} is less than the {finding.before} stated earlier for the year", finding.key
        case MoreVisited():
            says = f"over the year that makes {finding.visited}, more than the {finding.hardship} in hardship"
            key = finding.visited_key
    return Mistake(f"answers.{key}".rstrip("."), f"{says}; if it is right, accept “{finding.check.value}”")
