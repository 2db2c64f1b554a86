"""Fetching the picture that came with a message, before its turn."""

from __future__ import annotations

from pathlib import Path

from bot.channels.channel import Channel, ChannelError, Parsed, TooLarge
from bot.fetching import content_of
from bot.logging import log
from handlers.incoming import Came
from storage import files
from storage.files import NotAPicture, Picture, PictureTooLarge


async def fetched(channel: Channel, parsed: Parsed, data_folder: Path) -> tuple[Picture | None, str | None]:
    """The picture, kept in the data folder, or why there is none: `too_large`, `not_a_picture`, `unreachable`."""
    if parsed.came is not Came.PHOTO or parsed.file is None:
        return parsed.picture, None
    try:
        return await files.save(data_folder, await content_of(channel, parsed, files.LARGEST)), None
    except (TooLarge, PictureTooLarge):
        return None, "too_large"
    except NotAPicture:
        return None, "not_a_picture"
    except ChannelError as problem:
        log.warning("picture not fetched", why=str(problem))
        return None, "unreachable"
