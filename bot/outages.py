"""Channels that refuse the bot altogether, as after its token was made anew: each is left alone, the others go on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.channels.channel import Channel, Stop
from bot.clock import Clock
from bot.logging import log
from bot.operator import Operator
from locales import _
from storage.database import Database

AGAIN_AFTER = 300.0
"""Seconds after which a channel that refused is asked again: another program with the same token may have ended."""


class Outages:
    """Knows which channels refuse the bot."""

    def __init__(self, database: Database, channels: Mapping[str, Channel], clock: Clock, operator: Operator) -> None:
        self._database = database
        self._clock = clock
        self._operator = operator
        self._able = {name for name, one in channels.items() if one.capabilities.may_start}
        self._asked_again_at: dict[str, float] = {}

    @property
    def refusing(self) -> set[str]:
        """The channels that refuse, until each is to be asked again."""
        now = asyncio.get_running_loop().time()
        return {name for name, moment in self._asked_again_at.items() if moment > now}

    async def refused(self, name: str, problem: Stop) -> None:
        """A channel has refused: say so, once until it works again.

        Raises the problem where no channel is left in which the bot may write to people: somebody must look.
        """
        is_known = name in self._asked_again_at
        self._asked_again_at[name] = asyncio.get_running_loop().time() + AGAIN_AFTER
        if self._able <= self._asked_again_at.keys():
            raise problem
        if is_known:
            return
        log.error("a channel cannot be used", channel=name, why=str(problem))
        text = _(
            "{channel} refuses the assistant. The log says why; the other channels go on.", channel=name.capitalize()
        )
        key = f"refused:{name}:{self._clock.now():%Y-%m-%d}"
        await self._database.write(lambda tx: self._operator.alert(tx, key, text))

    def works(self, name: str) -> None:
        """A channel has done what was asked of it."""
        self._asked_again_at.pop(name, None)
