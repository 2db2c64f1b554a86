"""Assigning quotas to the units below: one door for conversations, spreadsheets and the command line."""

from domain.assigning import Refusal
from storage.assigning.children import Child, children, headroom, own_goal, weights
from storage.assigning.entering import Assignment, QuotaProblem, Verdict, assign, assign_all, judged

__all__ = [
    "Assignment",
    "Child",
    "QuotaProblem",
    "Refusal",
    "Verdict",
    "assign",
    "assign_all",
    "children",
    "headroom",
    "judged",
    "own_goal",
    "weights",
]
