"""What is not needed any more is forgotten, a little every hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from storage import conversations, files, inbox, officers, outbox
from storage.database import Database, Tx

INBOX = timedelta(days=14)
"""Longer than Telegram repeats anything, and enough to look into why a message was set aside."""
OUTBOX = timedelta(days=90)
DRAFTS = timedelta(days=7)
"""As officers are told when they put something aside."""
PICTURES = timedelta(days=8)
"""A picture that nothing names outlives the draft that it may have been sent for by a day."""
PICTURES_SINCE = timedelta(days=31)
"""What became of pictures is looked up for the last month only, every hour."""
ORPHANS = timedelta(days=1)
"""A file waits so long for the row that says whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """How many of each were forgotten."""

    inbox: int
    outbox: int
    drafts: int
    strangers: int
    pictures: int
    files: int


async def housekeeping(database: Database, data_folder: Path, now: datetime) -> Swept:
    """Forget what has had its time. Running it late, twice or after days gives the same."""

    async def sweep(tx: Tx) -> tuple[int, int, int, int, int]:
        return (
            await inbox.prune(tx, now - INBOX),
            await outbox.prune(tx, now - OUTBOX),
            await conversations.sweep(tx, now - DRAFTS),
            await officers.remove_strangers(tx),
            await files.forget_unused(tx, now - PICTURES_SINCE, now - PICTURES),
        )

    old, said, drafts, strangers, pictures = await database.write(sweep)
    async with database.read() as tx:
        orphans = await files.sweep_orphans(tx, data_folder, now - ORPHANS)
    return Swept(inbox=old, outbox=said, drafts=drafts, strangers=strangers, pictures=pictures, files=orphans)
