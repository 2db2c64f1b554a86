"""Networks that come and go, and a server that does."""

from __future__ import annotations

from playwright.async_api import Route, expect
from sqlalchemy import func, select

from storage.tables import inbox, reports
from tests.browser.page import ChatPage
from tests.web.running import Running

LOST = "Mất kết nối. Tin đã gõ được giữ trên máy"


async def received(server: Running) -> int:
    """How many messages the server took in."""
    async with server.database.read() as tx:
        return int(await tx.scalar(select(func.count()).select_from(inbox)) or 0)


async def test_what_is_said_offline_survives_a_reload_and_is_sent_once(server: Running, chair: ChatPage) -> None:
    before = await received(server)
    await chair.working_offline()
    chair.complaints.expect("ERR_INTERNET_DISCONNECTED")
    await chair.tab.context.set_offline(True)
    await expect(chair.status).to_contain_text(LOST)
    await expect(chair.connection).to_have_text("Mất kết nối")
    await chair.say("giam 3")
    await expect(chair.own.last).to_contain_text("Chưa gửi")
    await chair.tab.reload()
    await expect(chair.own.last).to_contain_text("giam 3")
    await expect(chair.own.last).to_contain_text("Chưa gửi")
    await chair.hears("Đồng chí muốn làm việc gì?")
    assert await received(server) == before
    await chair.tab.context.set_offline(False)
    await chair.hears("Lý do giảm là gì?")
    await expect(chair.own.last).to_contain_text("Đã gửi")
    await expect(chair.status).not_to_contain_text(LOST)
    assert await received(server) == before + 1


async def test_a_photo_taken_offline_arrives(server: Running, chair: ChatPage) -> None:
    await chair.working_offline()
    chair.complaints.expect("ERR_INTERNET_DISCONNECTED")
    await chair.tab.context.set_offline(True)
    await chair.send_photo("anh.jpg")
    await expect(chair.own.last).to_contain_text("Chưa gửi")
    await chair.tab.reload()
    await expect(chair.own.last.locator("img")).to_be_visible()
    await chair.tab.context.set_offline(False)
    await expect(chair.own.last).to_contain_text("Đã gửi")
    await expect(chair.heard.nth(1)).to_be_visible()


async def test_a_server_that_is_down_for_a_moment(server: Running, chair: ChatPage) -> None:
    chair.complaints.expect("503")
    desk, server.site.desk = server.site.desk, None
    await chair.say("kn 5 nguoi nu 2")
    await expect(chair.status).to_contain_text("Hệ thống tạm gián đoạn")
    await expect(chair.own.last).to_contain_text("Chưa gửi")
    server.site.desk = desk
    await chair.hears("Ngày kết nạp là ngày nào?")
    await expect(chair.status).to_contain_text("Đã kết nối lại")
    await chair.tap("Hôm nay")
    await chair.tap("Đúng, gửi")
    await chair.hears("Đã nhận báo cáo")
    assert await server.federation.count(reports) == 1


async def test_an_answer_that_is_lost_on_its_way_is_no_second_message(server: Running, chair: ChatPage) -> None:
    before = await received(server)
    chair.complaints.expect("ERR_CONNECTION_RESET")

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort("connectionreset")

    await chair.tab.route("**/api/messages", lose, times=1)
    await chair.say("giam 3")
    await expect(chair.own.last).to_contain_text("Đã gửi")
    await chair.hears("Lý do giảm là gì?")
    assert await received(server) == before + 1


async def test_half_typed_words_survive_a_reload(chair: ChatPage) -> None:
    await chair.words.fill("kết nạp 5")
    await chair.tab.reload()
    await expect(chair.words).to_have_value("kết nạp 5")
