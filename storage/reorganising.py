"""Founding, closing and handing over unions, each as one act: the tree with what follows from it for figures.

First members are admissions of the new union, entered once. Who comes or goes by a decision about unions is recorded
as such, about the union concerned, and counts neither for nor against a goal. What cannot be raises `TreeProblem` or
`ReportProblem`, and nothing is changed then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from domain.plan import Plan
from domain.plan.events import Origin, Recording, admissions, arrivals, departures, membership, workforce
from domain.reading.fold import fold
from domain.unit_codes import next_code
from domain.units import FROM_REORGANISATION
from storage import bulk, facts, invitations, locks, reports, tables, tree, units
from storage.database import Tx
from storage.tree import TreeProblem

COMMAND_LINE = "tiendo units"
"""The name under which people who come and go by the command line stand in the reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who does it, in which office of which unit, and when. `officer_id` None: the command line."""

    now: datetime
    officer_id: int | None = None
    appointment_id: int | None = None
    office_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """A union to be founded. `people` are its first members, `women` None where that was not told.

    `code` None: the next free one. `came_from` is the union that it was split from, where that is known.
    """

    name: str
    kind: str
    parent_id: int
    first_day: date
    decision: str | None = None
    code: str | None = None
    origin: Origin = Origin.NEW
    came_from: int | None = None
    people: int = 0
    women: int | None = None
    workers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A union to be closed: `end` is the first day without it. `people` of its members go on in the union `into`."""

    unit_id: int
    end: date
    decision: str | None = None
    into: int | None = None
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The unit that was founded or closed, and the reports that say what became of the people."""

    unit_id: int
    code: str
    report_ids: tuple[int, ...]


async def found(tx: Tx, plan: Plan, new: Founding, by: By) -> Done:
    """Found a union with its first members."""
    async with tx.begin_nested():
        await locks.units(tx)
        await _judge(tx, plan, new)
        code = new.code or await _next_code(tx, new.parent_id)
        traits = {} if new.origin is Origin.NEW else {FROM_REORGANISATION: True}
        unit_id = await tree.found(
            tx,
            plan,
            code=code,
            name=new.name,
            kind=new.kind,
            parent_id=new.parent_id,
            first_day=new.first_day,
            decision=new.decision,
            traits=traits,
            now=by.now,
            actor=by.officer_id,
        )
        written = []
        people = new.people if new.origin is not Origin.AMALGAMATED else 0
        if people or new.workers is not None:
            recording = admissions(plan) if new.origin is Origin.NEW else arrivals(plan)
            stated = _stated(plan, new)
            at = (unit_id, new.first_day, new.decision)
            written.append(await _record(tx, plan, recording, at, by, people=people, women=new.women, stated=stated))
        if people and new.came_from is not None:
            at = (new.came_from, new.first_day, new.decision)
            written.append(await _record(tx, plan, departures(plan), at, by, people=people, women=new.women))
    return Done(unit_id=unit_id, code=code, report_ids=tuple(written))


async def close(tx: Tx, plan: Plan, closing: Closing, by: By) -> Done:
    """Close a union; open invitations to its offices stop working, the offices end with it by themselves."""
    async with tx.begin_nested():
        await locks.units(tx)
        if closing.into == closing.unit_id:
            raise TreeProblem("into-itself")
        await tree.close(
            tx,
            plan,
            closing.unit_id,
            closing.end,
            decision=closing.decision,
            now=by.now,
            actor=by.officer_id,
        )
        for invitation in await invitations.open_of(tx, {closing.unit_id}, by.now):
            await invitations.revoke(tx, invitation.id, by.officer_id, by.now)
        written = []
        if closing.into is not None:
            at = (closing.into, closing.end, closing.decision)
            written.append(await _record(tx, plan, arrivals(plan), at, by, people=closing.people))
    return Done(unit_id=closing.unit_id, code=await units.code(tx, closing.unit_id), report_ids=tuple(written))


async def members_on(tx: Tx, plan: Plan, unit_id: int, day: date) -> int | None:
    """How many members a union has at the end of the day; None where that is unknown."""
    level = membership(plan)
    return None if level is None else (await facts.level_on(tx, plan, unit_id, level, day)).value


async def _judge(tx: Tx, plan: Plan, new: Founding) -> None:
    if new.people and new.first_day < plan.starts:
        raise TreeProblem("before-plan", starts=plan.starts)
    if new.workers is not None and workforce(plan, new.kind) is not None and new.people > new.workers:
        raise TreeProblem("more-members", members=new.people, workers=new.workers)
    for beside in await units.children(tx, new.parent_id, new.first_day):
        if fold(beside.name) == fold(new.name):
            raise TreeProblem("name-taken", name=beside.name, code=beside.code)


async def _next_code(tx: Tx, parent_id: int) -> str:
    below = select(tables.unit_parents.c.unit_id).where(tables.unit_parents.c.parent_id == parent_id)
    beside = list(await tx.scalars(select(tables.units.c.code).where(tables.units.c.id.in_(below))))
    taken = set(await tx.scalars(select(tables.units.c.code)))
    return next_code(beside, taken, await units.code(tx, parent_id))


def _stated(plan: Plan, new: Founding) -> list[dict[str, Any]]:
    level = workforce(plan, new.kind)
    if new.workers is None or level is None:
        return []
    return [{"measure": level, "number": new.workers, "day": new.first_day.isoformat()}]


async def _record(
    tx: Tx,
    plan: Plan,
    recording: Recording | None,
    at: tuple[int, date, str | None],
    by: By,
    *,
    people: int,
    women: int | None = None,
    stated: list[dict[str, Any]] | None = None,
) -> int:
    """Report about a unit on a day, by a decision, how many people came or went; return the report's number."""
    unit_id, day, decision = at
    if recording is None:
        raise TreeProblem("not-in-plan")
    unit = await units.get(tx, unit_id, day)
    if unit is None or unit.kind not in recording.form.for_kinds:
        raise TreeProblem("no-members", unit=unit_id, day=day)
    answers = recording.answers(people, women, day, decision)
    if stated:
        answers["stated"] = stated
    new = reports.NewReport(
        unit_id=unit_id,
        form=recording.form.code,
        answers=answers,
        day=day,
        officer_id=by.officer_id or await bulk.nobody(tx, COMMAND_LINE, by.now),
        appointment_id=by.appointment_id,
        office_id=by.office_id,
    )
    return (await reports.record(tx, plan, new, by.now)).report_id
