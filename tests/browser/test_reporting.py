"""A report from the first tap to the receipt, and the ways to go wrong and come right again."""

from __future__ import annotations

from playwright.async_api import expect
from sqlalchemy import select

from domain.access import Role
from storage.tables import report_versions, reports
from tests.browser.conftest import Phones
from tests.browser.page import ChatPage
from tests.web.running import Running

FORGED = "<img src=x onerror=document.title='forged'>"


async def test_a_report_by_taps(server: Running, chair: ChatPage) -> None:
    for label in ("Báo cáo", "Đoàn viên", "Kết nạp đoàn viên mới"):
        await chair.tap(label)
    await chair.hears("Đợt này đơn vị kết nạp bao nhiêu đoàn viên mới?")
    await chair.say("5 nguoi nu 2")
    await chair.tap("Hôm nay")
    await chair.hears("Số đoàn viên kết nạp: 5 (nữ 2)")
    await chair.tap("Đúng, gửi")
    await chair.hears("✅ Đã nhận báo cáo số 0001")
    async with server.database.read() as tx:
        (answers,) = await tx.scalars(select(report_versions.c.answers))
    assert answers == {"admitted": {"total": 5, "women": 2}, "day": "2026-03-13"}


async def test_a_report_by_words_and_typed_numbers(server: Running, chair: ChatPage) -> None:
    await chair.say("giam")
    await chair.hears("Đơn vị giảm bao nhiêu đoàn viên?")
    await chair.say("hai")
    await chair.hears("Lý do giảm là gì?")
    await chair.say("1")
    await chair.hears("Giảm từ ngày nào?")
    await chair.say("hôm qua")
    await chair.hears("Nghỉ hưu")
    await chair.say("1")
    await chair.hears("Đã nhận báo cáo")
    assert await server.federation.count(reports) == 1


async def test_back_change_and_cancel(server: Running, chair: ChatPage) -> None:
    await chair.say("giam 3")
    await chair.hears("Lý do giảm là gì?")
    await chair.tap("Quay lại")
    await chair.hears("Đơn vị giảm bao nhiêu đoàn viên?")
    await chair.say("2")
    await chair.tap("Nghỉ hưu")
    await chair.tap("Hôm nay")
    await chair.hears("Số đoàn viên giảm: 2")
    await chair.tap("Sửa")
    await chair.tap("Số đoàn viên giảm")
    await chair.hears("Đơn vị giảm bao nhiêu đoàn viên?")
    await chair.say("4")
    await chair.hears("Số đoàn viên giảm: 4")
    await chair.tap("Hủy")
    await chair.hears("Không có gì được gửi đi")
    assert await server.federation.count(reports) == 0


async def test_a_wrong_answer_is_asked_again(chair: ChatPage) -> None:
    await chair.say("giam")
    await chair.hears("Đơn vị giảm bao nhiêu đoàn viên?")
    await chair.say("vài người")
    await chair.hears("“vài người”")
    await chair.say("3")
    await chair.hears("Lý do giảm là gì?")


async def test_only_the_open_question_stands_out(chair: ChatPage) -> None:
    await chair.say("giam 3")
    await chair.hears("Lý do giảm là gì?")
    await expect(chair.log.locator(".latest")).to_have_count(1)
    await chair.heard.first.get_by_role("button", name="Trợ giúp").tap()
    await expect(chair.heard).to_have_count(3)
    await expect(chair.log.locator(".latest")).to_have_count(1)


async def test_a_trembling_finger_taps_once(server: Running, chair: ChatPage) -> None:
    await chair.choice("Báo cáo").dblclick()
    await chair.hears("Đồng chí muốn báo cáo nội dung nào?")
    await server.settled()
    await expect(chair.own).to_have_count(1)


async def test_a_command_in_a_sentence_is_tapped(server: Running, phone: ChatPage) -> None:
    await phone.join(await server.federation.invitation(Role.CHAIR, "truong-1"))
    await phone.hears("Đồng chí có đồng ý không?")
    await phone.heard.last.get_by_role("button", name="/dulieucuatoi").tap()
    await expect(phone.own.last).to_contain_text("/dulieucuatoi")
    await phone.hears("Đồng chí có đồng ý không?")


async def test_forged_html_is_shown_as_text(server: Running, phones: Phones) -> None:
    phone = await phones()
    await phone.join(await server.way_in(Role.CHAIR, name=FORGED))
    await phone.say("giam")
    await phone.hears("Đơn vị giảm bao nhiêu đoàn viên?")
    await phone.say(FORGED)
    await phone.hears("Trợ lý chưa hiểu")
    await expect(phone.own.last).to_contain_text(FORGED)
    await phone.hears("<img src=x")
    await expect(phone.log.locator("img")).to_have_count(0)
    await expect(phone.tab).to_have_title("Trợ lý báo cáo")
