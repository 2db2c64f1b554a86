"""Calls of the Zalo Bot API: what it takes, and what it means where it says no.

Errors come as HTTP 200 with `ok` false, so the status of an answer says little; and what is no JSON comes, too. The
token stands in the address of every call: no exception of the HTTP client leaves this module, as its words may hold it.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NoReturn

import httpx

from bot.channels.channel import Rejected, Stop, TryAgain, Wait

PATIENCE = 10.0
"""Seconds in which a call is answered, unless it asks for more."""
UNAUTHORIZED, NO_ANSWER, QUOTA = 401, 408, 429
TEMPORARY = (403, *range(500, 600))
"""403 is documented as an internal error of Zalo's."""
SILENT_AT_FIRST, SILENT_AT_MOST = 60.0, 3600.0
"""Seconds to be silent when too much was sent: Zalo does not say how long, and the month's quota says the same."""
SENDS = ("sendMessage", "sendPhoto")
"""What counts against the limits."""

Params = Mapping[str, Any]


class ZaloError(Rejected):
    """Zalo said no. `code` is its own; the description is free text and is never branched on."""

    def __init__(self, method: str, code: int, description: str) -> None:
        super().__init__(f"{method}: {code} {description}")
        self.code = code


class ZaloClient:
    """One bot on Zalo. Open it with `zalo_client`.

    `origin` are the scheme and the host of the server that is called, `bot` is the first part of the token.
    """

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self.origin = (http.base_url.scheme, http.base_url.netloc.decode())
        self.bot = bot_of(token)
        self._http = http
        self._token = token
        self._silent = SILENT_AT_FIRST

    async def call(self, method: str, params: Params, *, patience: float = PATIENCE) -> Any:
        """The result of a method, None where it has none.

        Raises `Stop` where the token is not valid, `Wait` where too much was sent, `TryAgain` where Zalo could not be
        reached or had a problem of its own, and `ZaloError` for everything else.
        """
        return self._result(method, await self._said(method, params, patience))

    async def update(self, wait: int) -> Any:
        """The next event, once, as Zalo forgets it with its answer; None where none came within `wait` seconds.

        Raises as `call` does, but asks to try again where Zalo says no without a reason that is known.
        """
        said = await self._said("getUpdates", {"timeout": str(wait)}, wait + PATIENCE)
        try:
            return None if _code(said) == NO_ANSWER else self._result("getUpdates", said)
        except ZaloError as problem:
            raise TryAgain(str(problem), ambiguous=False) from None

    def _result(self, method: str, said: Mapping[str, Any]) -> Any:
        if said.get("ok") is not True:
            self._refused(method, said)
        if method in SENDS:
            self._silent = SILENT_AT_FIRST
        return said.get("result")

    def _refused(self, method: str, said: Mapping[str, Any]) -> NoReturn:
        code = _code(said)
        description = str(said.get("description", "")).replace(self._token, "***")
        if code == UNAUTHORIZED:
            raise Stop("Zalo does not know this bot: check TIENDO_ZALO_TOKEN, which is another one after a reset.")
        if code == QUOTA:
            raise Wait(self._silence(method))
        if code == NO_ANSWER:
            raise TryAgain("Zalo did not answer in time", ambiguous=True)
        if code in TEMPORARY:
            raise TryAgain(f"Zalo has a problem ({code})", ambiguous=True)
        raise ZaloError(method, code, description)

    def _silence(self, method: str) -> float:
        """Seconds to be silent after too much, each time longer where it was said of what counts."""
        if method not in SENDS:
            return SILENT_AT_FIRST
        seconds, self._silent = self._silent, min(2 * self._silent, SILENT_AT_MOST)
        return seconds

    async def _said(self, method: str, params: Params, patience: float) -> Mapping[str, Any]:
        try:
            answer = await self._http.post(f"/bot{self._token}/{method}", json=dict(params), timeout=patience)
            said = json.loads(answer.content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as problem:
            raise TryAgain(f"Zalo cannot be reached ({type(problem).__name__})", ambiguous=False) from None
        except httpx.HTTPError as problem:
            raise TryAgain(f"Zalo did not answer ({type(problem).__name__})", ambiguous=True) from None
        except ValueError:
            raise TryAgain(f"Zalo answered what is no JSON ({answer.status_code})", ambiguous=True) from None
        if not isinstance(said, dict):
            raise TryAgain(f"Zalo answered what is no envelope ({answer.status_code})", ambiguous=True)
        if said.get("ok") is not True and not _code(said):
            raise TryAgain(f"Zalo said no and not why ({answer.status_code})", ambiguous=True)
        return said


def bot_of(token: str) -> str:
    """The first part of a token, which is no secret."""
    return token.partition(":")[0]


def _code(said: Mapping[str, Any]) -> int:
    """The code of a no, under either of its names; 0 where there is none."""
    code = said.get("error_code", said.get("errorCode"))
    return code if type(code) is int else 0


@asynccontextmanager
async def zalo_client(token: str, base_url: str) -> AsyncIterator[ZaloClient]:
    """The bot with this token at an address, such as https://bot-api.zaloplatforms.com."""
    async with httpx.AsyncClient(base_url=base_url.rstrip("/"), follow_redirects=False) as http:
        yield ZaloClient(http, token)
