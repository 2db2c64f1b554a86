"""What is kept about a browser that comes back: when it was last here, and in which language to greet it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from bot.web.asking import cookie_name, desk_of, root_of, sign_in, site_of
from locales import DEFAULT, LANGUAGES
from storage import web_sessions
from storage.web_sessions import SEEN_EVERY, Session

LANGUAGE = "lang"
"""The cookie and the parameter that name the page's language."""


async def remember(request: Request, answer: Response, session: Session) -> None:
    """Note that the browser was here, and let it keep its session for longer from now on."""
    if session.language != request.cookies.get(LANGUAGE) and session.officer_id is not None:
        keep_language(request, answer, session.language)
    desk = desk_of(request)
    now = desk.clock.now()
    if now - session.seen_at >= SEEN_EVERY and not desk.database.hindered.is_set():
        await desk.database.write(lambda tx: web_sessions.seen(tx, session, now))
        sign_in(request, answer, request.cookies[cookie_name(request)])


def keep_language(request: Request, answer: Response, language: str) -> None:
    """Greet the browser in this language from now on."""
    answer.set_cookie(
        LANGUAGE,
        language,
        max_age=365 * 86400,
        path=root_of(request) or "/",
        secure=site_of(request).secure,
        samesite="lax",
    )


def language_of(request: Request) -> str:
    """The language in which the page speaks: that of the link, else the one it kept, else Vietnamese."""
    for asked in (request.query_params.get(LANGUAGE), request.cookies.get(LANGUAGE)):
        if asked in LANGUAGES:
            return asked
    return DEFAULT
