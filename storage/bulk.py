"""Many reports at once, with all that happened to them: the same rows as `reports` keeps, in few statements.

For what is taken over from elsewhere (headcounts of an imported file, a sample): nobody is in a conversation about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from domain.access import Role
from domain.facts import Fact
from domain.facts_of import facts_of
from domain.plan import Plan
from domain.tallies import Place
from domain.units import UnitHistory
from storage import audit, facts, locks, many, numbers, tables, totals, units
from storage.database import Tx
from storage.many import Row
from storage.reports import SENT, WITHDRAWN, NewReport, ReportProblem, Version, within_life

AT_ONCE = 2000
"""So many reports are written with one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A correction, or (`answers` and `day` None) the withdrawal of a report.

    `officer_id` None: by whoever sent the report, in the same office; the other two say in which office else.
    """

    at: datetime
    reason: str | None
    answers: dict[str, Any] | None = None
    day: date | None = None
    officer_id: int | None = None
    appointment_id: int | None = None
    office_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A report that was sent at a moment, and what was changed in it later, in order.

    `takes_over` is the place, in the same list, of the earlier report that it takes over. `repeats` is the place of an
    earlier one that it was kept beside as a duplicate: where `kept` names a report None, that one is meant. `facts` are
    those of the report as it was sent, where they are known already: in the order of the list, and behind all others.
    """

    new: NewReport
    at: datetime
    changes: tuple[Change, ...] = ()
    takes_over: int | None = None
    repeats: int | None = None
    facts: tuple[Fact, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHolder:
    """Somebody who holds an office from a moment on, known by a name that says no more than the office."""

    name: str
    unit_id: int
    role: Role
    since: datetime
    department: str | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A version of a report with the report's number, its facts, and since when a later one has stood in its place."""

    new: NewReport
    report_id: int
    version: Version
    said: tuple[Fact, ...]
    superseded_at: datetime | None


async def appoint_many(tx: Tx, holders: Sequence[NewHolder]) -> list[tuple[int, int]]:
    """Keep officers who never agreed to anything, as they are nobody; (officer, appointment) of each in order."""
    rows: list[dict[str, Any]] = [{"name": one.name, "language": "vi", "created_at": one.since} for one in holders]
    officer_ids = await _inserted(tx, tables.officers, rows)
    offices = [
        {"officer_id": officer_id, "unit_id": one.unit_id, "role": one.role, "department": one.department}
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
    tx: Tx,
    plan: Plan,
    past: Sequence[Past],
    on_written: totals.Progress = lambda done, of: None,
    on_counted: totals.Progress = lambda done, of: None,
) -> list[int]:
    """Keep reports, which count at once; their numbers in the same order. Raises `ReportProblem`.

    `on_written` is told of reports, `on_counted` of the units whose sums were added up after that.
    """
    # All units: every report changes sums of the province, so whoever reports meanwhile must wait in any case.
    await locks.units(tx)
    histories = await units.histories(tx, {one.new.unit_id for one in past})
    report_ids = list(await numbers.take(tx, tables.reports, len(past)))
    new: defaultdict[int, list[Fact]] = defaultdict(list)
    for done in range(0, len(past), AT_ONCE):
        some = range(done, min(done + AT_ONCE, len(past)))
        kept = [each for place in some for each in _kept(plan, past, report_ids, place, histories)]
        rows = [_report_row(plan, past, report_ids, place) for place in some]
        await many.insert_rows(tx, tables.reports, _REPORT, rows)
        await _keep(tx, kept, new)
        on_written(some.stop, len(past))
    await _count(tx, plan, histories, new, min(report_ids, default=0), on_counted)
    return report_ids


def _kept(
    plan: Plan, past: Sequence[Past], report_ids: Sequence[int], place: int, histories: dict[int, UnitHistory]
) -> Iterator[_Kept]:
    """All versions of one report. Raises `ReportProblem` where the unit could not say that."""
    one, report_id = past[place], report_ids[place]
    history = histories.get(one.new.unit_id)
    if history is None:
        raise ReportProblem("unknown-unit", unit=one.new.unit_id)
    versions = list(_versions(plan, one, report_ids))
    for version, later in zip(versions, (*versions[1:], None), strict=True):
        said = within_life(plan.form(one.new.form), history, version.day, _facts(plan, one, version, report_id))
        yield _Kept(one.new, report_id, version, said, later.known_at if later is not None else None)


def _versions(plan: Plan, one: Past, report_ids: Sequence[int]) -> Iterator[Version]:
    version = Version(
        version=1,
        status=SENT,
        plan_version=plan.version,
        answers=one.new.answers,
        day=one.new.day,
        kept=_naming(one, report_ids),
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
        if change.officer_id is not None:
            version = replace(
                version,
                officer_id=change.officer_id,
                appointment_id=change.appointment_id,
                office_id=change.office_id,
            )
        yield version


def _naming(one: Past, report_ids: Sequence[int]) -> list[dict[str, Any]]:
    """What is kept with a report, with the number of the one that it repeats."""
    if one.repeats is None:
        return list(one.new.kept)
    named = {"report": report_ids[one.repeats]}
    return [entry | named if "report" in entry and entry["report"] is None else entry for entry in one.new.kept]


def _facts(plan: Plan, one: Past, version: Version, order: int) -> tuple[Fact, ...]:
    if version.status == WITHDRAWN:
        return ()
    if version.version == 1 and one.facts is not None:
        return one.facts
    form = plan.form(one.new.form)
    return facts_of(plan, form, version.answers, reported_for=version.day, known_at=version.known_at, order=order)


def _report_row(plan: Plan, past: Sequence[Past], report_ids: Sequence[int], place: int) -> Row:
    one, new = past[place], past[place].new
    takes_over_id = report_ids[one.takes_over] if one.takes_over is not None else None
    return report_ids[place], new.unit_id, new.form, plan.code, new.counterpart_id, takes_over_id, one.at


async def _keep(tx: Tx, kept: Sequence[_Kept], new: defaultdict[int, list[Fact]]) -> None:
    """Keep versions with their facts, and who did it. Facts that count go to `new`, by unit."""
    versions, said, acts = [], [], []
    for each, version_id in zip(kept, await numbers.take(tx, tables.report_versions, len(kept)), strict=True):
        content = {"report_id": each.report_id} | {name: getattr(each.version, name) for name in _FIELDS}
        versions.append((version_id, *content.values()))
        ids = (version_id, each.report_id, each.new.unit_id)
        said += [(*ids, *facts.row_of(fact).values(), each.superseded_at) for fact in each.said]
        acts.append(tuple(_report_act(each, content).values()))
        if each.superseded_at is None:
            new[each.new.unit_id] += each.said
    await many.insert_rows(tx, tables.report_versions, ("id", "report_id", *_FIELDS), versions)
    await many.insert_rows(tx, tables.facts, _FACT, said)
    await many.insert_rows(tx, tables.audit, _ACT, acts)


async def _count(  # noqa: PLR0917  units, their new facts, and which those are
    tx: Tx,
    plan: Plan,
    histories: dict[int, UnitHistory],
    new: dict[int, list[Fact]],
    first: int,
    on_counted: totals.Progress,
) -> None:
    """Add what counts of the reports from number `first` on to the sums, units of one branch after the other."""
    order = sorted(new, key=lambda unit: histories[unit].stays[-1].path[::-1])
    for done in range(0, len(order), totals.UNITS_AT_ONCE):
        some = order[done : done + totals.UNITS_AT_ONCE]
        standing = await facts.standing(tx, some, before=first)
        sums: defaultdict[Place, int] = defaultdict(int)
        for unit in some:
            for place, step in totals.change(plan, histories[unit], standing[unit], new=new.pop(unit)).items():
                sums[place] += step
        await totals.apply(tx, sums)
        on_counted(done + len(some), len(order))


def _report_act(kept: _Kept, row: dict[str, Any]) -> dict[str, Any]:
    version = kept.version
    act = "withdrawn" if version.status == WITHDRAWN else "recorded" if version.version == 1 else "corrected"
    return _act(version.officer_id, f"report.{act}", f"report:{kept.report_id}", row, version.known_at)


def _act(actor: int | None, act: str, object_: str, content: dict[str, Any], at: datetime) -> dict[str, Any]:
    return {"at": at, "actor": actor, "act": act, "object": object_, "content_hash": audit.content_hash(content)}


async def _inserted(tx: Tx, table: Any, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert the rows; their ids in the same order."""
    if not rows:
        return []
    stored = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return [int(number) for number in await tx.scalars(stored, rows)]


_REPORT = ("id", "unit_id", "form", "plan", "counterpart_id", "takes_over_id", "created_at")
_FIELDS = tuple(field.name for field in fields(Version))
_FACT = ("version_id", "report_id", "unit_id", *facts.COLUMNS, "superseded_at")
_ACT = ("at", "actor", "act", "object", "content_hash")
