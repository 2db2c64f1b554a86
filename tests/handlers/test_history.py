"""Reports that were sent: paging, opening, correcting, withdrawing; figures follow at once."""

from __future__ import annotations

import pytest

from domain.access import Role
from handlers.incoming import Came
from tests.handlers.answers import PHOTO, REVIEW, Way, open_question
from tests.handlers.chatter import Chatter
from tests.handlers.evidence import all_reports, said_of, the_report, value_of
from tests.handlers.federation import PLAN, Federation
from tests.handlers.routes import Route
from tests.handlers.walkers import walker

CORRECTABLE = [Route(form, form.for_kinds[0]) for form in PLAN.forms if form.event is None]


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


@pytest.fixture
async def chair(federation: Federation) -> Chatter:
    """A chair who has reported 5 new members, 2 of them women."""
    chair = await federation.chair()
    await tell(chair, "kn 5 nữ 2", "12/3", "gửi")
    return chair


# --- Looking ----------------------------------------------------------------------------------------------------------


async def test_without_a_report_there_is_a_way_to_the_first(federation: Federation) -> None:
    chair = await federation.chair()
    assert "has not sent a report yet" in await chair.say("lịch sử")
    assert "What would you like to report?" in await chair.tap("Report")


async def test_a_day_of_another_year_is_shown_with_its_year(federation: Federation) -> None:
    chair = await federation.chair()
    await tell(chair, "kn 5 nữ 2", "31/12/2025", "gửi", "kn 4 nữ 2", "2/1/2026", "gửi")
    shown = await chair.say("lịch sử")
    assert "31 Dec 2025" in shown
    assert "· 2 Jan ·" in shown


async def test_reports_are_shown_a_page_at_a_time(federation: Federation) -> None:
    chair = await federation.chair()
    for number in range(1, 13):
        await tell(chair, f"kn {number} nữ 0", "12/3", "gửi")
    pages = [await chair.say("lich su")]
    pages += [await chair.tap("Older ones") for _ in range(2)]
    assert "Older ones" not in pages[-1]
    shown = [[number for number in range(1, 13) if f"{number:04} ·" in page] for page in pages]
    assert shown == [[8, 9, 10, 11, 12], [3, 4, 5, 6, 7], [1, 2]]
    assert "0012 ·" in await chair.tap("Newest ones")


async def test_a_report_is_opened_by_its_number_in_the_list(chair: Chatter) -> None:
    await chair.say("/lichsu")
    said = await chair.say("1")
    assert "Report 0001, sent at" in said
    assert "5 (women 2)" in said
    assert {button.label for button in chair.buttons} == {"Correct it", "Withdraw it", "Back to the list"}
    assert "Reports of CĐCS Trường Mẫu 01" in await chair.tap("Back to the list")


async def test_what_stands_on_a_button_can_be_typed(chair: Chatter) -> None:
    for number in range(1, 6):
        await tell(chair, f"kn {number} nữ 0", "12/3", "gửi")
    assert "0001 ·" in await tell(chair, "lich su", "older ones")
    assert "Report 0001, sent at" in await chair.say("1")
    assert "Withdraw report 0001?" in await chair.say("withdraw it")


async def test_who_has_two_unions_says_whose_reports(chair: Chatter, federation: Federation) -> None:
    await federation.also(chair, Role.CHAIR, "truong-2")
    assert "Which union's reports?" in await chair.say("/lichsu")
    assert "0001 ·" in await chair.tap("Trường Mẫu 01")


# --- Correcting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("route", CORRECTABLE, ids=str)
async def test_every_form_can_be_corrected(federation: Federation, route: Route) -> None:
    """Every answer anew: another version with its reason, and the sums are those of the new one."""
    walk = await walker(federation, PLAN, route, details=route.has_details)
    chair = walk.chatter
    await walk.to_the_end()
    first = (await the_report(federation)).latest
    await chair.say("/suabaocao 1 1")
    assert await walk.open_key() == REVIEW, "nothing that the report says is asked again"
    walk.way = Way.TAPS
    decisive = {one.when.question for one in route.form.questions if one.when is not None and one.when.is_in}
    for question in route.asked(details=True):
        if question.key in decisive:
            continue
        await chair.tap("Change something")
        await walk.choose(question.key)
        if question.options:
            walk.choices[question.key] = question.options[-1].id
        await walk.on()
    said = await chair.tap("Right, send it")
    if {key: value for key, value in first.answers.items() if key != "stated"} == walk.expected:
        assert "Nothing was changed" in said
        return
    assert "Why is it corrected?" in said
    assert "Report 0001 corrected" in await chair.say("1")
    report = await the_report(federation)
    assert {key: value for key, value in report.latest.answers.items() if key != "stated"} == walk.expected
    assert (report.latest.version, report.latest.reason) == (2, "Mistyped")
    assert report.versions[0].answers == first.answers, "the first version stays"


