"""The webhook of a bot on Zalo."""

from __future__ import annotations

from typing import Any

from bot.channels.arrivals import Arrivals
from bot.channels.webhook import Target, Webhook
from bot.channels.zalo.client import ZaloClient, ZaloError
from bot.channels.zalo.updates import arrived

NONE_SET = (400, 404)
"""What Zalo answers where there is no webhook: 400 to whoever deletes it, 404 to whoever asks for it."""


class ZaloWebhook(Webhook):
    """See `Webhook`."""

    header = "X-Bot-Api-Secret-Token"

    def __init__(self, client: ZaloClient, arrivals: Arrivals) -> None:
        super().__init__(arrivals, arrived)
        self._client = client

    async def set(self, address: str, secret: str) -> str:
        """See `Webhook.set`. Zalo saves an address also where nothing answered there, so what it found is read."""
        said = await self._client.call("setWebhook", {"url": address, "secret_token": secret})
        found = _inner(said, "verification")
        return "" if found.get("ok") is True else str(found.get("outcome", "no outcome"))

    async def delete(self) -> None:
        """See `Webhook.delete`."""
        await self._if_any("deleteWebhook")

    async def target(self) -> Target | None:
        """See `Webhook.target`."""
        url = (await self._if_any("getWebhookInfo")).get("url")
        return Target(address=url) if isinstance(url, str) and url else None

    async def _if_any(self, method: str) -> dict[str, Any]:
        try:
            said = await self._client.call(method, {})
        except ZaloError as problem:
            if problem.code in NONE_SET:
                return {}
            raise
        return said if isinstance(said, dict) else {}


def _inner(said: Any, name: str) -> dict[str, Any]:
    inner = said.get(name) if isinstance(said, dict) else None
    return inner if isinstance(inner, dict) else {}
