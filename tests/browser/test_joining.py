"""Coming in: the card of an invitation, its short code, the door, and the consent that is asked for."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import expect
from sqlalchemy import select

from bot.channels.links import Links
from domain.access import Role
from handlers.saying import Attachment
from storage.tables import chats, officers
from tests.browser.conftest import Phones
from tests.browser.page import ChatPage
from tests.web.running import Running


async def test_an_invitation_leads_to_the_menu(server: Running, phone: ChatPage) -> None:
    await phone.open(await server.federation.invitation(Role.CHAIR, "truong-1"))
    await expect(phone.invitation).to_contain_text("Chủ tịch CĐCS Trường Mẫu 01")
    await phone.go_in()
    await phone.hears("Đồng chí có đồng ý không?")
    await phone.tap("Đồng ý")
    await phone.hears("Đồng chí muốn ghi tên thế nào")
    await phone.say("Y Mẫu")
    await phone.hears("Đồng chí muốn làm việc gì?")
    await expect(phone.log).to_contain_text("Chào đồng chí Y Mẫu. Đồng chí đã nhận nhiệm vụ")
    async with server.database.read() as tx:
        assert list(await tx.scalars(select(officers.c.name))) == ["Y Mẫu"]


async def test_the_code_does_not_stay_in_the_address(server: Running, phone: ChatPage) -> None:
    await phone.open(await server.federation.invitation(Role.CHAIR, "truong-1"))
    await expect(phone.invitation).to_be_visible()
    assert phone.tab.url == f"{server.address}/"


async def test_a_short_code_opens_the_door_of_another_phone(server: Running, phones: Phones) -> None:
    first, second = await phones(), await phones()
    await first.open(await server.federation.invitation(Role.CHAIR, "truong-1"))
    await first.invitation.get_by_role("button", name="Lấy mã ngắn").tap()
    short = first.tab.locator("#short-code")
    await expect(short).not_to_be_empty()
    await second.open()
    await second.door.locator("#code").fill((await short.inner_text()).lower())
    await second.door.get_by_role("button", name="Vào").tap()
    await second.hears("Đồng chí có đồng ý không?")


async def test_a_wrong_code_is_said_at_the_door(phone: ChatPage) -> None:
    phone.complaints.expect("404")
    await phone.open()
    await phone.door.locator("#code").fill("KHONG-CO")
    await phone.door.locator("#code").press("Enter")
    await expect(phone.tab.locator("#door-problem")).to_contain_text("mã")
    await expect(phone.door.locator("#code")).to_be_focused()


async def test_a_link_that_opens_nothing_leads_to_the_door(phone: ChatPage) -> None:
    phone.complaints.expect("404")
    await phone.open("KHONG-CO")
    await phone.invitation.get_by_role("button", name="Gõ mã khác").tap()
    await expect(phone.door).to_be_visible()


async def test_what_was_seen_before_is_there_again_after_a_reload(chair: ChatPage) -> None:
    await chair.say("giam")
    await chair.hears("Đơn vị giảm bao nhiêu đoàn viên?")
    await chair.tab.reload()
    await chair.hears("Đơn vị giảm bao nhiêu đoàn viên?")
    await expect(chair.own).to_contain_text("giam")


async def test_a_document_that_went_out_as_a_link_opens_once_its_officer_is_signed_in(
    server: Running, phone: ChatPage
) -> None:
    code = await server.way_in(Role.CHAIR)
    desk = server.site.desk
    assert desk is not None
    links = Links(database=server.database, clock=desk.clock, data_folder=desk.data_folder, public_url=server.address)
    async with server.database.read() as tx:
        channel, address = (
            await tx.execute(select(chats.c.channel, chats.c.address).where(chats.c.officer_id.is_not(None)))
        ).one()
    file = Attachment(name="bảng 1.xlsx", content=b"PK and so on", picture=False)
    link = await links.link_to(file, channel, address, secret=False)
    phone.complaints.expect("401")
    await phone.tab.goto(str(link))
    await expect(phone.door).to_contain_text("gõ mã")
    assert phone.tab.url == f"{server.address}/"
    await phone.door.locator("#code").fill(code)
    async with phone.tab.expect_download() as coming:
        await phone.door.get_by_role("button", name="Vào").tap()
    download = await coming.value
    assert Path(await download.path()).read_bytes() == file.content
    assert download.suggested_filename == "bảng 1.xlsx"
