"""Codes that the page gives: a short one for an invitation, and a link that leads an officer back."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.allowance import Limit
from bot.web.asking import Refused, address_of, bad_request, desk_of, limited, signed_in
from bot.web.codes import Invited, code_of, opened_by
from locales import _
from storage import entry_codes
from storage.entry_codes import RETURN_HOLDS, SHORT_HOLDS

RETURNS = Limit("ways back", times=10, seconds=600)


async def shorten(request: Request) -> Response:
    """A fresh short code for an invitation, to be typed elsewhere."""
    desk = desk_of(request)
    opened = await opened_by(request, await code_of(request))
    if not isinstance(opened, Invited) or opened.by_short:
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
