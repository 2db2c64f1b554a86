"""The worked example of a year, from the phones to what other programs read: one union with five unions below it."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands import check, progress
from domain.access import Role
from locales.formats import ZONE
from storage import migrate
from storage.database import opened
from tests.handlers.chatter import Chatter, Clock
from tests.handlers.federation import Federation, new_house

REGISTERED = (check, progress)
"""The modules whose import adds the sub-commands to the app."""

TREE = (
    ("tinh", "LĐLĐ tỉnh Mẫu", "tinh", None),
    ("x", "LĐLĐ huyện X", "cttt", "tinh"),
    ("a", "CĐCS Trường A", "hcsn", "x"),
    ("b", "CĐCS Công ty B", "nnn", "x"),
    ("c", "CĐCS Công ty C", "nnn", "x"),
    ("d", "CĐCS Công ty D", "nnn", "x"),
    ("e", "CĐCS Công ty E", "nnn", "x"),
)
HEADCOUNTS = {"a": (28, 30), "b": (30, 50), "c": (6, 8), "d": (20, 40), "e": (10, 25)}
"""Members and workers on 01/01/2026."""

SAID: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    # who, the day of writing, what is typed, the receipt
    ("b", "06/01/2026", ("thoa uoc", "1", "chua ro", "1/3/2024", "24", "1"), "Tình trạng thỏa ước: đang hiệu lực"),
    ("a", "10/02/2026", ("doan vien uu tu", "2", "0", "0", "hom nay", "1"), "Lũy kế năm nay: 2 người"),
    ("b", "10/02/2026", ("doan vien uu tu", "0", "0", "0", "hom nay", "1"), "Lũy kế năm nay: 0 người"),
    ("c", "10/02/2026", ("doan vien uu tu", "0", "0", "0", "hom nay", "1"), "Lũy kế năm nay: 0 người"),
    ("a", "12/03/2026", ("ket nap", "2 nu 0", "hom nay", "1"), "Lũy kế năm nay: 2 đoàn viên mới"),
    ("b", "16/03/2026", ("kn", "5 nguoi nu 2", "15/3", "1"), "Lũy kế năm nay: 5 đoàn viên mới"),
    ("b", "20/03/2026", ("giam", "1", "3", "20/3", "1"), "Lũy kế năm nay: 1 đoàn viên giảm"),
    ("b", "11/04/2026", ("doi thoai", "1", "hom qua", "1", "1"), "Đối thoại năm nay: đã tổ chức"),
    ("c", "12/04/2026", ("doi thoai", "3", "1"), "Đối thoại năm nay: không thuộc diện"),
    ("e", "14/04/2026", ("doi thoai", "2", "1"), "Đối thoại năm nay: chưa"),
    ("a", "02/05/2026", ("tuyen truyen", "20", "hom nay", "1"), "20/30 người (66,6%), cần 70%"),
    ("b", "03/06/2026", ("tuyen truyen", "30", "hom nay", "1"), "30/50 người (60,0%), cần 70%"),
    ("b", "05/07/2026", ("tham hoi", "4", "3", "hom nay", "1"), "3/4 người (75,0%), cần 100%"),
    ("a", "06/07/2026", ("tham hoi", "0", "0", "hom nay", "1"), "Lũy kế năm nay: không phát sinh"),
    ("a", "08/09/2026", ("tuyen truyen", "25", "hom nay", "1"), "25/30 người (83,3%), cần 70%"),
)


class Year:
    """The people of the example and their clock."""

    def __init__(self, federation: Federation) -> None:
        self.federation = federation
        self.chairs: dict[str, Chatter] = {}

    async def live(self) -> None:
        """Everything that is said in the year, by typed words and numbers alone."""
        self.today("05/01/2026")
        for unit, (members, workers) in HEADCOUNTS.items():
            self.chairs[unit] = await self.federation.chair(unit, language="vi")
            await self.say(unit, "so luong", "1/1/2026", str(members), "bo qua", str(workers), "bo qua", "1")
        for unit, day, typed, receipt in SAID:
            self.today(day)
            assert receipt in await self.say(unit, *typed), self.chairs[unit].transcript()

    def today(self, day: str) -> None:
        """Let it be ten in the morning of a day."""
        self.federation.clock.now = datetime.strptime(f"{day} 10:00", "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)

    async def say(self, unit: str, *typed: str) -> str:
        """A report from the first word to its receipt, which is returned."""
        chair = self.chairs[unit]
        for words in typed:
            await chair.say(words)
        assert "✅" in chair.last, chair.transcript()
        return chair.last


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Chatter]:
    """The address of the database at the end of the year, and the leader of X, who asked on 22/11/2026."""
    url = f"sqlite:///{tmp_path_factory.mktemp('year') / 'tiendo.db'}"

    async def live() -> Chatter:
        await migrate.upgrade(url)
        async with opened(url) as database:
            federation = Federation(database, new_house(), Clock())
            await federation.found(TREE)
            year = Year(federation)
            await year.live()
            year.today("22/11/2026")
            leader = await federation.officer(Role.SUPERIOR_LEADER, "x", language="vi")
            for typed in ("tien do", "3", "1", "/td", "3", "3"):
                await leader.say(typed)
            return leader

    return url, asyncio.run(live())


@pytest.fixture
def address(told: tuple[str, Chatter], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The settings name the database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIENDO_DATABASE_URL", told[0])


def figure(code: str, unit: str = "x", on: str = "2026-11-22") -> dict[str, Any]:
    result = CliRunner().invoke(app, ["progress", unit, "--on", on, "--indicator", code, "--json"])
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert (printed["unit"], printed["on"]) == (unit, on)
    (found,) = printed["indicators"]
    assert isinstance(found, dict)
    return found


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize(
    ("code", "value"), [("doan-vien-moi", 7), ("doan-vien-giam", 1), ("doan-vien-tang", 6), ("tong-dv-tinh", 100)]
)
@pytest.mark.parametrize("unit", ["x", "tinh"])
def test_members(code: str, value: int, unit: str) -> None:
    assert figure(code, unit)["value"] == value


@pytest.mark.usefixtures("address")
def test_people_briefed() -> None:
    briefed = figure("tuyen-truyen")
    assert (briefed["numerator"], briefed["denominator"]) == (55, 153)
    assert (briefed["goal"], briefed["missing"]) == (0.7, 53)
    assert briefed["coverage"] == {"answered": 2, "expected": 5}
    assert briefed["value"] == 55 / 153


@pytest.mark.usefixtures("address")
def test_dialogue() -> None:
    dialogue = figure("doi-thoai-nnn")
    assert (dialogue["numerator"], dialogue["denominator"]) == (1, 3)
    assert dialogue["bounds"] == {"lower": 1 / 3, "upper": 1.0}
    assert dialogue["coverage"] == {"answered": 3, "expected": 4}
    assert (dialogue["goal"], dialogue["missing"]) == (0.7, 2)


@pytest.mark.usefixtures("address")
def test_members_in_hardship() -> None:
    visited = figure("tham-hoi")
    assert (visited["value"], visited["numerator"], visited["denominator"]) == (0.75, 3, 4)
    assert (visited["missing"], visited["coverage"]) == (1, {"answered": 2, "expected": 5})


@pytest.mark.usefixtures("address")
def test_members_introduced() -> None:
    introduced = figure("gioi-thieu-dang")
    assert (introduced["value"], introduced["numerator"], introduced["denominator"]) == (0.4, 2, 5)
    assert (introduced["units_meeting"], introduced["missing"]) == (1, 3)
    assert introduced["coverage"] == {"answered": 3, "expected": 5}


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize(("on", "in_force"), [("2026-02-22", 1), ("2026-04-15", 0), ("2026-11-22", 0)])
def test_agreements(on: str, in_force: int) -> None:
    """The one that nothing followed still counts as answered; the smallest enterprise is not asked for one."""
    agreements = figure("thoa-uoc", on=on)
    assert (agreements["numerator"], agreements["denominator"]) == (in_force, 3)
    assert agreements["coverage"] == {"answered": 1, "expected": 3}


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize("code", ["cong-khai-tc", "tham-gia-chinh-sach"])
def test_what_every_level_is_asked(code: str) -> None:
    assert figure(code)["denominator"] == 6


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize(
    ("on", "new", "members", "briefed"),
    [("2026-03-11", 0, 94, 0), ("2026-03-12", 2, 96, 0), ("2026-03-15", 7, 101, 0), ("2026-09-07", 7, 100, 50)],
)
def test_any_day_can_be_asked_for(on: str, new: int, members: int, briefed: int) -> None:
    assert figure("doan-vien-moi", on=on)["value"] == new
    assert figure("tong-dv-tinh", on=on)["value"] == members
    assert figure("tuyen-truyen", on=on)["numerator"] == briefed


@pytest.mark.usefixtures("address")
def test_the_sums_agree_with_the_reports() -> None:
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 0, result.output


SCREEN = """\
LĐLĐ huyện X, số liệu đến ngày 22/11/2026: 2/3 chỉ tiêu đang chậm, chậm nhất là “Học tập, quán triệt nghị quyết”.
Học tập, quán triệt nghị quyết: 55/153 người (35,9%), cần 70%, còn thiếu 53 người, rất chậm, đã báo cáo 2/5 đơn vị
Thăm hỏi đoàn viên khó khăn: 3/4 người (75,0%), cần 100%, còn thiếu 1 người, chậm, đã báo cáo 2/5 đơn vị
Đối thoại tại DN ngoài nhà nước: 1/3 đơn vị (33,3%), cần 70%, còn thiếu 2 đơn vị, chưa đến kỳ, đã báo cáo 3/4 đơn vị
Đoàn viên tăng thêm (thực): +6 người (kết nạp 7, giảm 1), chưa được giao chỉ tiêu
Tổng đoàn viên LĐLĐ tỉnh quản lý: 100 người, chưa được giao chỉ tiêu
Kết nạp đoàn viên mới: 7 đoàn viên mới, đã báo cáo 2/5 đơn vị
Đoàn viên giảm trong kỳ: 1 đoàn viên giảm, đã báo cáo 1/5 đơn vị
"""


def test_the_leader_reads_the_same(told: tuple[str, Chatter]) -> None:
    screens = "\n".join(told[1].turns)
    assert SCREEN in screens
    assert "Đã báo cáo 2/5 đơn vị, riêng đơn vị đã báo cáo 55/80 người (68,7%)" in screens
    assert "[1. CĐCS Công ty C: 0/8 người (0,0%)]" in screens
    assert "Trả lời: đã tổ chức 1, chưa 1, không thuộc diện 1, chưa trả lời 1" in screens
    assert "Cao nhất còn có thể đạt: 3/3 đơn vị (100,0%)" in screens
