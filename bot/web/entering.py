"""Coming in: by an invitation, by a short code of one, or by a code that leads an officer back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web import NotStored, Posted
from bot.web.allowance import Limit
from bot.web.asking import (
    Refused,
    address_of,
    bad_request,
    body_as,
    cookie_name,
    desk_of,
    limited,
    not_ready,
    session_of,
    sign_in,
    sign_out,
    signed_in,
    site_of,
)
from bot.web.desk import Desk
from bot.web.devices import device_name
from handlers.offices.invitation_link import link_of
from handlers.offices.invitation_words import offer, refusal
from handlers.saying import lines
from locales import _, local, plain
from storage import conversations, entry_codes, invitations, officers, units, web_messages, web_sessions
from storage.database import Tx
from storage.entry_codes import RETURN_HOLDS, SHORT_HOLDS, EntryCode
from storage.invitations import Invitation, InvitationProblem, read_code
from storage.officers import Officer
from storage.web_sessions import Session

WRONG_CODES = Limit("wrong codes", times=20, seconds=600)
"""Of one network address. Only wrong ones are counted: fifty chairs may come in from one training room."""
OF_ONE_CODE = Limit("one code", times=300, seconds=600)
"""Opening a code again and again, each time in a browser that is not known, fills the database with nobody."""
RETURNS = Limit("ways back", times=10, seconds=600)


class Code(BaseModel):
    """A code as it was typed, or as a link brought it."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a code opens: exactly one of an invitation and an officer's way back. `entry` is there for short codes."""

    invitation: Invitation | None
    officer_id: int | None
    entry: EntryCode | None


async def describe(request: Request) -> Response:
    """Who invites to which office, without taking anything up."""
    desk, code = desk_of(request), (await body_as(request, Code)).code
    opened, session = await _opened(request, code), await session_of(request)
    async with desk.database.read() as tx:
        if opened.officer_id is not None:
            returning = await officers.get(tx, opened.officer_id)
            text = _("Welcome back, {name}.", name=_name(returning))
            return JSONResponse({"kind": "return", "text": plain(text)})
        assert opened.invitation is not None, "a code opens one of both"
        here = None
        today = local(desk.clock.now()).date()
        unit = await units.get(tx, opened.invitation.unit_id, today)
        if unit is None:
            raise _refused(InvitationProblem.REVOKED)
        text = await offer(tx, desk.house.plan, opened.invitation, unit, today)
        if session is not None and session.officer_id is not None:
            here = _name(await officers.get(tx, session.officer_id))
            warning = _("On this device, {name} is signed in. If that is not you, please sign out first.", name=here)
            text = lines([text, warning])
    telegram = link_of(None, desk.house.bot_name, code) or None
    return JSONResponse({"kind": "invitation", "text": plain(text), "telegram": telegram, "here": here})


async def join(request: Request) -> Response:
    """Open what the code opens, and let the browser keep the session."""
    desk, code = desk_of(request), (await body_as(request, Code)).code
    opened, session = await _opened(request, code), await session_of(request)
    if opened.officer_id is not None:
        token = await _led_back(request, opened, session)
        if token is None:
            raise _refused(InvitationProblem.UNKNOWN)
    elif session is None:
        token = await desk.database.write(partial(_new_session, request))
    else:
        token = request.cookies[cookie_name(request)]
    answer: Response = JSONResponse({"kind": "return" if opened.invitation is None else "invitation"})
    try:
        if opened.invitation is not None:
            await _begin(request, token, f"/start {code}")
        elif await _has_nothing_to_read(request, token):
            await _begin(request, token, "/menu")
    except Refused as problem:
        # The session is there, and the same call goes on with it.
        answer = answer if opened.invitation is None else problem.answer()
    sign_in(request, answer, token)
    return answer


