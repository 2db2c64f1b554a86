"""HTTP for python-telegram-bot on aiohttp: what the Bot API needs and nothing else.

The library's own default goes through httpx, which costs several times as much processor time per call (see
docs/benchmarks.md); its `BaseRequest` is made to be replaced.
"""

from __future__ import annotations

from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

HEADERS = {"User-Agent": "tiendo"}


class Http(BaseRequest):
    """A pool of kept-alive connections. Timeouts are in seconds; a call may ask for its own."""

    def __init__(self, *, connections: int, read_timeout: float = 20, proxy: str | None = None) -> None:
        self._read_timeout = read_timeout
        self._connections = connections
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """So long an answer may take, unless the call asks for its own."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool; its connections are made when they are needed."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector, headers=HEADERS, proxy=self._proxy)

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0917  its parent has as many
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """See `BaseRequest.do_request`. Waiting for a free connection has no limit: the sender paces itself."""
        if self._session is None:
            raise NetworkError("the connections are closed")
        timeout = aiohttp.ClientTimeout(
            sock_read=self._read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout,
            sock_connect=10 if connect_timeout is BaseRequest.DEFAULT_NONE else connect_timeout,
        )
        try:
            async with self._session.request(
                method, url, data=_form(request_data), timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as problem:
            raise TimedOut(type(problem).__name__) from problem
        except (aiohttp.ClientError, OSError) as problem:
            # Their own words may hold the address, and the address holds the token.
            raise NetworkError(type(problem).__name__) from None


def _form(request_data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return dict(request_data.json_parameters)
    # Names of files go out as they are: Telegram shows percent signs as percent signs.
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for field, (name, content, kind) in request_data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form
