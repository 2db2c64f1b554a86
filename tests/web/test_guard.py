"""What stands before every answer: no foreign calls, no endless bodies, strict headers, limits."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.web.messages import SENDING
from domain.access import Role
from storage.files import LARGEST
from storage.tables import inbox
from tests.handlers.federation import Federation
from tests.web.client import Client, client
from tests.web.running import Running, running


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_call_of_another_page_is_refused(page: Running, chair: Client, headers: dict[str, str]) -> None:
    before = await page.federation.count(inbox)
    status, said = await chair.post("/api/messages", {"id": "x", "text": "1"}, headers=headers)
    assert (status, said["problem"]) == (403, "other_origin")
    assert await page.federation.count(inbox) == before


async def test_another_page_cannot_even_read(chair: Client) -> None:
    async with chair.http.get("/api/messages", headers={"Sec-Fetch-Site": "cross-site"}) as answer:
        assert answer.status == 403
    async with chair.http.get("/", headers={"Sec-Fetch-Site": "cross-site"}) as answer:
        assert answer.status == 200, "a link in another app leads here"


async def test_the_pages_own_calls_are_taken(page: Running, chair: Client) -> None:
    own = {"Origin": page.address, "Sec-Fetch-Site": "same-origin"}
    assert (await chair.post("/api/messages", {"id": "x", "text": "menu"}, headers=own))[0] == 202


async def test_behind_a_proxy_the_public_address_is_the_pages_own(federation: Federation, tmp_path: Path) -> None:
    public = "https://tiendo.example.vn"
    async with running(federation, tmp_path / "data", public_url=public) as page, client(page) as browser:
        code = await page.way_in(Role.CHAIR)
        async with browser.http.post("/api/join", json={"code": code}, headers={"Origin": public}) as answer:
            assert answer.status == 200
            assert "Secure" in answer.headers["Set-Cookie"]
            assert answer.headers["Strict-Transport-Security"]
        async with browser.http.post(
            "/api/join", json={"code": code}, headers={"Origin": "http://tiendo.example.vn"}
        ) as no:
            assert no.status == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": "x"},
        {"text": "1"},
        {"id": "x", "text": ""},
        {"id": "x", "text": "1", "choice": "1:c:menu"},
        {"id": "x y", "text": "1"},
        {"id": "x" * 41, "text": "1"},
        {"id": 1, "text": "1"},
        {"id": "x", "text": "a" * 4001},
        {"id": "x", "choice": "menu"},
        {"id": "x", "choice": "1:x:menu"},
        {"id": "x", "choice": f"1:c:{'m' * 65}"},
        {"id": "x", "text": "1", "seen": -1},
        {"id": "x", "text": "1", "more": True},
        [],
    ],
)
async def test_a_call_that_is_not_as_described_is_refused(page: Running, chair: Client, body: Any) -> None:
    before = await page.federation.count(inbox)
    status, said = await chair.post("/api/messages", body)
    assert (status, said["problem"]) == (400, "bad_request")
    assert await page.federation.count(inbox) == before


async def test_other_kinds_of_bodies_are_refused(chair: Client) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        async with chair.http.post(
            "/api/messages", data=b'{"id":"x","text":"1"}', headers={"Content-Type": kind}
        ) as no:
            assert no.status == 415
    async with chair.http.post("/api/messages", data=b"{", headers={"Content-Type": "application/json"}) as no:
        assert no.status == 400
    async with chair.http.post("/api/messages", data=aiohttp.FormData({"id": "x", "file": "no file"})) as no:
        assert no.status in (400, 415)


async def test_a_body_without_end_is_refused(page: Running, chair: Client) -> None:
    status, said = await chair.post("/api/messages", {"id": "x", "text": "a" * 100_000})
    assert (status, said["problem"]) == (413, "too_large")
    form = aiohttp.FormData({"id": "x"})
    form.add_field("file", io.BytesIO(bytes(LARGEST + 200_000)), filename="big.jpg")
    async with chair.http.post("/api/messages", data=form) as answer:
        assert answer.status == 413
    assert not list((page.site.desk.data_folder / "files").glob("*/*"))  # type: ignore[union-attr]


async def test_too_many_messages_wait_a_moment_and_are_not_lost(page: Running, chair: Client) -> None:
    for _ in range(SENDING.times):
        page.site.allowance.take(SENDING, "1")
    async with chair.http.post("/api/messages", json={"id": "later", "text": "menu"}) as answer:
        assert answer.status == 429
        assert int(answer.headers["Retry-After"]) > 0
        assert (await answer.json())["text"]


@pytest.mark.parametrize(
    "path", ["/", "/sw.js", "/static/x/chat.css", "/manifest.webmanifest", "/api/messages", "/nowhere"]
)
async def test_every_answer_binds_the_browser(page: Running, browser: Client, path: str) -> None:
    async with browser.http.get(path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in answer.headers


async def test_a_charset_of_the_callers_choice_is_refused(chair: Client) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=bb; charset=punycode"}
    body = b'--bb\r\nContent-Disposition: form-data; name="id"\r\n\r\n' + b"a" * 100_000 + b"\r\n--bb--\r\n"
    async with chair.http.post("/api/messages", data=body, headers=kind) as answer:
        assert answer.status == 400


async def test_a_field_beside_a_file_has_an_end(chair: Client) -> None:
    form = aiohttp.FormData({"id": "x", "text": "a" * 20_000})
    form.add_field("file", b"x", filename="x.jpg")
    async with chair.http.post("/api/messages", data=form) as answer:
        assert (answer.status, (await answer.json())["problem"]) == (400, "bad_request")


async def test_headers_have_an_end(page: Running) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(page.address).port)
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 20_000)
    assert b" 400 " in (await asyncio.wait_for(reader.read(100), 10)).partition(b"\r\n")[0] + b" "
    writer.close()


@pytest.mark.parametrize("path", ["/nowhere", "/api/nowhere", "/api/join", "/api/files/99999999999999999999/x"])
async def test_what_is_not_served_is_said_as_a_problem(chair: Client, path: str) -> None:
    async with chair.http.get(path) as answer:
        assert answer.status in (400, 404, 405)
        assert (await answer.json())["text"]


@pytest.mark.parametrize("query", ["after=x", "after=-1", "after=1e3", "wait=x", f"after={'9' * 30}"])
async def test_numbers_that_are_none_are_refused(chair: Client, query: str) -> None:
    async with chair.http.get(f"/api/messages?{query}") as answer:
        assert answer.status == 400


async def test_while_the_program_does_not_lead_nothing_is_taken(page: Running, chair: Client) -> None:
    desk, page.site.desk = page.site.desk, None
    for call in (
        chair.http.get("/readyz"),
        chair.http.get("/api/messages"),
        chair.http.post("/api/join", json={"code": "x"}),
    ):
        async with call as answer:
            assert answer.status == 503
    async with chair.http.get("/healthz") as answer:
        assert answer.status == 200
    page.site.desk = desk
    async with chair.http.get("/readyz") as answer:
        assert answer.status == 200
    assert (await chair.say("menu"))["choices"]


async def test_a_page_speaks_the_language_that_is_asked_for(browser: Client) -> None:
    async with browser.http.get("/") as answer:
        assert 'lang="vi"' in await answer.text()
    async with browser.http.get("/?lang=en") as answer:
        assert 'lang="en"' in await answer.text()
    status, said = await browser.post("/api/join", {"code": "nothing"})
    assert (status, said["text"][:4]) == (404, "This")
    async with browser.http.get("/?lang=xx") as answer:
        assert 'lang="en"' in await answer.text(), "it was kept"
