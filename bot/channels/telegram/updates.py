"""Reading one update of Telegram: what a person did, in which chat."""

from __future__ import annotations

import hashlib
import json

from telegram import Bot, CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.channels.channel import NotForUs, Parsed
from handlers.incoming import Came
from storage.inbox import Arrived

WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]

MOST = 2**52
"""Numbers of persons and of their private chats stay below, says the Bot API."""


def has_id(update: object) -> bool:
    """Whether it is an update with a number."""
    return isinstance(update, dict) and type(update.get("update_id")) is int


def arrived(update: object) -> Arrived:
    """An update with its id; one that has none that is a number is known by its content."""
    raw = json.dumps(update, separators=(",", ":"))
    if isinstance(update, dict) and has_id(update):
        return Arrived(str(update["update_id"])[:80], raw)
    return Arrived(hashlib.sha256(raw.encode()).hexdigest(), raw)


def read_update(raw: str, bot: Bot) -> Parsed:
    """What an update says. Raises `NotForUs`, and anything at all for what is no update."""
    update = Update.de_json(json.loads(raw), bot)
    if update.message is not None:
        return _read_message(update.message)
    if update.edited_message is not None:
        message = update.edited_message
        _only_private(message.chat, message.from_user)
        return Parsed(
            address=str(message.chat.id),
            came=Came.EDITED,
            text=_unbroken(message.text or message.caption),
            message_id=str(message.message_id),
        )
    if update.callback_query is not None:
        return _read_tap(update.callback_query)
    if update.my_chat_member is not None:
        return _read_membership(update.my_chat_member)
    raise NotForUs


def _read_message(message: Message) -> Parsed:
    _only_private(message.chat, message.from_user)
    came, file, name = Came.OTHER, None, ""
    if message.photo:
        came, file = Came.PHOTO, message.photo[-1].file_id
    elif message.document is not None and (message.document.mime_type or "").startswith("image/"):
        came, file = Came.PHOTO, message.document.file_id
    elif message.document is not None and message.animation is None:
        # A moving picture is called a document, too.
        came, file, name = Came.DOCUMENT, message.document.file_id, _unbroken(message.document.file_name)
    elif message.text is not None:
        came = Came.TEXT
    return Parsed(
        address=str(message.chat.id),
        came=came,
        text=_unbroken(message.text or message.caption),
        message_id=str(message.message_id),
        file=file,
        name=name,
    )


def _read_tap(tap: CallbackQuery) -> Parsed:
    if tap.message is None or tap.data is None:
        raise NotForUs
    _only_private(tap.message.chat, tap.from_user)
    return Parsed(
        address=str(tap.message.chat.id),
        came=Came.TAP,
        text=_unbroken(tap.data),
        message_id=str(tap.message.message_id),
        callback_id=tap.id,
    )


def _read_membership(change: ChatMemberUpdated) -> Parsed:
    _only_private(change.chat, change.from_user)
    gone = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
    return Parsed(address=str(change.chat.id), came=Came.BLOCKED if gone else Came.UNBLOCKED)


def _only_private(chat: Chat, sender: User | None) -> None:
    if chat.type != Chat.PRIVATE or sender is None or sender.is_bot:
        raise NotForUs
    if type(chat.id) is not int or not 0 < chat.id < MOST:
        # An address that cannot be kept or written to would fail later, over and over.
        raise ValueError("no number of a person")


def _unbroken(text: str | None) -> str:
    """The text without halves of surrogate pairs, which JSON can carry and no database keeps."""
    return (text or "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
