"""Files that went out as links: pictures for whoever has the link, documents for their officer."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bot.web.asking import desk_of, session_of
from locales import _, plain
from storage import files, shared_files

WANTED = "tep"
"""The parameter by which the page knows which document to open once somebody is signed in."""
PICTURE, DOCUMENT = "image/png", "application/octet-stream"


async def hand_out(request: Request) -> Response:
    """The file behind a link, as often as it is asked for. Who is not signed in gets to a document by the door."""
    desk = desk_of(request)
    async with desk.database.read() as tx:
        file = await shared_files.find(tx, request.path_params["token"], desk.clock.now())
    if file is None:
        return _gone()
    if not file.picture:
        session = await session_of(request)
        if session is None:
            wanted = f"{request.path_params['token']}/{request.path_params['name']}"
            return RedirectResponse(f"/?{urlencode({WANTED: wanted})}", 303)
        # Nobody is no officer: what was said in a chat that has been parted from opens for no stranger.
        if file.officer_id is None or session.officer_id != file.officer_id:
            return _gone()
    try:
        content = await asyncio.to_thread(files.path_of(desk.data_folder, file.sha256).read_bytes)
    except FileNotFoundError:
        return _gone()
    headers = {
        "Content-Disposition": "inline" if file.picture else "attachment",
        # Zalo's servers fetch a picture several times, and show it from a page of their own.
        "Cross-Origin-Resource-Policy": "cross-origin" if file.picture else "same-origin",
    }
    return Response(content, media_type=PICTURE if file.picture else DOCUMENT, headers=headers)


def _gone() -> Response:
    """It is a person who reads this, in place of the file."""
    return PlainTextResponse(plain(_("This file is no longer kept. Please ask for it again.")), 404)
