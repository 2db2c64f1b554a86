"""What a message is aimed at: a question or a list can only be answered by whoever could see it."""

from __future__ import annotations

from domain.reading import Understood, match_choice
from handlers.incoming import Incoming
from storage.chats import Chat
from storage.menus import Menu


def was_seen(message: Incoming, after: int | None, shown: str | None) -> bool:
    """Whether what was delivered after an inbox row, as a message of the channel, had reached who wrote the message."""
    if after is None or message.inbox_id <= after:
        return False
    return message.seen is None or shown is None or int(shown) <= message.seen


def number_of(message: Incoming, menu: Menu) -> str | None:
    """The command line that a message chooses by a number: "1", "1.", "một", "số 1"."""
    numbers = {int(number): line for number, line in menu.offer.numbers.items()}
    reading = match_choice(message.text, (), numbers) if numbers else None
    return reading.value if isinstance(reading, Understood) else None


def is_of_later(message: Incoming, chat: Chat) -> bool:
    """Whether a number chooses of a list that came after the open question, and so answers neither for certain."""
    return _menu_came_later(chat) and number_of(message, chat.menu) is not None


def captions_of_later(chat: Chat) -> dict[str, str]:
    """The command lines of the captions (folded) of a screen that came after the open question."""
    return chat.menu.offer.words if _menu_came_later(chat) else {}


def _menu_came_later(chat: Chat) -> bool:
    assert chat.open is not None
    after = chat.open.delivered_after
    return chat.menu.after is not None and after is not None and chat.menu.after >= after
