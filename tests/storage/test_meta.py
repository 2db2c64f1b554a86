"""Words under a key."""

from __future__ import annotations

from storage import meta
from storage.database import Database


async def test_what_was_put_last_is_there(database: Database) -> None:
    await database.write(lambda tx: meta.put(tx, "plan", "kontum-66"))
    await database.write(lambda tx: meta.put(tx, "plan", "kontum-67"))
    async with database.read() as tx:
        assert await meta.get(tx, "plan") == "kontum-67"
        assert await meta.get(tx, "sample") is None
