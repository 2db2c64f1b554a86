"""Files that went out as links: pictures for whoever has the link, documents for their officer."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from bot.web.asking import Refused, desk_of, signed_in
from locales import _
from storage import files, shared_files

PICTURE, DOCUMENT = "image/png", "application/octet-stream"


async def hand_out(request: Request) -> Response:
    """The file behind a link, as often as it is asked for."""
    desk = desk_of(request)
    async with desk.database.read() as tx:
        file = await shared_files.find(tx, request.path_params["token"], desk.clock.now())
    if file is None:
        raise _gone()
    if not file.picture:
        session = await signed_in(request)
        # Nobody is no officer: what was said in a chat that has been parted from opens for no stranger.
        if file.officer_id is None or session.officer_id != file.officer_id:
            raise _gone()
    try:
        content = await asyncio.to_thread(files.path_of(desk.data_folder, file.sha256).read_bytes)
    except FileNotFoundError:
        raise _gone() from None
    headers = {
        "Content-Disposition": "inline" if file.picture else "attachment",
        # Zalo's servers fetch a picture several times, and show it from a page of their own.
        "Cross-Origin-Resource-Policy": "cross-origin" if file.picture else "same-origin",
    }
    return Response(content, media_type=PICTURE if file.picture else DOCUMENT, headers=headers)


def _gone() -> Refused:
    return Refused(404, "not_there", _("This file is no longer kept. Please ask for it again."))
