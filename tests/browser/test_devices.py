"""Several devices and tabs of one officer, leaving, and the browsers inside other apps."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.async_api import expect
from sqlalchemy import delete

from domain.access import Role
from storage.database import Tx
from storage.tables import conversations, reports, web_sessions
from tests.browser.conftest import Phones
from tests.browser.page import ChatPage
from tests.handlers.chatter import vi
from tests.web.running import Running

ZALO = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Mobile Safari/537.36 Zalo/23"


async def end_all(tx: Tx) -> None:
    await tx.execute(delete(web_sessions))


async def way_back(phone: ChatPage) -> str:
    """The link that leads back in, taken from the menu."""
    await phone.choose("link")
    link = phone.tab.locator("#return-link")
    await expect(link).to_be_focused()
    return await link.input_value()


async def second_phone(chair: ChatPage, phones: Phones) -> ChatPage:
    """Another phone of the same officer."""
    second = await phones()
    await second.join(urlsplit(await way_back(chair)).fragment)
    return second


async def test_two_phones_hear_one_conversation(chair: ChatPage, phones: Phones) -> None:
    second = await second_phone(chair, phones)
    await chair.say("kn 5 nguoi nu 2")
    await second.hears("Ngày kết nạp là ngày nào?")
    await second.tap("Hôm nay")
    await chair.hears("Số đoàn viên kết nạp: 5 (nữ 2)")
    await chair.tap("Đúng, gửi")
    await second.hears("Đã nhận báo cáo")


async def test_two_tabs_hear_one_conversation_and_send_once(server: Running, chair: ChatPage) -> None:
    second = await chair.another_tab()
    await second.open()
    await second.hears("Đồng chí muốn làm việc gì?")
    await second.say("kn 5 nguoi nu 2")
    await chair.hears("Ngày kết nạp là ngày nào?")
    await chair.tap("Hôm nay")
    await second.tap("Đúng, gửi")
    await chair.hears("Đã nhận báo cáo")
    assert await server.federation.count(reports) == 1


async def test_leaving_keeps_nothing(chair: ChatPage) -> None:
    chair.complaints.expect("401")
    await chair.working_offline()
    await chair.say("/thoat")
    await expect(chair.door).to_contain_text("Trên máy này đồng chí đã đăng xuất")
    await expect(chair.heard).to_have_count(0)
    assert await chair.kept() == []
    await chair.tab.reload()
    await expect(chair.door).to_be_visible()


async def test_leaving_hides_the_chat_without_a_network_and_ends_it_with_one(server: Running, chair: ChatPage) -> None:
    chair.complaints.expect("401", "ERR_INTERNET_DISCONNECTED")
    await chair.working_offline()
    await chair.tab.context.set_offline(True)
    await chair.say("kn 5 nguoi nu 2")
    await expect(chair.own.last).to_have_attribute("data-state", "unsent")
    await chair.choose("leave")
    await expect(chair.door).to_contain_text("Nội dung trò chuyện đã được ẩn")
    await expect(chair.heard).to_have_count(0)
    await chair.tab.reload()
    await expect(chair.door).to_contain_text("Nội dung trò chuyện đã được ẩn")
    assert await server.federation.count(web_sessions) == 1
    await chair.tab.context.set_offline(False)
    await expect(chair.door).to_contain_text("Máy này không còn lưu nội dung trò chuyện")
    assert await chair.kept() == []
    assert await server.federation.count(web_sessions) == 0
    await server.settled()
    assert await server.federation.count(conversations) == 1, "what was typed before is not lost"


async def test_leaving_in_one_tab_shows_the_door_in_the_other(chair: ChatPage) -> None:
    chair.complaints.expect("401")
    second = await chair.another_tab()
    await second.open()
    await second.hears("Đồng chí muốn làm việc gì?")
    await chair.choose("leave")
    await expect(chair.door).to_be_visible()
    await expect(second.door).to_be_visible()
    await expect(second.heard).to_have_count(0)


async def test_words_outlive_a_session_that_was_ended_meanwhile(
    server: Running, chair: ChatPage, phones: Phones
) -> None:
    chair.complaints.expect("401", "ERR_INTERNET_DISCONNECTED")
    link = await way_back(chair)
    other = await phones()
    await other.join(urlsplit(link).fragment)
    await chair.tab.context.set_offline(True)
    await chair.say("kn 5 nguoi nu 2")
    await expect(chair.own.last).to_have_attribute("data-state", "unsent")
    await chair.words.fill("nửa chừng")
    await other.choose("account")
    await other.tap("Đăng xuất: Chrome, Linux")
    await chair.tab.context.set_offline(False)
    await expect(chair.door).to_contain_text("Trên máy này đồng chí đã đăng xuất")
    await chair.join(urlsplit(link).fragment)
    await chair.hears("Ngày kết nạp là ngày nào?")
    await expect(chair.words).to_have_value("nửa chừng")


async def test_words_of_one_officer_are_not_sent_for_another(server: Running, chair: ChatPage) -> None:
    chair.complaints.expect("401", "ERR_INTERNET_DISCONNECTED")
    await chair.tab.context.set_offline(True)
    await chair.say("kn 5 nguoi nu 2")
    await expect(chair.own.last).to_have_attribute("data-state", "unsent")
    await chair.words.fill("nửa chừng")
    await server.database.write(end_all)
    await chair.tab.context.set_offline(False)
    await expect(chair.door).to_be_visible()
    await chair.join(await server.way_in(Role.CHAIR, "truong-2", name="H Mẫu"))
    await chair.hears("CĐCS Trường Mẫu 02")
    await expect(chair.own).to_have_count(0)
    await expect(chair.words).to_have_value("")
    await server.settled()
    assert await server.federation.count(conversations) == 0


async def test_a_server_that_was_restored_is_heard_again(server: Running, chair: ChatPage) -> None:
    await chair.tab.evaluate("localStorage.setItem('tiendo:epoch', 'before')")
    await chair.say("kn 5 nguoi nu 2")
    await chair.hears("Ngày kết nạp là ngày nào?")
    await chair.tap("Hôm nay")
    await chair.hears("Số đoàn viên kết nạp: 5")


async def test_a_session_that_is_ended_elsewhere_shows_the_door(chair: ChatPage, phones: Phones) -> None:
    second = await second_phone(chair, phones)
    second.complaints.expect("401")
    await second.working_offline()
    await chair.choose("account")
    await chair.tap("Đăng xuất: Chrome, Linux")
    await expect(second.door).to_be_visible()
    assert await second.kept() == []


async def test_a_browser_that_forgets_is_given_a_link(server: Running, phones: Phones) -> None:
    inside = await phones(user_agent=ZALO)
    await inside.join(await server.way_in(Role.CHAIR))
    banner = inside.tab.locator("#return")
    await expect(banner).to_contain_text("Trợ lý có thể không nhận ra đồng chí")
    await banner.get_by_role("button", name="Lấy đường dẫn trở lại").tap()
    link = banner.locator("#return-link")
    await expect(link).to_be_focused()
    assert await link.input_value() == inside.tab.url
    await inside.tab.reload()
    await inside.hears("Đồng chí muốn làm việc gì?")

    outside = await phones()
    await outside.tab.goto(inside.tab.url)
    await expect(outside.invitation).to_contain_text("Chào đồng chí Y Mẫu trở lại.")
    await outside.go_in()
    await outside.hears("Đồng chí muốn làm việc gì?")
    await expect(outside.tab.locator("#return")).to_be_hidden()


async def test_a_code_from_the_account_leads_another_phone_in(chair: ChatPage, phones: Phones) -> None:
    await chair.choose("account")
    await chair.tap(vi("Open on another device or app"))
    link = chair.heard.last.locator(".words a").last
    second = await phones()
    await second.join(urlsplit(await link.inner_text()).fragment)
    await second.say("menu")
    await second.hears("Đồng chí muốn làm việc gì?")
