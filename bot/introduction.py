"""What a channel shows of the bot before anyone writes: its commands and what it is for."""

from __future__ import annotations

import asyncio

from bot.backoff import Backoff
from bot.channels.channel import Channel, ChannelError, TryAgain, Wait
from bot.logging import log
from handlers.commands import COMMANDS
from locales import DEFAULT, LANGUAGES, _, plain, use


async def introduce(channel: Channel) -> None:
    """Tell the channel in every language; "" is for people whose app speaks another one, who see Vietnamese."""
    commands, about = {}, {}
    for language in LANGUAGES:
        with use(language):
            key = "" if language == DEFAULT else language
            commands[key] = [(one.name, plain(_(one.title))) for one in COMMANDS.values() if one.in_menu]
            about[key] = plain(_("Reports of trade unions, and how their plan progresses. By invitation only."))
    backoff = Backoff()
    while True:
        try:
            await channel.introduce(commands, about)
            return
        except (TryAgain, Wait) as problem:
            seconds = backoff.next()
            await asyncio.sleep(problem.seconds if isinstance(problem, Wait) else seconds)
        except ChannelError as problem:
            # A comfort: a token that is not valid is noticed by the poll.
            log.warning("the bot could not introduce itself", why=str(problem))
            return
