"""What a channel is: a way in which people reach the bot and the bot reaches them.

Nothing outside `bot.channels` asks which channel it is; what differs is said by `Capabilities`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.incoming import Came
from handlers.saying import Saying
from storage.files import Picture
from storage.inbox import Arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel can do. `text_limit` is the longest text of one message, in UTF-16 units."""

    name: str
    buttons: bool
    edits: bool
    documents: bool
    text_limit: int
    may_start: bool
    """Whether the bot may write first."""
    counts: bool = False
    """Whether each message counts against a limit of the month, so that one turn is one message where it can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One message of a person as the channel understood it.

    `file` is what `fetch` takes; `picture` was kept already when it came, and so was the document of which `kept` is
    the SHA-256. `name` is a document's. `seen` and `session` are those of `Incoming`.
    """

    address: str
    came: Came
    text: str = ""
    message_id: str | None = None
    callback_id: str | None = None
    file: str | None = None
    picture: Picture | None = None
    kept: str | None = None
    name: str = ""
    seen: int | None = None
    session: int | None = None


class NotForUs(Exception):
    """The message is none of a person to the bot: a group, another bot, something inline."""


class ChannelError(Exception):
    """Something went wrong at the channel; the kinds below say what to do about it."""


class Wait(ChannelError):
    """Too much was sent: nothing may be sent for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asked to wait {seconds} s")
        self.seconds = seconds


class Unreachable(ChannelError):
    """The person does not want messages, or is gone."""


class Rejected(ChannelError):
    """The channel will never accept this message: a defect of ours."""


class TryAgain(ChannelError):
    """The channel could not be reached, or had a problem of its own. `ambiguous`: it may have done what was asked."""

    def __init__(self, what: str, *, ambiguous: bool) -> None:
        super().__init__(what)
        self.ambiguous = ambiguous


class Migrated(ChannelError):
    """The chat has another address from now on."""

    def __init__(self, address: str) -> None:
        super().__init__("the chat has another address")
        self.address = address


class Stop(ChannelError):
    """The program cannot go on: the message is a sentence that says why and how to mend it."""


class TooLarge(ChannelError):
    """A file is larger than we take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """A channel's webhook: the header in which its secret stands, and what takes a body.

    `bring` returns once what was brought is stored; it raises `NotStored`, and ValueError for what is no JSON.
    """

    header: str
    secret: str
    bring: Callable[[bytes], Awaitable[None]]


class Channel(Protocol):
    """One way in and out. Everything but `parse` raises `ChannelError`s."""

    @property
    def capabilities(self) -> Capabilities:
        """What the channel can do."""
        ...

    @property
    def bot(self) -> str:
        """Which bot of the channel this is: ids of messages are unique within it."""
        ...

    async def poll(self) -> Sequence[Arrived]:
        """Wait for messages. They come again until they are confirmed."""
        ...

    def confirm(self) -> None:
        """What the last poll brought is stored and need not come again."""
        ...

    def parse(self, raw: str) -> Parsed:
        """Read a stored message. Raises `NotForUs`, and anything at all for what cannot be read."""
        ...

    async def fetch(self, file: str, limit: int) -> bytes:
        """The content of a file that a person sent. Raises `TooLarge` above `limit` bytes."""
        ...

    async def send(self, address: str, saying: Saying) -> str:
        """Say something, or show it in place of the message it edits; the id of the (last) message that it became."""
        ...

    async def acknowledge(self, callback_id: str, notice: str | None) -> None:
        """Tell the person that a tap was noticed. A tap that is too old for that is passed over."""
        ...

    async def typing(self, address: str) -> None:
        """Show that an answer is being prepared."""
        ...
