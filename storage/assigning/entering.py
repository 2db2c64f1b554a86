"""Entering quotas into the ledger: judged against the tree and the ledger of today, all of them or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from domain.assigning import LONGEST_DECISION, Refusal, changes, held, refusal_of
from domain.plan import Level, Plan
from domain.quotas import Quota
from storage import locks, quotas, units
from storage.database import Tx
from storage.units import Place, Unit

AT_ONCE = 10_000
"""So many quotas are held against the ledger together, so that it is never in memory as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What one decision gives to units directly below `given_by`, for one indicator and period.

    `amounts` holds what each unit (by id) is given, None to withdraw it: people, units or đồng for a count, a share
    (0,75) for a share. `decision` is the number of the decision, `decided` its day, `photo` the hash of a picture of
    it. `basis` is the newest entry of the ledger that the person has seen, None where that does not matter.
    """

    given_by: int
    indicator: str
    first_day: date
    last_day: date
    amounts: dict[int, Fraction | None]
    decision: str
    decided: date
    reason: str
    photo: str | None
    basis: int | None


class QuotaProblem(Exception):
    """A quota cannot be assigned, and none was: why, for which unit (None: for all), and what belongs to it.

    `details` hold the `unit_id`, its `amount`, what is in force `before`, and the `longest` number of a decision.
    """

    def __init__(self, kind: Refusal, unit: Unit | None = None, details: dict[str, Any] | None = None) -> None:
        super().__init__(kind, unit, details)
        self.kind = kind
        self.unit = unit
        self.details = details or {}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one quota: why it cannot be, what is in force so far, and whether it changes that."""

    refusal: Refusal | None
    before: Fraction | None
    changes: bool


async def assign(
    tx: Tx, plan: Plan, assignment: Assignment, officer_id: int | None, now: datetime, *, today: date, own: bool = False
) -> list[int]:
    """Enter what changes something, and return the ids of the new entries in the order of `amounts`.

    `officer_id` is who does it, None on the command line; `today` is the day in Viet Nam. `own`: the province sets its
    own quota, which nobody above it does. Raises `QuotaProblem`, and then nothing was entered.
    """
    given = [
        Quota(
            indicator=assignment.indicator,
            unit=unit_id,
            first_day=assignment.first_day,
            last_day=assignment.last_day,
            amount=amount,
            decision=assignment.decision.strip(),
            decided=assignment.decided,
            given_by=assignment.given_by,
            reason=assignment.reason.strip(),
            known_at=now,
            photo=assignment.photo,
        )
        for unit_id, amount in assignment.amounts.items()
    ]
    await _lock(tx, given, officer_id)
    if assignment.basis is not None and assignment.basis < await quotas.newest(
        tx, assignment.amounts, assignment.indicator, assignment.first_day, assignment.last_day
    ):
        raise QuotaProblem(Refusal.CHANGED_MEANWHILE)
    ids = await _enter(tx, plan, given, officer_id, now, today=today, own=own)
    if not ids:
        raise QuotaProblem(Refusal.NOTHING_CHANGES)
    return ids


async def assign_all(
    tx: Tx,
    plan: Plan,
    given: Sequence[Quota],
    officer_id: int | None,
    now: datetime,
    *,
    today: date,
    own: bool = False,
    seen: Sequence[Verdict] | None = None,
) -> list[int]:
    """Enter quotas of any units, indicators and periods, each at most once; ids of those that change something.

    `seen` is what the person was told would become of them, in the same order. Raises `QuotaProblem` for the first that
    cannot be, or where what was seen is not so any more, and then none was entered.
    """
    await _lock(tx, given, officer_id)
    return await _enter(tx, plan, given, officer_id, now, today=today, own=own, seen=seen)


async def judged(tx: Tx, plan: Plan, given: Sequence[Quota], today: date, *, own: bool = False) -> list[Verdict]:
    """What would become of each of the quotas, in their order: a few statements, however many they are."""
    there = await units.places(tx, {quota.unit for quota in given}, today)
    verdicts: dict[int, Verdict] = {}
    by_unit = sorted(range(len(given)), key=lambda at: given[at].unit)
    for done in range(0, len(by_unit), AT_ONCE):
        some = by_unit[done : done + AT_ONCE]
        earlier = await _earlier(tx, {given[at].unit for at in some})
        for at in some:
            quota = given[at]
            before = held(earlier.get(_key(quota), ()), quota.decided, today)
            unit = there.get(quota.unit)
            refusal: Refusal | None = Refusal.UNIT_GONE
            if unit is not None:
                refusal = _misplaced(plan, quota, unit, own=own) or refusal_of(plan, quota, unit.kind, before, today)
            verdicts[at] = Verdict(refusal, before.then, changes(quota, before))
    return [verdicts[at] for at in range(len(given))]


async def _earlier(tx: Tx, unit_ids: set[int]) -> dict[tuple[int, str, date, date], list[Quota]]:
    found: defaultdict[tuple[int, str, date, date], list[Quota]] = defaultdict(list)
    for quota in await quotas.of_units(tx, unit_ids, date.max):
        found[_key(quota)].append(quota)
    return found


def _misplaced(plan: Plan, quota: Quota, place: Place, *, own: bool) -> Refusal | None:
    top = plan.unit_kind(place.kind).level is Level.PROVINCE
    right = (own and quota.given_by == quota.unit) if top else place.parent_id == quota.given_by
    return None if right else Refusal.NOT_BELOW


def _key(quota: Quota) -> tuple[int, str, date, date]:
    return quota.unit, quota.indicator, quota.first_day, quota.last_day


async def _lock(tx: Tx, given: Sequence[Quota], officer_id: int | None) -> None:
    if officer_id is not None:
        await locks.officer(tx, officer_id)
    touched = {unit for quota in given for unit in (quota.unit, quota.given_by)}
    await locks.units(tx, touched if len(touched) <= units.ASKED_BY_ID else None)


async def _enter(
    tx: Tx,
    plan: Plan,
    given: Sequence[Quota],
    officer_id: int | None,
    now: datetime,
    *,
    today: date,
    own: bool,
    seen: Sequence[Verdict] | None = None,
) -> list[int]:
    verdicts = await judged(tx, plan, given, today, own=own)
    if seen is not None and verdicts != seen:
        raise QuotaProblem(Refusal.CHANGED_MEANWHILE)
    for quota, verdict in zip(given, verdicts, strict=True):
        if verdict.refusal is not None:
            unit = await units.get(tx, quota.unit, today)
            raise QuotaProblem(verdict.refusal, unit, _details(quota, verdict))
    new = [quota for quota, verdict in zip(given, verdicts, strict=True) if verdict.changes]
    return await quotas.add(tx, new, officer_id, now)


def _details(quota: Quota, verdict: Verdict) -> dict[str, Any]:
    return {"unit_id": quota.unit, "amount": quota.amount, "before": verdict.before, "longest": LONGEST_DECISION}
