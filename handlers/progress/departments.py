"""Which indicators a person follows: those of the own department at the province, or all."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from operator import not_

from domain.access import Role
from domain.plan import Department
from domain.progress import Figure, sort_worst_first
from handlers.commands import Look


def followed(look: Look) -> tuple[Department, ...]:
    """The departments of the province whose indicators come first for this person; () for who follows all of them.

    Those are its leaders, and the officers of a department that sees all.
    """
    if any(held.role == Role.PROVINCIAL_LEADER for held in look.person.offices):
        return ()
    codes = {held.department for held in look.person.offices if held.role == Role.DEPT_OFFICER}
    found = tuple(department for department in look.plan.departments if department.code in codes)
    return () if any(department.sees_all for department in found) else found


def own_first(look: Look, figures: Iterable[Figure]) -> tuple[list[Figure], list[Figure]]:
    """The figures of the person's departments and the others, the worst first; for who follows all, all are own."""
    codes = {department.code for department in followed(look)}
    ordered = sort_worst_first(figures)
    is_own = [not codes or figure.indicator.department in codes for figure in ordered]
    return list(compress(ordered, is_own)), list(compress(ordered, map(not_, is_own)))
