"""Reports: recorded, corrected, withdrawn. Every version is kept, and the sums follow in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, or_, select, update

from domain.days import ONE_DAY
from domain.facts import Fact
from domain.facts_of import facts_of
from domain.plan import Form, Plan
from domain.units import UnitHistory
from storage import audit, facts, locks, totals, units
from storage.database import Tx
from storage.kept_reports import SENT, WITHDRAWN, Report, Version, load, taker, that
from storage.tables import report_versions, reports

__all__ = [
    "SENT",
    "WITHDRAWN",
    "NewReport",
    "Receipt",
    "Report",
    "ReportProblem",
    "Superseded",
    "Version",
    "Withdrawal",
    "correct",
    "get",
    "latest_told",
    "page_of_unit",
    "record",
    "waiting_transfers",
    "withdraw",
    "within_life",
]


class ReportProblem(Exception):
    """A report that cannot be kept: `key` says why, `details` with which days or reports.

    `unknown-unit`, `unknown-report`, `outside-life` (day, founded, closed: the first day without the unit),
    `withdrawn` (report), `taken-over` (report: the one that took it over), `not-for-this-unit` (report).
    """

    def __init__(self, key: str, **details: Any) -> None:
        super().__init__(key, details)
        self.key = key
        self.details = details


class Superseded(Exception):
    """The version that the officer saw is no longer the latest: the report was changed meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A filled form. `answers` are canonical (`domain.facts_of.Answers`).

    `day` is when it happened or as of when it is stated; the day of reporting where the form does not ask.
    `office_id` is the unit in whose office it is entered: another one than `unit_id` enters it on its behalf. `kept`
    lists the differences that the officer kept: `{"check": …, "reason": …}`. `counterpart_id` is the unit at the
    other end of a transfer, `takes_over_id` the report of a transfer that this one takes over.
    """

    unit_id: int
    form: str
    answers: dict[str, Any]
    day: date
    officer_id: int
    appointment_id: int | None = None
    office_id: int | None = None
    kept: Sequence[dict[str, Any]] = ()
    counterpart_id: int | None = None
    takes_over_id: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was kept. `known_at` is the moment from which it counts."""

    report_id: int
    version: int
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal(Receipt):
    """A receipt. `taken_over_by` is the report that had taken the transfer over: it still counts."""

    taken_over_by: int | None


async def record(tx: Tx, plan: Plan, new: NewReport, now: datetime) -> Receipt:
    """Keep a new report, which counts at once. Raises `ReportProblem`, and has kept nothing then."""
    await locks.officer(tx, new.officer_id)
    if new.takes_over_id is not None:
        await _free_to_take_over(tx, new)
    version = Version(
        version=1,
        status=SENT,
        plan_version=plan.version,
        answers=new.answers,
        day=new.day,
        kept=list(new.kept),
        reason=None,
        officer_id=new.officer_id,
        appointment_id=new.appointment_id,
        known_at=now,
        office_id=new.office_id,
    )
    history = await _locked_history(tx, new.unit_id)
    said = _judged(plan, plan.form(new.form), history, version)
    row = {
        "unit_id": new.unit_id,
        "form": new.form,
        "plan": plan.code,
        "counterpart_id": new.counterpart_id,
        "takes_over_id": new.takes_over_id,
        "created_at": now,
    }
    report_id = (await tx.execute(insert(reports).values(row).returning(reports.c.id))).scalar_one()
    return await _keep(tx, plan, history, report_id, version=version, said=said)


async def correct(
    tx: Tx,
    plan: Plan,
    report_id: int,
    *,
    seen: int,
    answers: dict[str, Any],
    day: date,
    reason: str | None,
    officer_id: int,
    now: datetime,
    kept: Sequence[dict[str, Any]] = (),
    appointment_id: int | None = None,
    office_id: int | None = None,
    counterpart_id: int | None = None,
) -> Receipt:
    """Put other answers in place of those of version `seen`, the one that the officer saw.

    Raises `Superseded` where that is no longer the latest, and `ReportProblem`; nothing is kept then.
    """
    report = await _locked(tx, report_id, seen, officer_id)
    moves_on = counterpart_id != report.counterpart_id
    if moves_on and report.taken_over_by is not None:
        raise ReportProblem("taken-over", report=report.taken_over_by)
    version = Version(
        version=seen + 1,
        status=SENT,
        plan_version=plan.version,
        answers=answers,
        day=day,
        kept=list(kept),
        reason=reason,
        officer_id=officer_id,
        appointment_id=appointment_id,
        known_at=now,
        office_id=office_id,
    )
    history = await _locked_history(tx, report.unit_id)
    said = _judged(plan, plan.form(report.form), history, version)
    if moves_on:
        await tx.execute(update(reports).where(reports.c.id == report_id).values(counterpart_id=counterpart_id))
    return await _keep(tx, plan, history, report_id, version=version, said=said)


async def withdraw(
    tx: Tx,
    plan: Plan,
    report_id: int,
    *,
    seen: int,
    reason: str | None,
    officer_id: int,
    now: datetime,
    appointment_id: int | None = None,
    office_id: int | None = None,
) -> Withdrawal:
    """Let the report count no longer. Raises `Superseded` and `ReportProblem` as `correct` does.

    A report that took this one over stays as it is. A withdrawn report takes nothing over: the transfer waits again.
    """
    report = await _locked(tx, report_id, seen, officer_id)
    version = replace(
        report.latest,
        version=seen + 1,
        status=WITHDRAWN,
        plan_version=plan.version,
        reason=reason,
        officer_id=officer_id,
        appointment_id=appointment_id,
        known_at=now,
        office_id=office_id,
    )
    history = await _locked_history(tx, report.unit_id)
    if report.takes_over_id is not None:
        await tx.execute(update(reports).where(reports.c.id == report_id).values(takes_over_id=None))
    await _keep(tx, plan, history, report_id, version=version, said=())
    return Withdrawal(report_id, version.version, now, report.taken_over_by)


