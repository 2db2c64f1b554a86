"""The page itself, its manifest and its service worker."""

from __future__ import annotations

from os import stat_result

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

from bot.web.asking import root_of, site_of
from bot.web.devices import app_of
from bot.web.remembering import LANGUAGE, keep_language
from bot.web.shell import STATIC, manifest, shell, version
from locales import current

FRESH = {"Cache-Control": "no-cache"}
"""May be kept, but is asked about every time."""


class Static(StaticFiles):
    """The page's files. Each version has addresses of its own, so a browser asks for a file once."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    def file_response(
        self, full_path: PathLike, stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """See `StaticFiles.file_response`."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        is_current = scope["path_params"]["version"] == version()
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_current else "no-cache"
        return answer


async def page(request: Request) -> Response:
    """The page, in the language of the browser's person."""
    in_app = app_of(request.headers.get("user-agent", "")) is not None
    html = shell(root=root_of(request), language=current(), sample=site_of(request).sample, in_app=in_app)
    answer = HTMLResponse(html, headers=FRESH)
    if request.query_params.get(LANGUAGE) == current():
        keep_language(request, answer, current())
    return answer


async def manifest_file(request: Request) -> Response:
    """What a home screen needs to know."""
    described = manifest(root=root_of(request), language=current())
    return JSONResponse(described, headers=FRESH, media_type="application/manifest+json")


async def service_worker(request: Request) -> Response:
    """Served beside the page, so that it may care for all of it."""
    return FileResponse(STATIC / "sw.js", headers=FRESH, media_type="text/javascript")
