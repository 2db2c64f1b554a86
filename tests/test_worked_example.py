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

Said = tuple[str, str, tuple[str, ...], str]
"""Who, the day of writing, what is typed, the receipt."""

SAID: tuple[Said, ...] = (
    ("b", "20/01/2026", ("thoa uoc", "1", "15/2/2024", "1/3/2024", "24", "1"), "Tình trạng thỏa ước: đang hiệu lực"),
    ("a", "12/03/2026", ("ket nap", "2 nu 0", "hom nay", "1"), "Lũy kế năm nay: 2 đoàn viên mới"),
    ("b", "16/03/2026", ("kn", "5 nguoi nu 2", "15/3", "1"), "Lũy kế năm nay: 5 đoàn viên mới"),
    ("b", "20/03/2026", ("giam", "1", "3", "20/3", "1"), "Lũy kế năm nay: 1 đoàn viên giảm"),
    ("b", "11/04/2026", ("doi thoai", "1", "hom qua", "1", "1"), "Đối thoại năm nay: đã tổ chức"),
    ("c", "12/04/2026", ("doi thoai", "3", "1"), "Đối thoại năm nay: không thuộc diện"),
    ("e", "14/04/2026", ("doi thoai", "2", "1"), "Đối thoại năm nay: chưa"),
    ("a", "20/04/2026", ("gioi thieu dang", "2", "0", "0", "hom nay", "1"), "Lũy kế năm nay: 2 người"),
    ("b", "21/04/2026", ("gtd", "0", "0", "0", "hom nay", "1"), "Lũy kế năm nay: 0 người"),
    ("c", "22/04/2026", ("uu tu", "0", "0", "0", "22/4", "1"), "Lũy kế năm nay: 0 người"),
    ("a", "02/05/2026", ("tuyen truyen", "20", "hom nay", "1"), "20/30 người (66,6%), cần 70%"),
    ("b", "03/06/2026", ("tuyen truyen", "30", "hom nay", "1"), "30/50 người (60,0%), cần 70%"),
    ("b", "05/07/2026", ("tham hoi", "4", "3", "hom nay", "1"), "3/4 người (75,0%), cần 100%"),
    ("a", "06/07/2026", ("tham hoi", "0", "0", "hom nay", "1"), "Lũy kế năm nay: không phát sinh"),
    ("a", "08/09/2026", ("tuyen truyen", "25", "hom nay", "1"), "25/30 người (83,3%), cần 70%"),
)


NEGOTIATING: Said = ("b", "10/04/2026", ("thoa uoc", "thuong luong", "1"), "Tình trạng thỏa ước: ")
"""What B says in another year that is the same but for this."""


class Year:
    """The people of the example and their clock."""

    def __init__(self, federation: Federation) -> None:
        self.federation = federation
        self.chairs: dict[str, Chatter] = {}

    async def live(self, told: tuple[Said, ...]) -> None:
        """Everything that is said in the year, by typed words and numbers alone."""
        self.today("05/01/2026")
        for unit, (members, workers) in HEADCOUNTS.items():
            self.chairs[unit] = await self.federation.chair(unit, language="vi")
            await self.say(unit, "so luong", "1/1/2026", str(members), "bo qua", str(workers), "bo qua", "1")
        for unit, day, typed, receipt in told:
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


def lived(folder: Path, told: tuple[Said, ...], *asked: str) -> tuple[str, Chatter]:
    """The address of the database after such a year, and the leader of X, who typed `asked` on 22/11/2026."""
    url = f"sqlite:///{folder / 'tiendo.db'}"

    async def live() -> Chatter:
        await migrate.upgrade(url)
        async with opened(url) as database:
            federation = Federation(database, new_house(), Clock())
            await federation.found(TREE)
            year = Year(federation)
            await year.live(told)
            year.today("22/11/2026")
            leader = await federation.officer(Role.SUPERIOR_LEADER, "x", language="vi")
            for typed in asked:
                await leader.say(typed)
            return leader

    return url, asyncio.run(live())


