"""Checks of `tiendo doctor` on the ways in which officers reach the program: Telegram, Zalo and the web page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp

from bot.channels.channel import ChannelError, Stop
from bot.channels.in_use import zalo_meter
from bot.channels.telegram import telegram
from bot.channels.zalo_client import zalo_client
from bot.clock import Clock
from bot.finding import Finding
from bot.settings import Settings, SettingsError
from bot.web.server import address_of, bound, written
from bot.webhooks import ZaloWebhook
from storage.database import Database

PATIENCE = 5
"""Seconds in which a page answers that is there."""


async def telegram_finding(settings: Settings) -> Finding:
    """Whether Telegram knows the bot. Without a token that is no mistake: the web page alone is served."""
    if settings.telegram_token is None:
        return Finding(True, "Telegram is not used, as TIENDO_TELEGRAM_TOKEN is not set.")
    try:
        async with telegram(settings.token, settings.telegram_addresses, settings.telegram_proxy) as channel:
            return Finding(True, f"Telegram knows the bot as @{await channel.username()}.")
    except Stop as problem:
        return Finding(False, str(problem))
    except ChannelError as problem:
        return Finding(
            False, f"Telegram cannot be used: {problem}. Check the network, TIENDO_TELEGRAM_BASE_URL and _PROXY."
        )


async def zalo_finding(settings: Settings) -> AsyncIterator[Finding]:
    """Whether Zalo knows the bot, and whether what people write can get lost on the way."""
    if settings.zalo_token is None:
        yield Finding(True, "Zalo is not used, as TIENDO_ZALO_TOKEN is not set.")
        return
    try:
        async with zalo_client(settings.zalo_token.get_secret_value(), settings.zalo_base_url) as client:
            await client.call("getMe", {})
            address = await ZaloWebhook(client, settings).address()
    except Stop as problem:
        yield Finding(False, str(problem))
        return
    except ChannelError as problem:
        yield Finding(False, f"Zalo cannot be used: {problem}. Check the network and TIENDO_ZALO_BASE_URL.")
        return
    yield Finding(True, "Zalo knows the bot.")
    wanted = settings.zalo_webhook_secret is not None
    if wanted and address is None:
        yield Finding(False, "Zalo has no webhook, so nothing arrives: run `tiendo webhook set`.")
    elif wanted:
        yield Finding(True, f"Zalo brings messages to {address}.")
    elif address is not None:
        yield Finding(False, f"Zalo brings messages to {address}, so none can be polled: run `tiendo webhook delete`.")
    else:
        yield Finding(
            True,
            "Zalo is polled, which is for trying out: Zalo forgets a message as soon as it has handed it over, so one "
            "can get lost when the program stops. Set TIENDO_ZALO_WEBHOOK_SECRET for real work.",
        )


async def zalo_usage(settings: Settings, database: Database, clock: Clock) -> Finding | None:
    """How much of what Zalo allows is used; None without a bot there."""
    if settings.zalo_token is None:
        return None
    meter = zalo_meter(settings, database, clock)
    async with database.read() as tx:
        used, warnings = await meter.used(tx), await meter.warnings(tx)
    sentence = (
        f"Zalo: {used.messages} of {meter.messages} messages this month, {used.users} of {meter.people} people."
        + (
            f" {' and '.join(warnings).capitalize()} run short: see Zalo's plans in docs/running.md."
            if warnings
            else ""
        )
    )
    return Finding(not warnings, sentence)


async def page_finding(settings: Settings) -> Finding:
    """Whether the web page is served, or could be."""
    try:
        with bound(settings.http_host, settings.http_port) as free:
            return Finding(True, f"The web page can be served at {address_of(free)}; nothing runs there now.")
    except SettingsError as problem:
        place = written(settings.http_host, settings.http_port)
        if await _is_ours(place):
            return Finding(True, f"A Tiendo serves its web page at {place}.")
        return Finding(False, problem.sentences[0])


async def public_finding(settings: Settings) -> Finding:
    """Whether officers can reach the web page from their phones."""
    public = settings.public_url
    if public is None:
        return Finding(
            settings.telegram_token is not None or settings.zalo_token is not None,
            "TIENDO_PUBLIC_URL is not set: the web page can be opened on this machine only, and no invitation leads "
            "to it.",
        )
    if not public.startswith("https://"):
        return Finding(False, f"{public} is not https: what officers send can be read on the way. See docs/running.md.")
    if not await _is_ours(public):
        return Finding(False, f"{public} does not answer as this program: does it run, and does the proxy lead to it?")
    return Finding(True, f"Officers reach the web page at {public}.")


async def _is_ours(address: str) -> bool:
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session,
            session.get(f"{address}/healthz") as answer,
        ):
            return answer.status == 200 and await answer.json() == {"alive": True}
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False
