"""What stands before every answer: headers that bind the browser, no calls from other origins, no endless bodies."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.asking import Refused
from bot.web.desk import Site
from bot.web.messages import too_large
from bot.web.remembering import language_of
from locales import _, use
from storage.files import LARGEST

BODY = LARGEST + 64 * 1024
"""Bytes of the largest body: a file, and the fields around it."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See the ASGI specification."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        with use(language_of(request)):
            if self._is_foreign(request):
                text = _("This call came from another page, so it was refused.")
                await Refused(403, "other_origin", text).answer()(scope, receive, self._guarded(send))
            else:
                await self._app(scope, _measured(receive), self._guarded(send))

    def _is_foreign(self, request: Request) -> bool:
        """Whether a page of another origin makes a call; a link is none. What is no browser names no origin."""
        if request.method in ("GET", "HEAD") and "/api/" not in request.url.path:
            return False
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return True
        origin = request.headers.get("origin")
        if origin is None or origin == self._site.public_url:
            return False
        host = request.headers.get("host")
        return not host or origin not in (f"http://{host}", f"https://{host}")

    def _guarded(self, send: Send) -> Send:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                if self._site.secure:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        return send_with_headers


def _measured(receive: Receive) -> Receive:
    """Receive no more than the largest body. Raises `Refused` beyond."""
    left = BODY

    async def receive_some() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise too_large()
        return message

    return receive_some
