"""The bot's name on Telegram, which links of invitations need: asked for there, and kept."""

from __future__ import annotations

from bot.channels.telegram import Telegram
from storage import meta
from storage.database import Database

KEY = "telegram_username"
"""The key in `meta` under which the name is kept, for when Telegram is not asked or cannot be reached."""


async def kept(database: Database) -> str | None:
    """The name as Telegram said it last; None where it never did."""
    async with database.read() as tx:
        return await meta.get(tx, KEY)


async def learned(database: Database, channel: Telegram) -> str:
    """The name as Telegram says it now, kept from here on. Raises as `Telegram.username` does."""
    name = await channel.username()
    await database.write(lambda tx: meta.put(tx, KEY, name))
    return name
