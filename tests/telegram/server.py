"""A strict Telegram Bot API server on loopback, for tests, benches and runs that kill the bot."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import ClientSession, web

from tests.telegram import limits
from tests.telegram.chats import Chat, Json
from tests.telegram.cloud import Cloud
from tests.telegram.faults import Fault
from tests.telegram.methods import METHODS, get_updates
from tests.telegram.parameters import SIGNATURES, Upload, decode
from tests.telegram.phone import Phone
from tests.telegram.refusal import Refused, defect
from tests.telegram.updates import to_json

_FORM_OVERHEAD = 2**20


@dataclass(slots=True)
class Call:
    """One call of the bot. ``outcome`` is ``ok``, what was refused, what fault was injected, or empty
    while it is open and for ever when the caller left.
    """

    method: str
    params: Json
    time: float
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A call that Telegram did not carry out, injected faults not counted."""

    method: str
    params: Json
    code: int
    description: str
    expected: bool


@dataclass(frozen=True, slots=True)
class Violation:
    """A defect of the program under test (or of this server), never something that merely happens."""

    method: str
    params: Json
    what: str

    def __str__(self) -> str:
        return f"{self.method}: {self.what} in {str(self.params)[:500]}"


class TelegramServer:
    """``async with TelegramServer() as server:`` serves one bot on a free port of 127.0.0.1.

    Chats, files and waiting updates live here, so the bot may be killed and started again at will.
    ``strict=False`` leaves out aiogram's judgement (for benches); the limits are always held. ``flood`` is
    the number of messages a second that a chat takes before 429, ``overall`` that of all chats together. ``clock``
    gives seconds since the epoch.

    ``calls`` lists every call, ``refusals`` every no, and ``violations`` what must stay empty.
    """

    def __init__(
        self,
        *,
        strict: bool = True,
        flood: int | None = None,
        overall: int | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.calls: list[Call] = []
        self.refusals: list[Refusal] = []
        self.violations: list[Violation] = []
        self.phones: dict[int, Phone] = {}
        self._clock = clock
        self._ahead = 0.0
        self._cloud = Cloud(self.now, flood, overall)
        self.token = f"{self._cloud.bot['id']}:TEST-TOKEN-FOR-A-SERVER-ON-LOOPBACK"
        self.url = ""
        self.webhook_answers: list[int] = []
        self._expected: list[str] = []
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._user_ids = count(1001)
        self._oracle = import_module("tests.telegram.oracle") if strict else None

    async def __aenter__(self) -> Self:
        server = web.Server(self._handle, request_factory=_request, handler_cancellation=True, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        """The address as python-telegram-bot wants it, to be followed by the token."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    @property
    def bot_id(self) -> int:
        return int(self._cloud.bot["id"])

    @property
    def bot_username(self) -> str:
        return str(self._cloud.bot["username"])

    @property
    def conflicts(self) -> int:
        """How often a poll was cut short with 409 because a second poller came."""
        return self._cloud.updates.conflicts

    @property
    def settings(self) -> Json:
        """Descriptions and menu buttons as the bot set them, e.g. ``description/vi``."""
        return self._cloud.settings

    @property
    def webhook(self) -> tuple[str, str] | None:
        """The address and the secret that the bot set."""
        return self._cloud.webhook

    def now(self) -> float:
        """Server time in seconds since the epoch."""
        return self._clock() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let server time pass: taps grow old, messages too, flood control forgets."""
        self._ahead += seconds

    def phone(
        self,
        user_id: int | None = None,
        first_name: str = "Lan",
        language_code: str = "vi",
        *,
        started: bool = False,
    ) -> Phone:
        """Another person's phone. With ``started`` the bot may write first."""
        if user_id is None:
            user_id = next(number for number in self._user_ids if number not in self.phones)
        if user_id in self.phones:
            raise ValueError(f"person {user_id} has a phone already")
        user = {
            "id": user_id,
            "is_bot": False,
            "first_name": first_name,
            "language_code": language_code,
        }
        chat = Chat(user=user, started=started)
        self._cloud.chats[chat.id] = chat
        phone = self.phones[chat.id] = Phone(self._cloud, chat, self._push)
        return phone

    def expect(self, description_part: str) -> None:
        """From now on a refusal that says this is what the test wants, and no violation."""
        self._expected.append(description_part)

    def fail_next(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next calls of this method go wrong; ``*`` is any method but ``getUpdates``."""
        self._faults[method.lower()].extend([fault] * times)

    def heal(self, method: str) -> None:
        """Let the calls of a method succeed again."""
        self._faults[method.lower()].clear()

    def duplicate_next_poll(self) -> None:
        """The next poll brings the batch that was confirmed last once more."""
        self._cloud.updates.repeat_confirmed()

    async def post_updates(self, to: str, secret: str) -> None:
        """Post what waits to a webhook for ever, one after the other, each until it is acknowledged."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
        async with ClientSession() as session:
            while True:
                body = await self._cloud.updates.first()
                async with session.post(to, data=body.encode(), headers=headers) as answer:
                    self.webhook_answers.append(answer.status)
                if answer.ok:
                    self._cloud.updates.confirm_first()
                else:
                    await asyncio.sleep(0.02)

    def inject(self, raw_update: Json) -> Json:
        """Any object as an update, without judgement.

        One that brings its own ``update_id`` is delivered exactly once; one without gets the next id.
        """
        return self._cloud.updates.inject(raw_update)

    def assert_clean(self) -> None:
        """Raise AssertionError when the program under test did anything that Telegram does not define."""
        assert not self.violations, "\n".join(map(str, self.violations))

    def _push(self, kind: str, body: Json) -> int:
        update = self._cloud.updates.push(kind, body)
        if self._oracle and update is not None:
            self._complain("update", update, self._oracle.complaints_about_update(update))
        return self._cloud.updates.last_id

    def _complain(self, method: str, params: Json, complaints: list[str]) -> None:
        if complaints:
            self.violations.append(Violation(method, params, "; ".join(complaints[:5])))

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        folder, _, method = request.path.removeprefix("/file").lstrip("/").partition("/")
        if folder != f"bot{self.token}":
            self._complain(request.path, {}, ["unknown token or path"])
            return _respond(401, Refused(401, "Unauthorized").as_json())
        if request.path.startswith("/file/"):
            content = self._cloud.files.at(method)
            return web.Response(body=content, status=404 if content is None else 200)
        signature = SIGNATURES.get(method.lower())
        call = Call(signature.name if signature else method, {}, self.now())
        self.calls.append(call)
        fault = self._next_fault(call.method)
        try:
            call.params = await _read(request)
            if fault and fault.answer:
                call.outcome = f"injected: {fault.answer}"
                return _respond(fault.answer.code, fault.answer.as_json())
            if fault and fault.lost == "before":
                return await self._lose(request, call, fault)
            body = await self._perform(call)
            if fault:
                return await self._lose(request, call, fault)
        except Refused as refusal:
            self._record(call, refusal)
            return _respond(refusal.code, refusal.as_json())
        call.outcome = "ok"
        return web.Response(body=b'{"ok":true,"result":%b}' % body.encode(), content_type="application/json")

    def _next_fault(self, method: str) -> Fault | None:
        for key in (method.lower(), "*" if method != "getUpdates" else ""):
            if waiting := self._faults.get(key):
                return waiting.popleft()
        return None

    async def _lose(self, request: web.BaseRequest, call: Call, fault: Fault) -> web.StreamResponse:
        call.outcome = f"injected: lost {fault.lost}"
        if fault.hang:
            # The handler is cancelled as soon as the caller is gone.
            await asyncio.Event().wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _perform(self, call: Call) -> str:
        """The result as JSON."""
        signature = SIGNATURES.get(call.method.lower())
        if signature is None:
            raise Refused(404, "Not Found", defect=True)
        call.params, unknown = decode(signature, call.params)
        self._complain(call.method, call.params, [f"unknown parameter {name}" for name in unknown])
        if self._oracle:
            self._complain(call.method, call.params, self._oracle.complaints_about_call(call.method, call.params))
        if call.method == "getUpdates":
            return await get_updates(self._cloud, call.params)
        result = METHODS[call.method.lower()](self._cloud, call.params)
        if self._oracle:
            self._complain(call.method, call.params, self._oracle.complaints_about_result(call.method, result))
        return to_json(result)

    def _record(self, call: Call, refusal: Refused) -> None:
        call.outcome = str(refusal)
        expected = any(part in refusal.description for part in self._expected)
        self.refusals.append(Refusal(call.method, call.params, refusal.code, refusal.description, expected))
        if refusal.defect and not expected:
            self._complain(call.method, call.params, [refusal.description])


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: asyncio.Task[None]) -> web.BaseRequest:
    """As aiohttp makes it, but large enough for the largest file that Telegram takes."""
    size = limits.UPLOAD_BYTES + _FORM_OVERHEAD
    return web.BaseRequest(message, payload, protocol, writer, task, task.get_loop(), client_max_size=size)


def _respond(status: int, body: Json) -> web.Response:
    return web.Response(status=status, body=to_json(body).encode(), content_type="application/json")


async def _read(request: web.BaseRequest) -> Json:
    """The parameters as they came: from the address, a form, a JSON body or a multipart form."""
    params: Json = dict(request.rel_url.query)
    if not request.body_exists:
        return params
    if request.content_type == "application/json":
        try:
            body: Json = json.loads(await request.read() or b"{}")
        except ValueError as error:
            raise defect("can't parse the JSON object") from error
        return params | body
    if request.content_type == "application/x-www-form-urlencoded":
        return params | dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            params[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            params[name] = value if isinstance(value, str) else value.decode()
    return params
