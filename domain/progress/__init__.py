"""From sums of tallies at a node of the tree to figures: values, goals, what is missing, and how it stands."""

from domain.progress.figures import Figure, figure, figures
from domain.progress.needed import Needed, needed
from domain.progress.order import sort_children, sort_worst_first
from domain.progress.periods import Period, period_between, year_period
from domain.progress.readings import Answers, Bounds, Coverage, Growth, Reading
from domain.progress.status import Status
from domain.progress.sums import Sums
from domain.progress.targets import Basis, Target

__all__ = [
    "Answers",
    "Basis",
    "Bounds",
    "Coverage",
    "Figure",
    "Growth",
    "Needed",
    "Period",
    "Reading",
    "Status",
    "Sums",
    "Target",
    "figure",
    "figures",
    "needed",
    "period_between",
    "sort_children",
    "sort_worst_first",
    "year_period",
]
