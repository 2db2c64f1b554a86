"""Telling those who hold offices of a union what concerns it, each in the own language."""

from __future__ import annotations

from collections.abc import Callable, Collection

from domain.access import Role
from handlers.saying import Saying
from handlers.talk import Talk
from locales import use
from storage import chats

REPORTERS = (Role.CHAIR, Role.DEPUTY)
"""Who answers for a grassroots union."""
LOOKING_AFTER = (Role.SUPERIOR_OFFICER, Role.SUPERIOR_LEADER, Role.DEPT_OFFICER, Role.ADMIN)
"""Who looks after the unions below a superior union."""


async def tell_officers(talk: Talk, unit_id: int, roles: Collection[Role], saying: Callable[[], Saying]) -> None:
    """Say it, made in the language of each, to everybody who holds one of the roles, but not to the one who acts."""
    for holder in await chats.of_holders(talk.tx, {unit_id}, roles):
        if holder.officer_id != talk.person.officer_id:
            with use(holder.language):
                talk.tell(holder.chat_id, saying())
