"""Cross-checks: what does not fit is asked about, with a way to correct, to complete, or to keep it with a reason."""

from __future__ import annotations

import re
from datetime import date

import pytest

from storage import tree
from tests.handlers.answers import open_question
from tests.handlers.chatter import AFTERNOON, Chatter
from tests.handlers.evidence import all_reports, everything_written, said_of, the_report, value_of
from tests.handlers.federation import PLAN, Federation


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


@pytest.fixture
async def chair(federation: Federation) -> Chatter:
    return await federation.chair()


@pytest.fixture
async def stated(chair: Chatter) -> Chatter:
    """A chair whose union stated 28 members and 30 workers at the start of the year."""
    said = await tell(chair, "/baocao so-luong", "1/1/2026", "28, nữ 15", "30, nữ 16", "gửi")
    assert "0001" in said
    return chair


async def test_women_are_not_more_than_all(federation: Federation, chair: Chatter) -> None:
    assert "larger than the total" in await tell(chair, "/baocao ket-nap", "5 người nữ 8")
    assert "more than the 5 in all" in await tell(chair, "5", "6")
    assert "On which day" in await tell(chair, "2")
    await tell(chair, "12/3", "gửi")
    assert (await the_report(federation)).latest.answers["admitted"] == {"total": 5, "women": 2}


async def test_women_of_an_admission_are_asked_for_and_not_left_out(chair: Chatter) -> None:
    await tell(chair, "/baocao ket-nap", "5")
    assert "[Skip]" not in chair.last
    assert "How many of these 5 are women?" in await tell(chair, "bỏ qua")


async def test_nothing_is_of_a_day_to_come_or_before_the_founding(chair: Chatter) -> None:
    assert "14 Mar 2026 has not come yet" in await tell(chair, "/baocao ket-nap", "5 nữ 2", "14/3/2026")
    assert "before the union was founded (1 Jan 2020)" in await tell(chair, "31/12/2019")
    assert "Please check" in await tell(chair, "1/1/2020")


# --- A headcount that does not fit ------------------------------------------------------------------------------------


async def test_a_headcount_that_fits_is_not_asked_about(federation: Federation, stated: Chatter) -> None:
    await tell(stated, "kn 2 nữ 1", "12/2", "gửi")
    said = await tell(stated, "/baocao so-luong", "hôm nay", "30 nữ 16", "30 nữ 16")
    assert "Please check before it is sent" in said


@pytest.mark.parametrize(("members", "sign"), [("33 nữ 15", r"\+5"), ("25 nữ 15", "-3|−3")])
async def test_a_gap_is_named_and_the_number_corrected(
    federation: Federation, stated: Chatter, members: str, sign: str
) -> None:
    said = await tell(stated, "/baocao so-luong", "hôm nay", members, "40 nữ 16")
    assert "your union had 28 on 13 Mar 2026" in said
    assert re.search(sign, said)
    said = await tell(stated, "1")
    assert "How many members did your union have" in said
    await tell(stated, "28 nữ 15", "gửi")
    assert ("members", "2026-03-13", 28) in await said_of(federation, "truong-1")
    assert (await all_reports(federation))[-1].latest.kept == []


@pytest.mark.parametrize(("members", "difference"), [("33 nữ 15", 5), ("25 nữ 15", -3)])
async def test_a_gap_is_kept_with_its_reason(
    federation: Federation, stated: Chatter, members: str, difference: int
) -> None:
    said = await tell(stated, "/baocao so-luong", "hôm nay", members, "40 nữ 16", "giữ")
    assert "What is the reason" in said
    await tell(stated, "Rà soát lại danh sách", "gửi")
    kept = (await all_reports(federation))[-1].latest.kept
    assert kept == [{"check": "headcount-gap", "difference": difference, "reason": "Rà soát lại danh sách"}]
    assert (await value_of(federation, "tong-dv-tinh", "tinh")).value == 28 + difference


async def test_a_gap_is_closed_by_the_change_that_was_missing(federation: Federation, stated: Chatter) -> None:
    said = await tell(stated, "/baocao so-luong", "hôm nay", "33 nữ 15", "40 nữ 16", "bổ sung")
    assert "New members admitted" in said
    assert "Members transferred in" in said
    assert "Members lost" not in said, "only what raises the number"
    said = await tell(stated, "1", "5 nữ 2", "10/3")
    assert "Sent together with it" in said
    assert "5 (women 2)" in said
    await tell(stated, "gửi")
    assert [report.form for report in await all_reports(federation)] == ["so-luong", "ket-nap", "so-luong"]
    facts = await said_of(federation, "truong-1")
    assert facts >= {("admissions", "2026-03-10", 5), ("members", "2026-03-13", 33)}
    assert (await value_of(federation, "doan-vien-tang", "truong-1")).value == 5


