"""The web page's server, in the program's own event loop."""

from __future__ import annotations

import asyncio
import os
import resource
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.settings import PREFIX, SettingsError

MOST_HEADERS = 32 * 1024
"""Bytes that the headers of a call may have."""
FINISHES_WITHIN = 5
"""Seconds that answers under way may still take when the program stops."""


class _Server(uvicorn.Server):
    """Signals are the program's own matter."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def bound(host: str, port: int) -> socket.socket:
    """The socket at which browsers are served; port 0 is any free one. Raises `SettingsError` where it is taken."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as problem:
        # Of a name that is not known, the number says nothing.
        why = problem.strerror if isinstance(problem, socket.gaierror) else os.strerror(problem.errno or 0)
        raise SettingsError(
            f"The web page cannot be served at {host}:{port}: {why}. Is another program there? "
            f"Set {PREFIX}HTTP_PORT (or {PREFIX}HTTP_HOST) to another one."
        ) from None


def address_of(listening: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    return written(*listening.getsockname()[:2])


def written(host: str, port: int) -> str:
    """A host and a port as an address."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def allow_many_connections() -> None:
    """Use all the files that the system lets this process open: each browser that waits is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@asynccontextmanager
async def served(
    app: ASGIApp, listening: socket.socket, proxies: Sequence[str] = ()
) -> AsyncIterator[asyncio.Task[None]]:
    """Serve the application for the length of a block; the task ends early only if something is wrong.

    `proxies` are addresses and networks: from there, and from nowhere else, headers are believed that say who calls.
    """
    config = uvicorn.Config(
        app,
        http="h11",
        h11_max_incomplete_event_size=MOST_HEADERS,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        forwarded_allow_ips=list(proxies),
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=FINISHES_WITHIN,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve([listening]), name="web server")
    try:
        yield serving
    finally:
        server.should_exit = True
        await asyncio.wait({serving})
