"""Telegram's memory: it outlives the bot, which may be killed and started again at any moment."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from tests.telegram import limits
from tests.telegram.chats import Chat, Json, Message, Tap
from tests.telegram.files import FileShelf
from tests.telegram.refusal import Refused, happens, too_many
from tests.telegram.updates import UpdateQueue


class Cloud:
    """Chats, files, taps and waiting updates of one bot.

    ``flood`` is the number of messages a second that one chat takes, ``overall`` that of all chats together; None
    takes any number.
    """

    def __init__(self, now: Callable[[], float], flood: int | None, overall: int | None = None) -> None:
        self.now = now
        self.bot: Json = {
            "id": 7_000_000_001,
            "is_bot": True,
            "first_name": "Tiendo",
            "username": "tiendo_test_bot",
        }
        self.chats: dict[int, Chat] = {}
        self.files = FileShelf()
        self.taps: dict[str, Tap] = {}
        self.updates = UpdateQueue()
        self.webhook: tuple[str, str] | None = None
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.settings: dict[str, Any] = {}
        self._flood = flood
        self._overall = overall
        self._recent: deque[float] = deque()

    def chat_to_write_to(self, chat_id: int | str) -> Chat:
        """The chat, when Telegram lets the bot write there just now."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or not chat.started:
            raise happens("chat not found")
        if chat.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat

    def message_to_change(self, chat: Chat, message_id: int, verb: str) -> Message:
        message = chat.messages.get(message_id)
        if message is None:
            raise happens(f"message to {verb} not found")
        if verb == "edit" and (not message.from_bot or message.reply_keyboard):
            raise happens("message can't be edited")
        return message

    def shown(self, chat: Chat, message: Message) -> Json:
        """The person notices a message that is new or changed."""
        chat.arrivals.append(message)
        chat.bell.ring()
        return message.as_json()

    def tap(self, message: Message, data: str) -> tuple[Tap, Json]:
        """A new tap and its ``CallbackQuery``."""
        chat = message.chat
        tap = Tap(f"{chat.id}{len(self.taps):08d}", chat, self.now())
        self.taps[tap.id] = tap
        query = {
            "id": tap.id,
            "from": chat.user,
            "message": message.as_json(),
            "chat_instance": f"-{chat.id}",
            "data": data,
        }
        return tap, query

    def answer_tap(self, tap_id: str, text: str) -> None:
        tap = self.taps.get(tap_id)
        if tap is None or tap.answered or self.now() - tap.at > limits.TAP_SECONDS:
            raise happens("query is too old and response timeout expired or query ID is invalid")
        tap.answered = True
        tap.chat.toasts.append(text)
        tap.chat.bell.ring()

    def count_message(self, chat: Chat) -> None:
        """Flood control: new messages and edits count, whatever else the bot does in a chat does not."""
        now = self.now()
        for recent, most in ((chat.recent, self._flood), (self._recent, self._overall)):
            while recent and recent[0] <= now - 1:
                recent.popleft()
            if most is not None and len(recent) >= most:
                raise too_many(1)
        chat.recent.append(now)
        self._recent.append(now)