async def test_figures_follow_a_correction_at_once(federation: Federation, chair: Chatter) -> None:
    await chair.say("/lichsu")
    await chair.say("1")
    await chair.tap("Correct it")
    await tell(chair, "sửa", "1", "7 nữ 3", "gửi", "Đếm nhầm một tổ")
    report = await the_report(federation)
    assert report.latest.reason == "Đếm nhầm một tổ"
    assert await said_of(federation, "truong-1") == {
        ("admissions", "2026-03-12", 7),
        ("admissions-women", "2026-03-12", 3),
    }
    for unit in ("truong-1", "dak-ha", "tinh"):
        assert (await value_of(federation, "doan-vien-moi", unit)).value == 7
    said = await chair.say("/xem 1")
    assert "Reason: Đếm nhầm một tổ" in said
    assert "Report 0001, sent at" in said


async def test_an_unchanged_correction_is_none(federation: Federation, chair: Chatter) -> None:
    said = await tell(chair, "/suabaocao 1 1", "gửi")
    assert "Nothing was changed" in said
    assert len((await the_report(federation)).versions) == 1
    assert await open_question(chair) is None


async def test_details_and_photo_stay_with_a_correction(federation: Federation) -> None:
    chair = await federation.chair()
    await tell(chair, "kn 5 nữ 2", "12/3", "thêm", "bỏ qua", "12/QĐ-CĐCS")
    await chair.send(Came.PHOTO, photo=PHOTO)
    await tell(chair, "gửi", "/suabaocao 1 1", "sửa", "2", "11/3", "gửi", "1")
    report = await the_report(federation)
    assert report.latest.answers == report.versions[0].answers | {"day": "2026-03-11"}


async def test_back_in_a_correction_never_drops_several_answers_at_once(federation: Federation) -> None:
    chair = await federation.chair()
    await tell(chair, "kn 5 nữ 2", "12/3", "thêm", "bỏ qua", "12/QĐ-CĐCS", "bỏ qua", "gửi", "/suabaocao 1 1")
    assert "What is the number of the decision" in await chair.say("quay lại")
    await tell(chair, "13/QĐ-CĐCS", "gửi", "1")
    assert (await the_report(federation)).latest.answers["decision"] == "13/QĐ-CĐCS"


async def test_unknown_women_are_not_asked_for_when_something_else_is_corrected(federation: Federation) -> None:
    chair = await federation.chair()
    await tell(chair, "/baocao so-luong", "hôm qua", "28", "bỏ qua", "30", "bỏ qua", "gửi")
    said = await tell(chair, "/suabaocao 1 1")
    assert "Choose “Change something”" in said
    await tell(chair, "sửa")
    await chair.tap("As of")
    await tell(chair, "11/3", "gửi", "1")
    assert (await the_report(federation)).latest.answers["members"] == {"total": 28, "women": None}


async def test_a_base_that_was_stated_is_not_asked_for_again(federation: Federation) -> None:
    chair = await federation.chair()
    await tell(chair, "/baocao tuyen-truyen", "30", "20", "10/3", "gửi")
    assert "Choose “Change something”" in await tell(chair, "/suabaocao 1 1")
    await tell(chair, "sửa", "2", "11/3", "gửi", "1")
    assert await said_of(federation, "truong-1") == {("briefed", "2026-03-11", 20), ("workers", "2026-03-11", 30)}


async def test_a_correction_is_no_duplicate_of_itself_and_falls_below_nothing(
    federation: Federation, chair: Chatter
) -> None:
    await tell(chair, "/baocao tuyen-truyen", "30", "20", "10/3", "gửi")
    said = await tell(chair, "/suabaocao 2 1", "sửa", "1", "30", "15", "gửi")
    assert "Why is it corrected?" in said
    await chair.say("1")
    assert (await value_of(federation, "tuyen-truyen", "truong-1")).numerator == 15


# --- Withdrawing ------------------------------------------------------------------------------------------------------


async def test_a_withdrawn_report_counts_no_longer_and_stays_in_the_list(
    federation: Federation, chair: Chatter
) -> None:
    await chair.say("/xem 1")
    assert "Withdraw report 0001?" in await chair.tap("Withdraw it")
    assert "Why is it withdrawn?" in await chair.say("có")
    assert "withdrawn and counts no longer" in await chair.say("Nhập nhầm đơn vị")
    assert await said_of(federation, "truong-1") == set()
    assert (await value_of(federation, "doan-vien-moi", "tinh")).value == 0
    assert "(withdrawn)" in await chair.say("/lichsu")
    said = await chair.say("1")
    assert "Reason: Nhập nhầm đơn vị" in said
    assert {button.label for button in chair.buttons} == {"Back to the list"}


async def test_not_withdrawn_after_all(federation: Federation, chair: Chatter) -> None:
    assert "stands as it was" in await tell(chair, "/rutbaocao 1 1", "không")
    assert not (await the_report(federation)).withdrawn


