"""How long an invitation is valid, and its link."""

from __future__ import annotations

from datetime import datetime, timedelta

from locales import day, local

VALID = timedelta(days=30)


def link_of(bot_name: str | None, code: str) -> str:
    """The link that opens the invitation on Telegram; empty where the bot's name is not known."""
    return f"https://t.me/{bot_name}?start={code}" if bot_name else ""


def day_of(until: datetime) -> str:
    """The day on which an invitation ends, as people in Viet Nam read it."""
    return day(local(until).date())
