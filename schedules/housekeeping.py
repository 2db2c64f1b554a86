"""What is not needed any more is forgotten, a little every hour."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from domain.days import day_in_zone
from storage import (
    conversations,
    entry_codes,
    files,
    inbox,
    made,
    officers,
    outbox,
    shared_files,
    web_messages,
    web_sessions,
)
from storage.database import Database, Tx
from storage.reminding import items

INBOX = timedelta(days=14)
"""Longer than Telegram repeats anything, and enough to look into why a message was set aside."""
OUTBOX = timedelta(days=90)
DRAFTS = timedelta(days=7)
"""As officers are told when they put something aside."""
MESSAGES = timedelta(days=30)
"""So far back a browser shows what was said."""
PICTURES = timedelta(days=8)
"""A picture that nothing names outlives the draft that it may have been sent for by a day."""
PICTURES_SINCE = timedelta(days=31)
"""What became of pictures is looked up for the last month only, every hour."""
MADE = timedelta(days=8)
"""Figures of a week ago are hardly asked for again, and can be drawn again."""
REMINDERS = timedelta(days=400)
"""Long enough to look into what was sent in the same weeks of the year before."""
ORPHANS = timedelta(days=1)
"""A file waits so long for the row that says whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """How many of each were forgotten."""

    inbox: int
    outbox: int
    drafts: int
    messages: int
    sessions: int
    codes: int
    links: int
    strangers: int
    pictures: int
    files: int
    made: int
    reminders: int


async def housekeeping(database: Database, data_folder: Path, now: datetime) -> Swept:
    """Forget what has had its time. Running it late, twice or after days gives the same."""

    async def sweep(tx: Tx) -> tuple[Swept, list[str]]:
        links = await shared_files.prune(tx, now)
        return Swept(
            inbox=await inbox.prune(tx, now - INBOX),
            outbox=await outbox.prune(tx, now - OUTBOX),
            drafts=await conversations.sweep(tx, now - DRAFTS),
            messages=await web_messages.prune(tx, now - MESSAGES),
            sessions=await web_sessions.prune(tx, now - web_sessions.LASTS),
            codes=await entry_codes.prune(tx, now),
            links=len(links),
            strangers=await officers.remove_strangers(tx),
            pictures=await files.forget_unused(tx, now - PICTURES_SINCE, now - PICTURES),
            files=0,
            made=0,
            reminders=await items.prune(tx, day_in_zone(now - REMINDERS)),
        ), links

    swept, links = await database.write(sweep)
    await database.write(lambda tx: items.forget_words(tx, day_in_zone(now)))
    async with database.read() as tx:
        orphans = await files.sweep_orphans(tx, data_folder, now - ORPHANS, links)
    made_files = await asyncio.to_thread(made.sweep, data_folder, now - MADE)
    return replace(swept, files=orphans, made=made_files)
