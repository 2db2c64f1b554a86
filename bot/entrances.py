"""The links that open the chat with the bot in each app: asked for there, and kept."""

from __future__ import annotations

from collections.abc import Iterable

from bot.channels.channel import Channel, ChannelError, Stop
from bot.logging import log
from handlers.house import Entrance
from storage import meta
from storage.database import Database


async def kept(database: Database, channel: str) -> str | None:
    """The link as a channel said it last; None where it never did."""
    async with database.read() as tx:
        return await meta.get(tx, _key(channel))


async def learned(database: Database, channel: Channel) -> str | None:
    """The link as the channel says it now, kept from here on; None where it has none. Raises `ChannelError`s."""
    link = await channel.entrance()
    if link is not None:
        key = _key(channel.capabilities.name)
        await database.write(lambda tx: meta.put(tx, key, link))
    return link


async def known(database: Database, channels: Iterable[Channel]) -> tuple[tuple[Entrance, ...], dict[str, Stop]]:
    """The entrances that are known, with the kept link while a channel does not answer; and which refuse the bot."""
    found, refusals = [], {}
    for channel in channels:
        name = channel.capabilities.name
        try:
            link = await learned(database, channel)
        except ChannelError as problem:
            if isinstance(problem, Stop):
                refusals[name] = problem
            else:
                log.warning("the link to a bot cannot be asked for yet", channel=name, why=str(problem))
            link = await kept(database, name)
        if link is not None:
            found.append(Entrance(app=channel.capabilities.title, link=link))
    return tuple(found), refusals


def _key(channel: str) -> str:
    return f"{channel}_entrance"
