"""`python -m bench.empty_page PORT`: a Starlette application whose one handler answers 202 and does nothing."""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def accept(request: Request) -> JSONResponse:
    return JSONResponse({"id": "x"}, 202)


app = Starlette(routes=[Route("/api/messages", accept, methods=["POST"])])

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), http="h11", ws="none", lifespan="off", log_level="warning")
