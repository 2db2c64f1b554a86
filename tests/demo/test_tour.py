"""The tour as somebody sees it who has just cloned the repository."""

from __future__ import annotations

import asyncio
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrate

ROOT = Path(__file__).parents[2]


def demo(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TIENDO_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "demo"],
        cwd=folder,
        env=inherited | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TIENDO_DEMO_SERVE": "0"} | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clone")


@pytest.fixture(scope="module")
def shown(folder: Path) -> str:
    done = demo(folder, TIENDO_CLOCK="2026-05-20T08:00:00+07:00")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    # Bubbles break lines: what was said is read without their borders.
    return re.sub(r"[\s│╭╮╰╯─]+", " ", done.stdout)


@pytest.mark.parametrize(
    "said",
    [
        "DỮ LIỆU MẪU — Tổ chức theo mô hình năm 2021",
        "▸ kn 5 nguoi nu 2",
        "▸ hôm qua",
        "Số đoàn viên kết nạp: 5",
        "Ngày kết nạp: 19/05/2026",
        "▸ vài người",
        "“vài người”",
        "Đối thoại năm nay: Đã tổ chức",
        "▸ /lichsu",
        "Còn thiếu: Thăm hỏi đoàn viên khó khăn.",
        "Đã chốt báo cáo tháng 5/2026",
        "Số đoàn viên giảm: 1",
        "▸ /tiendo",
        "LĐLĐ tỉnh Kon Tum (mẫu)",
        "/570",
        "Ngày có hiệu lực: 20/05/2026",
        "Thời hạn (tháng): 36",
        "Cách trao đổi: Gọi lại cho tôi",
        "Đã tiếp nhận vụ việc số",
        "Hoàn thành tốt nhiệm vụ: 36 đơn vị",
        "Đã ghi cho 37 đơn vị (số quyết định 88/QĐ-LĐLĐ)",
        "Ban Chính sách pháp luật và Quan hệ lao động: ",
        "Cộng: 140/140 người, vừa đủ",
        "▸ xong Cộng các đơn vị được 146, vượt 6 so với 140 người.",
        "[1. Đúng, giao chỉ tiêu]",
        "Đồng chí được giao chỉ tiêu cho CĐCS Công ty",
        "✅ Đã nhận. Cảm ơn đồng chí.",
        "đơn vị trực thuộc, cộng 146 người: Chưa trả lời “Đã nhận”: ",
        "▸ doi thoai den dau roi",
        "Đối thoại tại DN ngoài nhà nước: ",
        "LĐLĐ tỉnh Kon Tum (mẫu), Tháng 4/2026, số liệu đến ngày 30/04/2026",
        "(tien-do-ldld-tinh-kon-tum-2026-04.png)",
        "0 differences",
    ],
)
def test_shows(shown: str, said: str) -> None:
    assert said in shown


def test_a_receipt_for_all_that_is_recorded(shown: str) -> None:
    assert shown.count("✅") == 11


def test_no_answer_goes_astray(shown: str) -> None:
    assert "không có trong các mục" not in shown
    assert shown.count("Trợ lý chưa hiểu") == 1, "“vài người”, on purpose"


def test_what_was_said_is_in_the_database(shown: str, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / "demo" / "demo.db")) as connection:
        by_the_chair = "SELECT form FROM reports WHERE form <> 'cong-nhan-xep-loai' ORDER BY id DESC LIMIT 6"
        forms = connection.execute(by_the_chair).fetchall()
        unhandled = connection.execute("SELECT count(*) FROM inbox WHERE status <> 'done'").fetchone()
        unsent = connection.execute("SELECT count(*) FROM outbox WHERE status <> 'sent'").fetchone()
    assert [form for (form,) in forms] == ["vu-viec", "tham-hoi", "thoa-uoc", "doi-thoai", "doan-vien-giam", "ket-nap"]
    assert (unhandled, unsent) == ((0,), (0,))


def test_a_second_tour_starts_afresh(shown: str, folder: Path) -> None:
    done = demo(folder)
    assert done.returncode == 0, done.stdout + done.stderr


def test_never_in_place_of_somebody_elses_database(tmp_path: Path) -> None:
    place = tmp_path / "data" / "demo" / "demo.db"
    place.parent.mkdir(parents=True)
    for content in (b"", b"not even a database"):
        place.write_bytes(content)
        done = demo(tmp_path)
        assert done.returncode == 1
        assert "was not made by the demo" in done.stderr
        assert place.read_bytes() == content


def test_never_in_place_of_real_units(tmp_path: Path) -> None:
    place = tmp_path / "data" / "demo" / "demo.db"
    place.parent.mkdir(parents=True)
    asyncio.run(migrate.upgrade(f"sqlite:///{place}"))
    done = demo(tmp_path)
    assert done.returncode == 1
    assert "was not made by the demo" in done.stderr
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("SELECT count(*) FROM units").fetchone() == (0,)
