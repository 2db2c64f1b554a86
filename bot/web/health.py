"""Whether the program lives, and whether it can serve."""

from __future__ import annotations

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.logging import log, where
from bot.web.asking import site_of


async def is_alive(request: Request) -> Response:
    """The process answers."""
    return JSONResponse({"alive": True})


async def is_ready(request: Request) -> Response:
    """200 while this process leads and its database answers, with the webhooks that are taken; else 503."""
    desk = site_of(request).desk
    if desk is None:
        return JSONResponse({"ready": False, "why": "another process leads, or this one starts or stops"}, 503)
    try:
        async with desk.database.read() as tx:
            await tx.execute(text("SELECT 1"))
    except Exception as problem:  # noqa: BLE001  whatever keeps the database from answering
        log.error("the database does not answer", where=where(problem))
        return JSONResponse({"ready": False, "why": "the database does not answer"}, 503)
    return JSONResponse({"ready": True, "webhooks": sorted(desk.hooks)})
