"""Checks of `tiendo doctor` on the ways in which officers reach the program: the channels and the web page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp

from bot.channels.channel import ChannelError, Stop
from bot.channels.in_use import KINDS, Kind, channels_in_use
from bot.clock import Clock
from bot.finding import Finding
from bot.settings import PREFIX, Settings, SettingsError
from bot.web.server import address_of, bound, written
from storage.database import Database

PATIENCE = 5
"""Seconds in which a page answers that is there."""


async def channel_findings(settings: Settings, kind: Kind) -> AsyncIterator[Finding]:
    """Whether a channel knows the bot, and whether what people write there arrives."""
    title, prefix = kind.capabilities.title, f"{PREFIX}{kind.name.upper()}_"
    if settings.token_of(kind.name) is None:
        # No mistake: the other channels and the web page are served.
        yield Finding(True, f"{title} is not used, as {prefix}TOKEN is not set.")
        return
    try:
        async with kind.opened(settings, None) as channel:
            entrance = await channel.entrance()
            target = None if channel.webhook is None else await channel.webhook.target()
    except Stop as problem:
        yield Finding(False, str(problem))
        return
    except ChannelError as problem:
        yield Finding(False, f"{title} cannot be used: {problem}. Check the network and the settings {prefix}….")
        return
    yield Finding(True, f"{title} knows the bot: {(entrance or 'without a link').partition('?')[0]}.")
    hooked = settings.secret_of(kind.name) is not None
    if hooked and target is None:
        yield Finding(False, f"{title} has no webhook, so nothing arrives: run `tiendo webhook set`.")
    elif target is not None and not hooked:
        yield Finding(
            False,
            f"{title} brings messages to {target.address}, so none can be polled: run `tiendo webhook delete`, or set "
            f"{prefix}WEBHOOK_SECRET.",
        )
    elif target is not None:
        yield Finding(True, f"{title} brings messages to {target.address}.")
    elif kind.capabilities.forgets:
        yield Finding(
            True,
            f"{title} is polled, which is for trying out: it forgets a message as soon as it has handed it over, so "
            f"one can get lost when the program stops. Set {prefix}WEBHOOK_SECRET for real work.",
        )


async def usage_findings(settings: Settings, database: Database, clock: Clock) -> AsyncIterator[Finding]:
    """How much of what channels allow in a month is used."""
    async with channels_in_use(settings, database, clock) as channels:
        for meter in channels.meters:
            async with database.read() as tx:
                used, warnings = await meter.used(tx), await meter.warnings(tx)
            short = f" {' and '.join(warnings).capitalize()} run short: see docs/running.md." if warnings else ""
            yield Finding(
                not warnings,
                f"{meter.channel.capitalize()}: {used.messages} of {meter.messages} messages this month, {used.users} "
                f"of {meter.people} people.{short}",
            )


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
            any(settings.token_of(kind.name) is not None for kind in KINDS),
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
