"""How large an answer can be: what is beyond is a slip of the finger, wherever it was typed."""

from __future__ import annotations

from datetime import date

from domain.plan import Plan

MOST = 999_999
"""No union of a province counts more people or papers than this."""

LONGEST_TEXT = 500
"""So many characters a free text has at the most."""


def years_asked(plan: Plan, founded: date, today: date) -> tuple[int, int]:
    """The first and the last year that a union can be asked about: the plan's, from its founding to next year."""
    last = plan.year_of(plan.ends)
    return plan.year_of(max(plan.starts, founded)), min(plan.year_of(today) + 1, last)
