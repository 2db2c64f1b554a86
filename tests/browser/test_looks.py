"""Legible for everybody: narrow screens, large letters, dark and light, both languages, and the rules of axe."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from domain.access import Role
from tests.browser.conftest import Phones
from tests.browser.page import ChatPage
from tests.browser.test_devices import ZALO
from tests.web.running import Running

BOTH = pytest.mark.parametrize(("scheme", "language"), [("light", "vi"), ("dark", "en")])


async def obeys(page: ChatPage) -> None:
    """No rule of axe is broken by what is shown now."""
    found: Any = await Axe().run(page.tab)
    assert found.violations_count == 0, found.generate_report()


async def large(page: ChatPage) -> None:
    """Letters of twice the size, as somebody sets them who sees badly."""
    await page.tab.evaluate("document.documentElement.style.fontSize = '200%'")


@BOTH
async def test_the_door_and_the_card(server: Running, phones: Phones, scheme: str, language: str) -> None:
    phone = await phones(color_scheme=scheme)
    await phone.open(query=f"?lang={language}")
    await expect(phone.door).to_be_visible()
    await expect(phone.tab.locator("html")).to_have_attribute("lang", language)
    await obeys(phone)
    await phone.open(await server.federation.invitation(Role.CHAIR, "truong-1"))
    await phone.invitation.locator("button").last.tap()
    await expect(phone.tab.locator("#short-code")).not_to_be_empty()
    await obeys(phone)


@BOTH
async def test_the_chat(server: Running, phones: Phones, scheme: str, language: str) -> None:
    phone = await phones(color_scheme=scheme)
    await phone.join(await server.way_in(Role.SUPERIOR_LEADER, "dak-ha", language=language))
    await expect(phone.tab.locator("html")).to_have_attribute("lang", language)
    await phone.say("/tiendo")
    await phone.hears("LĐLĐ huyện Đăk Hà")
    await obeys(phone)
    await phone.say("/moi")
    await expect(phone.heard).to_have_count(3)
    await phone.tab.locator("#menu summary").tap()
    await expect(phone.tab.locator("#leave")).to_be_visible()
    await obeys(phone)
    await phone.tab.context.set_offline(True)
    phone.complaints.expect("ERR_INTERNET_DISCONNECTED")
    await expect(phone.status).not_to_be_empty()
    await obeys(phone)


@BOTH
async def test_inside_another_app(server: Running, phones: Phones, scheme: str, language: str) -> None:
    phone = await phones(color_scheme=scheme, user_agent=ZALO)
    await phone.join(await server.way_in(Role.CHAIR, language=language))
    await expect(phone.tab.locator("html")).to_have_attribute("lang", language)
    await obeys(phone)
    await phone.tab.locator("#ask-return").tap()
    await expect(phone.tab.locator("#return-link")).to_be_focused()
    await obeys(phone)


@pytest.mark.parametrize("letters", ["usual", "large"])
async def test_nothing_is_wider_than_a_narrow_screen(server: Running, phones: Phones, letters: str) -> None:
    phone = await phones(viewport={"width": 320, "height": 640})
    await phone.open()
    await expect(phone.door).to_be_visible()
    if letters == "large":
        await large(phone)
    assert await phone.fits()
    await phone.open(await server.way_in(Role.SUPERIOR_LEADER, "dak-ha"))
    if letters == "large":
        await large(phone)
    await expect(phone.invitation.locator(".main")).to_be_visible()
    assert await phone.fits()
    await phone.go_in()
    await phone.hears("Đồng chí muốn làm việc gì?")
    if letters == "large":
        await large(phone)
    await phone.say("/tiendo")
    await phone.tap("Từng đơn vị")
    await phone.hears("3 đơn vị trực thuộc")
    assert await phone.fits()
    await phone.tab.locator("#menu summary").tap()
    assert await phone.fits()
    await phone.tab.locator("#link").tap()
    await expect(phone.tab.locator("#return-link")).to_be_focused()
    assert await phone.fits()


async def test_the_newest_question_is_in_sight(chair: ChatPage) -> None:
    for _time in range(3):
        await chair.say("giam 3")
        await chair.hears("Lý do giảm là gì?")
        await chair.tap("Hủy")
        await chair.hears("Đã hủy.")
    await expect(chair.heard.last).to_be_in_viewport(ratio=1)


async def test_the_page_speaks_the_language_that_is_chosen(chair: ChatPage) -> None:
    await chair.tap("Ngôn ngữ")
    await chair.tap("English")
    await expect(chair.tab.locator("html")).to_have_attribute("lang", "en")
    await expect(chair.words).to_have_attribute("placeholder", "Type your answer")
    await expect(chair.tab.locator("#menu summary")).to_have_text("Options")
    await chair.say("menu")
    await chair.hears("What would you like to do?")


async def test_a_stranger_who_changes_the_language_keeps_the_invitation(server: Running, phone: ChatPage) -> None:
    await phone.open(await server.federation.invitation(Role.CHAIR, "truong-1"))
    await expect(phone.invitation).to_contain_text("Chủ tịch CĐCS Trường Mẫu 01")
    await phone.tab.locator("#language").tap()
    await expect(phone.tab.locator("html")).to_have_attribute("lang", "en")
    await expect(phone.invitation).to_contain_text("CĐCS Trường Mẫu 01")
    await expect(phone.invitation.locator(".main")).to_have_text("Go in right here")


async def test_dark_where_the_phone_is_dark(phones: Phones) -> None:
    papers = set()
    for scheme in ("light", "dark"):
        phone = await phones(color_scheme=scheme)
        await phone.open()
        papers.add(await phone.tab.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))
    assert len(papers) == 2
