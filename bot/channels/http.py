"""HTTP for python-telegram-bot straight on httpcore: what the Bot API needs and nothing else.

Its own default goes through httpx, whose cookies, redirects and models cost more than half of a call's time.
"""

from __future__ import annotations

from typing import Any

import httpcore
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

FORM = b"application/x-www-form-urlencoded"


class Http(BaseRequest):
    """A pool of kept-alive connections. Timeouts are in seconds; a call may ask for its own."""

    def __init__(self, *, connections: int, read_timeout: float = 20, proxy: str | None = None) -> None:
        self._read_timeout = read_timeout
        self._connections = connections
        self._proxy = httpcore.Proxy(proxy) if proxy else None
        self._pool: httpcore.AsyncConnectionPool | None = None

    @property
    def read_timeout(self) -> float:
        """So long an answer may take, unless the call asks for its own."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool; its connections are made when they are needed."""
        if self._pool is None:
            self._pool = httpcore.AsyncConnectionPool(
                max_connections=self._connections,
                max_keepalive_connections=self._connections,
                keepalive_expiry=60,
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._pool is not None:
            await self._pool.aclose()
            self._pool = None

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
        if self._pool is None:
            raise NetworkError("the connections are closed")
        headers: list[tuple[bytes, bytes]] = [(b"User-Agent", b"tiendo")]
        content = None
        if request_data is not None:
            kind, content = _encoded(request_data)
            headers.append((b"Content-Type", kind))
        timeouts = {
            "read": self._read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout,
            "write": 20 if write_timeout is BaseRequest.DEFAULT_NONE else write_timeout,
            "connect": 10 if connect_timeout is BaseRequest.DEFAULT_NONE else connect_timeout,
        }
        try:
            answer = await self._pool.request(
                method, url, headers=headers, content=content, extensions={"timeout": timeouts}
            )
        except httpcore.TimeoutException as problem:
            raise TimedOut(type(problem).__name__) from problem
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError) as problem:
            raise NetworkError(type(problem).__name__) from problem
        return answer.status, answer.content


def _encoded(request_data: RequestData) -> tuple[bytes, bytes]:
    if not request_data.contains_files:
        return FORM, request_data.url_encoded_parameters().encode()
    import httpx

    form = httpx.Request("POST", "http://form", data=request_data.json_parameters, files=request_data.multipart_data)
    return form.headers["Content-Type"].encode(), form.read()
