"""Coming in: by an invitation, by a short code, by a way back; and being kept out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.web.codes import OF_ONE_CODE, WRONG_CODES
from domain.access import Role
from storage import officers as kept_officers
from storage.invitations import read_code
from storage.tables import audit, chats, officers, web_sessions
from tests.handlers.federation import Federation
from tests.web.client import Client, client
from tests.web.running import Running, running


async def test_an_invitation_leads_to_an_office(page: Running, browser: Client) -> None:
    code = await page.federation.invitation(Role.CHAIR, "truong-1")
    status, card = await browser.post("/api/invitation", {"code": code})
    assert status == 200
    assert card["kind"] == "invitation"
    assert "Chủ tịch CĐCS Trường Mẫu 01" in card["text"]
    assert card["apps"] == [
        {"app": "Telegram", "link": f"https://t.me/tiendo_mau_bot?start={code}", "typed": False},
        {"app": "Zalo", "link": "https://bot.zaloplatforms.com/bots/1459232241454765289", "typed": True},
    ]
    assert await browser.join(code) == 200
    assert "Đồng chí có đồng ý không" in (await browser.reply())["text"]
    await browser.tap("Đồng ý")
    await browser.say("Y Mẫu")
    assert any("Y Mẫu" in message["text"] for message in browser.messages)
    assert any(choice["label"] == "1. Báo cáo" for choice in browser.messages[-1]["choices"])
    status, card = await browser.post("/api/invitation", {"code": code})
    assert (status, card["problem"]) == (410, "used_code")


async def test_looking_at_an_invitation_takes_nothing_up(page: Running, browser: Client) -> None:
    code = await page.federation.invitation(Role.CHAIR, "truong-1")
    for _ in range(3):
        await browser.post("/api/invitation", {"code": code})
    assert await page.federation.count(chats) == 0
    assert await page.federation.count(web_sessions) == 0


async def test_who_declines_is_forgotten_and_signed_out(page: Running, browser: Client) -> None:
    await browser.join(await page.federation.invitation(Role.CHAIR, "truong-1"))
    await browser.reply()
    assert "không lưu" in (await browser.tap("Không đồng ý"))["text"].casefold()
    await page.settled()
    await page.database.write(kept_officers.remove_strangers)
    async with browser.http.get("/api/messages") as answer:
        assert answer.status == 401
        assert (await answer.json())["problem"] == "signed_out"


async def test_a_short_code_stands_for_the_invitation_once(page: Running, browser: Client) -> None:
    code = await page.federation.invitation(Role.CHAIR, "truong-1")
    status, first = await browser.post("/api/invitation/short", {"code": code})
    assert (status, first["minutes"]) == (200, 15)
    second = (await browser.post("/api/invitation/short", {"code": code}))[1]
    assert await browser.join(first["code"]) == 404, "a fresh one takes its place"
    assert await browser.join(second["code"].lower().replace("-", "")) == 200
    assert "Trường Mẫu 01" in (await browser.reply())["text"]
    async with client(page) as other:
        assert await other.join(second["code"]) == 404, "it works once"
        assert await other.join(code) == 200, "the invitation itself is still open"


async def test_a_short_code_is_over_after_a_quarter_of_an_hour(page: Running, browser: Client) -> None:
    code = await page.federation.invitation(Role.CHAIR, "truong-1")
    short = (await browser.post("/api/invitation/short", {"code": code}))[1]["code"]
    page.federation.clock.forward(minutes=15)
    assert await browser.join(short) == 404


async def test_a_way_back_opens_the_same_chat_as_often_as_a_browser_forgets(page: Running, browser: Client) -> None:
    await browser.join(await page.way_in(Role.CHAIR))
    await browser.reply()
    status, way = await browser.post("/api/return")
    assert (status, way["days"]) == (200, 90)
    assert way["link"] == f"{page.address}/#{way['code']}"
    for _ in range(2):
        async with client(page, **{"User-Agent": "Mozilla/5.0 (Linux; Android 14) Zalo/24"}) as other:
            status, card = await other.post("/api/invitation", {"code": way["code"]})
            assert (status, card) == (200, {"kind": "return", "text": "Chào đồng chí Y Mẫu trở lại.", "here": None})
            assert await other.join(way["code"]) == 200
            assert [one["n"] for one in await other.fetch()] == [one["n"] for one in browser.messages]
    newer = (await browser.post("/api/return"))[1]["code"]
    async with client(page) as other:
        assert await other.join(way["code"]) == 404, "an older one stops working"
        assert await other.join(newer) == 200
    async with page.database.read() as tx:
        devices = list(await tx.scalars(select(web_sessions.c.device).order_by(web_sessions.c.id)))
    assert devices[1] == "Zalo, Android"


async def test_there_is_no_way_back_before_an_office_is_taken_up(page: Running, browser: Client) -> None:
    await browser.join(await page.federation.invitation(Role.CHAIR, "truong-1"))
    assert (await browser.post("/api/return"))[0] == 403


async def test_another_persons_invitation_names_who_is_signed_in_here(page: Running, browser: Client) -> None:
    await browser.join(await page.way_in(Role.CHAIR, name="Y Mẫu"))
    code = await page.federation.invitation(Role.CHAIR, "truong-2")
    card = (await browser.post("/api/invitation", {"code": code}))[1]
    assert card["here"] == "Y Mẫu"
    text = card["text"]
    assert "Máy này đang đăng nhập tên Y Mẫu" in text
    await browser.join(code)
    await browser.reply()
    assert any("Trường Mẫu 02" in message["text"] for message in browser.messages)
    assert await page.federation.count(officers) == 1


@pytest.mark.parametrize("code", ["", "x" * 81, "'; DROP TABLE chats; --", "\x00", "ABCD-2345", "🎓" * 26])
async def test_what_is_no_code_opens_nothing(page: Running, browser: Client, code: str) -> None:
    status, said = await browser.post("/api/join", {"code": code})
    assert status in (400, 404)
    assert said["text"]
    assert await page.federation.count(web_sessions) == 0


async def test_whoever_guesses_is_soon_refused_even_right_codes(page: Running, browser: Client) -> None:
    code = await page.federation.invitation(Role.CHAIR, "truong-1")
    for guess in range(WRONG_CODES.times):
        assert await browser.join(f"ABCD-{guess:04}") == 404
    async with browser.http.post("/api/join", json={"code": code}) as answer:
        assert answer.status == 429
        assert 0 < int(answer.headers["Retry-After"]) <= WRONG_CODES.seconds


async def test_many_guesses_at_once_are_many_guesses(page: Running, browser: Client) -> None:
    guesses = (browser.join(f"ABCD-{guess:04}") for guess in range(WRONG_CODES.times * 3))
    statuses = await asyncio.gather(*guesses)
    assert statuses.count(404) == WRONG_CODES.times
    assert statuses.count(429) == WRONG_CODES.times * 2


async def test_one_code_does_not_fill_the_database(page: Running, browser: Client) -> None:
    code = await page.federation.invitation(Role.CHAIR, "truong-1")
    for _ in range(OF_ONE_CODE.times):
        page.site.allowance.take(OF_ONE_CODE, read_code(code))
    assert await browser.join(code) == 429
    assert await page.federation.count(web_sessions) == 0


async def test_a_whole_training_room_comes_in_from_one_address(page: Running) -> None:
    for _ in range(WRONG_CODES.times + 5):
        async with client(page) as one:
            assert await one.join(await page.federation.invitation(Role.CHAIR, "truong-1")) == 200


async def test_leaving_ends_the_session_and_forgets_the_cookie(page: Running, browser: Client) -> None:
    await browser.join(await page.way_in(Role.CHAIR))
    kept = {cookie.key: cookie.value for cookie in browser.http.cookie_jar}
    assert (await browser.post("/api/leave"))[0] == 204
    assert not list(browser.http.cookie_jar)
    async with client(page) as thief, thief.http.get("/api/messages", cookies=kept) as answer:
        assert answer.status == 401
    async with page.database.read() as tx:
        acts = list(await tx.scalars(select(audit.c.act).order_by(audit.c.id)))
    assert acts[-1] == "session.ended"


async def test_a_name_is_shown_as_it_is_written(page: Running, browser: Client) -> None:
    code = await page.way_in(Role.CHAIR, name="H'Mẫu <b>")
    assert (await browser.post("/api/invitation", {"code": code}))[1]["text"] == "Chào đồng chí H'Mẫu <b> trở lại."


async def test_signing_out_in_the_chat_ends_waiting_polls(page: Running, browser: Client) -> None:
    await browser.join(await page.way_in(Role.CHAIR))
    await browser.reply()
    status, _said = await browser.post("/api/messages", {"id": "out", "text": "/thoat"})
    assert status == 202
    async with browser.http.get(f"/api/messages?after={browser.after}&wait=25") as answer:
        assert answer.status == 401


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(page: Running, browser: Client) -> None:
    async with browser.http.post("/api/join", json={"code": await page.way_in(Role.CHAIR)}) as answer:
        cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Secure" not in cookie, "at http it would be lost"


@pytest.mark.parametrize(("proxies", "last"), [(["127.0.0.1"], 404), (["10.0.0.5", "10.1.0.0/16"], 429)])
async def test_who_calls_is_believed_of_proxies_alone(
    federation: Federation, tmp_path: Path, proxies: list[str], last: int
) -> None:
    """Each call says that it comes from elsewhere: it does where a proxy says so."""
    async with running(federation, tmp_path / "data", proxies=proxies) as page:
        for number in range(WRONG_CODES.times + 1):
            async with client(page, **{"X-Forwarded-For": f"203.0.113.{number}"}) as browser:
                status = await browser.join(f"ABCD-{number:04}")
    assert status == last
