"""Going: the session of this browser ends, as /thoat ends it in the chat."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from bot.web.asking import desk_of, session_of, sign_out
from storage import conversations, web_sessions
from storage.database import Tx
from storage.web_sessions import Session


async def leave(request: Request) -> Response:
    """End this browser's session."""
    desk, session = desk_of(request), await session_of(request)
    if session is not None:
        await desk.database.write(partial(_end, session, desk.clock.now()))
        desk.web.wake(session.address)
    answer = Response(status_code=204)
    sign_out(request, answer)
    return answer


async def _end(session: Session, now: datetime, tx: Tx) -> None:
    if session.officer_id is None:
        await web_sessions.end(tx, {session.id})
        await conversations.end_in(tx, session.chat_id)
    else:
        await web_sessions.sign_out(tx, session.officer_id, {session.id}, now)
