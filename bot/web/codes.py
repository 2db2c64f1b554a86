"""What a code opens that somebody typed or a link brought; whoever guesses is soon refused everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bot.web.allowance import Limit
from bot.web.asking import Refused, body_as, desk_of, limited, site_of
from bot.web.desk import Desk
from handlers.offices.invitation_words import refusal
from locales import _
from storage import entry_codes, invitations
from storage.entry_codes import EntryCode
from storage.invitations import Invitation, InvitationProblem, read_code

WRONG_CODES = Limit("wrong codes", times=20, seconds=600)
"""Of one network address. Only wrong ones are counted: fifty chairs may come in from one training room."""
OF_ONE_CODE = Limit("one code", times=300, seconds=600)
"""Opening a code again and again, each time in a browser that is not known, fills the database with nobody."""


class Code(BaseModel):
    """A code as it was typed, or as a link brought it."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True)
class Invited:
    """The code opens an invitation; `by_short` where it is a short code that stands for it."""

    invitation: Invitation
    by_short: bool


@dataclass(frozen=True, slots=True)
class Returning:
    """The code leads an officer back in."""

    officer_id: int
    entry: EntryCode


async def code_of(request: Request) -> str:
    """The code that a call brings. Raises `Refused`."""
    return (await body_as(request, Code)).code


async def opened_by(request: Request, code: str) -> Invited | Returning:
    """What a code opens; nothing is used up. Raises `Refused` where that is nothing, or there were too many tries."""
    allowance, who = site_of(request).allowance, request.client.host if request.client is not None else ""
    if seconds := allowance.seconds_left(WRONG_CODES, who):
        text = _("Too many wrong codes came from this network. Please try again in 10 minutes.")
        raise Refused(429, "too_many", text, seconds)
    limited(request, OF_ONE_CODE, read_code(code))
    # Taken before it is known to be wrong: many guesses at once are many guesses.
    allowance.take(WRONG_CODES, who)
    found = await _found(desk_of(request), code)
    if found is not InvitationProblem.UNKNOWN:
        allowance.give_back(WRONG_CODES, who)
    if isinstance(found, InvitationProblem):
        raise refused(found)
    return found


def refused(problem: InvitationProblem) -> Refused:
    """Why a code opens nothing."""
    status = 404 if problem is InvitationProblem.UNKNOWN else 410
    return Refused(status, f"{problem.value}_code", refusal(problem))


async def _found(desk: Desk, code: str) -> Invited | Returning | InvitationProblem:
    now = desk.clock.now()
    async with desk.database.read() as tx:
        entry = await entry_codes.find(tx, code, now)
        if entry is not None and entry.officer_id is not None:
            return Returning(entry.officer_id, entry)
        if entry is not None and entry.invitation_id is not None:
            found = await invitations.get(tx, entry.invitation_id, now)
        else:
            found = await invitations.find(tx, code, now)
    return found if isinstance(found, InvitationProblem) else Invited(found, by_short=entry is not None)