async def test_a_gap_is_closed_by_two_changes(federation: Federation, stated: Chatter) -> None:
    said = await tell(stated, "/baocao so-luong", "hôm nay", "33 nữ 15", "40 nữ 16", "2", "1", "3 nữ 2", "10/3")
    assert "your union had 31" in said
    assert "New members admitted" not in await tell(stated, "2")
    said = await tell(stated, "1", "2", "ngoài tỉnh", "11/3")
    assert "Please check before it is sent" in said or "Outside" in said
    if "Outside the province" in stated.last and "[1. Right" not in stated.last:
        await stated.tap("Outside the province")
        await tell(stated, "11/3")
    await tell(stated, "gửi")
    forms = [report.form for report in await all_reports(federation)]
    assert forms == ["so-luong", "ket-nap", "chuyen-den", "so-luong"]
    assert (await all_reports(federation))[-1].latest.kept == []


async def test_when_no_change_is_left_the_gap_is_corrected_or_kept(federation: Federation, stated: Chatter) -> None:
    await tell(stated, "/baocao so-luong", "hôm nay", "33 nữ 15", "40 nữ 16", "2", "1", "1 nữ 1", "10/3")
    await tell(stated, "2", "1", "1")
    await stated.tap("Outside the province")
    await tell(stated, "11/3")
    assert [button.label for button in stated.buttons][:2] == ["Correct the number", "Keep it and say why"]
    await tell(stated, "giữ", "chưa rõ", "gửi")
    assert (await all_reports(federation))[-1].latest.kept[0]["difference"] == 3


async def test_a_change_that_overshoots_is_asked_about_too(federation: Federation, stated: Chatter) -> None:
    said = await tell(stated, "/baocao so-luong", "hôm nay", "33 nữ 15", "40 nữ 16", "2", "1", "7 nữ 2", "10/3")
    assert "your union had 35" in said
    assert "Members lost" in await tell(stated, "2")
    await tell(stated, "1", "2", "nghỉ hưu", "11/3", "gửi")
    forms = [report.form for report in await all_reports(federation)]
    assert forms == ["so-luong", "ket-nap", "doan-vien-giam", "so-luong"]


async def test_an_added_change_is_changed_at_the_review(federation: Federation, stated: Chatter) -> None:
    await tell(stated, "/baocao so-luong", "hôm nay", "33 nữ 15", "40 nữ 16", "2", "1", "5 nữ 2", "10/3")
    await tell(stated, "sửa")
    await stated.tap("Day of admission")
    await tell(stated, "9/3", "gửi")
    assert ("admissions", "2026-03-09", 5) in await said_of(federation, "truong-1")


async def test_changing_the_headcount_drops_the_change_that_explained_it(
    federation: Federation, stated: Chatter
) -> None:
    await tell(stated, "/baocao so-luong", "hôm nay", "33 nữ 15", "40 nữ 16", "2", "1", "5 nữ 2", "10/3", "sửa")
    await stated.press(next(b.action for b in stated.buttons if b.action.endswith(":members")))
    said = await tell(stated, "30 nữ 15", "2", "1")
    assert "How many new members did your union admit" in said, "asked anew, for the new gap"
    await tell(stated, "2 nữ 2", "10/3", "gửi")
    assert ("admissions", "2026-03-10", 2) in await said_of(federation, "truong-1")
    assert len(await all_reports(federation)) == 3


async def test_an_added_transfer_is_told_to_its_receiver(federation: Federation, stated: Chatter) -> None:
    receiver = await federation.chair("truc-thuoc")
    await tell(stated, "/baocao so-luong", "hôm nay", "26 nữ 15", "40 nữ 16", "2")
    await stated.tap("Members transferred out")
    await tell(stated, "2", "bệnh viện", "1", "10/3", "gửi")
    assert stated.done is not None
    assert len(stated.done.told) == 1
    assert "2" in await receiver.say("/baocao chuyen-den")
    assert "CĐCS Trường Mẫu 01" in receiver.last


# --- Members above workers --------------------------------------------------------------------------------------------


