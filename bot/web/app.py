"""The web page and its API as one ASGI application."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bot.channels import links
from bot.web import entering, giving, handed_out, health, hooks, leaving, messages, page
from bot.web.asking import Refused, bad_request
from bot.web.desk import Site
from bot.web.guard import Guard


def web_app(site: Site, routes: Sequence[BaseRoute] | None = None) -> Starlette:
    """The application; `routes` take the place of the page's own, for a site that has more to show."""
    app = Starlette(
        routes=[
            Route("/healthz", health.is_alive),
            Route("/readyz", health.is_ready),
            Route(f"{hooks.PATH}/{{channel}}", hooks.post, methods=["POST"]),
            Route(f"{links.PATH}/{{token}}/{{name}}", handed_out.hand_out),
            *(page_routes() if routes is None else routes),
        ],
        middleware=[Middleware(Guard, site=site), Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={Refused: _refused, HTTPException: _not_served},
    )
    app.state.site = site
    return app


def page_routes() -> list[BaseRoute]:
    """The page with its API, below wherever they are mounted."""
    return [Route("/", page.page), *api_routes()]


def api_routes() -> list[BaseRoute]:
    """Everything of the page but the page itself."""
    return [
        Route("/manifest.webmanifest", page.manifest_file),
        Route("/sw.js", page.service_worker),
        Route("/api/join", entering.join, methods=["POST"]),
        Route("/api/invitation", entering.describe, methods=["POST"]),
        Route("/api/invitation/short", giving.shorten, methods=["POST"]),
        Route("/api/return", giving.give_way_back, methods=["POST"]),
        Route("/api/leave", leaving.leave, methods=["POST"]),
        Route("/api/messages", messages.send, methods=["POST"]),
        Route("/api/messages", messages.fetch),
        Route("/api/files/{n}/{name}", messages.attachment),
        Mount("/static/{version}", page.Static()),
    ]


async def _refused(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Refused)
    return problem.answer()


async def _not_served(request: Request, problem: Exception) -> Response:
    """What the framework itself refuses: a path or a method that there is none of, a form that cannot be read."""
    assert isinstance(problem, HTTPException)
    return Refused(problem.status_code, "bad_request", bad_request().text).answer()
