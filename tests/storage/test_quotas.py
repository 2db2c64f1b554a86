"""The ledger of quotas keeps every entry, exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from domain.quotas import Quota, in_force
from storage import audit, quotas
from storage.database import Database, Tx
from tests.storage import house
from tests.storage.moments import DAY, NOON


async def test_entries_come_back_as_they_were_given(database: Database) -> None:
    async def assign(tx: Tx) -> list[Quota]:
        province, one, other = [await house.unit(tx, code) for code in ("province", "one", "other")]
        first = Quota(
            indicator="doan-vien-moi",
            unit=one,
            first_day=date(2026, 1, 1),
            last_day=date(2026, 12, 31),
            amount=Fraction(15),
            decision="12/QĐ-LĐLĐ",
            decided=date(2026, 1, 10),
            given_by=province,
            reason="",
            known_at=NOON,
        )
        share = replace(first, unit=other, indicator="ty-le-dv", amount=Fraction(3, 4), known_at=NOON + DAY)
        money = replace(first, indicator="thu-kpcd", amount=Fraction(9_000_000_000), known_at=NOON + 2 * DAY)
        withdrawn = replace(first, amount=None, decided=date(2026, 6, 1), known_at=NOON + 3 * DAY)
        await quotas.add(tx, [first, share, money, withdrawn], None, NOON)
        return [first, share, money, withdrawn]

    given = await database.write(assign)
    units = {entry.unit for entry in given}
    async with database.read() as tx:
        assert await quotas.of_units(tx, units, date(2026, 12, 31)) == given
        assert await quotas.of_units(tx, units, date(2026, 5, 31)) == given[:3]
        assert await quotas.of_units(tx, {given[1].unit}, date(2026, 12, 31)) == [given[1]]
        assert given[0] in in_force(await quotas.of_units(tx, units, date(2026, 5, 31)), date(2026, 5, 31))
        assert [entry.act for entry in await audit.of(tx, "quota:1")] == ["quota.assigned"]
