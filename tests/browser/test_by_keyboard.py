"""The whole of a report without a finger or a mouse."""

from __future__ import annotations

from playwright.async_api import expect

from storage.tables import reports
from tests.browser.page import ChatPage
from tests.web.running import Running

MOST_STOPS = 60


async def walk_to(page: ChatPage, label: str, key: str = "Tab") -> None:
    """Press a key until the button that says this has the focus, which must be seen at every stop."""
    for _stop in range(MOST_STOPS):
        await page.tab.keyboard.press(key)
        focused = page.tab.locator(":focus")
        # Beyond the last element the browser's own bars have the focus, once on each way round.
        if await page.tab.evaluate("document.activeElement === document.body"):
            continue
        await expect(focused).to_have_count(1)
        shown = await focused.evaluate("element => getComputedStyle(element).outlineStyle")
        # The field for a photo is drawn by its label.
        assert shown != "none" or await focused.get_attribute("id") == "file"
        if (await focused.inner_text()).endswith(label):
            return
    raise AssertionError(f"no key leads to {label!r}")


async def test_a_report(server: Running, chair: ChatPage) -> None:
    keyboard = chair.tab.keyboard
    await walk_to(chair, "Báo cáo")
    await keyboard.press("Enter")
    await chair.hears("Đồng chí muốn báo cáo nội dung nào?")
    await walk_to(chair, "Đoàn viên")
    await keyboard.press("Space")
    await expect(chair.choice("Kết nạp đoàn viên mới")).to_be_visible()
    await walk_to(chair, "Kết nạp đoàn viên mới")
    await keyboard.press("Enter")
    await chair.hears("Đợt này đơn vị kết nạp bao nhiêu đoàn viên mới?")
    while await chair.words.evaluate("words => words !== document.activeElement"):
        await keyboard.press("Tab")
    await keyboard.type("5 nguoi nu 2")
    await keyboard.press("Enter")
    await chair.hears("Ngày kết nạp là ngày nào?")
    await expect(chair.words).to_be_focused()
    await walk_to(chair, "Hôm nay", "Shift+Tab")
    await keyboard.press("Enter")
    await chair.hears("Số đoàn viên kết nạp: 5 (nữ 2)")
    await walk_to(chair, "Đúng, gửi")
    await keyboard.press("Enter")
    await chair.hears("Đã nhận báo cáo")
    assert await server.federation.count(reports) == 1


async def test_news_does_not_take_the_focus(chair: ChatPage) -> None:
    await chair.words.fill("nửa chừng")
    await chair.words.focus()
    await chair.tab.evaluate("document.querySelector('.latest .choice').click()")
    await chair.hears("Đồng chí muốn báo cáo nội dung nào?")
    await expect(chair.words).to_be_focused()
    await expect(chair.words).to_have_value("nửa chừng")


async def test_the_menu_closes_by_escape_and_gives_the_focus_back(chair: ChatPage) -> None:
    summary = chair.tab.locator("#menu summary")
    await summary.focus()
    await chair.tab.keyboard.press("Enter")
    await expect(chair.tab.locator("#account")).to_be_visible()
    await chair.tab.keyboard.press("Tab")
    await expect(chair.tab.locator("#account")).to_be_focused()
    await chair.tab.keyboard.press("Escape")
    await expect(chair.tab.locator("#account")).to_be_hidden()
    await expect(summary).to_be_focused()


async def test_the_door(chair: ChatPage) -> None:
    chair.complaints.expect("401")
    await chair.say("/thoat")
    await expect(chair.door).to_be_visible()
    await walk_to_code(chair)


async def walk_to_code(page: ChatPage) -> None:
    code = page.door.locator("#code")
    while await code.evaluate("code => code !== document.activeElement"):
        await page.tab.keyboard.press("Tab")
    await expect(code).to_be_focused()
