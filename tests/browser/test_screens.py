"""What is more than words: screens that change in place, pictures both ways, documents."""

from __future__ import annotations

import asyncio
import io

from openpyxl import load_workbook
from PIL import Image
from playwright.async_api import expect
from sqlalchemy import func, select

from domain.access import Role
from storage.tables import web_messages
from tests.browser.page import ChatPage
from tests.web.running import Running


async def invite(server: Running, phone: ChatPage) -> None:
    """An officer comes in and asks for an invitation, which is shown once."""
    await phone.join(await server.way_in(Role.SUPERIOR_OFFICER, "dak-ha"))
    await phone.hears("Đồng chí muốn làm việc gì?")
    await phone.say("/moi")
    for label in ("Mời một người", "CĐCS Trường Mẫu 02", "Chủ tịch", "Có"):
        await phone.tap(label)
    await phone.hears("Lời mời: Chủ tịch CĐCS Trường Mẫu 02")


async def secrets(server: Running) -> int:
    """How many messages are kept that were to be shown once."""
    async with server.database.read() as tx:
        return await tx.scalar(select(func.count()).select_from(web_messages).where(web_messages.c.once)) or 0


async def test_a_screen_changes_in_place_and_keeps_the_focus(server: Running, phone: ChatPage) -> None:
    await phone.join(await server.way_in(Role.SUPERIOR_LEADER, "dak-ha"))
    await phone.hears("Đồng chí muốn làm việc gì?")
    await phone.say("/tiendo")
    await phone.hears("LĐLĐ huyện Đăk Hà, số liệu đến ngày 13/03/2026")
    await expect(phone.heard).to_have_count(2)
    for label, then in (
        ("Từng đơn vị", "CĐCS Trường Mẫu 01"),
        ("CĐCS Trường Mẫu 01", "CĐCS Trường Mẫu 01, số liệu"),
        ("Lên LĐLĐ huyện Đăk Hà", "LĐLĐ huyện Đăk Hà, số liệu"),
    ):
        await phone.choice(label).focus()
        await phone.tab.keyboard.press("Enter")
        await phone.hears(then)
        await expect(phone.heard.last.locator(":focus")).to_have_count(1)
    await expect(phone.heard).to_have_count(2)


async def test_a_photo_is_made_smaller_and_stands_in_the_report(server: Running, chair: ChatPage) -> None:
    await chair.say("kn 5 nguoi nu 2")
    await chair.tap("Hôm nay")
    await chair.tap("Thêm chi tiết")
    await chair.hears("Kết nạp vào đâu?")
    await chair.tap("Bỏ qua")
    await chair.hears("Số quyết định kết nạp")
    await chair.tap("Bỏ qua")
    await chair.hears("Mời đồng chí gửi một ảnh minh chứng")
    await chair.send_photo("hội nghị.png", width=2400, height=1200)
    await expect(chair.own.last.get_by_role("img", name="hội nghị.jpg")).to_be_visible()
    await chair.hears("1 ảnh")
    assert server.site.desk is not None
    (kept,) = [file for file in (server.site.desk.data_folder / "files").rglob("*") if file.is_file()]
    with Image.open(kept) as picture:
        assert picture.size == (1600, 800)


async def test_an_invitation_is_shown_as_a_picture(server: Running, phone: ChatPage) -> None:
    await invite(server, phone)
    picture = phone.heard.last.locator("img")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("complete", value=True)
    assert await picture.evaluate("image => image.naturalWidth") > 100
    await expect(phone.heard.last.locator(".words a")).to_contain_text(f"{server.address}/#")
    await phone.say("menu")
    await phone.hears("Đồng chí muốn làm việc gì?")
    await phone.tab.reload()
    await phone.hears("Đồng chí muốn làm việc gì?")
    await expect(phone.log).to_contain_text("Chỗ này từng hiện mã hoặc đường dẫn")
    await expect(phone.log).not_to_contain_text("/#")


async def test_what_is_shown_once_can_be_opened_and_saved_after_the_server_forgot_it(
    server: Running, phone: ChatPage
) -> None:
    await invite(server, phone)
    await phone.say("/moi tatca")
    await phone.tap("Có")
    sheet = phone.log.get_by_role("link", name="loi-moi.xlsx")
    await expect(sheet).to_be_visible()
    server.federation.clock.forward(minutes=2)
    await phone.say("menu")
    await phone.hears("Đồng chí muốn làm việc gì?")
    async with asyncio.timeout(20):
        while await secrets(server):
            await asyncio.sleep(0.05)
    async with phone.tab.expect_download() as waiting:
        await sheet.tap()
    rows = load_workbook(io.BytesIO((await (await waiting.value).path()).read_bytes())).active
    assert rows is not None
    assert f"{server.address}/#" in str(rows["D2"].value)
    # Chromium's own view of a picture styles itself.
    phone.complaints.expect("Applying inline style")
    async with phone.tab.context.expect_page() as opening:
        await phone.log.get_by_role("img").first.tap()
    assert (await opening.value).url.startswith("blob:")


async def test_a_document_is_saved(chair: ChatPage) -> None:
    await chair.say("/dulieucuatoi")
    async with chair.tab.expect_download() as waiting:
        await chair.heard.last.get_by_role("link", name="du-lieu-cua-toi.txt").tap()
    saved = await waiting.value
    assert saved.suggested_filename == "du-lieu-cua-toi.txt"
    assert "Y Mẫu" in (await saved.path()).read_text()
