"""The web page as a channel: what browsers send is stored before it is acknowledged, what is said is kept for them."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from bot.channels.arrivals import Arrivals
from bot.channels.channel import Capabilities, Carried, Channel, Parsed, Rejected, TryAgain, Unreachable
from bot.clock import Clock
from handlers.incoming import Came
from handlers.saying import Saying
from storage import web_messages
from storage.database import Database
from storage.files import Picture
from storage.inbox import Arrived
from storage.web_sessions import CHANNEL, Session

MOST_WAITING = 20
"""Of more browsers that wait in one chat, the first is let go."""

CAPABILITIES = Capabilities(
    name=CHANNEL,
    takes=frozenset({Came.TEXT, Came.TAP, Came.PHOTO, Came.DOCUMENT}),
    buttons=True,
    edits=True,
    pictures=Carried.AS_SUCH,
    documents=Carried.AS_SUCH,
    text_limit=100_000,
    may_start=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedDocument:
    """A file that is no picture: its name, and the SHA-256 under which it was kept; None where it is too large."""

    name: str
    kept: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What a browser sends: words, a choice (`NUMBER:ACTION`, as it was offered), or a file with a caption.

    `picture` is the file as it was kept; None where it is none. `document` is a file of another kind. `seen` is the
    number of the last message that the person had seen.
    """

    text: str = ""
    choice: str | None = None
    is_file: bool = False
    picture: Picture | None = None
    document: PostedDocument | None = None
    seen: int | None = None


class Bell:
    """Wakes one browser that waits for something to be said."""

    def __init__(self, session_id: int) -> None:
        self.session_id = session_id
        self._rung: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    @property
    def rung(self) -> bool:
        """Whether it has rung: a bell rings once."""
        return self._rung.done()

    def ring(self, *, typing: bool) -> None:
        """Something was said, or an answer is being prepared."""
        if not self.rung:
            self._rung.set_result(typing)

    async def wait(self, seconds: float) -> bool:
        """Until it rings, or so many seconds; whether an answer is being prepared."""
        await asyncio.wait({self._rung}, timeout=seconds)
        return self.rung and self._rung.result()


class Web(Channel):
    """See `bot.channels.channel.Channel`. The address of a chat is a random name that only we know."""

    capabilities = CAPABILITIES
    bot = CHANNEL

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._arrivals = Arrivals()
        self._bells: defaultdict[str, list[Bell]] = defaultdict(list)

    async def receive(self, session: Session, message_id: str, sent: Posted) -> None:
        """Take a message; returns once it is stored. `message_id` is the browser's own, unique in its chat.

        Raises `NotStored` where that takes too long, or the program is about to stop.
        """
        await self._arrivals.bring(Arrived(f"{session.address}:{message_id}", _raw(session, sent)))
        # The browser that sends knows by itself that an answer is being prepared.
        self._ring(session.address, typing=True, but_not=session.id)

    async def poll(self) -> Sequence[Arrived]:
        """See `Channel.poll`."""
        return await self._arrivals.poll()

    def confirm(self) -> None:
        """See `Channel.confirm`: the browsers are told that their messages are stored."""
        self._arrivals.confirm()

    def parse(self, raw: str) -> Parsed:
        """See `Channel.parse`."""
        kept: dict[str, Any] = json.loads(raw)
        shared: dict[str, Any] = {"address": kept["address"], "session": kept["session"], "seen": kept.get("seen")}
        if "choice" in kept:
            message_id, _colon, action = kept["choice"].partition(":")
            return Parsed(came=Came.TAP, text=action, message_id=message_id, callback_id=kept["address"], **shared)
        if "document" in kept:
            name, sha256 = kept["document"]
            return Parsed(came=Came.DOCUMENT, text=kept["text"], name=name, kept=sha256, **shared)
        if kept.get("file"):
            picture = Picture(*kept["picture"]) if "picture" in kept else None
            came = Came.OTHER if picture is None else Came.PHOTO
            return Parsed(came=came, text=kept["text"], picture=picture, **shared)
        return Parsed(came=Came.TEXT, text=kept["text"], **shared)

    async def fetch(self, file: str, limit: int) -> bytes:
        """See `Channel.fetch`. Files come with their messages here."""
        raise Rejected("there is nothing to fetch from a browser")

    async def send(self, address: str, saying: Saying) -> str:
        """See `Channel.send`: keep it for the chat's browsers, and wake those that wait."""
        if self._database.hindered.is_set():
            raise TryAgain("the database is kept by another program", ambiguous=False)
        payload, now = saying.payload(), self._clock.now()
        number = await self._database.write(lambda tx: web_messages.add(tx, address, payload, now, once=saying.once))
        if number is None:
            raise Unreachable
        self._ring(address, typing=False)
        return str(number)

    async def acknowledge(self, callback_id: str, notice: str | None) -> None:
        """See `Channel.acknowledge`. A button of the page spins until something is said, so a notice is said."""
        if notice is not None:
            await self.send(callback_id, Saying(text=escape(notice)))

    async def typing(self, address: str) -> None:
        """See `Channel.typing`."""
        self._ring(address, typing=True)

    @contextmanager
    def listening(self, session: Session) -> Iterator[Bell]:
        """A bell for what is said in the session's chat from now on."""
        bell, bells = Bell(session.id), self._bells[session.address]
        bells.append(bell)
        silent = [one for one in bells if not one.rung]
        if len(silent) > MOST_WAITING:
            silent[0].ring(typing=False)
        try:
            yield bell
        finally:
            bells.remove(bell)
            if not bells and self._bells.get(session.address) is bells:
                del self._bells[session.address]

    def wake(self, address: str) -> None:
        """Let the browsers that wait in a chat look again: one of them may have been signed out."""
        self._ring(address, typing=False)

    def close(self) -> None:
        """Take no more messages, and let nobody wait for an answer that cannot come."""
        self._arrivals.close()

    def hang_up(self) -> None:
        """Let every browser that waits go."""
        for address in list(self._bells):
            self._ring(address, typing=False)

    def _ring(self, address: str, *, typing: bool, but_not: int | None = None) -> None:
        for bell in self._bells.get(address, ()):
            if bell.session_id != but_not:
                bell.ring(typing=typing)


def _raw(session: Session, sent: Posted) -> str:
    kept: dict[str, Any] = {"address": session.address, "session": session.id, "seen": sent.seen, "text": sent.text}
    if sent.choice is not None:
        kept["choice"] = sent.choice
    if sent.is_file:
        kept["file"] = True
    if sent.picture is not None:
        kept["picture"] = [sent.picture.sha256, sent.picture.size]
    if sent.document is not None:
        kept["document"] = [sent.document.name, sent.document.kept]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
