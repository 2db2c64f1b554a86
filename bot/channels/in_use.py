"""The channels that the settings open: the web page always, Telegram and Zalo where they have a token."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.channels.channel import Channel, Hook
from bot.channels.links import Links
from bot.channels.meter import Meter
from bot.channels.telegram import Telegram, telegram
from bot.channels.web import Web
from bot.channels.zalo import CAPABILITIES, Zalo, zalo
from bot.channels.zalo_client import bot_of
from bot.clock import Clock
from bot.logging import log
from bot.settings import Settings
from storage.database import Database

TELEGRAM_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ZALO_HEADER = "X-Bot-Api-Secret-Token"


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """The channels of the running program, and the webhooks of those that have one."""

    web: Web
    telegram: Telegram | None
    zalo: Zalo | None
    hooks: Mapping[str, Hook]
    meters: Sequence[Meter] = ()

    @property
    def by_name(self) -> dict[str, Channel]:
        """Every channel under its name."""
        some: list[Channel | None] = [self.telegram, self.zalo, self.web]
        return {one.capabilities.name: one for one in some if one is not None}

    def close(self) -> None:
        """Let webhooks and browsers bring nothing more."""
        for one in (self.telegram, self.zalo, self.web):
            if one is not None:
                one.close()


@asynccontextmanager
async def channels_in_use(settings: Settings, database: Database, clock: Clock) -> AsyncIterator[InUse]:
    """Open the channels for the length of a block."""
    hooks: dict[str, Hook] = {}
    meters: list[Meter] = []
    async with AsyncExitStack() as stack:
        on_telegram, on_zalo = None, None
        if settings.telegram_token is not None:
            secret = settings.telegram_webhook_secret
            on_telegram = await stack.enter_async_context(
                telegram(
                    settings.token, settings.telegram_addresses, settings.telegram_proxy, hooked=secret is not None
                )
            )
            if secret is not None:
                hooks["telegram"] = Hook(
                    header=TELEGRAM_HEADER, secret=secret.get_secret_value(), bring=on_telegram.bring
                )
        if settings.zalo_token is not None:
            secret = settings.zalo_webhook_secret
            links = _links(settings, database, clock)
            token = settings.zalo_token.get_secret_value()
            meters.append(zalo_meter(settings, database, clock))
            on_zalo = await stack.enter_async_context(
                zalo(token, settings.zalo_base_url, links=links, meter=meters[0], hooked=secret is not None)
            )
            if secret is not None:
                hooks["zalo"] = Hook(header=ZALO_HEADER, secret=secret.get_secret_value(), bring=on_zalo.bring)
        if on_telegram is None and on_zalo is None:
            log.warning("neither TIENDO_TELEGRAM_TOKEN nor TIENDO_ZALO_TOKEN is set: only the web page is served")
        yield InUse(web=Web(database, clock), telegram=on_telegram, zalo=on_zalo, hooks=hooks, meters=meters)


def zalo_meter(settings: Settings, database: Database, clock: Clock) -> Meter:
    """The meter of the bot on Zalo, of which the settings have the token."""
    assert settings.zalo_token is not None
    return Meter(
        database=database,
        clock=clock,
        channel=CAPABILITIES.name,
        bot=bot_of(settings.zalo_token.get_secret_value()),
        messages=settings.zalo_messages,
        people=settings.zalo_people,
    )


def _links(settings: Settings, database: Database, clock: Clock) -> Links | None:
    if settings.public_url is None:
        log.warning("TIENDO_PUBLIC_URL is not set: no pictures and files can be sent on Zalo")
        return None
    return Links(database=database, clock=clock, data_folder=settings.data_folder, public_url=settings.public_url)
