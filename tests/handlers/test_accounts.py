"""Where an officer is signed in: seen, ended, opened elsewhere."""

from __future__ import annotations

import re

import pytest

from domain.access import Role
from storage import audit, entry_codes, officers, web_sessions
from storage.entry_codes import EntryCode
from storage.tables import chats, conversations
from storage.tables import entry_codes as code_rows
from storage.tables import web_sessions as session_rows
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation, new_house

WEB = "https://tiendo.example.vn"
LEFT = "Signed out: Chrome, Android."


async def devices(federation: Federation, officer: Chatter) -> list[str]:
    officer_id = await federation.officer_id(officer)
    async with federation.database.read() as tx:
        return [session.device for session in await web_sessions.of_officer(tx, officer_id)]


async def acts(federation: Federation, officer: Chatter) -> list[str]:
    officer_id = await federation.officer_id(officer)
    async with federation.database.read() as tx:
        return [f"{entry.act} {entry.object}" for entry in await audit.by(tx, officer_id)]


async def way_back(federation: Federation, officer: Chatter) -> str:
    officer_id = await federation.officer_id(officer)
    return await federation.database.write(lambda tx: entry_codes.way_back(tx, officer_id, federation.clock.now))


async def found(federation: Federation, code: str) -> EntryCode | None:
    async with federation.database.read() as tx:
        return await entry_codes.find(tx, code, federation.clock.now)


@pytest.mark.parametrize("words", ["/taikhoan", "tài khoản", "account", "thiet bi"])
async def test_every_browser_and_every_other_chat_is_shown(federation: Federation, words: str) -> None:
    chair = await federation.chair()
    await federation.browser(chair, "Firefox, Windows")
    federation.clock.forward(days=2)
    here = await federation.browser(chair)
    await federation.browser(chair, "Safari, iPhone")
    assert await here.say(words) == "\n".join(
        [
            "Account and devices",
            "Name: Nguyễn Thị Mẫu",
            "This device: Chrome, Android",
            "1. Safari, iPhone, last used today",
            "2. Firefox, Windows, last used on 13 Mar 2026",
            "Telegram, since 13 Mar 2026",
            "[1. Sign out: Safari, iPhone]",
            "[2. Sign out: Firefox, Windows]",
            "[3. Sign out all other devices]",
            "[4. Remove: Telegram]",
            "[5. Open on another device or app]",
            "[6. Sign out on this device]",
            "[Menu]",
        ]
    )
    shown = await chair.say(words)
    assert "Telegram, this chat" in shown
    assert "[3. Sign out: Firefox, Windows]" in shown
    assert "on this device" not in shown


async def test_without_any_browser_there_is_nothing_to_sign_out(federation: Federation) -> None:
    chair = await federation.chair()
    assert "You are not signed in on the web page." in await chair.say("/taikhoan")
    assert [button.label for button in chair.buttons] == ["Open on another device or app", "Menu"]
    chair.house = new_house(web=WEB)
    await chair.say("/taikhoan")
    assert [button.label for button in chair.buttons] == ["Open on another device or app", "Menu"]


async def test_of_many_browsers_the_first_eight_are_named(federation: Federation) -> None:
    chair = await federation.chair()
    for place in range(10):
        await federation.browser(chair, f"Chrome {place}")
    shown = await chair.say("/taikhoan")
    assert "8. Chrome 2, last used today\nand 2 more devices\n" in shown
    assert "Chrome 1" not in shown
    assert "[9. Sign out all other devices]" in shown


async def test_one_browser_is_signed_out_once(federation: Federation) -> None:
    chair = await federation.chair()
    here, other = await federation.browser(chair), await federation.browser(chair, "Firefox, Windows")
    returns = await way_back(federation, chair)
    await here.say("/taikhoan")
    await here.tap("Sign out: Firefox")
    assert here.last.startswith("The device is signed out.\nAccount and devices\n")
    assert await devices(federation, chair) == ["Chrome, Android"]
    assert "That device is signed out already." in await here.press(f"c:taikhoan thoat {other.session}")
    assert [act for act in await acts(federation, chair) if "session" in act] == [
        f"session.ended session:{other.session}"
    ]
    assert await found(federation, returns) is not None, "the way back leads in as before"


@pytest.mark.parametrize("argument", ["{other}", "0", "x", "", "{other} 1"])
async def test_a_browser_of_somebody_else_is_treated_as_not_there(federation: Federation, argument: str) -> None:
    chair, other = await federation.chair("truong-1"), await federation.chair("truong-2")
    here, theirs = await federation.browser(chair), await federation.browser(other, "Firefox, Windows")
    said = await here.say("/taikhoan thoat " + argument.format(other=theirs.session))
    assert "Firefox" not in said
    assert "The device is signed out." not in said
    assert await devices(federation, other) == ["Firefox, Windows"]


async def test_everywhere_else_at_once(federation: Federation) -> None:
    chair, other = await federation.chair("truong-1"), await federation.chair("truong-2")
    here = await federation.browser(chair)
    for device in ("Firefox, Windows", "Safari, iPhone"):
        await federation.browser(chair, device)
    await federation.browser(other, "Edge, Windows")
    returns, theirs = await way_back(federation, chair), await way_back(federation, other)
    await here.say("/taikhoan may")
    await here.say("/taikhoan")
    for _ in range(2):
        assert "No other device is signed in now" in await here.press("c:taikhoan khac")
        assert await devices(federation, chair) == ["Chrome, Android"]
        assert await found(federation, returns) is None
        assert len([act for act in await acts(federation, chair) if act.startswith("session.ended")]) == 2
        assert len([act for act in await acts(federation, chair) if act.startswith("entry_codes.ended")]) == 1
    assert await devices(federation, other) == ["Edge, Windows"]
    assert await found(federation, theirs) is not None
    assert await federation.count(code_rows) == 1


