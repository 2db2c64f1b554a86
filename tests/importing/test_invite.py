"""`tiendo invite`: a code that opens the office, and a sentence for what does not fit."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands import invite
from domain.access import Role
from storage import invitations
from storage.database import opened
from storage.invitations import Invitation, InvitationProblem
from tests.importing.conftest import Tiendo
from tests.telegram.fixtures import telegram
from tests.telegram.server import TelegramServer

__all__ = ["telegram"]

ROWS = (
    "code,name,kind,parent",
    "T,LĐLĐ tỉnh Mẫu,tinh,",
    "X,LĐLĐ huyện Mẫu,cttt,T",
    "A,CĐCS Trường Mẫu 1,hcsn,X",
)


@pytest.fixture
def province(tiendo: Tiendo) -> Tiendo:
    Path("units.csv").write_text("\n".join(ROWS), encoding="utf-8")
    assert tiendo("init", "--units", "units.csv").exit_code == 0
    return tiendo


async def find(code: str) -> Invitation | InvitationProblem:
    async with opened("sqlite:///tiendo.db") as database, database.read() as tx:
        return await invitations.find(tx, code, datetime.now(UTC))


def know_the_bot() -> None:
    with closing(sqlite3.connect("tiendo.db")) as connection:
        connection.execute("INSERT INTO meta VALUES ('telegram_entrance', 'https://t.me/mau_bot?start={code}')")
        connection.commit()


def test_the_code_opens_the_office(province: Tiendo) -> None:
    done = province("invite", "T", "dept-officer", "--department", "tc", "--days", "7", "--json")
    assert done.exit_code == 0, done.output
    made = json.loads(done.output)
    assert (made["unit"], made["role"], made["department"], made["link"]) == ("T", "dept_officer", "tc", None)
    found = asyncio.run(find(made["code"]))
    assert isinstance(found, Invitation)
    assert (found.role, found.department, found.created_by) == (Role.DEPT_OFFICER, "tc", None)
    assert found.expires_at - found.created_at == timedelta(days=7)


def test_a_link_with_its_picture_where_the_bot_is_known(province: Tiendo) -> None:
    without = province("invite", "A", "chair")
    assert "the bot's name is not known yet" in without.output
    know_the_bot()
    done = province("invite", "A", "chair")
    assert "CĐCS Trường Mẫu 1: chair" in done.output
    code = next(line.split()[1] for line in done.output.splitlines() if line.startswith("Code:"))
    assert f"https://t.me/mau_bot?start={code}" in done.output
    assert "▄" in done.output


def test_the_link_leads_to_the_web_page_where_there_is_one(province: Tiendo, monkeypatch: pytest.MonkeyPatch) -> None:
    know_the_bot()
    monkeypatch.setenv("TIENDO_PUBLIC_URL", "https://tiendo.example.vn/")
    made = json.loads(province("invite", "A", "chair", "--json").output)
    assert made["link"] == f"https://tiendo.example.vn/#{made['code']}"


async def test_telegram_is_asked_once_for_the_name(
    telegram: TelegramServer, province: Tiendo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDO_TELEGRAM_TOKEN", telegram.token)
    monkeypatch.setenv("TIENDO_TELEGRAM_BASE_URL", telegram.url)
    done = await asyncio.to_thread(province, "invite", "A", "chair")
    assert f"https://t.me/{telegram.bot_username}?start=" in done.output
    monkeypatch.delenv("TIENDO_TELEGRAM_TOKEN")
    done = await asyncio.to_thread(province, "invite", "A", "chair")
    assert f"https://t.me/{telegram.bot_username}?start=" in done.output


async def test_without_an_answer_of_telegram_there_is_a_code(province: Tiendo, monkeypatch: pytest.MonkeyPatch) -> None:
    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    monkeypatch.setattr(invite, "PATIENCE", 0.1)
    monkeypatch.setenv("TIENDO_TELEGRAM_TOKEN", "1:silent")
    async with await asyncio.start_server(silence, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        for address in (f"http://127.0.0.1:{port}", "http://127.0.0.1:1"):
            monkeypatch.setenv("TIENDO_TELEGRAM_BASE_URL", address)
            done = await asyncio.to_thread(province, "invite", "A", "chair")
            assert done.exit_code == 0, done.output
            assert "Code:" in done.output
            assert "the bot's name is not known yet" in done.output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("Q", "chair"), "There is no unit with the code “Q”"),
        (("truong", "chair"), "Did you mean A?"),
        (("A", "boss"), "“boss” is no office in “A”, a unit of the level grassroots: expected one of chair, deputy"),
        (("X", "chair"), "expected one of superior_officer, superior_leader, auditor"),
        (("A", "chair", "--department", "tc"), "leave --department out"),
        (("T", "dept_officer"), "Say which department with --department: vp, tckt, cspl, tc, tgnc"),
        (("T", "dept_officer", "--department", "q"), "There is no department “q”"),
    ],
)
def test_what_does_not_fit(province: Tiendo, arguments: tuple[str, ...], expected: str) -> None:
    done = province("invite", *arguments)
    assert done.exit_code == 1
    assert expected in done.output


def test_before_init(tiendo: Tiendo) -> None:
    done = tiendo("invite", "A", "chair")
    assert done.exit_code == 1
    assert "tiendo init" in done.output