async def test_members_are_workers_too(federation: Federation, chair: Chatter) -> None:
    said = await tell(chair, "/baocao so-luong", "hôm nay", "30 nữ 15", "28 nữ 14")
    assert "members are workers too" in said
    assert "How many workers are there" in await tell(chair, "2")
    await tell(chair, "32 nữ 16", "gửi")
    assert ("workers", "2026-03-13", 32) in await said_of(federation, "truong-1")


async def test_the_members_can_be_the_number_that_is_wrong(federation: Federation, chair: Chatter) -> None:
    await tell(chair, "/baocao so-luong", "hôm nay", "30 nữ 15", "28 nữ 14", "1", "26 nữ 13", "gửi")
    assert await said_of(federation, "truong-1") >= {("members", "2026-03-13", 26), ("workers", "2026-03-13", 28)}


@pytest.mark.parametrize("form", ["ket-nap", "chuyen-den"])
async def test_members_that_outgrow_the_workers_ask_for_todays_workers(
    federation: Federation, stated: Chatter, form: str
) -> None:
    if form == "ket-nap":
        said = await tell(stated, "/baocao ket-nap", "5 nữ 2", "10/3")
    else:
        await tell(stated, "/baocao chuyen-den", "5")
        await stated.tap("Outside the province")
        said = await tell(stated, "10/3")
    assert "33 members, more than the 30 workers" in said
    assert "at least 33" in await tell(stated, "32")
    await tell(stated, "35", "gửi")
    assert await said_of(federation, "truong-1") >= {("workers", "2026-03-13", 35), ("workers", "2026-01-01", 30)}


async def test_members_that_fit_ask_nothing(stated: Chatter) -> None:
    assert "Please check before it is sent" in await tell(stated, "kn 2 nữ 1", "10/3")


async def test_an_admission_before_the_last_headcount_outgrows_nothing(stated: Chatter) -> None:
    """The headcount of 1 January holds those who were admitted before."""
    assert "Please check before it is sent" in await tell(stated, "kn 5 nữ 1", "30/12/2025")


# --- The same report twice --------------------------------------------------------------------------------------------


async def test_the_same_numbers_within_a_day_are_asked_about(federation: Federation, chair: Chatter) -> None:
    await tell(chair, "kn 5 nữ 2", "12/3", "gửi")
    federation.clock.forward(hours=20)
    said = await tell(chair, "kn 5 nữ 2", "12/3")
    assert "This looks like report 0001" in said
    said = await tell(chair, "1")
    assert "Nothing was sent" in said
    assert len(await all_reports(federation)) == 1
    assert await open_question(chair) is None


async def test_the_same_numbers_can_be_another_report(federation: Federation, chair: Chatter) -> None:
    await tell(chair, "kn 5 nữ 2", "12/3", "gửi")
    await tell(chair, "kn 5 nữ 2", "12/3", "2", "gửi")
    first, second = await all_reports(federation)
    assert second.latest.kept == [{"check": "duplicate", "report": first.id}]
    assert (await value_of(federation, "doan-vien-moi", "truong-1")).value == 10


@pytest.mark.parametrize("again", [("kn 6 nữ 2", "12/3"), ("kn 5 nữ 2", "11/3"), ("kn 5 nữ 1", "12/3")])
async def test_other_numbers_or_another_day_are_no_duplicate(chair: Chatter, again: tuple[str, str]) -> None:
    await tell(chair, "kn 5 nữ 2", "12/3", "gửi")
    assert "Please check before it is sent" in await tell(chair, *again)


async def test_after_a_day_the_same_numbers_are_no_duplicate(federation: Federation, chair: Chatter) -> None:
    await tell(chair, "kn 5 nữ 2", "12/3", "gửi")
    federation.clock.forward(hours=25)
    assert "Please check before it is sent" in await tell(chair, "kn 5 nữ 2", "12/3")


async def test_the_same_decision_is_asked_about_however_old(federation: Federation, chair: Chatter) -> None:
    await tell(chair, "kn 5 nữ 2", "12/1", "thêm", "bỏ qua", "12/QĐ-CĐCS", "bỏ qua", "gửi")
    federation.clock.forward(days=40)
    said = await tell(chair, "kn 3 nữ 1", "1/4", "thêm", "bỏ qua", "12/qd-cdcs", "bỏ qua")
    assert "This looks like report 0001" in said


async def test_a_withdrawn_report_is_no_duplicate(chair: Chatter) -> None:
    await tell(chair, "kn 5 nữ 2", "12/3", "gửi", "/rutbaocao 1", "có", "1")
    assert "Please check before it is sent" in await tell(chair, "kn 5 nữ 2", "12/3")


