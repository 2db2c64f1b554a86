"""How long an invitation is valid, and its link."""

from __future__ import annotations

from datetime import datetime, timedelta

from locales import day, local

VALID = timedelta(days=30)


def link_of(web: str | None, bot_name: str | None, code: str) -> str:
    """The link that a code opens: on the web page, which offers Telegram and short codes itself, else on Telegram.

    Empty where neither is known. The code stands behind a hash, because what does is never sent to a server: it gets
    into no log, neither ours nor that of anybody between.
    """
    if web is not None:
        return f"{web}/#{code}"
    return f"https://t.me/{bot_name}?start={code}" if bot_name else ""


def zalo_link(zalo_bot: str | None) -> str:
    """The link that opens the chat with the bot on Zalo, where nothing but a typed code leads in; empty without one."""
    return f"https://bot.zaloplatforms.com/bots/{zalo_bot}" if zalo_bot else ""


def day_of(until: datetime) -> str:
    """The day on which an invitation ends, as people in Viet Nam read it."""
    return day(local(until).date())
