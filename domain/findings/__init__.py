"""Findings: what does not fit between a filled form and what is known of its unit.

A finding is no refusal, but for those of which nothing can be kept. A conversation asks about it and goes on with what
the officer says; a file must say beforehand which ones it accepts, and why.
"""

from domain.findings.checks import LATELY, findings, measures_needed
from domain.findings.filled import Filled
from domain.findings.found import (
    Duplicate,
    Finding,
    HeadcountGap,
    MembersOutnumberWorkers,
    MoreVisited,
    RunningCountFalls,
    StillApplies,
    WorkersOutgrown,
)

__all__ = [
    "LATELY",
    "Duplicate",
    "Filled",
    "Finding",
    "HeadcountGap",
    "MembersOutnumberWorkers",
    "MoreVisited",
    "RunningCountFalls",
    "StillApplies",
    "WorkersOutgrown",
    "findings",
    "measures_needed",
]
