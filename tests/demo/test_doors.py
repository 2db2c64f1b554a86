"""The doors of the demo, as somebody opens them side by side."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.demo.serving import served_demo

ROLES = ["chair", "chair", "superior_officer", "superior_leader", "dept_officer", "provincial_leader"]


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """The address at which the demo is served."""
    async with served_demo(tmp_path) as address:
        yield address


class Visitor:
    """Somebody behind a door, in a browser that all doors share."""

    def __init__(self, session: aiohttp.ClientSession, person: dict[str, Any]) -> None:
        self._session = session
        self._door = person["door"].rstrip("/")
        self._code = person["code"]
        self._after = 0
        self._said = 0

    async def enter(self) -> str:
        async with self._session.post(f"{self._door}/api/join", json={"code": self._code}) as answer:
            assert answer.status == 200
        return await self._hear()

    async def say(self, text: str) -> str:
        self._said += 1
        body = {"id": f"words-{self._said}", "text": text}
        async with self._session.post(f"{self._door}/api/messages", json=body) as answer:
            assert answer.status == 202
        return await self._hear()

    async def _hear(self) -> str:
        while True:
            async with self._session.get(f"{self._door}/api/messages?after={self._after}&wait=10") as answer:
                said = (await answer.json())["messages"]
            if said:
                self._after = said[-1]["n"]
                assert all("DỮ LIỆU MẪU" in message["text"] for message in said)
                return str(said[-1]["text"])


async def test_a_report_behind_one_door_is_seen_behind_another(demo: str) -> None:
    async with aiohttp.ClientSession(demo, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get("/api/demo/people") as answer:
            people = await answer.json()
        assert [person["role"] for person in people] == ROLES
        async with session.get("/") as answer:
            entrance = await answer.text()
        assert all(f"{person['door']}#{person['code']}" in entrance for person in people)
        assert "DỮ LIỆU MẪU" in entrance
        visitors = [Visitor(session, person) for person in people]
        for visitor, person in zip(visitors, people, strict=True):
            assert person["office"] in await visitor.enter()
            async with session.get(person["door"]) as answer:
                assert "DỮ LIỆU MẪU" in await answer.text()
        _school, company, _officer, leader, *_province = visitors
        before = _members(await leader.say("/tiendo"))
        await company.say("kn 2 nguoi nu 1")
        await company.say("hôm nay")
        assert "Đã nhận báo cáo" in await company.say("1")
        assert _members(await leader.say("/tiendo")) == before + 2


def _members(screen: str) -> int:
    """How many members were admitted, as a leader's first screen shows it."""
    found = re.search(r"\(kết nạp ([\d.]+),", screen)
    assert found, screen
    return int(found[1].replace(".", ""))
