"""The document, what a home screen needs, and how long files are kept."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from bot.web.shell import version
from tests.web.client import Client


async def test_it_can_be_put_on_the_home_screen(browser: Client) -> None:
    async with browser.http.get("/manifest.webmanifest") as answer:
        assert answer.headers["Content-Type"].startswith("application/manifest+json")
        manifest = await answer.json()
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"any", "192x192", "512x512"}
    for icon in manifest["icons"]:
        async with browser.http.get(icon["src"]) as answer:
            assert (answer.status, answer.headers["Content-Type"]) == (200, icon["type"])


async def test_every_file_that_it_names_is_served_and_kept(browser: Client) -> None:
    async with browser.http.get("/") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        named = re.findall(r'(?:href|src)="(/static/[^"]+)"', await answer.text())
    assert len(named) > 20
    for path in named:
        async with browser.http.get(path) as answer:
            assert answer.status == 200
            assert "immutable" in answer.headers["Cache-Control"]


async def test_files_of_another_version_are_asked_about_every_time(browser: Client) -> None:
    async with browser.http.get("/static/older/main.js") as answer:
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
    for outside in ("/static/x/../../page.py", "/static/x/%2e%2e/page.py", "/static/x/nothing.js"):
        async with browser.http.get(outside) as answer:
            assert answer.status == 404


async def test_its_worker_cares_for_the_whole_page(browser: Client) -> None:
    async with browser.http.get(urljoin("/", f"sw.js?{version()}")) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/javascript")
        assert answer.headers["Cache-Control"] == "no-cache"
