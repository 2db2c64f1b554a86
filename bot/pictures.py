"""Fetching the picture that came with a message, before its turn."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.backoff import Backoff
from bot.channels.channel import Channel, ChannelError, Parsed, Stop, TooLarge, TryAgain, Wait
from bot.logging import log
from storage import files
from storage.files import NotAPicture, Picture, PictureTooLarge

TRIES = 4


async def fetched(channel: Channel, parsed: Parsed, data_folder: Path) -> tuple[Picture | None, str | None]:
    """The picture, kept in the data folder, or why there is none: `too_large`, `not_a_picture`, `unreachable`."""
    if parsed.file is None:
        return parsed.picture, None
    try:
        content = await _content(channel, parsed)
        return await files.save(data_folder, content), None
    except (TooLarge, PictureTooLarge):
        return None, "too_large"
    except NotAPicture:
        return None, "not_a_picture"
    except Stop:
        raise
    except ChannelError as problem:
        log.warning("picture not fetched", why=str(problem))
        return None, "unreachable"


async def _content(channel: Channel, parsed: Parsed) -> bytes:
    assert parsed.file is not None
    backoff = Backoff()
    while True:
        try:
            if backoff.failures == 0:
                await channel.typing(parsed.address)
            return await channel.fetch(parsed.file, files.LARGEST)
        except (TryAgain, Wait) as problem:
            seconds = backoff.next()
            if backoff.failures == TRIES:
                raise
            await asyncio.sleep(problem.seconds if isinstance(problem, Wait) else seconds)
