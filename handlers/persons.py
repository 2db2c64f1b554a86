"""Who is writing, and in which offices."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.access import Act, Office, Relation, Role, may
from storage import chats
from storage.chats import Chat, Held
from storage.database import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who writes from a chat: a stranger until an invitation was accepted, then an officer with offices."""

    chat_id: int
    officer_id: int | None
    name: str | None
    language: str
    offices: tuple[Held, ...]

    def offices_for(self, act: Act, where: Collection[Relation] = tuple(Relation)) -> tuple[Held, ...]:
        """The offices in which the person may do `act` to a unit that stands in one of these relations."""
        return tuple(held for held in self.offices if any(may(office_of(held), act, towards) for towards in where))

    @property
    def reporting_kinds(self) -> frozenset[str]:
        """The kinds of the units in whose offices the person reports."""
        return frozenset(held.unit_kind for held in self.offices_for(Act.REPORT))

    def held(self, appointment_id: int | None) -> Held | None:
        """The office with this appointment, if it is still held."""
        return next((held for held in self.offices if held.appointment_id == appointment_id), None)


def office_of(held: Held) -> Office:
    """The office as the rules of access know it."""
    return Office(held.unit_id, Role(held.role), active=True)


async def person_of(tx: Tx, chat: Chat, today: date) -> Person:
    """Who writes from a chat, with the offices of the day."""
    offices = await chats.held_by(tx, chat.officer_id, today) if chat.officer_id is not None else []
    return Person(
        chat_id=chat.id,
        officer_id=chat.officer_id,
        name=chat.officer_name,
        language=chat.language,
        offices=tuple(offices),
    )
