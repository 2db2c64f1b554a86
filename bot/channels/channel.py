"""What a channel is: a way in which people reach the bot and the bot reaches them.

Nothing outside `bot.channels` asks which channel it is; what differs is said by `Capabilities`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.channels.meter import Meter
from bot.channels.webhook import Webhook
from handlers.incoming import Came
from handlers.saying import Saying
from storage.files import Picture
from storage.inbox import Arrived


class Carried(StrEnum):
    """How a channel carries a kind of file to people."""

    AS_SUCH = "as such"
    AS_LINK = "as a link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel can do.

    `takes` is what people can send there. `text_limit` is the longest text of one message, in UTF-16 units.
    """

    name: str
    takes: frozenset[Came]
    buttons: bool
    edits: bool
    pictures: Carried
    documents: Carried
    text_limit: int
    may_start: bool
    """Whether the bot may write first; otherwise it is read when the person comes by."""
    counts: bool = False
    """Whether each message counts against a limit of the month, so that one turn is one message where it can be."""
    forgets: bool = False
    """Whether what a poll was answered with does not come again, even where it was not stored."""

    @property
    def title(self) -> str:
        """The name as people read it."""
        return self.name.capitalize()


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


class Channel(ABC):
    """One way in and out. Everything but `parse` raises `ChannelError`s.

    `webhook` is how it brings messages by itself, `meter` what it counts; None where it does not.
    """

    capabilities: ClassVar[Capabilities]
    webhook: Webhook | None = None
    meter: Meter | None = None

    @property
    @abstractmethod
    def bot(self) -> str:
        """Which bot of the channel this is: ids of messages are unique within it."""

    @abstractmethod
    async def poll(self) -> Sequence[Arrived]:
        """Wait for messages. They come again until they are confirmed."""

    @abstractmethod
    def confirm(self) -> None:
        """What the last poll brought is stored and need not come again."""

    @abstractmethod
    def parse(self, raw: str) -> Parsed:
        """Read a stored message. Raises `NotForUs`, and anything at all for what cannot be read."""

    @abstractmethod
    async def fetch(self, file: str, limit: int) -> bytes:
        """The content of a file that a person sent. Raises `TooLarge` above `limit` bytes."""

    @abstractmethod
    async def send(self, address: str, saying: Saying) -> str:
        """Say something, or show it in place of the message it edits; the id of the (last) message that it became."""

    @abstractmethod
    async def acknowledge(self, callback_id: str, notice: str | None) -> None:
        """Tell the person that a tap was noticed. A tap that is too old for that is passed over."""

    @abstractmethod
    async def typing(self, address: str) -> None:
        """Show that an answer is being prepared."""

    async def entrance(self) -> str | None:
        """The link that opens the chat with the bot, as the channel says it now; None where there is none to ask for.

        `CODE` in it stands for an invitation's code. Where it has none, the code is typed to the bot.
        """
        return None

    async def introduce(  # noqa: B027  most channels show no such things
        self, commands: Mapping[str, Sequence[tuple[str, str]]], about: Mapping[str, str]
    ) -> None:
        """Show the commands and what the bot is for, in each language; "" is for all other languages."""

    def close(self) -> None:  # noqa: B027  nothing comes by itself to a channel without a webhook
        """Let nothing more come by itself."""
