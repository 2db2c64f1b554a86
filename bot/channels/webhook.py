"""What the webhook of a channel is: the way in which the channel brings messages by itself."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.arrivals import Arrivals
from storage.inbox import Arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a channel brings its messages, and in its own words what goes with that: how many wait, what failed."""

    address: str
    remark: str = ""


class Webhook(ABC):
    """A channel's webhook. `header` is that in which its secret stands. Calls to the channel raise `ChannelError`s."""

    header: str

    def __init__(self, arrivals: Arrivals, read: Callable[[object], Arrived | None]) -> None:
        self._arrivals = arrivals
        self._read = read

    async def bring(self, body: bytes) -> None:
        """Take what was brought; returns once it is stored. Raises `NotStored`, and ValueError for what is no JSON."""
        arrived = self._read(json.loads(body))
        if arrived is not None:
            await self._arrivals.bring(arrived)

    @abstractmethod
    async def set(self, address: str, secret: str) -> str:
        """Have messages brought to an address, with the secret in the header. What the channel found wrong, or ""."""

    @abstractmethod
    async def delete(self) -> None:
        """Have messages kept for polling; without a webhook that changes nothing. What waits is not lost."""

    @abstractmethod
    async def target(self) -> Target | None:
        """Where messages are brought; None where they are polled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """A webhook in use, with the secret by which the channel shows that it is the channel."""

    webhook: Webhook
    secret: str
