"""Reading one event of Zalo: what a person did, in which chat.

The documentation wraps an event in `result`; webhooks bring it bare. A picture is `photo_url` in what is sent and
`photo` in what is documented. So both are read, and what a message is follows from the fields that it has.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from bot.channels.channel import NotForUs, Parsed
from handlers.incoming import Came
from storage.inbox import Arrived

PICTURES = ("photo_url", "photo")
LONGEST_ID = 80


def event_of(body: object) -> dict[str, Any] | None:
    """The event in what `getUpdates` or a webhook brought; None where it holds none, as a probe does."""
    if isinstance(body, dict) and isinstance(body.get("result"), dict):
        body = body["result"]
    if isinstance(body, dict) and (isinstance(body.get("message"), dict) or body.get("event_name")):
        return body
    return None


def arrived(body: object) -> Arrived | None:
    """The event in a body with its id; one that has none is known by its content. None where there is no event."""
    event = event_of(body)
    if event is None:
        return None
    raw = json.dumps(event, separators=(",", ":"))
    return Arrived(_id_of(event) or hashlib.sha256(raw.encode()).hexdigest(), raw)


def _id_of(event: dict[str, Any]) -> str | None:
    """The chat and the message as one id, unique for the bot; None where the event has none."""
    message = event.get("message")
    if not isinstance(message, dict):
        return None
    chat, number = _inner(message, "chat").get("id"), message.get("message_id")
    if not (isinstance(chat, str) and isinstance(number, str) and chat and number):
        return None
    return f"{chat}:{number}"[:LONGEST_ID]


def read_event(raw: str) -> Parsed:
    """What an event says. Raises `NotForUs`, and ValueError for what is no event."""
    event = event_of(json.loads(raw))
    if event is None:
        raise ValueError("no event of Zalo")
    message = event.get("message")
    if not isinstance(message, dict):
        # What Zalo withholds comes without saying from whom: nobody can be answered.
        raise NotForUs
    sender, chat = _inner(message, "from"), _inner(message, "chat")
    if sender.get("is_bot") is True or chat.get("chat_type", "PRIVATE") != "PRIVATE":
        raise NotForUs
    address = chat.get("id") or sender.get("id")
    if not isinstance(address, str) or not 0 < len(address) <= LONGEST_ID:
        raise ValueError("no chat")
    message_id = message.get("message_id")
    shared: dict[str, Any] = {"address": address, "message_id": message_id if isinstance(message_id, str) else None}
    picture = next((message[name] for name in PICTURES if isinstance(message.get(name), str) and message[name]), None)
    if picture is not None:
        return Parsed(came=Came.PHOTO, text=_words(message, "caption"), file=picture, **shared)
    if text := _words(message, "text"):
        return Parsed(came=Came.TEXT, text=text, **shared)
    if event.get("event_name") == "message.unsupported.received":
        return Parsed(came=Came.WITHHELD, **shared)
    return Parsed(came=Came.OTHER, **shared)


def _inner(message: dict[str, Any], name: str) -> dict[str, Any]:
    inner = message.get(name)
    return inner if isinstance(inner, dict) else {}


def _words(message: dict[str, Any], name: str) -> str:
    """The words without halves of surrogate pairs, which JSON can carry and no database keeps."""
    words = message.get(name)
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(words, str) else ""