ONE_BY_ONE = ("td quan triet", "td doi thoai ngoai", "td gioi thieu dang", "td chinh sach", "td ky thoa uoc")
"""How the leader asks for single indicators, by a part of their names, after walking through all of them."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Chatter]:
    """The address of the database at the end of the year, and the leader of X, who looked at everything."""
    return lived(tmp_path_factory.mktemp("year"), SAID, "tien do", "1", "1", "1", "1", *ONE_BY_ONE)


@pytest.fixture(scope="module")
def told_of_negotiations(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the database after a year in which B says that it is negotiating."""
    return lived(tmp_path_factory.mktemp("other"), (*SAID[:4], NEGOTIATING, *SAID[4:]))[0]


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Settings of nobody else."""
    monkeypatch.chdir(tmp_path)
    return monkeypatch


@pytest.fixture
def address(told: tuple[str, Chatter], settings: pytest.MonkeyPatch) -> None:
    """The settings name the database."""
    settings.setenv("TIENDO_DATABASE_URL", told[0])


@pytest.fixture
def other_address(told_of_negotiations: str, settings: pytest.MonkeyPatch) -> None:
    """The settings name the database of the other year."""
    settings.setenv("TIENDO_DATABASE_URL", told_of_negotiations)


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
def test_members_introduced_to_the_party() -> None:
    introduced = figure("gioi-thieu-dang")
    assert (introduced["value"], introduced["numerator"], introduced["denominator"]) == (0.4, 2, 5)
    assert (introduced["goal"], introduced["missing"], introduced["units_meeting"]) == (1, 3, 1)
    assert introduced["coverage"] == {"answered": 3, "expected": 5}


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize(
    ("on", "in_force"),
    [("2026-02-22", 1), ("2026-02-28", 1), ("2026-03-01", 0), ("2026-04-15", 0), ("2026-11-22", 0)],
)
def test_an_agreement_expires(on: str, in_force: int) -> None:
    agreements = figure("thoa-uoc", on=on)
    assert (agreements["numerator"], agreements["denominator"]) == (in_force, 3)
    assert agreements["coverage"] == {"answered": 1, "expected": 3}


@pytest.mark.usefixtures("other_address")
@pytest.mark.parametrize(
    ("on", "in_force"), [("2026-03-01", 0), ("2026-04-15", 1), ("2026-05-29", 1), ("2026-05-30", 0), ("2026-11-22", 0)]
)
def test_negotiating_keeps_an_agreement_for_90_days(on: str, in_force: int) -> None:
    agreements = figure("thoa-uoc", on=on)
    assert (agreements["numerator"], agreements["denominator"]) == (in_force, 3)
    assert agreements["coverage"] == {"answered": 1, "expected": 3}


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize("code", ["cong-khai-tc", "tham-gia-chinh-sach"])
def test_every_union_of_every_level_is_asked(code: str) -> None:
    assert (figure(code)["numerator"], figure(code)["denominator"]) == (0, 6)
    assert figure(code, "tinh")["denominator"] == 7


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


LINES = """\
Học tập, quán triệt nghị quyết: 55/153 người (35,9%), cần 70%, còn thiếu 53 người, rất chậm, \
đã báo cáo 2/5 đơn vị
Thăm hỏi đoàn viên khó khăn: 3/4 người (75,0%), cần 100%, còn thiếu 1 người, chậm, đã báo cáo 2/5 đơn vị
Đối thoại tại DN ngoài nhà nước: 1/3 đơn vị (33,3%), cần 70%, còn thiếu 2 đơn vị, chưa đến kỳ, \
đã báo cáo 3/4 đơn vị
Giới thiệu đoàn viên ưu tú cho Đảng: bình quân 0,4 người/đơn vị (2 trên 5 đơn vị), 1/5 đơn vị có (20,0%), cần 1, \
còn thiếu 3 người, rất chậm, đã báo cáo 3/5 đơn vị
Ký thỏa ước lao động tập thể: 0/3 đơn vị (0,0%), cần 85%, còn thiếu 3 đơn vị, dưới mốc đã qua, cùng kỳ 25,0%, \
đã báo cáo 1/3 đơn vị
Công khai tài chính công đoàn, năm 2025: 0/6 tổ chức công đoàn (0,0%), cần 100%, còn thiếu 6 tổ chức công đoàn, \
quá hạn, đã báo cáo 0/6 đơn vị
Tham gia xây dựng chính sách nghề: 0/6 tổ chức công đoàn (0,0%), cần 65%, còn thiếu 4 tổ chức công đoàn, \
chưa đến kỳ, đã báo cáo 0/6 đơn vị
Đoàn viên tăng thêm (thực): +6 người (kết nạp 7, giảm 1), chưa được giao chỉ tiêu
Tổng đoàn viên LĐLĐ tỉnh quản lý: 100 người, chưa được giao chỉ tiêu
Kết nạp đoàn viên mới: 7 đoàn viên mới, đã báo cáo 2/5 đơn vị
Đoàn viên giảm trong kỳ: 1 đoàn viên giảm, đã báo cáo 1/5 đơn vị
""".splitlines()
"""What the leader reads on the screens of all indicators, whatever their order."""
DETAILS = (
    "Đã báo cáo 2/5 đơn vị, riêng đơn vị đã báo cáo 55/80 người (68,7%)",
    "[1. CĐCS Công ty C: 0/8 người (0,0%)]",
    "Trả lời: đã tổ chức 1, chưa 1, không thuộc diện 1, chưa trả lời 1",
    "Cao nhất còn có thể đạt: 3/3 đơn vị (100,0%)",
    "Bình quân 0,4 người/đơn vị (2 trên 5 đơn vị), 1/5 đơn vị có (20,0%)",
)
"""What the leader reads on the screens of single indicators."""


@pytest.mark.parametrize("line", LINES)
def test_the_leader_reads_the_same(told: tuple[str, Chatter], line: str) -> None:
    assert line in "\n".join(told[1].turns).splitlines()


@pytest.mark.parametrize("line", DETAILS)
def test_the_leader_reads_more_of_one_indicator(told: tuple[str, Chatter], line: str) -> None:
    assert line in "\n".join(told[1].turns)
