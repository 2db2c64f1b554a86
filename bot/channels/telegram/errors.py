"""What python-telegram-bot raises, as what is to be done about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram import error

from bot.channels.channel import Migrated, Rejected, Stop, TryAgain, Unreachable, Wait

# python-telegram-bot warns where it still gives numbers of seconds, and gives timedeltas where this is set.
os.environ.setdefault("PTB_TIMEDELTA", "true")


@contextmanager
def translated() -> Iterator[None]:
    """Let only `ChannelError`s out. The order matters: BadRequest and TimedOut are kinds of NetworkError."""
    try:
        yield
    except error.RetryAfter as problem:
        after = problem.retry_after
        raise Wait(after.total_seconds() if isinstance(after, timedelta) else after) from problem
    except error.ChatMigrated as problem:
        raise Migrated(str(problem.new_chat_id)) from problem
    except error.Forbidden as problem:
        raise Unreachable(problem.message) from problem
    except error.BadRequest as problem:
        raise Rejected(problem.message) from problem
    except error.TimedOut as problem:
        raise TryAgain("Telegram did not answer in time", ambiguous=True) from problem
    except error.NetworkError as problem:
        raise TryAgain(problem.message, ambiguous=False) from problem
    except error.InvalidToken as problem:
        raise Stop(
            "Telegram does not know this bot: check TIENDO_TELEGRAM_TOKEN and TIENDO_TELEGRAM_BASE_URL."
        ) from problem
    except error.Conflict as problem:
        raise Stop(
            "Another program receives this bot's messages: stop it, or use another token, then start again. Where a "
            "webhook was set, set TIENDO_TELEGRAM_WEBHOOK_SECRET, or run `tiendo webhook delete`."
        ) from problem
    except error.TelegramError as problem:
        raise TryAgain(type(problem).__name__, ambiguous=True) from problem
