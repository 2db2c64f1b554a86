"""What a chat was offered last: which command each number and each caption stands for, once the person could see it.

An offer takes effect when its message is delivered, and not before: a number that was typed earlier was meant for
something else. Whatever is said next takes the numbers away, for good.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.database import Tx
from storage.tables import chats

HOLDS = timedelta(days=1)
"""So long the numbers and words of the last menu can be typed; its buttons can be tapped for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The command line of each number and of each caption (folded) of a message."""

    numbers: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.words)


NOTHING = Offer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What stands offered in a chat. A message up to the inbox row `after` was written before it could be seen; `shown`
    is the channel's id of the message that offers it.
    """

    offer: Offer = NOTHING
    after: int | None = None
    shown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """That a message reached a chat: what it offers, whether it asks a question, and as in `Menu`."""

    chat_id: int
    offer: Offer
    asks: bool
    after: int
    shown: str | None


_OFFERS = (
    update(chats)
    .where(chats.c.id == bindparam("chat"))
    .values(
        menu=bindparam("offered"),
        menu_until=bindparam("until"),
        menu_after=bindparam("after"),
        menu_as=bindparam("as_"),
    )
)


async def take_effect(tx: Tx, delivered: Iterable[Delivered], now: datetime) -> None:
    """Keep what these messages offer, in their order. Of several with no message between, all captions hold."""
    some = [one for one in delivered if one.offer or one.asks]
    if not some:
        return
    asked = select(chats).where(chats.c.id.in_({one.chat_id for one in some}))
    menus = {row.id: menu_of(row, now) for row in await tx.execute(asked)}
    before = dict(menus)
    for one in some:
        menu = menus.get(one.chat_id, Menu())
        if one.offer:
            words = one.offer.words if menu.after != one.after else menu.offer.words | one.offer.words
            offer = Offer(numbers=one.offer.numbers, words=words)
            menus[one.chat_id] = Menu(offer=offer, after=one.after, shown=one.shown)
        elif menu.offer.numbers:
            menus[one.chat_id] = Menu(offer=Offer(words=menu.offer.words), after=menu.after, shown=menu.shown)
    rows = [
        {
            "chat": chat_id,
            "offered": {"numbers": menu.offer.numbers, "words": menu.offer.words},
            "until": now + HOLDS,
            "after": menu.after,
            "as_": menu.shown,
        }
        for chat_id, menu in menus.items()
        if menu != before[chat_id]
    ]
    if rows:
        await tx.execute(_OFFERS, rows)


async def end_numbers(tx: Tx, chat_id: int, menu: Menu) -> None:
    """Something newer is about to be said in the chat: a number that comes before it can be seen chooses nothing."""
    if menu.offer.numbers:
        kept = {"numbers": {}, "words": menu.offer.words}
        await tx.execute(update(chats).where(chats.c.id == chat_id).values(menu=kept))


def menu_of(row: Any, now: datetime) -> Menu:
    """What stands offered by a row of `chats`; nothing any more after a day."""
    if row.menu is None or row.menu_until is None or row.menu_until <= now:
        return Menu()
    return Menu(offer=Offer(**row.menu), after=row.menu_after, shown=row.menu_as)
