"""The document that came with a message, fetched and read before its turn."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path, PurePosixPath

from bot.channels.channel import Channel, ChannelError, Parsed, TooLarge
from bot.documents.apart import read_apart
from bot.documents.quota_sheet import LARGEST, SheetRefused
from bot.fetching import content_of
from bot.logging import log
from domain.reading import clean
from handlers.documents import may_send
from handlers.incoming import Came, Document
from handlers.quotas.sheets import SheetProblem
from storage import files
from storage.database import Database

LONGEST_NAME = 100


async def received(
    database: Database, channel: Channel, parsed: Parsed, now: datetime, data_folder: Path
) -> Document | None:
    """What the document says, or why it cannot be used. None where there is none, or its sender may send none."""
    if parsed.came is not Came.DOCUMENT:
        return None
    async with database.read() as tx:
        if not await may_send(tx, channel.capabilities.name, parsed.address, now):
            return None
    name = _safe(parsed.name)
    try:
        sheet = await read_apart(await _content(channel, parsed, data_folder))
    except SheetRefused as refusal:
        return Document(name=name, sheet=None, problem=refusal.problem)
    return Document(name=name, sheet=sheet, problem=None)


async def _content(channel: Channel, parsed: Parsed, data_folder: Path) -> bytes:
    """The bytes of the document. Raises `SheetRefused` where they are too many or cannot be had."""
    if parsed.file is None:
        # It came with its message and was kept then, unless it was too large for that.
        if parsed.kept is None:
            raise SheetRefused(SheetProblem.TOO_LARGE)
        try:
            return await asyncio.to_thread(files.path_of(data_folder, parsed.kept).read_bytes)
        except FileNotFoundError:
            raise SheetRefused(SheetProblem.UNREACHABLE) from None
    try:
        return await content_of(channel, parsed, LARGEST)
    except TooLarge:
        raise SheetRefused(SheetProblem.TOO_LARGE) from None
    except ChannelError as problem:
        log.warning("document not fetched", why=str(problem))
        raise SheetRefused(SheetProblem.UNREACHABLE) from None


def _safe(name: str) -> str:
    """The name of a file without what stands before it, in signs that can be shown."""
    return clean(PurePosixPath(name.replace("\\", "/")).name)[:LONGEST_NAME]