async def shorten(request: Request) -> Response:
    """A fresh short code for an invitation, to be typed elsewhere."""
    desk = desk_of(request)
    opened = await _opened(request, (await body_as(request, Code)).code)
    if opened.invitation is None or opened.entry is not None:
        raise bad_request()
    invitation_id = opened.invitation.id
    code = await desk.database.write(lambda tx: entry_codes.short_for_invitation(tx, invitation_id, desk.clock.now()))
    return JSONResponse({"code": code, "minutes": SHORT_HOLDS // timedelta(minutes=1)})


async def give_way_back(request: Request) -> Response:
    """A link that leads the officer back in, for a browser that forgets."""
    desk, session = desk_of(request), await signed_in(request)
    limited(request, RETURNS, str(session.id))
    officer_id = session.officer_id
    if officer_id is None:
        raise Refused(403, "no_office", _("Please take up your office first; then there is a way back."))
    code = await desk.database.write(lambda tx: entry_codes.way_back(tx, officer_id, desk.clock.now()))
    return JSONResponse({"link": f"{address_of(request)}/#{code}", "code": code, "days": RETURN_HOLDS.days})


async def leave(request: Request) -> Response:
    """End this browser's session."""
    session = await session_of(request)
    if session is not None:
        await desk_of(request).database.write(partial(_left, session, desk_of(request).clock.now()))
        desk_of(request).web.wake(session.address)
    answer = Response(status_code=204)
    sign_out(request, answer)
    return answer


async def _left(session: Session, now: datetime, tx: Tx) -> None:
    if session.officer_id is None:
        await web_sessions.end(tx, {session.id})
        await conversations.end_in(tx, session.chat_id)
    else:
        await web_sessions.sign_out(tx, session.officer_id, {session.id}, now)


async def _opened(request: Request, code: str) -> Opened:
    """What a code opens. Raises `Refused` where that is nothing; whoever guesses is soon refused everything."""
    desk, who = desk_of(request), request.client.host if request.client is not None else ""
    if seconds := site_of(request).allowance.seconds_left(WRONG_CODES, who):
        raise Refused(
            429, "too_many", _("Too many wrong codes came from this network. Please try again in 10 minutes."), seconds
        )
    limited(request, OF_ONE_CODE, read_code(code))
    # Taken before it is known to be wrong: many guesses at once are many guesses.
    site_of(request).allowance.take(WRONG_CODES, who)
    opened = await _found(desk, code)
    if opened is not InvitationProblem.UNKNOWN:
        site_of(request).allowance.give_back(WRONG_CODES, who)
    if isinstance(opened, InvitationProblem):
        raise _refused(opened)
    return opened


async def _found(desk: Desk, code: str) -> Opened | InvitationProblem:
    now = desk.clock.now()
    async with desk.database.read() as tx:
        entry = await entry_codes.find(tx, code, now)
        if entry is not None and entry.officer_id is not None:
            return Opened(None, entry.officer_id, entry)
        if entry is not None:
            assert entry.invitation_id is not None, "a code stands for one of both"
            found = await invitations.get(tx, entry.invitation_id, now)
        else:
            found = await invitations.find(tx, code, now)
    return found if isinstance(found, InvitationProblem) else Opened(found, None, entry)


def _refused(problem: InvitationProblem) -> Refused:
    status = 404 if problem is InvitationProblem.UNKNOWN else 410
    return Refused(status, f"{problem.value}_code", refusal(problem))


async def _led_back(request: Request, opened: Opened, before: Session | None) -> str | None:
    """The token of a new session of the officer; None where the code was used a moment ago."""
    desk, entry, officer_id = desk_of(request), opened.entry, opened.officer_id
    assert entry is not None
    assert officer_id is not None
    now, device = desk.clock.now(), device_name(request.headers.get("user-agent", ""))

    async def enter(tx: Tx) -> str | None:
        if not await entry_codes.use(tx, entry):
            return None
        if before is not None:
            await web_sessions.end(tx, {before.id})
        return await web_sessions.create(tx, await web_sessions.chat_of(tx, officer_id, now), device, now)

    token = await desk.database.write(enter)
    if before is not None:
        desk.web.wake(before.address)
    return token


async def _new_session(request: Request, tx: Tx) -> str:
    """The token of a session of somebody we do not know yet."""
    now, device = desk_of(request).clock.now(), device_name(request.headers.get("user-agent", ""))
    return await web_sessions.create(tx, await web_sessions.new_chat(tx, now), device, now)


async def _has_nothing_to_read(request: Request, token: str) -> bool:
    """Whether the page would be empty for somebody who comes in for the first time, or after a long while."""
    async with desk_of(request).database.read() as tx:
        session = await web_sessions.find(tx, token)
        return session is not None and not await web_messages.after(tx, session.chat_id, 0, 1)


async def _begin(request: Request, token: str, line: str) -> None:
    """Let the conversation begin as if this had been typed."""
    desk = desk_of(request)
    async with desk.database.read() as tx:
        session = await web_sessions.find(tx, token)
    if session is None:
        raise not_ready()
    try:
        await desk.web.receive(session, f"join-{secrets.token_hex(8)}", Posted(text=line))
    except NotStored:
        raise not_ready() from None


def _name(officer: Officer | None) -> str:
    return (officer.name if officer is not None else None) or "—"
