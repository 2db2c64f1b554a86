"""Documents that people send: who may, and the command that takes them."""

from __future__ import annotations

from datetime import datetime

from handlers.commands import COMMANDS, Command
from handlers.persons import Person, person_of
from locales import local
from storage import chats
from storage.database import Tx


def taker_for(person: Person) -> Command | None:
    """The command that takes what the person sends; None where the person may send no documents."""
    takers = (command for command in COMMANDS.values() if command.takes_documents)
    return next((command for command in takers if command.open_to(person)), None)


async def may_send(tx: Tx, channel: str, address: str, now: datetime) -> bool:
    """Whether a document from there is to be fetched and opened at all: not one of a stranger, for instance."""
    chat = await chats.find(tx, channel, address, now)
    return chat is not None and taker_for(await person_of(tx, chat, local(now).date())) is not None
