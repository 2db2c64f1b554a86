"""Setting, removing and looking up the webhooks of the channels: what becomes of each, as a sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.channels.in_use import KINDS
from bot.channels.webhook import Webhook
from bot.settings import PREFIX, Settings
from bot.web.hooks import PATH

POLLED = "no webhook is set; messages are polled."


@dataclass(frozen=True, slots=True, kw_only=True)
class Managed:
    """A channel's webhook beside what the settings say of it. Everything raises `ChannelError`s.

    `title` is the channel's, `setting` is where the secret stands; without one, messages are meant to be polled.
    """

    title: str
    setting: str
    webhook: Webhook
    address: str
    secret: str | None

    async def set(self) -> str:
        """Have messages brought to the address of the settings, which have a secret."""
        assert self.secret is not None
        trouble = await self.webhook.set(self.address, self.secret)
        if not trouble:
            return f"messages come to {self.address}."
        return (
            f"messages come to {self.address}, but it did not answer {self.title} ({trouble}): does the program run, "
            "does the proxy lead to it, and does nothing before it turn away what is no browser?"
        )

    async def delete(self) -> str:
        """Remove it; without one that changes nothing."""
        await self.webhook.delete()
        return POLLED

    async def info(self) -> str:
        """Where it leads."""
        target = await self.webhook.target()
        if target is None:
            return POLLED
        return f"messages come to {target.address}" + (f"; {target.remark}" if target.remark else ".")


@asynccontextmanager
async def webhooks(settings: Settings) -> AsyncIterator[list[Managed]]:
    """The webhooks of the channels that have a token."""
    async with AsyncExitStack() as stack:
        found: list[Managed] = []
        for kind in KINDS:
            if settings.token_of(kind.name) is None:
                continue
            channel = await stack.enter_async_context(kind.opened(settings, None))
            if channel.webhook is not None:
                managed = Managed(
                    title=kind.capabilities.title,
                    setting=f"{PREFIX}{kind.name.upper()}_WEBHOOK_SECRET",
                    webhook=channel.webhook,
                    address=f"{settings.public_url}{PATH}/{kind.name}",
                    secret=settings.secret_of(kind.name),
                )
                found.append(managed)
        yield found
