"""What came in from a person, the same whatever channel carried it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    OTHER = "other"
    """A sticker, a voice message, a document: nothing the bot can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message of a person.

    `inbox_id` orders it among all that came. `address` is the channel's id of the chat. `lines` are the lines of a
    text, which `text` holds as one. `message_id` is the message itself or, for a tap, the message that holds the
    button. `photo` is the SHA-256 under which a received picture was stored, `photo_problem` why it was not.
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
    callback_id: str | None = None
    seen: int | None = None
    session: int | None = None
