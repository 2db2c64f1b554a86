"""Waking the person who runs the program: a message where one is asked for, beside the line in the log."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from markupsafe import Markup

from bot.channels.meter import Meter
from bot.clock import Clock
from bot.logging import log
from handlers.saying import Saying
from locales import _, number
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
        if await outbox.was_put(tx, f"alert:{key}"):
            return
        chat = await chats.find(tx, self._channel, self._chat, now) or await chats.add(
            tx, self._channel, self._chat, now
        )
        draft = outbox.Draft(
            chat_id=chat.id, lane=outbox.PLANNED, dedupe_key=f"alert:{key}", payload=Saying(text=text).payload()
        )
        await outbox.put(tx, [draft], now, now - timedelta(seconds=1))


async def warn_of(operator: Operator, meter: Meter, tx: Tx) -> None:
    """Warn once a month of each thing of which a bot has nearly used what its channel allows."""
    used = await meter.used(tx)
    for what in await meter.warnings(tx):
        log.warning("a channel's limit is near", channel=meter.channel, what=what, **asdict(used))
        text = _(
            "{channel}: {messages} of {most} messages this month, {users} of {people} people. Near the end reminders "
            "give way to answers.",
            channel=meter.channel.capitalize(),
            messages=number(used.messages),
            most=number(meter.messages),
            users=number(used.users),
            people=number(meter.people),
        )
        await operator.alert(tx, f"{meter.channel}:{what}:{meter.month}", text)
