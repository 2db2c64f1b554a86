"""A strict Zalo Bot API server on loopback, as odd as the real one is reported to be.

Errors come as HTTP 200 with `ok` false; `getUpdates` gives one event at a time, forgets it with the answer, and says
408 when none came; `getWebhookInfo` says 404 when none is set; what it sends itself is not wrapped. Anything that no
page of the documentation has is a violation.
"""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections import defaultdict, deque
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

Json = dict[str, Any]
TOKEN = "1459232241454765289:TEST-TOKEN-FOR-A-SERVER-ON-LOOPBACK"
STYLES = {"b", "i", "u", "s"}
PRIVATE_HOSTS = re.compile(r"https?://(localhost|127\.|10\.|192\.168\.)")


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the bot: its words, its picture's address, and the stretches that are set off."""

    text: str
    photo: str | None = None
    styles: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class ZaloPhone:
    """One person's phone: what the person does, and what the bot said there."""

    server: ZaloServer
    user_id: str
    name: str = "Lan"
    said: list[Said] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def type(self, text: str) -> None:
        await self.server.arrive(self.message(text=text), "message.text.received")

    async def send_picture(self, content: bytes, caption: str = "", *, documented: bool = False) -> None:
        url = self.server.keep(content)
        fields = {"photo" if documented else "photo_url": url, "caption": caption, "message_type": "CHAT_PHOTO"}
        await self.server.arrive(self.message(**fields), "message.image.received")

    async def send_sticker(self) -> None:
        await self.server.arrive(self.message(sticker="0e078a2fb66a5f34067b", url=""), "message.sticker.received")

    async def send_unsupported(self) -> None:
        await self.server.arrive(self.message(), "message.unsupported.received")

    async def say(self, text: str, replies: int = 1) -> str:
        """Type words and wait for so many bubbles; the last one's words."""
        before = len(self.said)
        await self.type(text)
        return (await self.heard(before + replies)).text

    async def heard(self, number: int) -> Said:
        """Wait until the bot has said so many things here; the last of them."""
        async with asyncio.timeout(20):
            while len(self.said) < number:
                self.changed.clear()
                await self.changed.wait()
        return self.said[number - 1]

    def message(self, **fields: Any) -> Json:
        """What Zalo says of every message: ids as strings, milliseconds."""
        return {
            "message_id": f"{next(self.server.ids):020x}",
            "date": 1750316131602,
            "chat": {"id": self.user_id, "chat_type": "PRIVATE"},
            "from": {"id": self.user_id, "display_name": self.name, "is_bot": False},
            **fields,
        }


