"""Webhooks: what channels post is stored before it is acknowledged, and handled after that."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.arrivals import NotStored
from bot.logging import log
from bot.web.asking import site_of

PATH = "/hook"
"""Below it each channel has its own, such as `/hook/zalo`."""
LARGEST = 1024 * 1024
"""Bytes of what is posted: Telegram's updates are some thousand, Zalo's some hundred."""


async def post(request: Request) -> Response:
    """200 once it is stored. The order is that of the checks that cost least."""
    desk = site_of(request).desk
    if desk is None:
        return _said(503, "another process leads, or this one starts or stops")
    hook = desk.hooks.get(request.path_params["channel"])
    if hook is None:
        return _said(404, "there is no such webhook")
    body = await _body(request)
    if body is None:
        return _said(413, "this is too large")
    if not body:
        # Zalo looks whether somebody is there.
        return _said(200)
    if not hmac.compare_digest(request.headers.get(hook.webhook.header, "").encode(), hook.secret.encode()):
        log.warning("webhook called without the secret", channel=request.path_params["channel"])
        return _said(403, "the secret is wrong")
    try:
        await hook.webhook.bring(body)
    except NotStored:
        return _said(503, "this could not be stored yet")
    except ValueError:
        # It would come again and again, and hold up what comes after it.
        log.error("webhook brought what is no update", channel=request.path_params["channel"])
    return _said(200)


async def _body(request: Request) -> bytes | None:
    """The body; None where it is too large, of which no more is read."""
    body = bytearray()
    async for some in request.stream():
        body += some
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _said(status: int, why: str = "") -> Response:
    return JSONResponse({"ok": True} if status == 200 else {"ok": False, "why": why}, status)
