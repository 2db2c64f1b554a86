"""An officer reports for a unit directly below: marked so, told to its chair, who can correct it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.access import Role
from handlers.house import House
from storage import tree
from tests.handlers.answers import open_question
from tests.handlers.chatter import AFTERNOON, Chatter, screen, vi
from tests.handlers.evidence import all_reports, said_of, the_report
from tests.handlers.federation import PLAN, Federation, new_house
from tests.handlers.grading import GRADING


@pytest.fixture
def house() -> House:
    return replace(new_house(), plan=GRADING)


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


@pytest.fixture
async def officer(federation: Federation) -> Chatter:
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


@pytest.fixture
async def chair(federation: Federation) -> Chatter:
    return await federation.chair("truong-1")


def told(chatter: Chatter) -> list[str]:
    """What was said to others in the last turn."""
    assert chatter.done is not None
    return [screen(saying) for _chat, saying in chatter.done.told]


# --- Entering ---------------------------------------------------------------------------------------------------------


async def test_an_officer_enters_a_report_for_a_unit_below(
    federation: Federation, officer: Chatter, chair: Chatter
) -> None:
    assert "[2. On behalf of a unit below]" in await officer.say("báo cáo")
    assert "On behalf of which unit?" in await officer.say("2")
    assert "What would you like to report?" in await officer.say("trường mẫu 01")
    review = await tell(officer, "1", "1", "5 nữ 2", "12/3")
    assert "On behalf of: CĐCS Trường Mẫu 01" in review
    said = await officer.say("gửi")
    assert "Report 0001 received at 14:00 on 13 Mar 2026, on behalf of CĐCS Trường Mẫu 01." in said
    assert "Those who report for this union have been told." in said
    report = await the_report(federation)
    assert (report.unit_id, report.latest.office_id) == (federation.ids["truong-1"], federation.ids["dak-ha"])
    assert report.on_behalf
    assert ("admissions", "2026-03-12", 5) in await said_of(federation, "truong-1")


async def test_the_chair_is_told_opens_it_and_corrects_it(
    federation: Federation, officer: Chatter, chair: Chatter
) -> None:
    await tell(officer, "nhap ho truong mau 01", "1", "1", "5 nữ 2", "12/3", "gửi")
    (notice,) = told(officer)
    assert notice.startswith("LĐLĐ huyện Đăk Hà has entered report 0001 on behalf of your union:")
    assert "Members admitted: 5 (women 2)" in notice
    assert "correct or withdraw it" in notice
    assert officer.done is not None
    ((button,),) = officer.done.told[0][1].rows
    said = await chair.press(button.action)
    assert "On behalf, by LĐLĐ huyện Đăk Hà." in said
    assert "(on behalf)" in await chair.say("/lichsu")
    await chair.press("c:suabaocao 1 1")
    assert "Report 0001 corrected" in await tell(chair, "sửa", "1", "6 nữ 2", "gửi", "1")
    report = await the_report(federation)
    assert [version.office_id for version in report.versions] == [federation.ids["dak-ha"], federation.ids["truong-1"]]
    assert not report.on_behalf
    assert told(chair) == [], "a unit's own doing is told to nobody"
    assert "(on behalf)" not in await chair.say("/lichsu")


async def test_chairs_are_told_in_their_own_language_and_deputies_too(federation: Federation, officer: Chatter) -> None:
    await federation.chair("truong-1", language="vi")
    await federation.officer(Role.DEPUTY, "truong-1")
    await federation.chair("truong-2")
    await tell(officer, "nhập hộ trường mẫu 01", "1", "1", "5 nữ 2", "12/3", "gửi")
    spoken = vi(
        "{office} has entered report {number} on behalf of your union:", office="LĐLĐ huyện Đăk Hà", number="0001"
    )
    assert [one.split("\n")[0] for one in told(officer)] == [
        spoken,
        "LĐLĐ huyện Đăk Hà has entered report 0001 on behalf of your union:",
    ]


async def test_without_a_chair_the_receipt_says_that_nobody_could_be_told(officer: Chatter) -> None:
    said = await tell(officer, "nhap ho truong mau 02", "1", "1", "5 nữ 2", "12/3", "gửi")
    assert "Nobody reports for this union here yet" in said
    assert told(officer) == []


async def test_a_form_that_is_named_leaves_the_units_that_are_asked_it(
    federation: Federation, officer: Chatter
) -> None:
    said = await officer.say("thỏa ước")
    assert "CĐCS Công ty Mẫu 01" in said
    assert "CĐCS Trường Mẫu 01" not in said
    province = await federation.officer(Role.DEPT_OFFICER, "tinh", department="cspl")
    assert "no unit directly below yours" in await province.say("thỏa ước")


async def test_the_own_union_and_the_units_below_are_both_offered(federation: Federation, chair: Chatter) -> None:
    """Whoever chairs one union and looks after others says which."""
    await federation.also(chair, Role.SUPERIOR_OFFICER, "dak-ha")
    asked = await chair.say("/baocao")
    assert "[1. CĐCS Trường Mẫu 01]" in asked
    assert "[2. LĐLĐ huyện Đăk Hà]" in asked
    assert "[3. On behalf of a unit below]" in asked
    assert "On behalf of which unit?" in await chair.say("3")
    assert "On behalf of: CĐCS Trường Mẫu 02" in await tell(chair, "mau 02", "1", "1", "5 nữ 2", "12/3")


async def test_words_that_mean_several_units_narrow_the_choice(officer: Chatter) -> None:
    asked = await officer.say("nhap ho truong mau")
    assert "[1. CĐCS Trường Mẫu 01]" in asked
    assert "Công ty" not in asked
    assert "What would you like to report?" in await officer.say("2")


async def test_a_form_named_first_is_filled_for_the_unit_chosen(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "kn 5 nữ 2", "trường mẫu 01")
    assert "On behalf of: CĐCS Trường Mẫu 01" in await officer.say("12/3")


async def test_back_cancel_and_later(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "/baocao", "2", "truong mau 01")
    assert "On behalf of which unit?" in await officer.say("quay lại")
    assert "For which union?" in await officer.say("quay lại")
    await officer.say("nhập hộ")
    assert "What would you like to report?" in await officer.say("cong ty mau 01")
    await tell(officer, "1", "1", "5 nữ 2", "để sau")
    assert "put something aside" in await officer.say("nhập hộ")
    assert "On which day" in await officer.say("1")
    await officer.say("hủy")
    assert await all_reports(federation, GRADING) == []


async def test_the_province_reports_for_what_stands_directly_below(federation: Federation) -> None:
    department = await federation.officer(Role.DEPT_OFFICER, "tinh", department="tckt")
    asked = await tell(department, "/baocao", "2")
    assert "CĐCS Bệnh viện Mẫu" in asked
    assert "Trường Mẫu 01" not in asked
    assert "No union of yours is called" in await department.say("truong mau 01")


# --- Not for others ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["cong ty mau 02", "benh vien", "sa thay"])
async def test_a_strangers_unit_is_refused(federation: Federation, officer: Chatter, words: str) -> None:
    assert "No union of yours is called" in await tell(officer, "/baocao", "2", words)
    await officer.say("/huy")
    asked = await officer.say(f"/nhapho {words}")
    assert "On behalf of which unit?" in asked
    assert "Mẫu 02" not in asked.replace("Trường Mẫu 02", "")
    assert await all_reports(federation, GRADING) == []


@pytest.mark.parametrize("role", [Role.SUPERIOR_LEADER, Role.AUDITOR])
async def test_who_only_looks_enters_nothing(federation: Federation, role: Role) -> None:
    looker = await federation.officer(role, "dak-ha")
    for line in ("/baocao", "/nhapho truong mau 01", "/nhaploat"):
        assert "Your office does not include this" in await looker.say(line)
    assert await open_question(looker) is None


async def test_a_unit_that_moved_meanwhile_is_refused(federation: Federation, officer: Chatter, chair: Chatter) -> None:
    await tell(officer, "nhap ho truong mau 01", "1", "1", "5 nữ 2", "12/3")
    unit, other = federation.ids["truong-1"], federation.ids["sa-thay"]
    await federation.database.write(lambda tx: tree.move(tx, PLAN, unit, other, date(2026, 3, 13), now=AFTERNOON))
    assert "Your office does not include this" in await officer.say("gửi")
    assert await all_reports(federation, GRADING) == []
    assert told(officer) == []


async def test_a_unit_does_not_change_its_own_grade(federation: Federation, officer: Chatter, chair: Chatter) -> None:
    said = await tell(officer, "công nhận", "truong mau 01", "tốt", "12/QĐ", "12/3", "gửi")
    assert "Report 0001 received" in said
    (notice,) = told(officer)
    assert "please tell your superior union" in notice
    opened = await chair.say("/xem 1")
    assert "Grade: Good" in opened
    assert "Correct it" not in opened
    for line in ("/suabaocao 1 1", "/rutbaocao 1 1"):
        assert "only your superior union can change it" in await chair.say(line)
    assert "Recognised grade" not in await tell(chair, "/baocao", "tổ chức")
    await chair.say("/huy")
    assert "Your office does not include this" in await chair.say("công nhận")
    await officer.press("c:suabaocao 1 1")
    await tell(officer, "sửa", "1", "xuất sắc", "gửi", "1")
    assert ("mau-grade", "2026-03-12", "yes") in await said_of(federation, "truong-1")
    assert [one.split("\n")[0] for one in told(officer)] == [
        "LĐLĐ huyện Đăk Hà has corrected report 0001 on behalf of your union:"
    ]


# --- What the superior sees -------------------------------------------------------------------------------------------


async def test_the_superior_lists_opens_and_withdraws_what_it_entered(
    federation: Federation, officer: Chatter, chair: Chatter
) -> None:
    await tell(chair, "kn 3 nữ 1", "11/3", "gửi")
    await tell(officer, "nhap ho truong mau 01", "1", "1", "5 nữ 2", "12/3", "gửi")
    listed = await officer.say("/lichsu")
    assert "0002 · 12 Mar · New members admitted · CĐCS Trường Mẫu 01 (on behalf)" in listed
    assert "0001" not in listed, "what the union sent itself stands in its own list"
    assert "Union: CĐCS Trường Mẫu 01" in await officer.say("1")
    await officer.tap("Withdraw it")
    said = await tell(officer, "có", "1")
    assert "Report 0002 is withdrawn" in said
    assert "have been told" in said
    assert "has withdrawn report 0002" in told(officer)[0]
    assert await said_of(federation, "truong-1") == {
        ("admissions", "2026-03-11", 3),
        ("admissions-women", "2026-03-11", 1),
    }


async def test_what_the_chair_sent_can_be_corrected_from_above(
    federation: Federation, officer: Chatter, chair: Chatter
) -> None:
    await tell(chair, "kn 3 nữ 1", "11/3", "gửi")
    assert "0001 · 11 Mar" in await officer.say(f"/lichsu {federation.ids['truong-1']}")
    said = await tell(officer, "/suabaocao 1 1", "sửa", "1", "4 nữ 1")
    assert "On behalf of: CĐCS Trường Mẫu 01" in said
    await tell(officer, "gửi", "1")
    assert "has corrected report 0001" in told(officer)[0]
    assert (await the_report(federation)).on_behalf


async def test_what_is_opened_by_a_leader_is_not_taken_for_on_behalf(federation: Federation, chair: Chatter) -> None:
    await tell(chair, "kn 3 nữ 1", "11/3", "gửi")
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    said = await leader.say("/xem 1")
    assert "Union: CĐCS Trường Mẫu 01" in said
    assert "behalf" not in said
    assert "Correct it" not in said
