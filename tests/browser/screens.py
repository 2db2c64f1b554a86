"""The pictures of the guides, taken anew from the demo: `python -m tests.browser.screens`.

Only the codes and the picture of an invitation differ from one time to the next.
"""

from __future__ import annotations

import asyncio
import io
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Browser, Locator, expect

from tests.browser.chromium import chromium
from tests.browser.page import PHONE, ChatPage, Complaints
from tests.demo.serving import served_demo
from tests.program import ROOT

PICTURES = ROOT / "docs" / "screens"
WAIT = 30_000
"""Milliseconds for the slowest answer."""
MARGIN = 12
COLOURS = 28
LINES = 16
"""Of what is too long to be shown as a whole."""
TALL = PHONE | {"viewport": {"width": 360, "height": 1600}}
"""So high that whatever is shown fits without scrolling; what is not needed is cut off."""
GUEST = "khach"
ANDROID = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126 Mobile Safari/537.36"


class Photographer:
    """Opens the doors of the demo and takes pictures of what is behind them."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self.address = address

    async def open(self, door: str, **options: Any) -> ChatPage:
        """A phone before a door, nothing open yet; `options` are those of Playwright's contexts."""
        context = await self._browser.new_context(**TALL | options)
        context.set_default_timeout(WAIT)
        return ChatPage(await context.new_page(), f"{self.address}/mau/{door}", Complaints(context))

    async def enter(self, door: str, **options: Any) -> ChatPage:
        """A phone behind a door, with the menu that is said first."""
        page = await self.come_back(door, **options)
        await page.hears("Đồng chí muốn làm việc gì?")
        return page

    async def come_back(self, door: str, **options: Any) -> ChatPage:
        """A phone behind a door, with whatever has been said there."""
        page = await self.open(door, **options)
        await page.tab.goto(self.address)
        link = await page.tab.locator(f"a[href^='/mau/{door}/']").get_attribute("href")
        assert link is not None
        await page.join(link.partition("#")[2])
        return page

    async def take(self, name: str, first: Locator, last: Locator, lines: int | None = None) -> None:
        """Keep everything from one element down to another, over the whole width; of the latter only so many lines."""
        await expect(last).to_be_visible()
        top, bottom = await first.bounding_box(), await last.bounding_box()
        assert top is not None
        assert bottom is not None
        shown = last.page.viewport_size
        assert shown is not None
        start = max(0, top["y"] - MARGIN)
        end = min(shown["height"], bottom["y"] + bottom["height"] + MARGIN)
        if lines is not None:
            words = last.locator(".words")
            box = await words.bounding_box()
            assert box is not None
            line = await words.evaluate("words => parseFloat(getComputedStyle(words).lineHeight)")
            end = box["y"] + lines * line
        taken = await last.page.screenshot(
            clip={"x": 0, "y": start, "width": 360, "height": end - start}, animations="disabled", caret="hide"
        )
        _with_few_colours(taken).save(PICTURES / f"{name}.png", optimize=True)


