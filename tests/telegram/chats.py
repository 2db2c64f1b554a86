"""Private chats: what was said in them, by the person and by the bot, as both see it now."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tests.telegram.markup import Entity
from tests.telegram.updates import Bell

Json = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Message:
    """One message as it stands after its edits.

    ``text`` is plain (for a photo or document the caption), ``html`` what the bot sent. ``keyboards`` holds
    every inline keyboard that the message has had, the present one last; a keyboard is rows of raw buttons.
    ``sent_at`` and ``edited_at`` are seconds of the server's clock.
    """

    id: int
    chat: Chat
    sender: Json
    sent_at: float
    text: str = ""
    html: str = ""
    entities: list[Entity] = field(default_factory=list)
    keyboards: list[list[list[Json]]] = field(default_factory=list)
    reply_keyboard: Json | None = None
    reply_to: Message | None = None
    photo: bytes | None = None
    document: bytes | None = None
    file_name: str | None = None
    media: Json = field(default_factory=dict)
    edited_at: float | None = None

    @property
    def from_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def rows(self) -> list[list[Json]]:
        """The buttons to be seen now, as the Bot API writes them; empty when there are none."""
        return self.keyboards[-1] if self.keyboards else []

    @property
    def buttons(self) -> list[list[str]]:
        """What is written on the buttons to be seen now."""
        return [[button["text"] for button in row] for row in self.rows]

    def as_json(self) -> Json:
        """A ``Message`` of the Bot API."""
        body: Json = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat.as_json(),
            "date": int(self.sent_at),
        }
        words = "caption" if self.media.keys() & {"photo", "document"} else "text"
        if self.edited_at is not None:
            body["edit_date"] = int(self.edited_at)
        if self.reply_to is not None:
            # Telegram shows one step of a chain of replies.
            body["reply_to_message"] = replace(self.reply_to, reply_to=None).as_json()
        if self.text:
            body[words] = self.text
        if self.entities:
            body["entities" if words == "text" else "caption_entities"] = self.entities
        if self.rows:
            body["reply_markup"] = {"inline_keyboard": self.rows}
        return body | self.media


@dataclass(slots=True, kw_only=True)
class Chat:
    """A private chat; its number is the person's.

    ``started`` tells whether the person has ever written, before which the bot cannot. ``arrivals`` lists
    the bot's messages in the order in which the person noticed them: one entry for each new message and for
    each edit of words or buttons, but none when buttons merely vanish. ``toasts`` are the texts of answered
    taps, empty ones included. ``bell`` rings whenever the bot does anything in this chat.
    """

    user: Json
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    next_message_id: int = 1
    arrivals: list[Message] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    recent: deque[float] = field(default_factory=deque)
    bell: Bell = field(default_factory=Bell)

    @property
    def id(self) -> int:
        return int(self.user["id"])

    def add(self, sender: Json, now: float, **content: Any) -> Message:
        """Both directions share one count of messages, as in a real private chat."""
        message = Message(id=self.next_message_id, chat=self, sender=sender, sent_at=now, **content)
        self.messages[message.id] = message
        self.next_message_id += 1
        return message

    def newest_first(self, *, from_bot: bool) -> Iterator[Message]:
        return (message for message in reversed(self.messages.values()) if message.from_bot is from_bot)

    def as_json(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.user["first_name"]}


@dataclass(slots=True)
class Tap:
    """A tap on a button, waiting for its answer."""

    id: str
    chat: Chat
    at: float
    answered: bool = False
