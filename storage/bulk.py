"""Many reports at once, with all that happened to them: the same rows as `reports` keeps, in few statements.

For what is taken over from elsewhere (headcounts of an imported file, a sample): nobody is in a conversation about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from domain.access import Role
from domain.facts import Fact
from domain.facts_of import facts_of
from domain.plan import Plan
from domain.tallies import Place, difference
from domain.units import UnitHistory
from storage import audit, facts, locks, tables, totals, units
from storage.database import Tx
from storage.reports import SENT, WITHDRAWN, NewReport, ReportProblem, Version

AT_ONCE = 2000
"""So many reports are written with one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A correction, or (`answers` and `day` None) the withdrawal of a report."""

    at: datetime
    reason: str
    answers: dict[str, Any] | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A report that was sent at a moment, and what was changed in it later, in order.

    `takes_over` is the place, in the same list, of the earlier report that it takes over.
    """

    new: NewReport
    at: datetime
    changes: tuple[Change, ...] = ()
    takes_over: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHolder:
    """Somebody who holds an office from a moment on, known by a name that says no more than the office."""

    name: str
    unit_id: int
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True)
class _Kept:
    """A version of a report with the report's number, and since when a later one has stood in its place."""

    new: NewReport
    report_id: int
    version: Version
    superseded_at: datetime | None

    @property
    def row(self) -> dict[str, Any]:
        """The version as it stands in its table."""
        return {"report_id": self.report_id} | asdict(self.version)


async def appoint_many(tx: Tx, holders: Sequence[NewHolder]) -> list[tuple[int, int]]:
    """Keep officers who never agreed to anything, as they are nobody; (officer, appointment) of each in order."""
    rows: list[dict[str, Any]] = [{"name": one.name, "language": "vi", "created_at": one.since} for one in holders]
    officer_ids = await _inserted(tx, tables.officers, rows)
    offices = [
        {"officer_id": officer_id, "unit_id": one.unit_id, "role": one.role, "department": None}
        for one, officer_id in zip(holders, officer_ids, strict=True)
    ]
    since = [{"since": one.since} for one in holders]
    held = await _inserted(tx, tables.appointments, [a | b for a, b in zip(offices, since, strict=True)])
    acts = [
        _act(None, "appointment.began", f"appointment:{appointment_id}", office, one.since)
        for one, office, appointment_id in zip(holders, offices, held, strict=True)
    ]
    await tx.execute(insert(tables.audit), acts)
    return list(zip(officer_ids, held, strict=True))


async def nobody(tx: Tx, name: str, now: datetime) -> int:
    """The officer under whose name the program itself reports: no person, so nobody who could agree to anything."""
    officers = tables.officers
    found = select(officers.c.id).where(officers.c.name == name, officers.c.consented_at.is_(None)).limit(1)
    known: int | None = await tx.scalar(found)
    if known is not None:
        return known
    return (await _inserted(tx, officers, [{"name": name, "language": "vi", "created_at": now}]))[0]


async def record_many(
    tx: Tx, plan: Plan, past: Sequence[Past], on_progress: totals.Progress = lambda done, of: None
) -> list[int]:
    """Keep reports, which count at once; their numbers in the same order. Raises `ReportProblem`."""
    unit_ids = sorted({one.new.unit_id for one in past})
    await locks.units(tx, unit_ids)
    histories = await units.histories(tx, unit_ids)
    versions = [list(_versions(plan, one)) for one in past]
    for one, all_of_it in zip(past, versions, strict=True):
        for version in all_of_it:
            _judge(plan, one.new, version, histories)
    report_ids: list[int] = []
    added: defaultdict[int, list[Fact]] = defaultdict(list)
    for done in range(0, len(past), AT_ONCE):
        some, their = past[done : done + AT_ONCE], versions[done : done + AT_ONCE]
        numbers = await _inserted(tx, tables.reports, [_report_row(plan, one) for one in some])
        report_ids += numbers
        kept = [
            _Kept(one.new, number, version, later.known_at if later is not None else None)
            for one, number, all_of_it in zip(some, numbers, their, strict=True)
            for version, later in zip(all_of_it, (*all_of_it[1:], None), strict=True)
        ]
        version_ids = await _inserted(tx, tables.report_versions, [each.row for each in kept])
        await _keep_facts(tx, plan, kept, version_ids, added)
        await tx.execute(insert(tables.audit), [_report_act(each) for each in kept])
        on_progress(done + len(some), len(past))
    await _take_over(tx, past, report_ids)
    await _count(tx, plan, histories, added)
    return report_ids


