"""Planning a day: rounds are opened and locked, and who is told what is laid down.

Everything follows from the tables, and each thing is planned once: planning twice, late, or after days in which the
program did not run gives what planning in time would have given. What lost its use is skipped, with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.calendar.branch import Branch
from domain.calendar.cadence import Step, handed_on, step_on
from domain.calendar.rounds import Round, round_of
from domain.calendar.workdays import WorkingDays, is_quiet
from domain.days import day_in_zone
from domain.plan import Every, Level, Plan
from storage import locks, meta, units
from storage.calendar import locking, rounds, settings
from storage.database import Database, Tx
from storage.reminding import items, planning
from storage.reminding.items import Reason
from storage.reminding.planning import Today, Waited

PLANNED_FROM, PLANNED_UNTIL = "planned from", "planned until"
"""The keys of the first and the last day that was planned."""
AT_ONCE = 50
"""The units below so many superiors are planned for in one transaction, so that officers' turns wait for none long."""
SUMMARY_OF_USE = timedelta(days=3)
"""A summary that could not go out on its day still does so many days later."""
REVIEWED = (Every.HALF, Every.YEAR)
"""The rounds after whose lock there is a summary."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What planning did: the rounds that it opened and locked."""

    opened: tuple[str, ...]
    locked: tuple[str, ...]


async def plan_day(database: Database, plan: Plan, now: datetime) -> Planned:
    """Plan the day that `now` lies in."""
    today = Today(day=day_in_zone(now), now=now)

    async def follow(tx: Tx) -> Planned:
        await locks.planning(tx)
        begun = await _day_kept(tx, PLANNED_FROM) or today.day
        since = min(await _day_kept(tx, PLANNED_UNTIL) or today.day, today.day)
        opened = await rounds.open_rounds(tx, plan, since, today.day, now, begun=begun)
        await rounds.follow_calendar(tx, plan, today.day)
        locked = await locking.lock_due(tx, plan, today.day, now)
        await items.settle(tx, now)
        top = await units.top(tx, today.day)
        working = (await settings.branch_of(tx, top.id, today.day)).working if top is not None else WorkingDays()
        await planning.lapse(tx, today, working.on_or_after(today.day))
        await meta.put(tx, PLANNED_FROM, begun.isoformat())
        await meta.put(tx, PLANNED_UNTIL, today.day.isoformat())
        return Planned(tuple(one.code for one in opened), tuple(one.code for one in locked))

    done = await database.write(follow)
    await _plan_waited(database, plan, today)
    await database.write(lambda tx: _plan_summaries(tx, plan, today))
    await database.write(lambda tx: _plan_greetings(tx, today))
    return done


async def _day_kept(tx: Tx, key: str) -> date | None:
    kept = await meta.get(tx, key)
    return None if kept is None else date.fromisoformat(kept)


async def _plan_waited(database: Database, plan: Plan, today: Today) -> None:
    """Reminders of what is due, and lists of who is missing."""
    async with database.read() as tx:
        waited = await planning.waited_for(tx)
        superiors = {one.superior_id for one in waited if one.superior_id is not None}
        branches = await settings.branches_of(tx, superiors, today.day)
    departments = [one.code for one in plan.departments if one.sees_all]
    groups: defaultdict[tuple[str, Level, date, Step, Reason | None], list[Waited]] = defaultdict(list)
    lists: list[Waited] = []
    for one in waited:
        branch = branches.get(one.superior_id or 0, Branch())
        if not branch.working.is_working(today.day):
            continue
        why = _why_not(branch, today.day)
        step = step_on(branch.working, one.cut_off, one.due, today.day)
        if step is not None:
            groups[one.round, one.level, one.due, step, why].append(one)
        elif why is None and today.day >= handed_on(branch.working, one.due) and one.superior_id is not None:
            lists.append(one)
    for (_round, _level, _due, step, why), some in groups.items():
        for first in range(0, len(some), AT_ONCE):
            await database.write(_DuePlan(today, some[first : first + AT_ONCE], step, why))
    for first in range(0, len(lists), AT_ONCE):
        await database.write(_ListPlan(today, lists[first : first + AT_ONCE], departments))


@dataclass(frozen=True, slots=True)
class _DuePlan:
    """Work of one transaction: reminders of what is due."""

    today: Today
    some: Sequence[Waited]
    step: Step
    why_not: Reason | None

    async def __call__(self, tx: Tx, /) -> None:
        await planning.plan_due(tx, self.today, self.some, self.step, self.why_not)


@dataclass(frozen=True, slots=True)
class _ListPlan:
    """Work of one transaction: lists of who is missing."""

    today: Today
    some: Sequence[Waited]
    departments: Sequence[str]

    async def __call__(self, tx: Tx, /) -> None:
        for one in self.some:
            await planning.plan_list(tx, self.today, one, self.departments)


def _why_not(branch: Branch, day: date) -> Reason | None:
    if is_quiet(day):
        return Reason.HOLIDAY
    return Reason.PAUSE if branch.pause_on(day) is not None else None


async def _plan_summaries(tx: Tx, plan: Plan, today: Today) -> None:
    """Of the week, the month, and the rounds that were locked last; in branches that pause, there is none."""
    top = await units.top(tx, today.day)
    if top is None:
        return
    branch = await settings.branch_of(tx, top.id, today.day)
    if not branch.working.is_working(today.day) or _why_not(branch, today.day) is not None:
        return
    monday = today.day - timedelta(days=today.day.weekday())
    for weekday in range(1, 6):
        wanted = branch.working.on_or_after(monday + timedelta(days=weekday - 1))
        if _of_use(wanted, today.day):
            await planning.plan_summaries(tx, today, f"week:{monday}", weekdays=(weekday,))
    first = today.day.replace(day=1)
    if _of_use(branch.working.on_or_after(first), today.day):
        await planning.plan_summaries(tx, today, f"month:{first}")
    for one in await _reviewed(tx, plan, today):
        await planning.plan_summaries(tx, today, f"round:{one.code}")


def _of_use(wanted: date, day: date) -> bool:
    return wanted <= day <= wanted + SUMMARY_OF_USE


async def _reviewed(tx: Tx, plan: Plan, today: Today) -> list[Round]:
    """The rounds of half-years and years that were locked in the last days."""
    codes = await rounds.locked_since(tx, today.now - SUMMARY_OF_USE)
    found = [round_of(plan, code) for code in codes]
    return [one for one in found if one is not None and one.kind.every in REVIEWED]


async def _plan_greetings(tx: Tx, today: Today) -> None:
    for unit_id in await settings.greeting_on(tx, today.day):
        branch = [unit_id, *(unit.id for unit in await units.descendants(tx, unit_id, today.day))]
        await planning.plan_greeting(tx, today, branch)