class ZaloServer:
    """`async with ZaloServer() as server:` serves one bot on a free port of 127.0.0.1.

    `calls` lists every call (method, parameters), `violations` what must stay empty. Where the bot set a webhook,
    `post_to` is where it is posted instead, as no test has a public address.
    """

    def __init__(self) -> None:
        self.token = TOKEN
        self.url = ""
        self.calls: list[tuple[str, Json]] = []
        self.violations: list[str] = []
        self.webhook: tuple[str, str] | None = None
        self.post_to: str | None = None
        self.answers: list[int] = []
        self.ids = count(1)
        self.poll_ends_after = 0.2
        self._polls = 0
        self._phones: dict[str, ZaloPhone] = {}
        self._events: deque[Json] = deque()
        self._came = asyncio.Event()
        self._pictures: dict[str, bytes] = {}
        self._lost: set[str] = set()
        self._faults: defaultdict[str, deque[web.Response]] = defaultdict(deque)

    async def __aenter__(self) -> Self:
        runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=0.05)
        self._runner = runner
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._outward = aiohttp.ClientSession(skip_auto_headers=["Content-Type"])
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._outward.close()
        await self._runner.cleanup()

    def phone(self, name: str = "Lan") -> ZaloPhone:
        """Another person's phone."""
        phone = ZaloPhone(self, f"6ede9afa66b88fe6{len(self._phones) + 1:04x}", name)
        self._phones[phone.user_id] = phone
        return phone

    def keep(self, content: bytes) -> str:
        """The address at which what a person sent can be fetched."""
        path = f"/media/{len(self._pictures) + 1}.jpg"
        self._pictures[path] = content
        return self.url + path

    def refuse_next(self, method: str, code: int, *, name: str = "error_code", times: int = 1) -> None:
        """The next calls of a method are answered with HTTP 200 and a no."""
        said = {"ok": False, name: code, "description": "no"}
        self._faults[method].extend(_answer(said) for _ in range(times))

    def break_next(self, method: str, status: int = 502) -> None:
        """The next call of a method is answered with a page, as by a gateway."""
        self._faults[method].append(web.Response(status=status, text="<html>Bad Gateway</html>"))

    def lose_next(self, method: str) -> None:
        """The next call of a method is carried out, and its answer is lost on the way."""
        self._lost.add(method)

    async def arrive(self, message: Json | None, event_name: str, *, wrapped: bool = False) -> None:
        """Something happens: it waits for the next poll, or is posted to the webhook."""
        event: Json = {"event_name": event_name} | ({} if message is None else {"message": message})
        if self.post_to is None:
            self._events.append(event)
            self._came.set()
            return
        await self.post(json.dumps({"ok": True, "result": event} if wrapped else event).encode())

    async def post(self, body: bytes, secret: str | None = None) -> int:
        """Post a body to the webhook; the status of the answer."""
        assert self.post_to is not None
        held = secret if secret is not None else (self.webhook[1] if self.webhook else "")
        headers = {"X-Bot-Api-Secret-Token": held, "User-Agent": "Java/1.8.0_192"}
        if body:
            headers["Content-Type"] = "application/json"
        async with self._outward.post(self.post_to, data=io.BytesIO(body), headers=headers) as answer:
            self.answers.append(answer.status)
            return answer.status

    async def lose_what_waits(self) -> None:
        """What waited while nobody polled is lost, and polls whose caller has gone come to their end."""
        self._events.clear()
        while self._polls:
            await asyncio.sleep(0.01)

    def assert_clean(self) -> None:
        assert not self.violations, "\n".join(self.violations)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path in self._pictures:
            return web.Response(body=self._pictures[request.path], content_type="image/jpeg")
        folder, _slash, method = request.path.lstrip("/").partition("/")
        if folder != f"bot{self.token}":
            return _no(401, "Unauthorized")
        if request.method != "POST" or request.content_type != "application/json":
            self.violations.append(f"{method}: not POST with JSON")
        params: Json = json.loads(await request.read() or b"{}")
        self.calls.append((method, params))
        if self._faults[method]:
            return self._faults[method].popleft()
        perform = getattr(self, f"_{method}", None)
        if perform is None:
            self.violations.append(f"{method}: there is no such method")
            return _no(400, "Bad request")
        answer: web.StreamResponse = await perform(params)
        if method in self._lost:
            self._lost.discard(method)
            return web.Response(status=504, text="<html>Gateway Timeout</html>")
        return answer

    async def _getMe(self, params: Json) -> web.Response:  # noqa: N802  named as the method
        self._only(params, "getMe")
        bot = {"id": "1459232241454765289", "account_name": "bot.VDKyGxQvc", "account_type": "BASIC"}
        return _yes(bot | {"can_join_groups": False})

    async def _getUpdates(self, params: Json) -> web.Response:  # noqa: N802
        self._only(params, "getUpdates", timeout=str)
        if self.webhook is not None:
            await asyncio.sleep(self.poll_ends_after)
            return _no(408, "Request timeout")
        self._polls += 1
        try:
            async with asyncio.timeout(min(self.poll_ends_after, int(params["timeout"]))):
                while not self._events:
                    self._came.clear()
                    await self._came.wait()
        except TimeoutError:
            return _no(408, "Request timeout")
        finally:
            self._polls -= 1
        return _yes(self._events.popleft())

    async def _setWebhook(self, params: Json) -> web.Response:  # noqa: N802
        self._only(params, "setWebhook", url=str, secret_token=str)
        url, secret = params["url"], params["secret_token"]
        if not url.startswith("https://") or PRIVATE_HOSTS.match(url) or not 8 <= len(secret) <= 256:
            return _no(400, "Bad request")
        self.webhook = (url, secret)
        verified = {"ok": False, "url": url, "outcome": "webhook.err.dns", "hint": "check the name"}
        return _yes({"url": url, "updated_at": 1749538250568, "verification": verified})

    async def _deleteWebhook(self, params: Json) -> web.Response:  # noqa: N802
        self._only(params, "deleteWebhook")
        if self.webhook is None:
            return _no(400, "Bad request")
        self.webhook = None
        return _yes({"url": "", "updated_at": 1749538250568})

    async def _getWebhookInfo(self, params: Json) -> web.Response:  # noqa: N802
        self._only(params, "getWebhookInfo")
        if self.webhook is None:
            return _no(404, "Not found")
        return _yes({"url": self.webhook[0], "updated_at": 1749538250568})

    async def _sendMessage(self, params: Json) -> web.Response:  # noqa: N802
        self._only(params, "sendMessage", chat_id=str, text=str, text_styles=list)
        text = params.get("text", "")
        styles = [self._style(text, one) for one in params.get("text_styles", [])]
        return self._sent(params, text, Said(text, None, tuple(styles)), shortest=1)

    async def _sendPhoto(self, params: Json) -> web.Response:  # noqa: N802
        self._only(params, "sendPhoto", chat_id=str, photo=str, caption=str)
        if not re.match(r"https?://", params.get("photo", "")):
            self.violations.append("sendPhoto: photo is no address")
        caption = params.get("caption", "")
        return self._sent(params, caption, Said(caption, params.get("photo")), shortest=0)

    async def _sendChatAction(self, params: Json) -> web.Response:  # noqa: N802
        self._only(params, "sendChatAction", chat_id=str, action=str)
        if params.get("action") != "typing":
            self.violations.append("sendChatAction: only typing is live")
        return _answer({"ok": True})

    def _sent(self, params: Json, text: str, said: Said, *, shortest: int) -> web.Response:
        units = len(text.encode("utf-16-le")) // 2
        phone = self._phones.get(params.get("chat_id", ""))
        if not shortest <= units <= 2000 or (shortest and not text.strip()):
            self.violations.append(f"a text of {units} units")
            return _no(400, "Bad request")
        if phone is None:
            return _no(404, "Not found")
        phone.said.append(said)
        phone.changed.set()
        return _yes({"message_id": f"{next(self.ids):020x}", "date": 1749632637199})

    def _style(self, text: str, style: Json) -> tuple[str, str]:
        """What is set off, and how; counted in UTF-16 units."""
        encoded = text.encode("utf-16-le")
        start, length = style["start"], style["len"]
        if set(style) != {"start", "len", "st"} or not set(style["st"]) <= STYLES or length < 1 or start < 0:
            self.violations.append(f"a style {style}")
        if 2 * (start + length) > len(encoded):
            self.violations.append(f"a style beyond the text: {style}")
        return encoded[2 * start : 2 * (start + length)].decode("utf-16-le"), "".join(style["st"])

    def _only(self, params: Json, method: str, **known: type) -> None:
        for name, value in params.items():
            if name not in known or not isinstance(value, known[name]):
                self.violations.append(f"{method}: {name} = {str(value)[:100]!r}")


def _answer(said: Json) -> web.Response:
    return web.Response(text=json.dumps(said), content_type="application/json")


def _yes(result: Any) -> web.Response:
    return _answer({"ok": True, "result": result})


def _no(code: int, description: str) -> web.Response:
    return _answer({"ok": False, "error_code": code, "description": description})
