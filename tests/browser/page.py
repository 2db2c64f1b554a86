"""The chat page on somebody's phone, used as a person uses it."""

from __future__ import annotations

import io
import re
from typing import Any

from PIL import Image
from playwright.async_api import BrowserContext, ConsoleMessage, FilePayload, Locator, Page, Request, WebError, expect

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 720},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "vi-VN",
    "reduced_motion": "reduce",
}


class Complaints:
    """What one browser complained about, in console or network, and what the test itself caused (`expected`)."""

    def __init__(self, context: BrowserContext) -> None:
        self._heard: list[str] = []
        self._expected: list[str] = []
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("requestfailed", self._on_failure)

    def expect(self, *parts: str) -> None:
        """Let complaints that hold one of these pass."""
        self._expected += parts

    def unexpected(self) -> list[str]:
        """What the page is to blame for."""
        return [one for one in self._heard if not any(part in one for part in self._expected)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._heard.append(f"{message.text} ({message.location['url']})")

    def _on_error(self, error: WebError) -> None:
        self._heard.append(str(error.error))

    def _on_failure(self, request: Request) -> None:
        # The page hangs up on its long call whenever it is left or woken up.
        if request.failure != "net::ERR_ABORTED":
            self._heard.append(f"{request.failure} ({request.url})")


class ChatPage:
    """One tab. Texts are looked for as they are read."""

    def __init__(self, tab: Page, address: str, complaints: Complaints) -> None:
        self.tab = tab
        self.address = address
        self.complaints = complaints
        self.log = tab.locator("#log")
        self.heard = self.log.locator(".heard")
        self.own = self.log.locator(".own")
        self.buttons = self.log.locator(".latest button.choice")
        self.words = tab.locator("#words")
        self.door = tab.locator("#door")
        self.invitation = tab.locator("#invitation")
        self.status = tab.locator("#status")
        self.connection = tab.locator("#connection")

    async def open(self, code: str = "", query: str = "") -> None:
        """Open the address, or the link that carries a code."""
        if not code:
            # Only by asking does the page learn that nobody is signed in.
            self.complaints.expect("401")
        await self.tab.goto(f"{self.address}/{query}#{code}".removesuffix("#"))

    async def join(self, code: str) -> None:
        """Come in by the link of a code; returns once something was said."""
        await self.open(code)
        await self.go_in()

    async def go_in(self) -> None:
        """Take up what is offered."""
        await self.invitation.locator(".main").tap()
        await expect(self.heard.first).to_be_visible()
        await expect(self.connection).to_have_attribute("data-state", "connected")

    async def say(self, text: str) -> None:
        """Type something and send it."""
        await self.words.fill(text)
        await self.words.press("Enter")

    async def tap(self, label: str) -> None:
        """Tap a button of the question that is open."""
        await self.choice(label).tap()

    def choice(self, label: str) -> Locator:
        """The button of the open question with this label, whatever its number."""
        return self.buttons.filter(has_text=re.compile(rf"^(\d+\. )?{re.escape(label)}$"))

    async def send_photo(self, name: str, width: int = 400, height: int = 300) -> None:
        """Choose a photo from the phone and send it."""
        photo = io.BytesIO()
        Image.new("RGB", (width, height), "teal").save(photo, "JPEG")
        chosen: FilePayload = {"name": name, "mimeType": "image/jpeg", "buffer": photo.getvalue()}
        await self.tab.locator("#file").set_input_files(chosen)

    async def hears(self, text: str) -> None:
        """Wait until the last message says this."""
        await expect(self.heard.last).to_contain_text(text)

    async def choose(self, item: str) -> None:
        """Take something from the menu in the header, by its id."""
        await self.tab.locator("#menu summary").tap()
        await self.tab.locator(f"#{item}").tap()

    async def another_tab(self) -> ChatPage:
        """The same browser's next tab, still empty."""
        return ChatPage(await self.tab.context.new_page(), self.address, self.complaints)

    async def working_offline(self) -> None:
        """Wait until the page is kept for being opened without a network."""
        await self.tab.evaluate("navigator.serviceWorker.ready")

    async def kept(self) -> list[str]:
        """The names of everything that the browser keeps for the page."""
        found: list[str] = await self.tab.evaluate(
            """async () => [
                ...Object.keys(localStorage),
                ...Object.keys(sessionStorage),
                ...(await indexedDB.databases()).map(({ name }) => name),
                ...(await caches.keys()),
                ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
            ]"""
        )
        return found

    async def fits(self) -> bool:
        """Whether nothing reaches beyond the right edge of the screen, or of the log that scrolls in it."""
        return bool(
            await self.tab.evaluate(
                """[document.documentElement, document.getElementById("scroller")]
                    .every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)"""
            )
        )
