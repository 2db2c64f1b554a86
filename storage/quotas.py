"""The ledger of quotas: entries are added and received, and domain.quotas says which of them are in force."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, func, insert, select

from domain.quotas import Quota
from storage import audit, many, numbers
from storage.database import Tx
from storage.tables import quota_receipts, quotas

AT_ONCE = 5000
"""So many units are asked about, or entries added, with one statement: databases take some ten thousand parameters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A quota as it stands in the ledger.

    `officer_id` is who entered it, None for the command line; `acknowledged_at` when the unit said that it has
    received it.
    """

    id: int
    quota: Quota
    officer_id: int | None
    acknowledged_at: datetime | None


async def add(tx: Tx, given: Sequence[Quota], officer_id: int | None, now: datetime) -> list[int]:
    """Add entries, each with its row in the audit log; their ids in the same order.

    `officer_id` is who entered them, None for the command line. Nothing is judged here: `storage.assigning` does that.
    """
    ids = list(await numbers.take(tx, quotas, len(given)))
    for done in range(0, len(ids), AT_ONCE):
        some = slice(done, done + AT_ONCE)
        rows = [(number, *_row(quota, officer_id)) for number, quota in zip(ids[some], given[some], strict=True)]
        await many.insert_rows(tx, quotas, _COLUMNS, rows)
        acts = ((f"quota:{row[0]}", dict(zip(_COLUMNS[1:], row[1:], strict=True))) for row in rows)
        await audit.write_many(tx, officer_id, "quota.assigned", acts, now)
    return ids


async def of_units(tx: Tx, unit_ids: Collection[int], on: date) -> list[Quota]:
    """Return every entry of the units that was decided by the day `on`, in the order they became known."""
    asked = select(quotas).where(quotas.c.decided <= on)
    return [_quota(row) for row in await _of_units(tx, asked, unit_ids)]


async def entries(tx: Tx, unit_ids: Collection[int], *, indicator: str | None = None) -> list[Entry]:
    """Return all entries of the units (of one indicator only, where it is given), in the order they became known."""
    asked = select(quotas, quota_receipts.c.at).outerjoin(quota_receipts, quota_receipts.c.quota_id == quotas.c.id)
    if indicator is not None:
        asked = asked.where(quotas.c.indicator == indicator)
    return [Entry(row.id, _quota(row), row.officer_id, row.at) for row in await _of_units(tx, asked, unit_ids)]


async def newest(tx: Tx, unit_ids: Collection[int], indicator: str, first_day: date, last_day: date) -> int:
    """The id of the newest entry of any of the units for the indicator and period, 0 where there is none."""
    asked = select(func.max(quotas.c.id)).where(
        quotas.c.indicator == indicator, quotas.c.first_day == first_day, quotas.c.last_day == last_day
    )
    found = [await tx.scalar(asked.where(quotas.c.unit_id.in_(some))) for some in _some(unit_ids)]
    return max((number or 0 for number in found), default=0)


async def acknowledge(tx: Tx, unit_id: int, up_to: int, officer_id: int, now: datetime) -> list[Entry]:
    """Note that the unit has received its entries up to the id `up_to`; return those that were not noted before."""
    new = [entry for entry in await entries(tx, [unit_id]) if entry.id <= up_to and entry.acknowledged_at is None]
    if new:
        await tx.execute(
            insert(quota_receipts), [{"quota_id": entry.id, "officer_id": officer_id, "at": now} for entry in new]
        )
        acts = ((f"quota:{entry.id}", {"unit_id": unit_id}) for entry in new)
        await audit.write_many(tx, officer_id, "quota.received", acts, now)
    return new


async def _of_units(tx: Tx, asked: Select[Any], unit_ids: Collection[int]) -> list[Any]:
    rows = [
        row for some in _some(unit_ids) for row in (await tx.execute(asked.where(quotas.c.unit_id.in_(some)))).all()
    ]
    return sorted(rows, key=lambda row: (row.known_at, row.id))


def _some(unit_ids: Collection[int]) -> Iterator[list[int]]:
    given = list(unit_ids)
    return (given[done : done + AT_ONCE] for done in range(0, len(given), AT_ONCE))


def _quota(row: Any) -> Quota:
    return Quota(
        indicator=row.indicator,
        unit=row.unit_id,
        first_day=row.first_day,
        last_day=row.last_day,
        amount=None if row.amount is None else Fraction(row.amount, row.divisor),
        decision=row.decision,
        decided=row.decided,
        given_by=row.given_by,
        reason=row.reason,
        known_at=row.known_at,
        photo=row.photo,
    )


_COLUMNS = (
    "id", "unit_id", "indicator", "first_day", "last_day", "amount", "divisor", "decision", "decided", "given_by",
    "reason", "officer_id", "known_at", "photo",
)  # fmt: skip


def _row(quota: Quota, officer_id: int | None) -> many.Row:
    amount = quota.amount
    return (
        quota.unit,
        quota.indicator,
        quota.first_day,
        quota.last_day,
        None if amount is None else amount.numerator,
        1 if amount is None else amount.denominator,
        quota.decision,
        quota.decided,
        quota.given_by,
        quota.reason,
        officer_id,
        quota.known_at,
        quota.photo,
    )
