"""The entrance of the demo: a page with all doors, and the same as JSON for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo.doors import Door
from bot.web.app import api_routes, page_routes
from bot.web.remembering import keep_language
from domain.plan import Plan
from handlers.languages import NAMES
from locales import _, current

STATIC = Path(__file__).parent / "static"
BEHIND = "/mau"
"""Below it each door has a page of its own, with a session of its own, so that one browser can open all of them."""
GUEST = f"{BEHIND}/khach"
"""The page for whoever is invited in the demo."""


class Entrance:
    """Shows the doors."""

    def __init__(self, doors: Sequence[Door], plan: Plan) -> None:
        self._doors = doors
        self._places = [f"{BEHIND}/{door.slug}" for door in doors]
        self._plan = plan

    @property
    def routes(self) -> list[BaseRoute]:
        """The entrance, and what lies behind it. The plain API serves programs, with a session of their own each."""
        return [
            Route("/", self.show),
            Route("/api/demo/people", self.people),
            *api_routes(),
            *(Mount(door, routes=page_routes()) for door in (*self._places, GUEST)),
            Mount("/entrance", StaticFiles(directory=STATIC)),
        ]

    async def people(self, request: Request) -> Response:
        """The roles, with the codes that lead in."""
        return JSONResponse(
            [
                {
                    "role": door.role.value,
                    "name": door.name,
                    "office": door.office(self._plan),
                    "unit": door.unit.name,
                    "code": door.code,
                    "door": f"{BEHIND}/{door.slug}/",
                }
                for door in self._doors
            ]
        )

    async def show(self, request: Request) -> Response:
        """The page with the doors."""
        page = Markup((STATIC / "entrance.html").read_text("utf-8"))  # noqa: S704  our own file
        door = Markup(
            '<li><a href="{}/{}/#{}" target="_blank" rel="noopener"><strong>{}</strong><span>{}</span></a></li>'
        )
        other = "en" if current() == "vi" else "vi"
        answer = HTMLResponse(
            page.format(
                language=current(),
                sample=_("SAMPLE DATA"),
                title=_("Tiendo: choose a door"),
                explained=_(
                    "Each door opens a page of its own. Open two side by side: report as a chair, look as a leader."
                ),
                doors=Markup("\n").join(
                    door.format(BEHIND, one.slug, one.code, _(one.title), f"{one.name} · {one.unit.name}")
                    for one in self._doors
                ),
                other=NAMES[other],
                other_language=other,
            )
        )
        keep_language(request, answer, current())
        return answer
