"""The webhook of a bot on Telegram."""

from __future__ import annotations

from telegram import Bot

from bot.channels.arrivals import Arrivals
from bot.channels.telegram.errors import translated
from bot.channels.telegram.updates import WANTED, arrived
from bot.channels.webhook import Target, Webhook


class TelegramWebhook(Webhook):
    """See `Webhook`."""

    header = "X-Telegram-Bot-Api-Secret-Token"

    def __init__(self, bot: Bot, arrivals: Arrivals) -> None:
        super().__init__(arrivals, arrived)
        self._bot = bot

    async def set(self, address: str, secret: str) -> str:
        """See `Webhook.set`. Telegram takes an address without looking."""
        with translated():
            await self._bot.set_webhook(address, secret_token=secret, allowed_updates=WANTED)
        return ""

    async def delete(self) -> None:
        """See `Webhook.delete`."""
        with translated():
            await self._bot.delete_webhook()

    async def target(self) -> Target | None:
        """See `Webhook.target`."""
        with translated():
            said = await self._bot.get_webhook_info()
        if not said.url:
            return None
        trouble = f" The last one failed: {said.last_error_message}." if said.last_error_message else ""
        return Target(address=said.url, remark=f"{said.pending_update_count} wait.{trouble}")
