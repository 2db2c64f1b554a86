"""Fetching the file that came with a message, before its turn."""

from __future__ import annotations

import asyncio

from bot.backoff import Backoff
from bot.channels.channel import Channel, Parsed, TryAgain, Wait

TRIES = 4


async def content_of(channel: Channel, parsed: Parsed, limit: int) -> bytes:
    """The bytes of the file that a message names, at most `limit`. Raises as `Channel.fetch` does, after some tries."""
    assert parsed.file is not None
    backoff = Backoff()
    while True:
        try:
            if backoff.failures == 0:
                await channel.typing(parsed.address)
            return await channel.fetch(parsed.file, limit)
        except (TryAgain, Wait) as problem:
            seconds = backoff.next()
            if backoff.failures == TRIES:
                raise
            await asyncio.sleep(problem.seconds if isinstance(problem, Wait) else seconds)