async def get(tx: Tx, report_id: int) -> Report | None:
    """The report with all its versions."""
    found = await load(tx, that(reports.c.id == report_id))
    return found[0] if found else None


async def latest_told(tx: Tx, form: str, unit_id: int, on: date) -> Report | None:
    """The latest report of the form from a unit or from any below it, of the day `on` or before."""
    later = report_versions.alias("later")
    superseded = (
        select(later.c.id)
        .where(later.c.report_id == report_versions.c.report_id, later.c.version > report_versions.c.version)
        .exists()
    )
    newest = (
        select(reports.c.id)
        .join(report_versions, report_versions.c.report_id == reports.c.id)
        .where(
            reports.c.form == form,
            or_(reports.c.unit_id == unit_id, reports.c.unit_id.in_(select(units.below(unit_id, on).c.id))),
            report_versions.c.status == SENT,
            report_versions.c.day <= on,
            ~superseded,
        )
        .order_by(report_versions.c.day.desc(), reports.c.id.desc())
        .limit(1)
    )
    found = await load(tx, that(reports.c.id.in_(newest)))
    return found[0] if found else None


async def page_of_unit(tx: Tx, unit_id: int, before: int | None = None, limit: int = 5) -> list[Report]:
    """The unit's reports and those entered in its office for others, withdrawn ones included, the newest first.

    The next page is `before` the last one's id.
    """
    entered = select(report_versions.c.report_id).where(report_versions.c.office_id == unit_id)
    its_own = or_(reports.c.unit_id == unit_id, reports.c.id.in_(entered))
    of_unit = select(reports.c.id).where(its_own).order_by(reports.c.id.desc()).limit(limit)
    if before is not None:
        of_unit = of_unit.where(reports.c.id < before)
    return await load(tx, that(reports.c.id.in_(of_unit)))


async def waiting_transfers(tx: Tx, plan: Plan, unit_id: int) -> list[Report]:
    """Transfers to the unit that it has not taken over yet, the newest first."""
    forms = [form.code for form in plan.forms if form.takes_over is not None]
    taken = taker.c.id.is_(None)
    found = await load(tx, that((reports.c.counterpart_id == unit_id) & reports.c.form.in_(forms) & taken))
    return [report for report in found if not report.withdrawn]


async def _free_to_take_over(tx: Tx, new: NewReport) -> None:
    assert new.takes_over_id is not None
    await locks.report(tx, new.takes_over_id)
    transfer = await get(tx, new.takes_over_id)
    if transfer is None:
        raise ReportProblem("unknown-report", report=new.takes_over_id)
    if transfer.withdrawn:
        raise ReportProblem("withdrawn", report=transfer.id)
    if transfer.taken_over_by is not None:
        raise ReportProblem("taken-over", report=transfer.taken_over_by)
    if transfer.counterpart_id != new.unit_id:
        raise ReportProblem("not-for-this-unit", report=transfer.id)


async def _locked(tx: Tx, report_id: int, seen: int, officer_id: int) -> Report:
    await locks.officer(tx, officer_id)
    await locks.report(tx, report_id)
    report = await get(tx, report_id)
    if report is None:
        raise ReportProblem("unknown-report", report=report_id)
    if report.latest.version != seen:
        raise Superseded
    if report.withdrawn:
        raise ReportProblem("withdrawn", report=report_id)
    return report


async def _locked_history(tx: Tx, unit_id: int) -> UnitHistory:
    await locks.units(tx, [unit_id])
    history = (await units.histories(tx, [unit_id])).get(unit_id)
    if history is None:
        raise ReportProblem("unknown-unit", unit=unit_id)
    return history


def _judged(plan: Plan, form: Form, history: UnitHistory, version: Version) -> tuple[Fact, ...]:
    said = facts_of(plan, form, version.answers, reported_for=version.day, known_at=version.known_at, order=0)
    return within_life(form, history, version.day, said)


def within_life(form: Form, history: UnitHistory, day: date, said: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts of a report of the day as they count. Raises `ReportProblem` where the unit was not there.

    Help in a case often comes when the employer is gone: it counts for the union on its last day.
    """
    if form.opens_case and history.closed is not None:
        last = history.closed - ONE_DAY
        said = tuple(replace(fact, day=min(fact.day, last)) for fact in said)
    for one in {day, *(fact.day for fact in said)}:
        if history.stay_on(one) is None:
            raise ReportProblem("outside-life", day=one, founded=history.founded, closed=history.closed)
    return said


async def _keep(
    tx: Tx, plan: Plan, history: UnitHistory, report_id: int, *, version: Version, said: Iterable[Fact]
) -> Receipt:
    now = version.known_at
    row = {"report_id": report_id} | asdict(version)
    version_id = (await tx.execute(insert(report_versions).values(row).returning(report_versions.c.id))).scalar_one()
    new = [replace(fact, order=report_id) for fact in said]
    old = await facts.supersede(tx, report_id, now) if version.version > 1 else []
    measures = frozenset[str]().union(*totals.touched(plan, (*old, *new)))
    standing = (await facts.standing(tx, [history.unit], measures))[history.unit] if measures else []
    await facts.add(tx, history.unit, report_id, version_id, new)
    steps = totals.change(plan, history, standing, gone=old, new=new)
    await totals.apply(tx, steps)
    act = "withdrawn" if version.status == WITHDRAWN else "recorded" if version.version == 1 else "corrected"
    await audit.write(tx, version.officer_id, f"report.{act}", f"report:{report_id}", row, now)
    return Receipt(report_id, version.version, now)
