"""The channels that the settings open: the web page always, the others where they have a token."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.channels.channel import Capabilities, Channel
from bot.channels.links import Links
from bot.channels.meter import Meter
from bot.channels.telegram import channel as on_telegram
from bot.channels.web import Web
from bot.channels.webhook import Hook
from bot.channels.zalo import channel as on_zalo
from bot.channels.zalo.client import bot_of
from bot.clock import Clock
from bot.logging import log
from bot.settings import Settings
from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Where a channel that needs it keeps what it hands out and counts."""

    database: Database
    clock: Clock


Opening = AbstractAsyncContextManager[Channel]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A channel that a token opens. Without records it can be asked about, but hands nothing out and counts nothing.

    Its settings begin with its name: `TIENDO_ZALO_TOKEN`, `TIENDO_ZALO_WEBHOOK_SECRET`.
    """

    capabilities: Capabilities
    opened: Callable[[Settings, Records | None], Opening]

    @property
    def name(self) -> str:
        """See `Capabilities.name`."""
        return self.capabilities.name


def _telegram(settings: Settings, _records: Records | None) -> Opening:
    token = settings.token_of("telegram")
    assert token is not None
    return on_telegram.telegram(
        token,
        settings.telegram_addresses,
        settings.telegram_proxy,
        hooked=settings.telegram_webhook_secret is not None,
    )


def _zalo(settings: Settings, records: Records | None) -> Opening:
    token = settings.token_of("zalo")
    assert token is not None
    links, meter = None, None
    if records is not None:
        meter = Meter(
            database=records.database,
            clock=records.clock,
            channel="zalo",
            bot=bot_of(token),
            messages=settings.zalo_messages,
            people=settings.zalo_people,
        )
        links = _links(settings, records)
    hooked = settings.zalo_webhook_secret is not None
    return on_zalo.zalo(token, settings.zalo_base_url, links=links, meter=meter, hooked=hooked)


KINDS = (
    Kind(capabilities=on_telegram.CAPABILITIES, opened=_telegram),
    Kind(capabilities=on_zalo.CAPABILITIES, opened=_zalo),
)
"""Every channel that a token opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """The channels of the running program by their names, the web page's among them, and the webhooks that are open."""

    web: Web
    by_name: Mapping[str, Channel]
    hooks: Mapping[str, Hook]

    @property
    def meters(self) -> Sequence[Meter]:
        """Those of the channels that count."""
        return [one.meter for one in self.by_name.values() if one.meter is not None]

    def close(self) -> None:
        """Let webhooks and browsers bring nothing more."""
        for one in self.by_name.values():
            one.close()


@asynccontextmanager
async def channels_in_use(settings: Settings, database: Database, clock: Clock) -> AsyncIterator[InUse]:
    """Open the channels for the length of a block."""
    web = Web(database, clock)
    by_name: dict[str, Channel] = {}
    hooks: dict[str, Hook] = {}
    async with AsyncExitStack() as stack:
        for kind in KINDS:
            if settings.token_of(kind.name) is None:
                continue
            channel = await stack.enter_async_context(kind.opened(settings, Records(database=database, clock=clock)))
            by_name[kind.name] = channel
            secret = settings.secret_of(kind.name)
            if secret is not None and channel.webhook is not None:
                hooks[kind.name] = Hook(webhook=channel.webhook, secret=secret)
        if not by_name:
            log.warning("no token is set, such as TIENDO_TELEGRAM_TOKEN: only the web page is served")
        yield InUse(web=web, by_name=by_name | {web.capabilities.name: web}, hooks=hooks)


def _links(settings: Settings, records: Records) -> Links | None:
    if settings.public_url is None:
        log.warning("TIENDO_PUBLIC_URL is not set: no pictures and files can be sent on Zalo")
        return None
    return Links(
        database=records.database,
        clock=records.clock,
        data_folder=settings.data_folder,
        public_url=settings.public_url,
    )
