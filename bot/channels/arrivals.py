"""What comes to a channel by itself, from browsers or webhooks, and is acknowledged once it is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from storage.inbox import Arrived

STORED_WITHIN = 20.0
"""Seconds after which whoever brings a message is told to try again; it is stored once however often it comes."""


class NotStored(Exception):
    """The message could not be stored yet."""


class Arrivals:
    """Messages that wait to be stored, for `Channel.poll` and `Channel.confirm`."""

    def __init__(self) -> None:
        self._arriving: dict[str, Arrived] = {}
        self._stored: dict[str, asyncio.Future[None]] = {}
        self._polled: Sequence[Arrived] = ()
        self._came = asyncio.Event()
        self._closed = False

    async def bring(self, arrived: Arrived) -> None:
        """Take a message; returns once it is stored.

        Raises `NotStored` where that takes longer than `STORED_WITHIN`, or the program is about to stop.
        """
        if self._closed:
            raise NotStored
        stored = self._stored.get(arrived.external_id)
        if stored is None:
            stored = self._stored[arrived.external_id] = asyncio.get_running_loop().create_future()
            self._arriving[arrived.external_id] = arrived
            self._came.set()
        done, _waiting = await asyncio.wait({stored}, timeout=STORED_WITHIN)
        if not done or stored.cancelled():
            raise NotStored

    async def poll(self) -> Sequence[Arrived]:
        """Wait until something waits to be stored, and return it all."""
        while not self._arriving:
            self._came.clear()
            await self._came.wait()
        self._polled = tuple(self._arriving.values())
        return self._polled

    def confirm(self) -> None:
        """What was polled last is stored: those who brought it are told."""
        for arrived in self._polled:
            del self._arriving[arrived.external_id]
            stored = self._stored.pop(arrived.external_id)
            # Where the program is about to stop, they were told to try again.
            if not stored.done():
                stored.set_result(None)
        self._polled = ()

    def close(self) -> None:
        """Take no more messages, and let nobody wait for an answer that cannot come."""
        self._closed = True
        for stored in self._stored.values():
            stored.cancel()
