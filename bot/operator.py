"""Waking the person who runs the program: a message where one is asked for, beside the line in the log."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from bot.clock import Clock
from handlers.saying import Saying
from storage import chats, outbox
from storage.database import Tx


class Operator:
    """Whoever runs the program. `chat` is the address of a chat on `channel`; without one there is only the log."""

    def __init__(self, clock: Clock, channel: str, chat: str | None) -> None:
        self._clock = clock
        self._channel = channel
        self._chat = chat

    async def alert(self, tx: Tx, key: str, text: Markup) -> None:
        """Have the operator told, once per `key`, that something needs a hand. The log must say more."""
        if self._chat is None:
            return
        now = self._clock.now()
        chat = await chats.find(tx, self._channel, self._chat, now) or await chats.add(
            tx, self._channel, self._chat, now
        )
        draft = outbox.Draft(
            chat_id=chat.id, lane=outbox.PLANNED, dedupe_key=f"alert:{key}", payload=Saying(text=text).payload()
        )
        await outbox.put(tx, [draft], now, now - timedelta(seconds=1))