@pytest.mark.parametrize("command", ["suabaocao", "rutbaocao"])
async def test_what_was_withdrawn_is_neither_corrected_nor_withdrawn(chair: Chatter, command: str) -> None:
    await tell(chair, "/rutbaocao 1 1", "có", "1")
    for line in (f"/{command} 1 1", f"/{command} 1 2", f"/{command} 1"):
        assert "changed meanwhile" in await chair.say(line)
        assert await open_question(chair) is None


# --- Two officers of one union ----------------------------------------------------------------------------------------


async def test_a_deputy_corrects_what_the_chair_sent(federation: Federation, chair: Chatter) -> None:
    deputy = await federation.officer(Role.DEPUTY)
    await tell(deputy, "/suabaocao 1 1", "sửa", "1", "7 nữ 3", "gửi", "1")
    report = await the_report(federation)
    assert report.latest.officer_id == await federation.officer_id(deputy)
    assert report.versions[0].officer_id == await federation.officer_id(chair)


@pytest.mark.parametrize("last", ["send", "reason"])
@pytest.mark.parametrize("meanwhile", ["correct", "withdraw"])
async def test_who_corrects_what_another_changed_meanwhile_is_told(
    federation: Federation, chair: Chatter, last: str, meanwhile: str
) -> None:
    deputy = await federation.officer(Role.DEPUTY)
    await tell(chair, "/suabaocao 1 1", "sửa", "1", "9 nữ 3", *(["gửi"] if last == "reason" else []))
    if meanwhile == "correct":
        await tell(deputy, "/suabaocao 1 1", "sửa", "1", "7 nữ 3", "gửi", "1")
    else:
        await tell(deputy, "/rutbaocao 1 1", "có", "1")
    said = await tell(chair, "gửi" if last == "send" else "1")
    assert "changed meanwhile" in said
    assert await open_question(chair) is None
    left = {fact for fact in await said_of(federation, "truong-1") if fact[0] == "admissions"}
    assert left == ({("admissions", "2026-03-12", 7)} if meanwhile == "correct" else set())


async def test_who_withdraws_what_another_corrected_meanwhile_is_told(federation: Federation, chair: Chatter) -> None:
    deputy = await federation.officer(Role.DEPUTY)
    await tell(chair, "/rutbaocao 1 1", "có")
    await tell(deputy, "/suabaocao 1 1", "sửa", "1", "7 nữ 3", "gửi", "1")
    assert "changed meanwhile" in await tell(chair, "1")
    assert not (await the_report(federation)).withdrawn


async def test_an_old_button_of_a_corrected_report_changes_nothing(federation: Federation, chair: Chatter) -> None:
    await chair.say("/xem 1")
    old = [button.action for button in chair.buttons if "baocao" in button.action]
    await tell(chair, "/suabaocao 1 1", "sửa", "1", "7 nữ 3", "gửi", "1")
    for action in old:
        assert "changed meanwhile" in await chair.press(action)
    assert len((await the_report(federation)).versions) == 2


# --- Reports of others ------------------------------------------------------------------------------------------------

FORGED = ("xem 1", "suabaocao 1 1", "rutbaocao 1 1", "suabaocao 1", "rutbaocao 1")


@pytest.mark.parametrize("line", FORGED)
async def test_nobody_else_opens_or_changes_a_report(federation: Federation, chair: Chatter, line: str) -> None:
    others = [
        await federation.chair("truong-2"),
        await federation.chair("truc-thuoc"),
        await federation.officer(None),
        await federation.officer(Role.CHAIR, "cong-ty-2"),
    ]
    for other in others:
        for said in (await other.press(f"c:{line}"), await other.say(f"/{line}")):
            assert "Trường Mẫu 01" not in said
            assert "women" not in said
        assert await open_question(other) is None
    assert len((await the_report(federation)).versions) == 1
    assert (await the_report(federation)).latest.officer_id == await federation.officer_id(chair)


@pytest.mark.parametrize("line", ["lichsu {unit}", "lichsu {unit} 99"])
async def test_the_list_of_another_union_is_the_own_one(federation: Federation, chair: Chatter, line: str) -> None:
    assert (await all_reports(federation))[0].unit_id == federation.ids["truong-1"]
    other = await federation.chair("truong-2")
    said = await other.press("c:" + line.format(unit=federation.ids["truong-1"]))
    assert "0001" not in said
    assert "Trường Mẫu 01" not in said
    assert "0001" in await chair.say("/lichsu")


@pytest.mark.parametrize("line", ["xem", "xem x", "xem 0", "xem ²", "xem 99999999999999999999", "xem -1", "lichsu ²"])
async def test_numbers_that_are_none_open_nothing(chair: Chatter, line: str) -> None:
    said = await chair.say(f"/{line}")
    assert "no such report" in said or "Reports of" in said


@pytest.mark.parametrize("line", ["suabaocao", "rutbaocao 99999999999999999999", "suabaocao ² 1", "rutbaocao 1 ²"])
async def test_numbers_that_are_none_change_nothing(federation: Federation, chair: Chatter, line: str) -> None:
    await chair.say(f"/{line}")
    assert len((await the_report(federation)).versions) == 1
