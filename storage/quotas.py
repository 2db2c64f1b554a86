"""The ledger of quotas: entries are added, and domain.quotas says which of them are in force."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from fractions import Fraction

from sqlalchemy import insert, select

from domain.quotas import Quota
from storage import audit
from storage.database import Tx
from storage.tables import quotas


async def assign(tx: Tx, quota: Quota, officer_id: int | None) -> int:
    """Add an entry and return its id. `officer_id` is who entered it, None for the command line."""
    amount = quota.amount
    entry = asdict(quota)
    entry["unit_id"] = entry.pop("unit")
    entry |= {
        "amount": None if amount is None else amount.numerator,
        "divisor": 1 if amount is None else amount.denominator,
    }
    quota_id: int = await tx.scalar(insert(quotas).values(**entry, officer_id=officer_id).returning(quotas.c.id))
    await audit.write(tx, officer_id, "quota.assigned", f"quota:{quota_id}", entry, quota.known_at)
    return quota_id


async def of_units(tx: Tx, unit_ids: Collection[int], on: date) -> list[Quota]:
    """Return every entry of the units that was decided by the day `on`, in the order they became known."""
    rows = await tx.execute(
        select(quotas)
        .where(quotas.c.unit_id.in_(unit_ids), quotas.c.decided <= on)
        .order_by(quotas.c.known_at, quotas.c.id)
    )
    return [
        Quota(
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
        )
        for row in rows
    ]
