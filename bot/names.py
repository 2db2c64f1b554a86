"""What the bots are called on Telegram and on Zalo, which ways in need: asked for there, and kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.channels.channel import ChannelError, Stop
from bot.logging import log
from storage import meta
from storage.database import Database

ON_TELEGRAM, ON_ZALO = "telegram_username", "zalo_bot"
"""The keys in `meta` under which they are kept, for when nobody is asked or nobody answers."""

Asked = Callable[[], Awaitable[str]]


async def kept(database: Database, key: str) -> str | None:
    """The name as it was said last; None where it never was."""
    async with database.read() as tx:
        return await meta.get(tx, key)


async def learned(database: Database, key: str, ask: Asked) -> str:
    """The name as it is said now, kept from here on. Raises as `ask` does."""
    name = await ask()
    await database.write(lambda tx: meta.put(tx, key, name))
    return name


async def known(database: Database, key: str, ask: Asked) -> str | None:
    """The name, the kept one while nobody answers. Raises `Stop` where the token is not valid."""
    try:
        return await learned(database, key, ask)
    except Stop:
        raise
    except ChannelError as problem:
        log.warning("a bot's name cannot be asked for yet", why=str(problem))
        return await kept(database, key)
