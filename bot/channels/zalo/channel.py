"""Zalo by polling or by webhook: choices as numbers to type, files as links.

Polling is for development: Zalo forgets a message as soon as it has answered with it, so one that is not stored when
the program dies is lost. A webhook is acknowledged after storing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
from markupsafe import Markup

from bot.channels.arrivals import Arrivals
from bot.channels.bubbles import Bubble, bubbles
from bot.channels.channel import (
    Capabilities,
    Carried,
    Channel,
    ChannelError,
    Parsed,
    Rejected,
    TooLarge,
    TryAgain,
    Unreachable,
)
from bot.channels.links import Links
from bot.channels.meter import Meter
from bot.channels.zalo.client import PATIENCE, ZaloClient, ZaloError, zalo_client
from bot.channels.zalo.updates import arrived, read_event
from bot.channels.zalo.webhook import ZaloWebhook
from handlers.incoming import Came
from handlers.saying import Attachment, Saying, lines
from locales import _
from storage.inbox import Arrived

POLL_SECONDS = 30
"""So long Zalo holds a poll open while nothing comes."""
TEXT_LIMIT = 2000
"""Of a text and of a caption; which units are meant is not said, so the largest count is held."""
FETCHES_WITHIN = 120.0
"""Seconds that Zalo may take to fetch a picture from us."""
MEDIA_HOSTS = ("zdn.vn", "zadn.vn")
"""Where Zalo keeps what people send; nothing is fetched from elsewhere."""
MEDIA_PATIENCE = 20.0
NOT_FOUND = 404
"""Said of a chat: what Zalo says of somebody who takes no messages is not documented, and there is no nearer code."""

CAPABILITIES = Capabilities(
    name="zalo",
    takes=frozenset({Came.TEXT, Came.PHOTO}),
    buttons=False,
    edits=False,
    pictures=Carried.AS_LINK,
    documents=Carried.AS_LINK,
    text_limit=TEXT_LIMIT,
    may_start=True,
    counts=True,
    forgets=True,
)


class Zalo(Channel):
    """One bot on Zalo. Open it with `zalo`."""

    capabilities = CAPABILITIES
    webhook: ZaloWebhook

    def __init__(
        self,
        client: ZaloClient,
        media: httpx.AsyncClient,
        *,
        links: Links | None,
        meter: Meter | None,
        hooked: bool,
    ) -> None:
        self._client = client
        self._media = media
        self._links = links
        self.meter = meter
        self._uncounted = 0
        self._hooked = hooked
        self._arrivals = Arrivals()
        self._unstored: list[Arrived] = []
        self.webhook = ZaloWebhook(client, self._arrivals)

    @property
    def bot(self) -> str:
        """The first part of the token."""
        return self._client.bot

    async def entrance(self) -> str | None:
        """See `Channel.entrance`. Nothing but a typed code leads in."""
        said = await self._client.call("getMe", {})
        number = said.get("id") if isinstance(said, dict) else None
        return f"https://bot.zaloplatforms.com/bots/{number}" if isinstance(number, str) and number else None

    def close(self) -> None:
        """See `Channel.close`."""
        self._arrivals.close()

    async def poll(self) -> Sequence[Arrived]:
        """See `Channel.poll`. Zalo gives one event at a time, once: what is not stored yet is kept here meanwhile."""
        if self._uncounted and self.meter is not None:
            received, self._uncounted = self._uncounted, 0
            await self.meter.count(received=received)
        if self._hooked:
            self._unstored = list(await self._arrivals.poll())
            return self._unstored
        wait = 1 if self._unstored else POLL_SECONDS
        event = arrived(await self._client.update(wait))
        if event is not None:
            self._unstored.append(event)
        return tuple(self._unstored)

    def confirm(self) -> None:
        """See `Channel.confirm`."""
        if self._hooked:
            self._arrivals.confirm()
        self._uncounted += len(self._unstored)
        self._unstored = []

    def parse(self, raw: str) -> Parsed:
        """See `Channel.parse`."""
        return read_event(raw)

    async def fetch(self, file: str, limit: int) -> bytes:
        """See `Channel.fetch`. Only from where Zalo keeps pictures, and without following where that leads."""
        if not self._may_fetch(file):
            raise Rejected("the picture lies where Zalo keeps none")
        content = bytearray()
        try:
            async with self._media.stream("GET", file) as answer:
                if answer.status_code != httpx.codes.OK:
                    raise TryAgain(f"the picture was answered with {answer.status_code}", ambiguous=False)
                async for some in answer.aiter_bytes():
                    content += some
                    if len(content) > limit:
                        raise TooLarge
        except httpx.HTTPError as problem:
            raise TryAgain(f"the picture cannot be fetched ({type(problem).__name__})", ambiguous=False) from None
        return bytes(content)

    def _may_fetch(self, address: str) -> bool:
        """Whether a picture may lie there: with Zalo, or with the server that the settings name in its place."""
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if parts[:2] == self._client.origin:
            return True
        known = any(host == name or host.endswith(f".{name}") for name in MEDIA_HOSTS)
        return parts.scheme == "https" and known and port in (None, 443) and "@" not in parts.netloc

    async def send(self, address: str, saying: Saying) -> str:
        """See `Channel.send`. A picture goes with the words below it where they fit."""
        if saying.attachment is not None:
            return await self._send_file(address, saying, saying.attachment)
        sent = ""
        for bubble in bubbles(saying, TEXT_LIMIT):
            sent = await self._send_text(address, bubble)
        return sent

    async def acknowledge(self, callback_id: str, notice: str | None) -> None:
        """See `Channel.acknowledge`. There is nothing to tap here."""

    async def typing(self, address: str) -> None:
        """See `Channel.typing`. It is a comfort: what goes wrong with it is let be."""
        try:
            await self._client.call("sendChatAction", {"chat_id": address, "action": "typing"})
        except ChannelError:
            return

    async def _send_file(self, address: str, saying: Saying, file: Attachment) -> str:
        """A picture as one, a document as a link below the words; where we have no address, that it is not here."""
        link = None
        if self._links is not None:
            link = await self._links.link_to(file, CAPABILITIES.name, address, secret=saying.once)
        said = Saying(text=saying.text, rows=saying.rows)
        if link is None:
            return await self.send(address, _with(said, _("A file belongs here that cannot be sent in this app.")))
        if not file.picture:
            return await self.send(address, _with(said, _("File {name}: {link}", name=file.name, link=link)))
        below = bubbles(said, TEXT_LIMIT)
        caption = {"caption": below[0].text} if len(below) == 1 and below[0].text else {}
        photo = {"chat_id": address, "photo": link, **caption}
        try:
            sent = await self._said("sendPhoto", photo, FETCHES_WITHIN)
        except (Rejected, Unreachable):
            # Zalo may not have got the picture: the words, which may hold a code, must not be lost with it.
            return await self.send(address, _with(said, _("Picture: {link}", link=link)))
        if not caption and below[0].text:
            sent = await self.send(address, said)
        return sent

    async def _send_text(self, address: str, bubble: Bubble) -> str:
        styles = [{"start": one.start, "len": one.length, "st": [one.kind]} for one in bubble.styles]
        said: dict[str, Any] = {"chat_id": address, "text": bubble.text}
        return await self._said("sendMessage", said | ({"text_styles": styles} if styles else {}), PATIENCE)

    async def _said(self, method: str, params: dict[str, Any], patience: float) -> str:
        """Send one message, which counts; its id."""
        try:
            result = await self._client.call(method, params, patience=patience)
        except ZaloError as problem:
            if problem.code == NOT_FOUND:
                raise Unreachable from problem
            raise
        if self.meter is not None:
            await self.meter.count(sent=1)
        number = result.get("message_id") if isinstance(result, dict) else None
        return number if isinstance(number, str) else ""


@asynccontextmanager
async def zalo(
    token: str, base_url: str, *, links: Links | None = None, meter: Meter | None = None, hooked: bool = False
) -> AsyncIterator[Zalo]:
    """The bot with this token. `hooked`: its messages come by webhook.

    Without `links` no files can go out, without a `meter` nothing is counted.
    """
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(zalo_client(token, base_url))
        media = await stack.enter_async_context(httpx.AsyncClient(follow_redirects=False, timeout=MEDIA_PATIENCE))
        yield Zalo(client, media, links=links, meter=meter, hooked=hooked)


def _with(saying: Saying, more: Markup) -> Saying:
    return Saying(text=lines([saying.text, more]) if saying.text else more, rows=saying.rows)
