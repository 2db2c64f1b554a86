"""The same answers for many units in one conversation: one decision, one default, exceptions typed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from domain.access import Role
from handlers.house import House
from storage import reports, totals, tree
from storage.tables import reports as reports_table
from tests.handlers.answers import open_question
from tests.handlers.chatter import AFTERNOON, Chatter, screen
from tests.handlers.evidence import said_of
from tests.handlers.federation import PLAN, Federation, new_house
from tests.handlers.grading import GRADING

SCHOOLS = tuple((f"th-{n}", f"CĐCS Tiểu học Mẫu {n:02}", "hcsn", "dak-ha") for n in range(1, 13))
BEGUN = ("tốt", "12/QĐ-LĐLĐ", "12/3")
"""Which grade, decision and day all get; the units are asked for before."""


@pytest.fixture
def house() -> House:
    return replace(new_house(), plan=GRADING)


@pytest.fixture
async def officer(federation: Federation) -> Chatter:
    """Somebody who looks after 15 unions: 14 of the state sector and an enterprise."""
    await federation.found(SCHOOLS)
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


def told(chatter: Chatter) -> list[str]:
    assert chatter.done is not None
    return [screen(saying) for _chat, saying in chatter.done.told]


async def grades(federation: Federation) -> dict[str, str]:
    """The grade that each union got last, by its code, after seeing that the sums agree with the facts."""
    codes = {unit_id: code for code, unit_id in federation.ids.items()}
    async with federation.database.read() as tx:
        assert await totals.check(tx, GRADING) == []
        count = await federation.count(reports_table)
        found = [await reports.get(tx, number) for number in range(1, count + 1)]
    return {codes[one.unit_id]: one.latest.answers["grade"] for one in found if one is not None and not one.withdrawn}


# --- The whole way ----------------------------------------------------------------------------------------------------


async def test_one_decision_one_grade_and_exceptions(federation: Federation, officer: Chatter) -> None:
    assert "For which units?" in await officer.say("nhập loạt")
    assert "[1. All units directly below (15)]" in officer.answer
    asked = await tell(officer, "1", *BEGUN)
    assert "Is any union an exception?" in asked
    said = await officer.say("tieu hoc mau 12 xuat sac; cong ty 01 khong hoan thanh\nbỏ tiểu học mẫu 05")
    assert "Noted: CĐCS Tiểu học Mẫu 12: Excellent; CĐCS Công ty Mẫu 01: Failed; CĐCS Tiểu học Mẫu 05: left out" in said
    review = await officer.say("xong")
    for line in ("Decision number: 12/QĐ-LĐLĐ", "• Excellent: 1 unit", "• Good: 12 units", "• Failed: 1 unit"):
        assert line in review
    assert "Exceptions: CĐCS Công ty Mẫu 01: Failed; CĐCS Tiểu học Mẫu 12: Excellent" in review
    assert "Left out: CĐCS Tiểu học Mẫu 05" in review
    assert "In all: 14 units" in review
    said = await officer.say("gửi")
    assert "Recorded for 14 units (decision 12/QĐ-LĐLĐ)." in said
    assert "Reports 0001 to 0014." in said
    got = await grades(federation)
    assert Counter(got.values()) == {"good": 12, "excellent": 1, "failed": 1}
    assert (got["th-12"], got["cong-ty-1"], "th-5" in got) == ("excellent", "failed", False)
    assert await said_of(federation, "cong-ty-1") == {("mau-grade", "2026-03-12", "no")}
    assert await open_question(officer) is None


async def test_each_report_knows_its_office_and_its_decision(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "nhap loat", "1", *BEGUN, "xong", "gửi")
    async with federation.database.read() as tx:
        report = await reports.get(tx, 7)
    assert report is not None
    assert report.on_behalf
    assert report.latest.answers == {"grade": "good", "decision": "12/QĐ-LĐLĐ", "day": "2026-03-12"}
    assert report.latest.day == date(2026, 3, 12)


async def test_chairs_are_told_each_of_their_own(federation: Federation, officer: Chatter) -> None:
    await federation.chair("th-12")
    await federation.chair("truong-1")
    await tell(officer, "nhap loat", "1", *BEGUN, "mau 12 xuat sac")
    said = await tell(officer, "xong", "gửi")
    notices = sorted(told(officer), key=lambda notice: "Excellent" in notice)
    assert len(notices) == 2
    assert "Grade: Good" in notices[0]
    assert "Grade: Excellent" in notices[1]
    assert all("has entered report" in notice for notice in notices)
    assert "could not be told: CĐCS Công ty Mẫu 01" in said
    assert "and 5 more" in said


async def test_only_one_kind_of_unit(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "nhap loat", "hcsn", *BEGUN)
    assert "no union is called so" in await officer.say("cong ty 01 xuat sac")
    assert "In all: 14 units" in await officer.say("xong")
    await officer.say("gửi")
    assert "cong-ty-1" not in await grades(federation)


async def test_typed_without_diacritics_and_by_numbers(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "xep loai hang loat", "1", "2", "12/QD", "12/3/2026", "mau 12 xuat sac", "xong", "1")
    assert Counter((await grades(federation)).values()) == {"good": 14, "excellent": 1}


async def test_the_word_of_what_unions_report_themselves_names_it_too(federation: Federation) -> None:
    await federation.found(SCHOOLS)
    federation.house = replace(federation.house, plan=PLAN)
    officer = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert "What is to be entered for many units?" in await officer.say("nhap loat")
    assert "For which units?" in await officer.say("xep loai")
    assert "Grade recognised" in (await tell(officer, "1", "2025", *BEGUN, "xong"))


async def test_by_taps(federation: Federation, officer: Chatter) -> None:
    await officer.say("/nhaploat")
    await officer.tap("All units")
    await officer.tap("Good")
    await tell(officer, "12/QĐ", "12/3")
    await officer.tap("No more exceptions")
    await officer.tap("Right, send it")
    assert len(await grades(federation)) == 15


# --- Exceptions -------------------------------------------------------------------------------------------------------


async def test_what_is_not_clear_is_said_back_and_typed_again(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "nhap loat", "1", *BEGUN)
    said = await officer.say("mau 99 xuat sac; tieu hoc mau xuat sac; mau 07; mau 08 xuat sac")
    assert "Noted: CĐCS Tiểu học Mẫu 08: Excellent" in said
    assert "“mau 99 xuat sac”: no union is called so." in said
    assert "“tieu hoc mau xuat sac”: 12 unions are called so" in said
    assert "“mau 07”: it is not clear what this union gets." in said
    said = await officer.say("mau 07 xuat sac")
    assert "Not clear" not in said
    await tell(officer, "xong", "gửi")
    got = await grades(federation)
    assert {code for code, grade in got.items() if grade == "excellent"} == {"th-7", "th-8"}


async def test_the_later_of_two_exceptions_holds(federation: Federation, officer: Chatter) -> None:
    await tell(
        officer, "nhap loat", "1", *BEGUN, "mau 07 xuat sac; bo mau 08", "mau 07 tot", "mau 08 hoan thanh", "xong"
    )
    await officer.say("gửi")
    got = await grades(federation)
    assert (got["th-7"], got["th-8"]) == ("good", "done")


async def test_personal_data_among_exceptions_are_refused(officer: Chatter) -> None:
    said = await tell(officer, "nhap loat", "1", *BEGUN, "mau 07 xuat sac, gọi 0912 345 678")
    assert "telephone number" in said
    kept = await open_question(officer)
    assert kept is not None
    assert "0912" not in str(kept.answers)


async def test_nobody_is_left(federation: Federation, officer: Chatter) -> None:
    """Without a unit there is nothing to send, only to change."""
    review = await tell(officer, "nhap loat", "nnn", *BEGUN, "bo cong ty 01", "xong")
    assert "In all: 0 units" in review
    assert "Right, send it" not in review
    for yes in ("đúng", "gửi", "có"):
        assert "not among the choices" in await officer.say(yes)
    assert "exception" in await tell(officer, "sửa", "exceptions")
    assert "In all: 1 unit" in await officer.say("xong")


# --- Back, change, cancel, restart ------------------------------------------------------------------------------------


async def test_back_drops_the_last_message_of_exceptions(officer: Chatter) -> None:
    await tell(officer, "nhap loat", "1", *BEGUN, "mau 07 xuat sac", "mau 08 xuat sac")
    assert "Noted: CĐCS Tiểu học Mẫu 07: Excellent" in await officer.say("quay lại")
    review = await officer.say("xong")
    assert "• Excellent: 1 unit" in review
    assert "Mẫu 08" not in review


@pytest.mark.parametrize(
    ("change", "lines", "line"),
    [
        ("Grade", ("hoàn thành",), "• Fair: 14 units"),
        ("Decision number", ("13/QĐ",), "Decision number: 13/QĐ"),
        ("For which units", ("nnn", "xong"), "In all: 1 unit"),
        ("The exceptions", ("mau 08 xuat sac; mau 09 xuat sac", "xong"), "• Excellent: 2 units"),
    ],
)
async def test_each_part_can_be_changed_at_the_review(
    officer: Chatter, change: str, lines: tuple[str, ...], line: str
) -> None:
    await tell(officer, "nhap loat", "1", *BEGUN, "mau 07 xuat sac", "xong", "sửa")
    assert line in await tell(officer, change, *lines)


async def test_cancel_records_nothing(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "nhap loat", "1", *BEGUN, "mau 07 xuat sac", "hủy")
    assert await grades(federation) == {}
    assert await open_question(officer) is None


async def test_put_aside_and_taken_up(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "nhap loat", "1", *BEGUN, "mau 07 xuat sac", "để sau")
    assert "put something aside" in await officer.say("báo cáo")
    assert "Noted: CĐCS Tiểu học Mẫu 07: Excellent" in await officer.say("1")
    await tell(officer, "xong", "gửi")
    assert len(await grades(federation)) == 15


async def test_the_same_message_twice_is_recorded_once(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "nhap loat", "1", *BEGUN, "xong")
    send = next(button for button in officer.buttons if button.label == "Right, send it")
    await officer.press(send.action)
    await officer.press(send.action)
    await officer.say("gửi")
    assert await federation.count(reports_table) == 15


# --- What changes meanwhile -------------------------------------------------------------------------------------------


async def test_a_unit_that_moved_meanwhile_is_shown_before_anything_is_sent(
    federation: Federation, officer: Chatter
) -> None:
    await tell(officer, "nhap loat", "1", *BEGUN, "xong")
    unit, other = federation.ids["th-3"], federation.ids["sa-thay"]
    await federation.database.write(lambda tx: tree.move(tx, PLAN, unit, other, date(2026, 3, 13), now=AFTERNOON))
    said = await officer.say("gửi")
    assert "The question has changed meanwhile" in said
    assert "No longer directly below your union: CĐCS Tiểu học Mẫu 03" in said
    assert await grades(federation) == {}
    assert "Recorded for 14 units" in await officer.say("gửi")
    assert "th-3" not in await grades(federation)


async def test_a_unit_founded_after_the_day_gets_nothing(federation: Federation, officer: Chatter) -> None:
    new = tree.NewUnit(code="moi", name="CĐCS Mới Mẫu 99", kind="hcsn", parent="dak-ha", first_day=date(2026, 3, 13))
    federation.ids |= await federation.database.write(lambda tx: tree.found_many(tx, PLAN, [new], now=AFTERNOON))
    review = await tell(officer, "nhap loat", "1", *BEGUN, "xong")
    assert "Not founded yet on that day: CĐCS Mới Mẫu 99" in review
    assert "Recorded for 15 units" in await officer.say("gửi")


async def test_who_has_the_same_already_is_named(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "nhap loat", "nnn", *BEGUN, "xong", "gửi")
    review = await tell(officer, "nhap loat", "1", "tốt", "13/QĐ", "13/3", "xong")
    assert "These have the same already and would get it again: CĐCS Công ty Mẫu 01" in review
    assert "already" not in await tell(officer, "sửa", "grade", "xuất sắc")
    await officer.say("gửi")
    assert set((await grades(federation)).values()) == {"excellent"}, "the later one holds"


# --- Who may ----------------------------------------------------------------------------------------------------------


async def test_only_units_directly_below(federation: Federation) -> None:
    department = await federation.officer(Role.DEPT_OFFICER, "tinh", department="tckt")
    await tell(department, "nhap loat", *BEGUN, "xong", "gửi")
    assert set(await grades(federation)) == {"truc-thuoc"}


async def test_without_such_a_form_there_is_nothing_to_enter(federation: Federation) -> None:
    officer = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    forms = tuple(form for form in PLAN.forms if not form.in_bulk)
    officer.house = replace(new_house(), plan=PLAN.model_copy(update={"forms": forms}))
    assert "nothing that can be entered for many" in await officer.say("/nhaploat")
