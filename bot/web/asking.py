"""What every call of the page's API shares: the desk, the session, how often it may be made, and how it is refused."""

from __future__ import annotations

import math
from typing import TypeVar

from markupsafe import Markup
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.allowance import Limit
from bot.web.desk import Desk, Site
from locales import _, plain
from storage import web_sessions
from storage.web_sessions import LASTS, Session

Body = TypeVar("Body", bound=BaseModel)

BODY_LIMIT = 64 * 1024
"""Bytes of a call that brings no file."""


class Refused(Exception):
    """A call that is answered by a problem: its name for programs, a sentence for people."""

    def __init__(self, status: int, problem: str, text: Markup | str, retry_after: float | None = None) -> None:
        super().__init__(problem)
        self.status = status
        self.problem = problem
        self.text = text
        self.retry_after = retry_after

    def answer(self) -> Response:
        """As it goes to the browser."""
        headers = {} if self.retry_after is None else {"Retry-After": str(math.ceil(self.retry_after))}
        said = {"problem": self.problem, "text": plain(Markup(self.text))}  # noqa: S704  our own sentences
        return JSONResponse(said, self.status, headers)


def site_of(request: Request) -> Site:
    """The site that the request came to."""
    site: Site = request.app.state.site
    return site


def desk_of(request: Request) -> Desk:
    """What the call works with. Raises `Refused` while the program does not lead."""
    desk = site_of(request).desk
    if desk is None:
        raise not_ready()
    return desk


def not_ready() -> Refused:
    """Nothing was stored, and the same call may be made again soon."""
    text = _("The system is busy just now. What you sent is kept on this device and is sent again by itself.")
    return Refused(503, "not_ready", text, retry_after=3)


def root_of(request: Request) -> str:
    """The path below which this page lives: "" for the page itself, one of its own for each door of the demo."""
    root: str = request.scope.get("root_path", "")
    return root


def address_of(request: Request) -> str:
    """The address of this page as links to it begin, without a slash at the end."""
    origin = site_of(request).public_url or f"{request.url.scheme}://{request.url.netloc}"
    return origin + root_of(request)


def cookie_name(request: Request) -> str:
    """Each door of the demo has a session of its own, in one browser."""
    return "tiendo" + root_of(request).replace("/", "-")


async def signed_in(request: Request) -> Session:
    """The session of the browser. Raises `Refused` where there is none."""
    session = await session_of(request)
    if session is None:
        raise Refused(401, "signed_out", _("You are signed out here. Please open your link again, or type your code."))
    return session


async def session_of(request: Request) -> Session | None:
    """The session of the browser, if it has one."""
    desk, token = desk_of(request), request.cookies.get(cookie_name(request))
    if not token:
        return None
    async with desk.database.read() as tx:
        return await web_sessions.find(tx, token)


def sign_in(request: Request, response: Response, token: str) -> None:
    """Let the browser keep its session."""
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=int(LASTS.total_seconds()),
        path=root_of(request) or "/",
        secure=site_of(request).secure,
        httponly=True,
        samesite="lax",
    )


def sign_out(request: Request, response: Response) -> None:
    """Let the browser forget its session."""
    response.delete_cookie(cookie_name(request), path=root_of(request) or "/", httponly=True, samesite="lax")


def limited(request: Request, limit: Limit, who: str) -> None:
    """Count a call. Raises `Refused` where there were too many."""
    allowance = site_of(request).allowance
    if seconds := allowance.seconds_left(limit, who):
        raise Refused(
            429, "too_many", _("That was very often within a short time. Please wait a moment and try again."), seconds
        )
    allowance.take(limit, who)


async def body_as(request: Request, model: type[Body]) -> Body:
    """The JSON body as a model. Raises `Refused` for what is none, or too long."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Refused(415, "wrong_kind", bad_request().text)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > BODY_LIMIT:
            raise Refused(413, "too_large", _("That is too long. Please write it shorter."))
    try:
        return model.model_validate_json(bytes(content))
    except ValidationError:
        raise bad_request() from None


def whole_number(given: str | None, otherwise: int, most: int) -> int:
    """A number of the query string, at most `most`. Raises `Refused` for anything else."""
    if given is None:
        return otherwise
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        raise bad_request()
    return min(int(given), most)


def bad_request() -> Refused:
    """The call is not made as the API's description says."""
    return Refused(400, "bad_request", _("This page is out of date. Please load it again."))
