"""What a report says afterwards: the facts that count, written out by hand, and what the receipt makes of them."""

from __future__ import annotations

from datetime import date

import pytest

from domain.access import Role
from handlers.incoming import Came
from tests.handlers.answers import PHOTO
from tests.handlers.evidence import all_reports, said_of, the_report, value_of
from tests.handlers.federation import Federation

CONVERSATIONS: list[tuple[str, str, list[str], set[tuple[str, str, int | str]]]] = [
    (
        "truong-1",
        "ket-nap",
        ["5 nguoi nu 2", "12/3"],
        {("admissions", "2026-03-12", 5), ("admissions-women", "2026-03-12", 2)},
    ),
    (
        "truong-1",
        "ket-nap",
        ["không", "hôm nay"],
        {("admissions", "2026-03-13", 0), ("admissions-women", "2026-03-13", 0)},
    ),
    ("truong-1", "doan-vien-giam", ["2", "nghỉ hưu", "1/3"], {("losses", "2026-03-01", 2)}),
    ("truong-1", "doan-vien-giam", ["0", "hôm nay"], {("losses", "2026-03-13", 0)}),
    ("truong-1", "chuyen-di", ["1", "công ty mẫu 01", "1", "hôm qua"], {("transfers-out", "2026-03-12", 1)}),
    ("truong-1", "chuyen-den", ["3", "Outside the province", "5/1/2026"], {("transfers-in", "2026-01-05", 3)}),
    (
        "truong-1",
        "so-luong",
        ["31/12/2025", "28, nữ 15", "30", "16"],
        {
            ("members", "2025-12-31", 28),
            ("members-women", "2025-12-31", 15),
            ("workers", "2025-12-31", 30),
            ("workers-women", "2025-12-31", 16),
        },
    ),
    (
        "truong-1",
        "so-luong",
        ["hôm nay", "28", "bỏ qua", "30", "bỏ qua"],
        {("members", "2026-03-13", 28), ("workers", "2026-03-13", 30)},
    ),
    (
        "truong-1",
        "tuyen-truyen",
        ["30", "20", "10/3"],
        {("briefed", "2026-03-10", 20), ("workers", "2026-03-10", 30)},
    ),
    (
        "truong-1",
        "tham-hoi",
        ["4", "3", "13/3"],
        {("hardship", "2026-03-13", 4), ("hardship-visited", "2026-03-13", 3)},
    ),
    (
        "cong-ty-1",
        "doi-thoai",
        ["rồi", "2/3", "định kỳ"],
        {("dialogue", "2026-03-02", "yes"), ("dialogue-periodic", "2026-03-02", 1)},
    ),
    ("cong-ty-1", "doi-thoai", ["rồi", "2/3", "theo yêu cầu"], {("dialogue", "2026-03-02", "yes")}),
    ("cong-ty-1", "doi-thoai", ["chưa"], {("dialogue", "2026-03-13", "not_yet")}),
    ("cong-ty-1", "doi-thoai", ["không thuộc diện"], {("dialogue", "2026-03-13", "not_applicable")}),
]


@pytest.mark.parametrize(("unit", "form", "lines", "facts"), CONVERSATIONS)
async def test_a_form_becomes_these_facts(
    federation: Federation, unit: str, form: str, lines: list[str], facts: set[tuple[str, str, int | str]]
) -> None:
    chair = await federation.chair(unit)
    for line in (f"/baocao {form}", *lines, "gửi"):
        await chair.say(line)
    assert "✅ Report 0001 received" in chair.answer, chair.transcript()
    report = await the_report(federation)
    assert await said_of(federation, unit) == facts
    assert report.latest.day == date.fromisoformat(next(iter(facts))[1])
    assert report.latest.officer_id == await federation.officer_id(chair)
    assert report.latest.appointment_id is not None
    assert report.latest.plan_version == federation.house.plan.version


async def test_the_receipt_says_number_moment_and_the_year_so_far(federation: Federation) -> None:
    chair = await federation.chair(language="vi")
    for people, day in (("5 nữ 2", "12/3"), ("6", "1/2")):
        await chair.say(f"kết nạp {people}")
        if people == "6":
            await chair.say("3")
        await chair.say(day)
        await chair.say("gửi")
    assert "0002" in chair.answer
    assert "14:00" in chair.answer
    assert "11 đoàn viên" in chair.answer
    assert {button.action for button in chair.buttons} == {"c:baocao", "c:tiendo"}


async def test_figures_above_follow_at_once(federation: Federation) -> None:
    chair = await federation.chair()
    for line in ("kn 5 nữ 2", "12/3", "gửi"):
        await chair.say(line)
    for unit in ("truong-1", "dak-ha", "tinh"):
        assert (await value_of(federation, "doan-vien-moi", unit)).value == 5
    assert (await value_of(federation, "doan-vien-moi", "sa-thay")).value == 0


async def test_a_union_directly_under_the_province_counts_there(federation: Federation) -> None:
    chair = await federation.chair("truc-thuoc")
    for line in ("kn 5 nữ 2", "12/3", "gửi"):
        await chair.say(line)
    assert (await value_of(federation, "doan-vien-moi", "tinh")).value == 5
    assert (await value_of(federation, "doan-vien-moi", "dak-ha")).value == 0


async def test_a_photo_is_kept_by_its_fingerprint(federation: Federation) -> None:
    chair = await federation.chair()
    for line in ("kn 5 nữ 2", "12/3", "thêm", "bỏ qua", "12/QĐ-CĐCS"):
        await chair.say(line)
    await chair.send(Came.PHOTO, photo=PHOTO)
    assert "1 photo" in chair.last
    await chair.say("gửi")
    report = await the_report(federation)
    assert report.latest.answers["evidence"] == {"photo": PHOTO}
    assert report.latest.answers["decision"] == "12/QĐ-CĐCS"


async def test_a_deputy_reports_as_the_chair_does(federation: Federation) -> None:
    deputy = await federation.officer(Role.DEPUTY)
    for line in ("kn 5 nữ 2", "12/3", "gửi"):
        await deputy.say(line)
    assert (await the_report(federation)).unit_id == federation.ids["truong-1"]


async def test_words_are_kept_as_they_were_typed_and_shown_harmless(federation: Federation) -> None:
    chair = await federation.chair()
    for line in ("giảm 2", "nghỉ hưu", "12/3", "thêm", "<b>=1+1</b> & \u202eevil\u200b"):
        await chair.say(line)
    shown = str(chair.heard[-1].text)
    assert "&lt;b&gt;=1+1&lt;/b&gt; &amp; evil" in shown
    await chair.say("gửi")
    (report,) = await all_reports(federation)
    assert report.latest.answers["note"] == "<b>=1+1</b> & evil"
