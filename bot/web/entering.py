"""Coming in: by an invitation, by a short code of one, or by a code that leads an officer back."""

from __future__ import annotations

import secrets
from contextlib import suppress
from functools import partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.arrivals import NotStored
from bot.channels.web import Posted
from bot.web.asking import cookie_name, desk_of, not_ready, session_of, sign_in
from bot.web.codes import Invited, Returning, code_of, opened_by, refused
from bot.web.devices import device_name
from handlers.offices.invitation_words import offer
from handlers.saying import lines
from locales import _, local, plain
from storage import entry_codes, officers, units, web_messages, web_sessions
from storage.database import Tx
from storage.invitations import InvitationProblem
from storage.web_sessions import Session


async def describe(request: Request) -> Response:
    """Who invites to which office, without taking anything up."""
    code = await code_of(request)
    opened, session = await opened_by(request, code), await session_of(request)
    here = await _name(request, None if session is None else session.officer_id)
    if isinstance(opened, Returning):
        text = _("Welcome back, {name}.", name=await _name(request, opened.officer_id) or "—")
        return JSONResponse({"kind": "return", "text": plain(text), "here": here})
    parts = [await _offer(request, opened)]
    if here is not None:
        parts.append(_("On this device, {name} is signed in. If that is not you, please sign out first.", name=here))
    apps = [
        {"app": one.app, "link": one.with_code(code), "typed": not one.takes_code}
        for one in desk_of(request).house.entrances
    ]
    return JSONResponse({"kind": "invitation", "text": plain(lines(parts)), "apps": apps, "here": here})


async def join(request: Request) -> Response:
    """Open what the code opens, and let the browser keep the session."""
    code = await code_of(request)
    opened, session = await opened_by(request, code), await session_of(request)
    if isinstance(opened, Returning):
        return await _come_back(request, opened, session)
    if session is None:
        token = await desk_of(request).database.write(partial(_new_session, request))
    else:
        token = request.cookies[cookie_name(request)]
    answer: Response = JSONResponse({"kind": "invitation"})
    try:
        await _begin(request, token, f"/start {code}")
    except NotStored:
        # The session is there, and the same call goes on with it.
        answer = not_ready().answer()
    sign_in(request, answer, token)
    return answer


async def _offer(request: Request, opened: Invited) -> Markup:
    """Who invites. Raises `Refused` where the union is closed meanwhile."""
    desk = desk_of(request)
    today = local(desk.clock.now()).date()
    async with desk.database.read() as tx:
        unit = await units.get(tx, opened.invitation.unit_id, today)
        if unit is None:
            raise refused(InvitationProblem.REVOKED)
        return await offer(tx, desk.house.plan, opened.invitation, unit, today)


async def _come_back(request: Request, opened: Returning, before: Session | None) -> Response:
    """A new session of the officer in place of the browser's former one."""
    desk = desk_of(request)

    async def enter(tx: Tx) -> str | None:
        if not await entry_codes.use(tx, opened.entry):
            return None
        if before is not None:
            await web_sessions.end(tx, {before.id})
        chat_id = await web_sessions.chat_of(tx, opened.officer_id, desk.clock.now())
        return await web_sessions.create(tx, chat_id, _device(request), desk.clock.now())

    token = await desk.database.write(enter)
    if token is None:
        raise refused(InvitationProblem.UNKNOWN)
    if before is not None:
        desk.web.wake(before.address)
    if await _has_nothing_to_read(request, token):
        # A comfort: who finds the page empty can type as well.
        with suppress(NotStored):
            await _begin(request, token, "/menu")
    answer = JSONResponse({"kind": "return"})
    sign_in(request, answer, token)
    return answer


async def _new_session(request: Request, tx: Tx) -> str:
    """The token of a session of somebody we do not know yet."""
    now = desk_of(request).clock.now()
    return await web_sessions.create(tx, await web_sessions.new_chat(tx, now), _device(request), now)


async def _has_nothing_to_read(request: Request, token: str) -> bool:
    """Whether the page would be empty for somebody who comes in for the first time, or after a long while."""
    async with desk_of(request).database.read() as tx:
        session = await web_sessions.find(tx, token)
        return session is not None and not await web_messages.after(tx, session.chat_id, 0, 1)


async def _begin(request: Request, token: str, line: str) -> None:
    """Let the conversation begin as if this had been typed. Raises `NotStored`."""
    desk = desk_of(request)
    async with desk.database.read() as tx:
        session = await web_sessions.find(tx, token)
    if session is None:
        raise NotStored
    await desk.web.receive(session, f"join-{secrets.token_hex(8)}", Posted(text=line))


async def _name(request: Request, officer_id: int | None) -> str | None:
    """What an officer is called; None for a stranger, and for one who asked to be forgotten."""
    if officer_id is None:
        return None
    async with desk_of(request).database.read() as tx:
        officer = await officers.get(tx, officer_id)
    return officer.name if officer is not None else None


def _device(request: Request) -> str:
    return device_name(request.headers.get("user-agent", ""))