async def test_from_telegram_all_browsers_are_signed_out(federation: Federation) -> None:
    chair = await federation.chair()
    await federation.browser(chair)
    await chair.say("/taikhoan khac")
    assert await devices(federation, chair) == []


async def test_the_way_back_is_shown_and_ended(federation: Federation) -> None:
    chair = await federation.chair()
    here = await federation.browser(chair)
    assert "coming back" not in await here.say("/taikhoan")
    code = await way_back(federation, chair)
    assert "Your link for coming back works until 11 Jun 2026." in await here.say("/taikhoan")
    said = await here.tap("End the link for coming back")
    assert "There is no link for coming back now" in said
    assert "works until" not in said
    assert await found(federation, code) is None
    assert "There is no link for coming back now" in await here.press("c:taikhoan duongve")
    assert [act for act in await acts(federation, chair) if "code" in act] == ["entry_codes.ended officer:1"]


async def test_another_device_is_let_in_by_a_code_that_is_shown_once(federation: Federation) -> None:
    federation.house = new_house(web=WEB)
    chair = await federation.chair()
    said = await chair.say("/taikhoan may")
    code = re.findall(r"type this code: (\S+)", said)[0]
    assert f"Open {WEB} there" in said
    assert f"{WEB}/#{code}" in said
    assert "for 15 minutes" in said
    assert chair.heard[-1].once
    picture = chair.heard[-1].attachment
    assert picture is not None
    assert picture.picture
    assert picture.content.startswith(b"\x89PNG")
    leads = await found(federation, code)
    assert leads is not None
    assert (leads.officer_id, leads.single_use) == (await federation.officer_id(chair), True)
    await chair.say("/taikhoan may")
    assert await found(federation, code) is None, "a fresh one takes its place"
    assert (await acts(federation, chair))[-2:] == ["entry_code.created officer:1"] * 2


async def test_where_the_address_of_the_page_is_not_known_there_is_the_code_alone(federation: Federation) -> None:
    here = await federation.browser(await federation.chair())
    said = await here.say("/taikhoan may")
    assert "Open the web page there and type this code: " in said
    assert "#" not in said
    assert here.heard[-1].attachment is None
    assert here.heard[-1].once


@pytest.mark.parametrize("words", ["/thoat", "thoát", "đăng xuất", "log out"])
async def test_signing_out_ends_this_browser_alone_and_at_once(federation: Federation, words: str) -> None:
    chair = await federation.chair()
    await federation.browser(chair, "Firefox, Windows")
    here = await federation.browser(chair)
    assert await here.say(words) == LEFT
    assert await devices(federation, chair) == ["Firefox, Windows"]
    assert await here.say(words) == "That device is signed out already."
    assert [act for act in await acts(federation, chair) if "session" in act] == [
        f"session.ended session:{here.session}"
    ]


@pytest.mark.parametrize("words", ["/thoat", "dang xuat"])
async def test_what_is_open_stays_open_and_is_not_asked_about(federation: Federation, words: str) -> None:
    chair = await federation.chair()
    here = await federation.browser(chair)
    await here.say("/baocao ket-nap")
    question = await here.say("5")
    assert await here.say(words) == LEFT
    again = await federation.browser(chair)
    assert question.splitlines()[0] in await again.say("/trogiup")
    assert await federation.count(conversations) == 1


async def test_the_word_that_leaves_a_question_does_not_sign_out_beside_it(federation: Federation) -> None:
    chair = await federation.chair()
    here = await federation.browser(chair)
    await here.say("/baocao ket-nap")
    assert "Cancelled. Nothing was sent." in await here.say("thoát")
    assert await devices(federation, chair) == ["Chrome, Android"]


async def test_where_nothing_can_be_signed_out_it_is_said_how_to_leave(federation: Federation) -> None:
    chair = await federation.chair()
    await federation.browser(chair)
    assert "lock the app" in await chair.say("/thoat")
    assert await devices(federation, chair) == ["Chrome, Android"]


async def test_a_stranger_leaves_the_web_page_and_is_forgotten(federation: Federation) -> None:
    person = await federation.browser(None)
    code = await federation.invitation(Role.CHAIR, "truong-1")
    await person.say(f"/start {code}")
    assert await person.say("/thoat") == "Đã đăng xuất trên máy Chrome, Android."
    await federation.database.write(officers.remove_strangers)
    for table in (session_rows, chats, conversations):
        assert await federation.count(table) == 0


async def test_whoever_is_erased_is_signed_out_everywhere(federation: Federation) -> None:
    chair = await federation.chair()
    here = await federation.browser(chair)
    await federation.browser(chair, "Firefox, Windows")
    await way_back(federation, chair)
    await here.say("/xoadulieu")
    await here.say("1")
    assert await federation.count(code_rows) == 0
    await federation.database.write(officers.remove_strangers)
    assert await federation.count(session_rows) == 0
    assert await federation.count(chats) == 0
