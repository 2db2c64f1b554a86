"""Setting, removing and looking up the webhooks of Telegram and Zalo: what each says, as a sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Protocol

from pydantic import SecretStr
from telegram import Bot

from bot.channels.telegram import Telegram, telegram
from bot.channels.telegram_errors import translated
from bot.channels.telegram_updates import WANTED
from bot.channels.zalo_client import ZaloClient, ZaloError, zalo_client
from bot.settings import PREFIX, Settings
from bot.web.hooks import PATH

NONE_SET = (400, 404)
"""What Zalo answers where there is no webhook: 400 to whoever deletes it, 404 to whoever asks for it."""
POLLED = "no webhook is set; messages are polled."


class Webhook(Protocol):
    """A channel's webhook. Everything raises `ChannelError`s. `setting` is where its secret stands."""

    name: str
    setting: str
    secret: str | None

    async def set(self) -> str:
        """Set it to the address of the settings."""
        ...

    async def delete(self) -> str:
        """Remove it; without one that changes nothing."""
        ...

    async def info(self) -> str:
        """Where it leads."""
        ...


class TelegramWebhook:
    """See `Webhook`. Sets nothing aside: what waits with Telegram comes afterwards."""

    name, setting = "Telegram", f"{PREFIX}TELEGRAM_WEBHOOK_SECRET"

    def __init__(self, channel: Telegram, settings: Settings) -> None:
        self._bot: Bot = channel.calls
        self._address = f"{settings.public_url}{PATH}/telegram"
        self.secret = _shown(settings.telegram_webhook_secret)

    async def set(self) -> str:
        """See `Webhook.set`."""
        with translated():
            await self._bot.set_webhook(self._address, secret_token=self.secret, allowed_updates=WANTED)
        return f"messages come to {self._address}."

    async def delete(self) -> str:
        """See `Webhook.delete`."""
        with translated():
            await self._bot.delete_webhook()
        return POLLED

    async def info(self) -> str:
        """See `Webhook.info`."""
        with translated():
            said = await self._bot.get_webhook_info()
        if not said.url:
            return POLLED
        trouble = f" The last one failed: {said.last_error_message}." if said.last_error_message else ""
        return f"messages come to {said.url}; {said.pending_update_count} wait.{trouble}"


class ZaloWebhook:
    """See `Webhook`. Zalo saves an address also where it did not answer, so what it found is read."""

    name, setting = "Zalo", f"{PREFIX}ZALO_WEBHOOK_SECRET"

    def __init__(self, client: ZaloClient, settings: Settings) -> None:
        self._client = client
        self._address = f"{settings.public_url}{PATH}/zalo"
        self.secret = _shown(settings.zalo_webhook_secret)

    async def set(self) -> str:
        """See `Webhook.set`."""
        said = await self._client.call("setWebhook", {"url": self._address, "secret_token": self.secret})
        found = _inner(said, "verification")
        if found.get("ok") is True:
            return f"messages come to {self._address}."
        return (
            f"messages come to {self._address}, but it did not answer Zalo ({found.get('outcome', 'no outcome')}): "
            "does the program run, does the proxy lead to it, and does nothing before it turn away what is no browser?"
        )

    async def delete(self) -> str:
        """See `Webhook.delete`."""
        await self._if_any("deleteWebhook")
        return POLLED

    async def info(self) -> str:
        """See `Webhook.info`."""
        address = await self.address()
        return POLLED if address is None else f"messages come to {address}."

    async def address(self) -> str | None:
        """Where messages come to; None where they are polled."""
        url = (await self._if_any("getWebhookInfo")).get("url")
        return url if isinstance(url, str) and url else None

    async def _if_any(self, method: str) -> dict[str, Any]:
        try:
            said = await self._client.call(method, {})
        except ZaloError as problem:
            if problem.code in NONE_SET:
                return {}
            raise
        return said if isinstance(said, dict) else {}


@asynccontextmanager
async def webhooks(settings: Settings) -> AsyncIterator[list[Webhook]]:
    """The webhooks of the channels that have a token."""
    async with AsyncExitStack() as stack:
        found: list[Webhook] = []
        if settings.telegram_token is not None:
            channel = await stack.enter_async_context(
                telegram(settings.token, settings.telegram_addresses, settings.telegram_proxy)
            )
            found.append(TelegramWebhook(channel, settings))
        if settings.zalo_token is not None:
            token = settings.zalo_token.get_secret_value()
            client = await stack.enter_async_context(zalo_client(token, settings.zalo_base_url))
            found.append(ZaloWebhook(client, settings))
        yield found


def _shown(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def _inner(said: Any, name: str) -> dict[str, Any]:
    inner = said.get(name) if isinstance(said, dict) else None
    return inner if isinstance(inner, dict) else {}
