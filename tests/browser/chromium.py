"""The system's own Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class NoChromium(Exception):
    """None is installed."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The browser for the length of a block. Raises `NoChromium`."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise NoChromium("no Chromium: install Debian's package chromium to see the page in a browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        await browser.close()