# --- Different people -------------------------------------------------------------------------------------------------


async def test_the_base_is_the_stated_headcount(stated: Chatter) -> None:
    said = await tell(stated, "/baocao tuyen-truyen")
    assert "Of the 30 workers now" in said
    assert "All of them (30)" in said


async def test_an_unknown_base_is_asked_for_and_counts(federation: Federation, chair: Chatter) -> None:
    assert "How many are there in your union now" in await tell(chair, "/baocao tuyen-truyen")
    assert "at least 1" in await tell(chair, "0")
    assert "Of the 30 workers now" in await tell(chair, "30")
    await tell(chair, "tất cả", "hôm nay", "gửi")
    assert await said_of(federation, "truong-1") == {("briefed", "2026-03-13", 30), ("workers", "2026-03-13", 30)}


async def test_more_people_than_there_are_asks_for_the_headcount(federation: Federation, stated: Chatter) -> None:
    said = await tell(stated, "/baocao tuyen-truyen", "33")
    assert "33 is more than the 30 stated before" in said
    assert "at least 33" in await tell(stated, "32")
    await tell(stated, "35", "hôm nay", "gửi")
    assert await said_of(federation, "truong-1") >= {("briefed", "2026-03-13", 33), ("workers", "2026-03-13", 35)}


async def test_a_running_count_does_not_fall_by_itself(federation: Federation, stated: Chatter) -> None:
    await tell(stated, "/baocao tuyen-truyen", "25", "1/3", "gửi")
    said = await tell(stated, "/baocao tuyen-truyen", "20", "12/3")
    assert "Earlier this year 25 people were stated" in said
    assert "at least once this year" in await tell(stated, "gõ lại")
    await tell(stated, "26", "gửi")
    assert ("briefed", "2026-03-12", 26) in await said_of(federation, "truong-1")


async def test_a_lower_running_count_can_be_right(federation: Federation, stated: Chatter) -> None:
    await tell(stated, "/baocao tuyen-truyen", "25", "1/3", "gửi")
    await tell(stated, "/baocao tuyen-truyen", "20", "12/3", "2", "gửi")
    assert (await all_reports(federation))[-1].latest.kept == [{"check": "running-count-falls", "before": 25}]
    assert (await value_of(federation, "tuyen-truyen", "truong-1")).numerator == 20


async def test_a_running_count_starts_again_each_year(federation: Federation, stated: Chatter) -> None:
    await tell(stated, "/baocao tuyen-truyen", "25", "31/12/2025", "gửi")
    assert "Please check before it is sent" in await tell(stated, "/baocao tuyen-truyen", "2", "5/1/2026")


async def test_an_occupational_union_counts_its_members(federation: Federation) -> None:
    await federation.found((("nghiep-doan", "Nghiệp đoàn Mẫu", "nd", "dak-ha"),))
    chair = await federation.chair("nghiep-doan")
    assert "now: members?" in await tell(chair, "/baocao tuyen-truyen")
    await tell(chair, "12", "10", "hôm nay", "gửi")
    assert ("members", "2026-03-13", 12) in await said_of(federation, "nghiep-doan")


async def test_a_union_founded_under_the_plan_begins_with_nobody(federation: Federation) -> None:
    """Its members are known from its founding on: none, until somebody is admitted."""
    young = tree.NewUnit(code="moi", name="CĐCS Mới", kind="nnn", parent="dak-ha", first_day=date(2026, 2, 1))
    federation.ids |= await federation.database.write(lambda tx: tree.found_many(tx, PLAN, [young], now=AFTERNOON))
    chair = await federation.chair("moi")
    assert "Please check before it is sent" in await tell(chair, "kn 7 nữ 2", "2/2"), "its workers are not known"
    await tell(chair, "gửi")
    assert "your union had 7" in await tell(chair, "/baocao so-luong", "hôm nay", "9 nữ 2", "9 nữ 2")


# --- Members in hardship ----------------------------------------------------------------------------------------------


async def test_more_visited_than_in_hardship_over_the_year_is_asked_about(
    federation: Federation, chair: Chatter
) -> None:
    await tell(chair, "/baocao tham-hoi", "4", "2", "1/3", "gửi")
    assert "Please check before it is sent" in await tell(chair, "/baocao tham-hoi", "0", "2", "12/3")
    await tell(chair, "gửi")
    said = await tell(chair, "/baocao tham-hoi", "1", "3", "13/3")
    assert "7 members visited, but only 5 in hardship" in said
    assert "newly fell into hardship" in await tell(chair, "sửa")
    await tell(chair, "3", "3", "gửi")
    figure = await value_of(federation, "tham-hoi", "truong-1")
    assert (figure.numerator, figure.denominator) == (7, 7)