def _versions(plan: Plan, one: Past) -> Iterator[Version]:
    version = Version(
        version=1,
        status=SENT,
        plan_version=plan.version,
        answers=one.new.answers,
        day=one.new.day,
        kept=list(one.new.kept),
        reason=None,
        officer_id=one.new.officer_id,
        appointment_id=one.new.appointment_id,
        known_at=one.at,
        office_id=one.new.office_id,
    )
    yield version
    for change in one.changes:
        version = replace(
            version,
            version=version.version + 1,
            status=SENT if change.answers is not None else WITHDRAWN,
            answers=change.answers if change.answers is not None else version.answers,
            day=change.day if change.day is not None else version.day,
            reason=change.reason,
            known_at=change.at,
        )
        yield version


def _judge(plan: Plan, new: NewReport, version: Version, histories: dict[int, UnitHistory]) -> None:
    history = histories.get(new.unit_id)
    if history is None:
        raise ReportProblem("unknown-unit", unit=new.unit_id)
    for day in (version.day, *(fact.day for fact in _facts(plan, new, version, 0))):
        if history.stay_on(day) is None:
            raise ReportProblem("outside-life", day=day, founded=history.founded, closed=history.closed)


def _facts(plan: Plan, new: NewReport, version: Version, order: int) -> tuple[Fact, ...]:
    if version.status == WITHDRAWN:
        return ()
    form = plan.form(new.form)
    return facts_of(plan, form, version.answers, reported_for=version.day, known_at=version.known_at, order=order)


def _report_row(plan: Plan, one: Past) -> dict[str, Any]:
    return {
        "unit_id": one.new.unit_id,
        "form": one.new.form,
        "plan": plan.code,
        "counterpart_id": one.new.counterpart_id,
        "created_at": one.at,
    }


async def _keep_facts(
    tx: Tx, plan: Plan, kept: Sequence[_Kept], version_ids: Sequence[int], added: defaultdict[int, list[Fact]]
) -> None:
    """Keep the facts of versions; those that count go to `added`, by unit."""
    rows: list[dict[str, Any]] = []
    for each, version_id in zip(kept, version_ids, strict=True):
        ids = {"unit_id": each.new.unit_id, "report_id": each.report_id, "version_id": version_id}
        said = _facts(plan, each.new, each.version, each.report_id)
        rows += [ids | facts.row_of(fact) | {"superseded_at": each.superseded_at} for fact in said]
        if each.superseded_at is None:
            added[each.new.unit_id] += said
    if rows:
        await tx.execute(insert(tables.facts), rows)


async def _take_over(tx: Tx, past: Sequence[Past], report_ids: Sequence[int]) -> None:
    taken = [
        {"taker": number, "taken": report_ids[one.takes_over]}
        for one, number in zip(past, report_ids, strict=True)
        if one.takes_over is not None
    ]
    if taken:
        taker = tables.reports.c.id == bindparam("taker")
        await tx.execute(update(tables.reports).where(taker).values(takes_over_id=bindparam("taken")), taken)


async def _count(tx: Tx, plan: Plan, histories: dict[int, UnitHistory], added: defaultdict[int, list[Fact]]) -> None:
    sums: defaultdict[Place, int] = defaultdict(int)
    standing = await facts.standing(tx, list(added))
    for unit_id, new in added.items():
        history, orders = histories[unit_id], {fact.order for fact in new}
        before = [fact for fact in standing[unit_id] if fact.order not in orders]
        after = totals.unit_steps(plan, history, standing[unit_id])
        for place, step in difference(after, totals.unit_steps(plan, history, before)).items():
            sums[place] += step
    await totals.apply(tx, sums)


def _report_act(kept: _Kept) -> dict[str, Any]:
    version = kept.version
    act = "withdrawn" if version.status == WITHDRAWN else "recorded" if version.version == 1 else "corrected"
    return _act(version.officer_id, f"report.{act}", f"report:{kept.report_id}", kept.row, version.known_at)


def _act(actor: int | None, act: str, object_: str, content: dict[str, Any], at: datetime) -> dict[str, Any]:
    return {"at": at, "actor": actor, "act": act, "object": object_, "content_hash": audit.content_hash(content)}


async def _inserted(tx: Tx, table: Any, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert the rows; their ids in the same order."""
    if not rows:
        return []
    stored = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return [int(number) for number in await tx.scalars(stored, rows)]
