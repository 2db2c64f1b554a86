"""Sums that follow a plan whose rules of counting have changed."""

from __future__ import annotations

from domain.plan import Plan, counting_of
from storage import meta, totals
from storage.database import Tx

KEY = "counted-by"
"""The key in `meta` of the rules by which the sums were made."""


async def is_due(tx: Tx, plan: Plan) -> bool:
    """Whether there are sums that were made by other rules than those of the plan."""
    return await meta.get(tx, KEY) not in (None, counting_of(plan))


async def follow(tx: Tx, plan: Plan, on_progress: totals.Progress = lambda done, of: None) -> bool:
    """Let the sums be by the plan's rules, made again where they are not; whether that was so."""
    due = await is_due(tx, plan)
    if due:
        await totals.rebuild(tx, plan, on_progress)
    await meta.put(tx, KEY, counting_of(plan))
    return due
