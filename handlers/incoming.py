"""What came in from a person, the same whatever channel carried it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from handlers.quotas.sheets import SentSheet, SheetProblem


class Came(StrEnum):
    """In what shape a message came."""

    TEXT = "text"
    TAP = "tap"
    """A button: `text` is the action that the button carries."""
    PHOTO = "photo"
    EDITED = "edited"
    """The sender changed a message that had been sent before."""
    BLOCKED = "blocked"
    """The person no longer wants messages from the bot."""
    UNBLOCKED = "unblocked"
    DOCUMENT = "document"
    """A file that is no picture."""
    WITHHELD = "withheld"
    """Something that the channel does not hand on: a file, a film, or what it keeps from bots to protect somebody."""
    OTHER = "other"
    """A sticker, a voice message, a film: nothing the bot can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that came in, read before its turn: the sheet of quotas that it is, or why it is none."""

    name: str
    sheet: SentSheet | None
    problem: SheetProblem | None

    @property
    def said(self) -> str:
        """What it says, as a command takes it: the sheet as JSON, or "!" and the problem."""
        return f"!{self.problem}" if self.sheet is None else self.sheet.as_json()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message of a person.

    `inbox_id` orders it among all that came. `address` is the channel's id of the chat. `lines` are the lines of a
    text, which `text` holds as one. `message_id` is the message itself or, for a tap, the message that holds the
    button. `photo` is the SHA-256 under which a received picture was stored, `photo_problem` why it was not.
    `document` was read where the person may send any.
    `callback_id` is what a tap is acknowledged by. `seen` is the message that the person had seen last, where the
    channel numbers its messages and says so. `session` is the browser's session through which it came, where there is
    one.
    """

    inbox_id: int
    channel: str
    address: str
    came: Came
    text: str = ""
    lines: tuple[str, ...] = ()
    message_id: str | None = None
    photo: str | None = None
    photo_problem: str | None = None
    document: Document | None = None
    callback_id: str | None = None
    seen: int | None = None
    session: int | None = None