async def test_more_visited_than_in_hardship_can_be_right(federation: Federation, chair: Chatter) -> None:
    await tell(chair, "/baocao tham-hoi", "1", "3", "13/3", "giữ", "gửi")
    kept = (await the_report(federation)).latest.kept
    assert kept == [{"check": "more-visited-than-in-hardship", "visited": 3, "hardship": 1}]


async def test_nothing_arose_is_an_answer(federation: Federation, chair: Chatter) -> None:
    await tell(chair, "/baocao tham-hoi", "0", "không", "13/3", "gửi")
    figure = await value_of(federation, "tham-hoi", "truong-1")
    assert (figure.numerator, figure.denominator, figure.coverage.answered) == (0, 0, 1)


# --- Personal data ----------------------------------------------------------------------------------------------------

PERSONAL = [
    ("CCCD 062099001234", "062099001234", "identity number"),
    ("0620 9900 1234", "1234", "identity number"),
    ("gọi 0912 345 678 nhé", "345", "telephone number"),
    ("+84912345678", "84912345678", "telephone number"),
    ("chị A bị ung thư", "ung thư", "illness"),
]
IN_TEXTS = {
    "decision": ("kn 2 nữ 1", "12/3", "thêm", "bỏ qua"),
    "note": ("giảm 2", "hưu", "12/3", "thêm"),
    "receiver": ("/baocao chuyen-di", "1"),
    "gap": ("/baocao so-luong", "hôm nay", "33 nữ 15", "40 nữ 16", "giữ"),
    "correcting": ("/suabaocao 1", "sửa", "1", "12/3", "gửi"),
    "withdrawing": ("/rutbaocao 1", "có"),
    "name": ("/suathongtin",),
}


@pytest.mark.parametrize(("words", "secret", "why"), PERSONAL)
@pytest.mark.parametrize("where", IN_TEXTS)
async def test_personal_data_are_refused_and_nowhere_kept(
    federation: Federation, stated: Chatter, where: str, words: str, secret: str, why: str
) -> None:
    await tell(stated, *IN_TEXTS[where])
    before = await open_question(stated)
    said = await stated.say(words)
    assert why in said
    assert "has not been kept" in said
    assert stated.done is not None
    assert stated.done.personal
    assert secret not in said
    assert secret not in await everything_written(federation.database)
    after = await open_question(stated)
    assert before is not None
    assert after is not None
    assert (after.question, after.answers) == (before.question, before.answers)


ELSEWHERE = {
    "a count": ("/baocao ket-nap",),
    "a day": ("/baocao ket-nap", "5 nữ 2"),
    "a choice": ("/baocao",),
    "a review": ("/baocao ket-nap", "5 nữ 2", "12/3"),
    "what becomes of something begun": ("/baocao ket-nap", "5 nữ 2", "/baocao tham-hoi"),
}


@pytest.mark.parametrize("words", ["anh A CCCD 062099001234", "5 nguoi, CCCD 062099001234"])
@pytest.mark.parametrize("where", ELSEWHERE)
async def test_personal_data_are_refused_whatever_was_asked(
    federation: Federation, chair: Chatter, where: str, words: str
) -> None:
    asked = (await tell(chair, *ELSEWHERE[where])).splitlines()[0]
    said = await chair.say(words)
    assert "identity number" in said
    assert asked in said
    assert "062099001234" not in said
    assert chair.done is not None
    assert chair.done.personal
    assert "062099001234" not in await everything_written(federation.database)


async def test_personal_data_that_came_too_early_leave_nothing_either(federation: Federation, chair: Chatter) -> None:
    await chair.say("/baocao ket-nap", deliver=False)
    await chair.say("CCCD 062099001234")
    assert chair.done is not None
    assert chair.done.personal
    assert "062099001234" not in await everything_written(federation.database)


async def test_the_headcount_of_a_union_founded_lately_is_asked_for(federation: Federation) -> None:
    young = tree.NewUnit(code="moi", name="CĐCS Mới", kind="nnn", parent="dak-ha", first_day=date(2026, 2, 1))
    federation.ids |= await federation.database.write(lambda tx: tree.found_many(tx, PLAN, [young], now=AFTERNOON))
    chair = await federation.chair("moi")
    assert "How many are there in your union now: workers?" in await tell(chair, "/baocao tuyen-truyen")
