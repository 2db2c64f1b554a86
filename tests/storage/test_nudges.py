"""Who was reminded of what since when, as the audit log remembers it."""

from __future__ import annotations

from storage import audit, nudges
from storage.database import Database, Tx
from tests.storage.moments import HOUR, NOON
from tests.storage.province import appoint


async def test_units_are_remembered_by_indicator_and_moment(database: Database) -> None:
    async def keep(tx: Tx) -> int:
        officer = await appoint(tx)
        await nudges.keep(tx, "doan-vien-tang", [17, 18], officer, NOON)
        await audit.write(tx, officer, "unit.closed", "unit:19:doan-vien-tang", {}, NOON)
        return officer

    officer = await database.write(keep)
    async with database.read() as tx:
        assert await nudges.since(tx, "doan-vien-tang", [17, 18, 19, 20], NOON) == {17, 18}
        assert await nudges.since(tx, "doan-vien-tang", [17], NOON - HOUR) == {17}
        assert await nudges.since(tx, "doan-vien-tang", [17], NOON + HOUR) == set()
        assert await nudges.since(tx, "doan-vien-moi", [17], NOON) == set()
        assert await nudges.since(tx, "doan-vien-tang", [], NOON) == set()
        (entry,) = await audit.of(tx, "unit:17:doan-vien-tang")
    assert (entry.actor, entry.act) == (officer, "progress.nudged")
