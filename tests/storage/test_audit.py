"""The audit log grows and never changes, and neither does what was reported."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from storage import audit
from storage.database import Database, Tx
from storage.tables import audit as audit_table
from storage.tables import report_versions
from tests.storage import house
from tests.storage.moments import HOUR, NOON


async def test_acts_are_listed_by_object_and_by_actor(database: Database) -> None:
    async def act(tx: Tx) -> None:
        await audit.write(tx, 7, "report.sent", "report:1", {"count": 5}, NOON)
        await audit.write(tx, None, "report.withdrawn", "report:1", {}, NOON + HOUR)
        await audit.write(tx, 7, "unit.moved", "unit:1", {}, NOON)

    await database.write(act)
    async with database.read() as tx:
        assert [(entry.actor, entry.act, entry.at) for entry in await audit.of(tx, "report:1")] == [
            (7, "report.sent", NOON),
            (None, "report.withdrawn", NOON + HOUR),
        ]
        assert [entry.object for entry in await audit.by(tx, 7)] == ["report:1", "unit:1"]


def test_the_hash_means_the_content_not_its_order() -> None:
    content = {"name": "Đắk Hà", "day": date(2026, 3, 12), "at": NOON, "count": 5}
    assert audit.content_hash(content) == audit.content_hash(dict(reversed(content.items())))
    assert audit.content_hash(content) != audit.content_hash(content | {"count": 6})
    assert audit.content_hash({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    with pytest.raises(TypeError):
        audit.content_hash({"what": object()})


@pytest.mark.parametrize("table", [audit_table, report_versions], ids=str)
@pytest.mark.parametrize("deed", ["change", "delete", "empty"])
async def test_nobody_changes_or_deletes(database: Database, table: Table, deed: str) -> None:
    async def fill(tx: Tx) -> None:
        await audit.write(tx, None, "report.sent", "report:1", {}, NOON)
        await house.report(tx, await house.unit(tx), await house.officer(tx))

    async def tamper(tx: Tx) -> None:
        statements: dict[str, Any] = {
            "change": update(table).values(id=99),
            "delete": delete(table),
            "empty": text(f"TRUNCATE {table} CASCADE") if database.dialect == "postgresql" else delete(table),
        }
        await tx.execute(statements[deed])

    await database.write(fill)
    with pytest.raises(DBAPIError, match=f"{table} is append-only"):
        await database.write(tamper)
    async with database.read() as tx:
        assert len((await tx.execute(select(table))).all()) == 1
