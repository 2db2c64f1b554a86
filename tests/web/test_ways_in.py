"""What `tiendo doctor` says of the ways in."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from bot.channels.in_use import KINDS
from bot.settings import Settings
from bot.ways_in import channel_findings, page_finding, public_finding
from tests.web.running import Running


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


async def test_a_page_that_runs_is_found(page: Running) -> None:
    found = await page_finding(settings(http_port=urlsplit(page.address).port))
    assert (found.well, found.sentence) == (True, f"A Tiendo serves its web page at {page.address}.")


async def test_a_free_port_is_enough() -> None:
    assert (await page_finding(settings(http_port=0))).well


async def test_a_port_of_another_program_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        other.settimeout(1)
        found = await page_finding(settings(http_port=other.getsockname()[1]))
    assert not found.well
    assert "TIENDO_HTTP_PORT" in found.sentence


@pytest.mark.parametrize(
    ("given", "well", "said"),
    [
        ({}, False, "TIENDO_PUBLIC_URL is not set"),
        ({"telegram_token": "1:abc"}, True, "TIENDO_PUBLIC_URL is not set"),
        ({"public_url": "http://tiendo.example.vn"}, False, "is not https"),
        ({"public_url": "https://127.0.0.1:1"}, False, "does not answer"),
    ],
)
async def test_the_address_for_officers(given: dict[str, object], well: bool, said: str) -> None:
    found = await public_finding(settings(**given))
    assert found.well is well
    assert said in found.sentence


async def test_no_token_is_no_mistake() -> None:
    for kind in KINDS:
        (found,) = [one async for one in channel_findings(settings(), kind)]
        assert (found.well, "is not used" in found.sentence) == (True, True)