def _with_few_colours(png: bytes) -> Image.Image:
    """The picture in its most frequent colours: what Pillow chooses by itself are mixtures that tint large areas."""
    with Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGB")
    found: Any = picture.getcolors(picture.width * picture.height)
    counted = sorted(found, reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _count, colour in counted for part in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


async def inviting(photographer: Photographer) -> str:
    """An officer above invites a chair, and enters one thing for many unions. The code of the invitation."""
    page = await photographer.enter("can-bo-cap-tren")
    await page.say("/nhaploat")
    await expect(page.heard).to_have_count(2)
    await photographer.take("nhap-loat", page.own.last, page.heard.last)
    await page.tap("Hủy")
    await page.hears("Đã hủy")
    await page.say("/moi")
    await page.tap("Mời một người")
    await page.hears("Đồng chí mời cán bộ cho đơn vị nào?")
    await page.say("Trường THCS Mẫu 001")
    await page.tap("Chủ tịch")
    await page.hears("bàn giao")
    await page.tap("Có")
    await page.hears("Đồng chí có tạo lời mời không?")
    await page.tap("Có")
    await page.hears("Mã để gõ")
    await expect(page.heard.last.locator("img")).to_be_visible()
    await photographer.take("moi", page.heard.last, page.heard.last)
    return (await page.heard.last.locator(".words a").inner_text()).partition("#")[2]


async def joining(photographer: Photographer, code: str) -> None:
    """The chair comes in."""
    page = await photographer.open(GUEST)
    await page.open(code)
    buttons = page.invitation.locator("#invitation-buttons")
    await expect(buttons.locator("button")).to_have_count(2)
    await photographer.take("loi-moi", page.tab.locator("header"), buttons)
    await page.go_in()
    await page.hears("Đồng chí có đồng ý không?")
    await page.tap("Đồng ý")
    await page.hears("Đồng chí muốn ghi tên thế nào")
    await page.say("Y Mẫu")
    await page.hears("Đồng chí muốn làm việc gì?")


async def reporting(photographer: Photographer) -> None:
    """A chair reports, looks at the progress, loses the network and sees who is signed in."""
    other = await photographer.enter("doanh-nghiep", user_agent=ANDROID)
    await other.tab.context.close()
    page = await photographer.enter("doanh-nghiep")
    await page.say("kn 2 nguoi nu 1")
    await page.hears("Ngày kết nạp là ngày nào?")
    await photographer.take("bao-cao-hoi", page.own.last, page.heard.last)
    await page.tap("Hôm nay")
    await page.hears("Số đoàn viên kết nạp: 2 (nữ 1)")
    await photographer.take("bao-cao-xac-nhan", page.heard.last, page.heard.last)
    await page.tap("Đúng, gửi")
    await page.hears("Đã nhận báo cáo")
    await photographer.take("da-nhan", page.own.last, page.heard.last)
    await page.say("/tiendo")
    await page.hears("số liệu đến ngày")
    await photographer.take("tien-do-chu-tich", page.own.last, page.heard.last, LINES)
    await page.say("/taikhoan")
    await page.hears("Tên: ")
    await photographer.take("tai-khoan", page.own.last, page.heard.last)


async def closing(photographer: Photographer) -> None:
    """A chair sees what is still expected of the month."""
    page = await photographer.enter("truong-hoc")
    await page.say("chốt")
    await page.hears("Số liệu tính đến")
    await photographer.take("chot-ky", page.own.last, page.heard.last)
    await page.tab.context.close()


async def losing_the_network(photographer: Photographer) -> None:
    """A word that waits for the network, on a phone of the usual height."""
    page = await photographer.come_back("truong-hoc")
    await page.tab.set_viewport_size(PHONE["viewport"])
    await page.tab.context.set_offline(True)
    await expect(page.status).to_contain_text("Mất kết nối")
    await page.say("kn 5 nguoi nu 2")
    await expect(page.own.last).to_contain_text("Chưa gửi")
    await photographer.take("mat-mang", page.tab.locator("header"), page.tab.locator("#composer"))


async def assigning(photographer: Photographer) -> None:
    """An officer above splits a quota over the unions below, and a chair is told."""
    page = await photographer.come_back("can-bo-cap-tren")
    await page.say("giao chi tieu")
    await page.hears("Đồng chí giao chỉ tiêu nào?")
    await page.tap("Đoàn viên tăng thêm (thực)")
    await page.tap("Năm 2027")
    await page.hears("giao tổng số bao nhiêu?")
    await page.say("140")
    await page.tap("Theo số lao động chưa vào Công đoàn")
    await page.hears("vừa đủ")
    await photographer.take("giao-chi-tieu", page.heard.last, page.heard.last)
    await page.tap("Xong, đi tiếp")
    await page.hears("Số quyết định là gì?")
    await page.say("12/QĐ-LĐLĐ")
    await page.hears("Quyết định ký ngày nào?")
    await page.tap("Hôm nay")
    await page.hears("ảnh chụp quyết định")
    await page.tap("Bỏ qua")
    await page.hears("kiểm tra trước khi giao")
    await page.tap("Đúng, giao chỉ tiêu")
    await page.hears("Đã giao chỉ tiêu")
    chair = await photographer.come_back("doanh-nghiep")
    await chair.hears("Đồng chí được giao chỉ tiêu")
    await photographer.take("duoc-giao-chi-tieu", chair.heard.last, chair.heard.last)


async def looking(photographer: Photographer) -> None:
    """The leader above sees the figures of all, asks in words, and takes a picture."""
    page = await photographer.enter("lanh-dao-cap-tren")
    await page.say("/tiendo")
    await page.hears("số liệu đến ngày")
    await photographer.take("tien-do-cap-tren", page.heard.last, page.heard.last, LINES)
    await page.say("doi thoai den dau roi")
    await page.hears("Đối thoại tại DN ngoài nhà nước: ")
    await photographer.take("hoi-tien-do", page.own.last, page.heard.last)
    await page.tap("Mọi chỉ tiêu")
    await page.tap("Xem bằng hình")
    await expect(page.heard.last.locator("img")).to_be_visible()
    await photographer.take("tien-do-bang-hinh", page.heard.last, page.heard.last)


async def main() -> None:
    """Take all pictures."""
    expect.set_options(timeout=WAIT)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with served_demo(Path(folder)) as address, chromium() as browser:
            await take_all(Photographer(browser, address))


async def take_all(photographer: Photographer) -> None:
    """All scenes, in order."""
    await joining(photographer, await inviting(photographer))
    await reporting(photographer)
    await closing(photographer)
    await losing_the_network(photographer)
    await assigning(photographer)
    await looking(photographer)


if __name__ == "__main__":
    asyncio.run(main())
