"""A person's phone: it writes, taps, reads and waits as a person does."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.telegram import limits
from tests.telegram.chats import Chat, Json, Message, Tap
from tests.telegram.markup import utf16_len
from tests.telegram.updates import Bell

if TYPE_CHECKING:
    from tests.telegram.cloud import Cloud

_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?")
_NUMBERING = re.compile(r"^\s*\d+[.)]\s+")
_PATIENCE = 10.0
_SETTLE = 0.2


class Phone:
    """One person in a private chat with the bot; made by ``TelegramServer.phone``.

    Whatever the phone does is on its way to the bot when the call returns; only ``reply``, ``toast``,
    ``quiet`` and what is built on them wait. Waiting does not mind the bot being killed meanwhile.
    """

    def __init__(self, cloud: Cloud, chat: Chat, push: Callable[[str, Json], int]) -> None:
        self.chat = chat
        self._cloud = cloud
        self._push_update = push
        self._read = 0
        self._toasts_read = 0
        self._last_update = 0
        self._taps: list[Tap] = []

    @property
    def user_id(self) -> int:
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """The bot's messages as they are to be seen now, oldest first."""
        return [message for message in self.chat.messages.values() if message.from_bot]

    @property
    def last(self) -> Message:
        """The newest message of the bot; raises LookupError when it has said nothing."""
        for message in self.chat.newest_first(from_bot=True):
            return message
        raise LookupError(f"the bot has said nothing to {self.chat.user['first_name']}")

    @property
    def spinning(self) -> int:
        """How many taps of this phone still wait for their answer."""
        return sum(not tap.answered for tap in self._taps)

    async def type(self, text: str) -> Message:
        """Send a text, a long one in pieces as the app does it; the last piece is returned."""
        if not text.strip():
            raise ValueError("the app does not send an empty message")
        text = text.strip()
        pieces = [text[start : start + limits.TEXT] for start in range(0, len(text), limits.TEXT)]
        return [self._send(text=piece, entities=_commands(piece)) for piece in pieces][-1]

    async def open_link(self, link: str) -> Message:
        """Follow ``https://t.me/<this bot>?start=<code>`` and press Start."""
        address = urlsplit(link)
        code = parse_qs(address.query).get("start", [""])[0]
        if address[:2] != ("https", "t.me") or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", code):
            raise ValueError(f"{link} does not start a bot")
        if address.path.strip("/").lower() != self._cloud.bot["username"]:
            raise ValueError(f"{link} leads to another bot than {self._cloud.bot['username']}")
        return await self.type(f"/start {code}")

    async def send_photo(self, content: bytes, caption: str = "", *, album: str | None = None) -> Message:
        """Photos that share ``album`` are one media group, sent in as many updates as there are photos."""
        media = {"photo": self._cloud.files.photo(content)}
        return self._send(text=caption, photo=content, media=media | _album(album))

    async def send_document(
        self, content: bytes, name: str, mime: str, caption: str = "", *, album: str | None = None
    ) -> Message:
        media = {"document": self._cloud.files.document(content, name, mime)}
        return self._send(text=caption, document=content, file_name=name, media=media | _album(album))

    async def send_contact(self, phone_number: str, *, user_id: int | None = None) -> Message:
        """The person's own card, or with ``user_id`` somebody else's."""
        contact = {
            "phone_number": phone_number,
            "first_name": self.chat.user["first_name"],
            "user_id": self.user_id if user_id is None else user_id,
        }
        return self._send(media={"contact": contact})

    async def edit_last(self, text: str) -> Message:
        """Change the words of what this phone wrote last."""
        for message in self.chat.newest_first(from_bot=False):
            if not message.media:
                message.text, message.entities = text, _commands(text)
                message.edited_at = self._cloud.now()
                self._push("edited_message", message.as_json())
                return message
        raise LookupError("nothing was written yet")

    async def tap(self, label: str) -> Message:
        """Tap the newest button to be seen that says this, or of which it is a part.

        Case and a leading "1. " do not matter. Returns the tapped message. Raises LookupError, listing what
        is to be seen, when there is none or the words fit several buttons of one message.
        """
        for message in self.chat.newest_first(from_bot=True):
            if found := _matching(message.rows, label):
                return self._tap_one(message, found, label)
        raise self._nothing_to_tap(label)

    async def tap_old(self, message_id: int, label: str) -> Message:
        """Tap on one certain message, also a button that it had before an edit."""
        message = self.chat.messages[message_id]
        for rows in reversed(message.keyboards):
            if found := _matching(rows, label):
                return self._tap_one(message, found, label)
        raise self._nothing_to_tap(label)

    async def tap_data(self, message_id: int, data: str) -> Message:
        """A tap that carries any data at all, as a forged client sends it."""
        return self._tap_data(self.chat.messages[message_id], data)

    async def block(self) -> None:
        self.chat.blocked = True
        self._membership("member", "kicked")

    async def unblock(self) -> None:
        self.chat.blocked = False
        self._membership("kicked", "member")

    async def reply(self, timeout: float = _PATIENCE) -> Message:
        """The next message of the bot, new or edited, after the last thing that this phone did.

        Called again it gives the one after. Raises TimeoutError with the dialogue so far.
        """
        await self._until(lambda: len(self.chat.arrivals) > self._read, timeout, "no reply")
        self._read += 1
        return self.chat.arrivals[self._read - 1]

    async def toast(self, timeout: float = _PATIENCE) -> str:
        """The text with which the next tap is answered; empty when the button just stops spinning."""
        await self._until(lambda: len(self.chat.toasts) > self._toasts_read, timeout, "no answer to the tap")
        self._toasts_read += 1
        return self.chat.toasts[self._toasts_read - 1]

    async def say(self, text: str, timeout: float = _PATIENCE) -> Message:
        await self.type(text)
        return await self.reply(timeout)

    async def press(self, label: str, timeout: float = _PATIENCE) -> Message:
        await self.tap(label)
        return await self.reply(timeout)

    async def quiet(self, timeout: float = _PATIENCE, settle: float = _SETTLE) -> None:
        """Until the bot has taken all that this phone sent and then done nothing here for ``settle`` seconds.

        What it did meanwhile counts as read.
        """
        updates = self._cloud.updates
        await self._until(
            lambda: updates.is_confirmed(self._last_update),
            timeout,
            "the bot did not take its updates",
            updates.settled,
        )
        while True:
            try:
                await self.chat.bell.wait(settle)
            except TimeoutError:
                break
        self._read, self._toasts_read = len(self.chat.arrivals), len(self.chat.toasts)

    def transcript(self) -> str:
        """The dialogue as it is to be seen now."""
        lines = []
        for message in self.chat.messages.values():
            edited = " (edited)" if message.edited_at is not None else ""
            kinds = "".join(f"<{kind}> " for kind in message.media if kind != "media_group_id")
            lines.append(f"{message.id} {message.sender['first_name']}{edited}: {kinds}{message.text}")
            lines.extend("    " + " ".join(f"[{label}]" for label in row) for row in message.buttons)
        return "\n".join(lines)

    def _send(self, **content: Any) -> Message:
        if self.chat.blocked:
            raise RuntimeError("the app does not write to a blocked bot")
        self.chat.started = True
        message = self.chat.add(self.chat.user, self._cloud.now(), **content)
        self._push("message", message.as_json())
        return message

    def _tap_one(self, message: Message, found: list[Json], label: str) -> Message:
        if len(found) > 1:
            raise LookupError(f"{label!r} fits {[button['text'] for button in found]}")
        if "callback_data" not in found[0]:
            raise LookupError(f"{found[0]['text']!r} tells the bot nothing: {found[0]}")
        return self._tap_data(message, found[0]["callback_data"])

    def _tap_data(self, message: Message, data: str) -> Message:
        tap, query = self._cloud.tap(message, data)
        self._taps.append(tap)
        self._push("callback_query", query)
        return message

    def _push(self, kind: str, body: Json) -> None:
        self._read, self._toasts_read = len(self.chat.arrivals), len(self.chat.toasts)
        self._last_update = self._push_update(kind, body)

    def _membership(self, before: str, after: str) -> None:
        def member(status: str) -> Json:
            return {"user": self._cloud.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})

        self._push(
            "my_chat_member",
            {
                "chat": self.chat.as_json(),
                "from": self.chat.user,
                "date": int(self._cloud.now()),
                "old_chat_member": member(before),
                "new_chat_member": member(after),
            },
        )

    async def _until(self, is_so: Callable[[], bool], timeout: float, complaint: str, bell: Bell | None = None) -> None:
        try:
            async with asyncio.timeout(timeout):
                while not is_so():
                    await (bell or self.chat.bell).wait()
        except TimeoutError:
            raise self._given_up(f"{complaint} within {timeout} s") from None

    def _given_up(self, complaint: str) -> TimeoutError:
        return TimeoutError(f"{complaint}; so far:\n{self.transcript()}")

    def _nothing_to_tap(self, label: str) -> LookupError:
        seen = [label for message in self.messages for row in message.buttons for label in row]
        return LookupError(f"no button says {label!r}; to be seen are {seen} in:\n{self.transcript()}")


def _commands(text: str) -> list[Json]:
    """Telegram marks commands in what a person writes."""
    return [
        {"type": "bot_command", "offset": utf16_len(text[: match.start()]), "length": len(match[0])}
        for match in _COMMAND.finditer(text)
    ]


def _album(group: str | None) -> Json:
    return {} if group is None else {"media_group_id": group}


def _plain(label: str) -> str:
    return unicodedata.normalize("NFC", _NUMBERING.sub("", label)).strip().casefold()


def _matching(rows: list[list[Json]], label: str) -> list[Json]:
    """The buttons that say exactly this; failing that, those of which it is a part."""
    wanted = _plain(label)
    buttons = [button for row in rows for button in row]
    same = [button for button in buttons if _plain(button["text"]) == wanted]
    return same or [button for button in buttons if wanted in _plain(button["text"])]
