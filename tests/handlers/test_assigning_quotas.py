"""/giaochitieu: the indicator, the period, the total, how it is split, the lines, the decision, and one receipt."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from domain.access import Role
from handlers.incoming import Came
from storage import tree
from storage.database import open_database
from tests.handlers.answers import PHOTO, Slow, open_question, unmarked
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.handlers.quota_walk import (
    SCHOOLS,
    STEPS,
    assigned,
    entries,
    file_of,
    given,
    key_of,
    send_photo,
    stated,
    tell,
    told,
)
from tests.handlers.test_repertoire import HandledBefore, handled, handled_again, second_phone

WORDS = [words for _key, words in STEPS]
KEYS = [key for key, _words in STEPS]
SPLIT = {"truong-1": 10, "truong-2": 10, "cong-ty-1": 5}
"""What `STEPS` gives: 10 each, and the company only 5."""
each_step = pytest.mark.parametrize("key", KEYS)


@pytest.fixture
async def officer(federation: Federation) -> Chatter:
    """Somebody who looks after three unions."""
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


@pytest.fixture
async def province(federation: Federation) -> Chatter:
    return await federation.officer(Role.DEPT_OFFICER, "tinh", department="vp")


async def on(chatter: Chatter, *, until: str | None = None) -> str:
    """Answer the open question and all that follow, until this one is open; None: to the end."""
    for asked, words in STEPS:
        if asked == await key_of(chatter) != until:
            await chatter.say(words)
    assert await key_of(chatter) == until, chatter.transcript()
    return chatter.answer


async def at(chatter: Chatter, key: str) -> Chatter:
    """Begin, and answer until this question is open; what was begun before is dropped."""
    if await open_question(chatter) is not None:
        await chatter.say("hủy")
    await chatter.say("/giaochitieu")
    await on(chatter, until=key)
    return chatter


# --- The whole way ----------------------------------------------------------------------------------------------------


async def test_from_the_command_to_the_receipt(federation: Federation, officer: Chatter) -> None:
    said = await tell(officer, "giao chi tieu", *WORDS)
    assert await given(federation) == SPLIT
    assert "The quotas of 3 unions are in force." in said
    assert "Sum: 25 of 30 people, 5 left" in said
    assert "By decision 12/QĐ-LĐLĐ of 12 Mar 2026" in said
    assert await open_question(officer) is None
    (one,) = [entry.quota for entry in await entries(federation, "cong-ty-1")]
    assert (one.indicator, one.first_day, one.last_day) == ("doan-vien-tang", date(2026, 1, 1), date(2026, 12, 31))
    assert (one.decision, one.decided, one.given_by) == ("12/QĐ-LĐLĐ", date(2026, 3, 12), federation.ids["dak-ha"])


async def test_without_diacritics(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "giao chi tieu", *map(unmarked, WORDS[:-1]), "dung")
    assert await given(federation) == SPLIT


async def test_by_numbers(federation: Federation, officer: Chatter) -> None:
    await tell(officer, "/giaochitieu", "2", "1", "30", "1", "1", "12", "12/3/2026", "bỏ qua", "1")
    assert await given(federation) == {"truong-1": 10, "truong-2": 10, "cong-ty-1": 10}


async def test_by_taps(federation: Federation, officer: Chatter) -> None:
    await officer.say("/giaochitieu")
    for caption in ("Net growth", "Year 2026"):
        await officer.tap(caption)
    await officer.say("30")
    for caption in ("Evenly", "Done, go on"):
        await officer.tap(caption)
    await officer.say("12/QĐ")
    for caption in ("Today", "Skip", "Right, assign the quotas"):
        await officer.tap(caption)
    assert await given(federation) == {"truong-1": 10, "truong-2": 10, "cong-ty-1": 10}


async def test_nothing_is_in_force_before_the_last_word(federation: Federation, officer: Chatter) -> None:
    await at(officer, "review")
    assert await entries(federation) == []
    assert "• CĐCS Công ty Mẫu 01: 5" in officer.last
    assert "(net: losses are taken off)" in officer.last
    await officer.say("hủy")
    assert await entries(federation) == []


async def test_the_last_button_says_what_it_does(federation: Federation) -> None:
    officer = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha", language="vi")
    await at(officer, "review")
    assert "[1. Đúng, giao chỉ tiêu]" in officer.last
    assert "Theo quyết định 12/QĐ-LĐLĐ ngày 12/03/2026" in officer.last


async def test_every_message_fits_a_phone(federation: Federation) -> None:
    """Also with twelve unions with long names, warnings and changes."""
    await federation.found(SCHOOLS)
    for code, *_rest in SCHOOLS:
        await stated(federation, code, 20, 21)
    officer = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha", language="vi")
    await tell(officer, "/giaochitieu", "2", "1", "120", "chia đều", "hoc mau 03: 30; xyz 5; mau 04: 5", "trang sau")
    await tell(officer, "xong", "1", "12/QĐ", "hôm nay", "bỏ qua")
    assert await key_of(officer) == "review"
    assert max(len(saying.text) for saying in officer.heard) < 1000


# --- What is assigned -------------------------------------------------------------------------------------------------


async def test_only_indicators_that_the_units_below_take_are_offered(officer: Chatter, province: Chatter) -> None:
    assert "[2. Net growth of membership]" in await officer.say("/giaochitieu")
    assert "Members lost" not in officer.last
    assert "not among the choices" in await officer.say("thoa uoc")
    await province.say("/giaochitieu")
    assert "Collective agreements in force: for which period?" in await province.say("thoa uoc")


async def test_an_indicator_may_be_called_like_a_form(federation: Federation) -> None:
    officer = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha", language="vi")
    await officer.say("/giaochitieu")
    assert "Kết nạp đoàn viên mới: giao cho kỳ nào?" in await officer.say("ket nap")
    await tell(officer, "quay lại", "4")
    assert "Ký thỏa ước" not in officer.last, "grassroots unions take no quota of it"
    assert "Thăm hỏi đoàn viên khó khăn: giao cho kỳ nào?" in await officer.say("tham hoi")


@pytest.mark.parametrize("words", ["giao chi tieu doan vien tang them (thuc)", "/giaochitieu doan-vien-tang"])
async def test_the_indicator_may_be_named_at_once(officer: Chatter, words: str) -> None:
    assert "Net growth of membership: for which period?" in await officer.say(words)
    await officer.say("hủy")
    assert "Which indicator do you assign?" in await officer.say("giao chi tieu khong co")


async def test_past_phases_are_not_offered(officer: Chatter) -> None:
    said = await tell(officer, "/giaochitieu", "2")
    assert "[1. Year 2026] [2. Year 2027]" in said
    assert "2021–2030" in said
    assert "2021–2023" not in said


async def test_the_own_quota_is_proposed(federation: Federation, officer: Chatter, province: Chatter) -> None:
    await assigned(province, "dak ha: 12", total="20")
    assert "Your union was given 12 people." in await tell(officer, "/giaochitieu", "2", "1")
    assert "How should 12 people be split" in await officer.tap("Exactly 12")


async def test_the_provinces_own_goal_is_that_of_the_plan(province: Chatter) -> None:
    said = await tell(province, "/giaochitieu", "2", "1")
    assert "Your union was given 570 people." in said
    assert "How should 570 people be split" in await province.say("đúng")


@pytest.mark.parametrize("wrong", ["nhiều lắm", "khoảng 5", "-3", "3,5", "abc", "0", "9" * 200])
async def test_a_total_that_is_none_is_explained(officer: Chatter, wrong: str) -> None:
    await at(officer, "total")
    await officer.say(wrong)
    assert await key_of(officer) == "total"
    assert "how many in all" in officer.last


# --- How it is split --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("đoàn viên", {"truong-1": 15, "truong-2": 10, "cong-ty-1": 5}),
        ("chưa vào", {"truong-1": 10, "truong-2": 0, "cong-ty-1": 20}),
        ("chia đều", {"truong-1": 10, "truong-2": 10, "cong-ty-1": 10}),
        ("năm trước", {"truong-1": 20, "truong-2": 10, "cong-ty-1": 0}),
    ],
)
async def test_each_way_of_splitting(
    federation: Federation, officer: Chatter, way: str, expected: dict[str, int]
) -> None:
    """By hand: members 30/20/10; workers who could join 10/0/20; admissions of 2025 4/2/0."""
    for unit, members, workers in (("truong-1", 30, 40), ("truong-2", 20, 20), ("cong-ty-1", 10, 30)):
        await stated(federation, unit, members, workers)
    for unit, people in (("truong-1", 4), ("truong-2", 2), ("cong-ty-1", 0)):
        await federation.report(unit, "ket-nap", "2025-05-05", admitted={"total": people, "women": 0})
    await tell(officer, "/giaochitieu", "1", "1", "30", way, "xong", "12/QĐ", "hôm nay", "bỏ qua", "1")
    assert await given(federation) == {unit: amount for unit, amount in expected.items() if amount}


async def test_a_way_for_which_nothing_is_known_is_named_and_not_offered(officer: Chatter) -> None:
    await at(officer, "way")
    assert "No number of members is known" in officer.last
    assert "By the number of members" not in officer.last
    assert "not among the choices" in await officer.say("theo đoàn viên")


async def test_unions_of_which_it_is_not_known_are_named(federation: Federation, officer: Chatter) -> None:
    await stated(federation, "truong-1", 30, 40)
    said = await tell(officer, "/giaochitieu", "2", "1", "30", "đoàn viên")
    assert "nothing is proposed for: CĐCS Công ty Mẫu 01; CĐCS Trường Mẫu 02" in said
    assert "• CĐCS Trường Mẫu 01: 30" in said


async def test_typed_line_by_line(federation: Federation, officer: Chatter) -> None:
    said = await tell(officer, "/giaochitieu", "2", "1", "30", "tự gõ")
    assert "Sum: 0 of 30 people, 30 left" in said
    assert "there is nothing to assign" in await officer.say("xong")
    said = await tell(officer, "truong mau 01 12; truong mau 02: 8", "cong ty 10")
    assert "Sum: 30 of 30 people, all of it" in said
    await tell(officer, "xong", "12/QĐ", "hôm nay", "bỏ qua", "1")
    assert await given(federation) == {"truong-1": 12, "truong-2": 8, "cong-ty-1": 10}


# --- The lines --------------------------------------------------------------------------------------------------------


async def test_what_is_not_clear_is_said_back_and_changes_nothing(officer: Chatter) -> None:
    await at(officer, "line0")
    said = await officer.say("mau 01: 5; xyz 7; truong mau 02: 3,5; truong mau 02")
    assert "“mau 01: 5”: 2 unions are called so" in said
    assert "“xyz 7”: no union is called so" in said
    assert "“truong mau 02: 3,5”: it is not clear how much" in said
    assert "“truong mau 02”: it is not clear how much" in said
    assert await key_of(officer) == "line0"
    assert "• CĐCS Trường Mẫu 02: 10" in officer.last
    assert "identity number" in await officer.say("CCCD 062099001234")
    assert "at most" in await officer.say("x" * 4000)
    assert "nothing" in (await officer.say("\u200b")).casefold()


async def test_back_takes_the_last_change_back(officer: Chatter) -> None:
    await at(officer, "line0")
    await tell(officer, "cong ty 5", "truong mau 01: 15")
    assert "all of it" in officer.last
    said = await officer.say("quay lại")
    assert "• CĐCS Trường Mẫu 01: 10" in said
    assert "• CĐCS Công ty Mẫu 01: 5" in said
    said = await officer.say("quay lại")
    assert "• CĐCS Công ty Mẫu 01: 10" in said
    assert "How should" in await officer.say("quay lại")


async def test_what_is_left_and_what_is_too_much_is_always_seen_and_confirmed(officer: Chatter) -> None:
    await at(officer, "line0")
    assert "Sum: 37 of 30 people, 7 too many" in await officer.say("cong ty 17")
    assert "7 more than 30 people. Is that meant so?" in await officer.say("xong")
    assert "Sum: 37 of 30" in await officer.say("không")
    assert "Sum: 28 of 30 people, 2 left" in await officer.say("cong ty 8")
    assert "2 less than 30 people. Is that meant so?" in await officer.say("xong")
    assert "number of the decision" in await officer.say("có")


async def test_pages(federation: Federation, officer: Chatter) -> None:
    await federation.found(SCHOOLS)
    said = await tell(officer, "/giaochitieu", "2", "1", "120", "chia đều")
    assert "Page 1 of 2" in said
    assert said.count("• CĐCS") == 8
    said = await officer.tap("Next page")
    assert said.count("• CĐCS") == 4
    assert "• CĐCS Trường Mẫu 02: 10" in said
    said = await officer.say("truong mau 02: 30")
    assert "Noted: CĐCS Trường Mẫu 02: 30" in said
    assert "Page 2 of 2" in said
    assert "Page 1 of 2" in await officer.say("trang trước")
    assert "Sum: 140 of 120 people, 20 too many" in officer.last
    await officer.say("trang sau")
    assert "Sum: 120 of 120" in await officer.say("quay lại"), "a page is no answer: back takes the change back"


async def test_the_proposal_does_not_shift_under_the_officers_hands(federation: Federation, officer: Chatter) -> None:
    await stated(federation, "truong-1", 30, 40)
    await stated(federation, "truong-2", 10, 40)
    said = await tell(officer, "/giaochitieu", "2", "1", "40", "đoàn viên")
    assert "• CĐCS Trường Mẫu 01: 30" in said
    await stated(federation, "truong-2", 3000, 4000)
    assert "• CĐCS Trường Mẫu 01: 30" in await officer.say("/menu")


async def test_more_than_could_still_join_is_warned_of(federation: Federation, officer: Chatter) -> None:
    for unit in SPLIT:
        await stated(federation, unit, 30, 37)
    said = await tell(officer, "/giaochitieu", "2", "1", "30", "chia đều")
    assert "• CĐCS Trường Mẫu 01: 10 ⚠ only 7 could still join" in said
    said = await tell(officer, "xong", "12/QĐ", "hôm nay", "bỏ qua")
    assert "⚠ More than could still join: CĐCS Công ty Mẫu 01 (7)" in said
    assert "⚠ In all unions together only 21 could still join." in said


# --- Shares -----------------------------------------------------------------------------------------------------------


async def test_a_share_starts_from_the_plans_own(federation: Federation, officer: Chatter) -> None:
    said = await tell(officer, "/giaochitieu", "members and workers briefed", "1")
    assert "Your union is to reach 70%." in said
    await officer.tap("Exactly 70%")
    await officer.tap("The same for all")
    said = await officer.say("cong ty 80,5%")
    assert "• CĐCS Công ty Mẫu 01: 80,5%" in said.replace("80.5%", "80,5%")
    assert "Sum" not in said
    await tell(officer, "xong", "12/QĐ", "hôm nay", "bỏ qua", "1")
    assert await given(federation) == {
        "truong-1": Fraction(7, 10),
        "truong-2": Fraction(7, 10),
        "cong-ty-1": Fraction(161, 200),
    }


async def test_a_share_below_the_plans_needs_a_reason_that_is_kept(federation: Federation, officer: Chatter) -> None:
    await tell(
        officer, "/giaochitieu", "members and workers briefed", "1", "60%", "1", "xong", "12/QĐ", "hôm nay", "bỏ qua"
    )
    assert await key_of(officer) == "reason"
    await tell(officer, "Địa bàn vùng sâu", "1")
    assert {entry.quota.reason for entry in await entries(federation)} == {"Địa bàn vùng sâu"}


async def test_more_than_all_is_no_share(officer: Chatter) -> None:
    await tell(officer, "/giaochitieu", "members and workers briefed", "1")
    assert "above 100%" in await officer.say("120%")
    assert await key_of(officer) == "total"


# --- The decision -----------------------------------------------------------------------------------------------------


async def test_a_photo_of_the_decision_is_kept(federation: Federation, officer: Chatter) -> None:
    await at(officer, "photo")
    assert "send a photo" in await officer.say("đây ạ")
    assert "With a photo of the decision" in await send_photo(federation, officer)
    await officer.say("1")
    assert {entry.quota.photo for entry in await entries(federation)} == {PHOTO}


@pytest.mark.parametrize("wrong", ["ngày mai", "20/12/2026", "31/2", "xyz"])
async def test_a_day_to_come_is_no_day_of_a_decision(officer: Chatter, wrong: str) -> None:
    await at(officer, "decided")
    await officer.say(wrong)
    assert await key_of(officer) == "decided"


async def test_a_change_needs_a_reason_and_says_from_what(federation: Federation, officer: Chatter) -> None:
    await assigned(officer, "cong ty 5", total="30")
    federation.clock.forward(days=1)
    said = await tell(officer, "/giaochitieu", "2", "1", "30", "1", "cong ty 9; bo truong mau 02", "xong", "1")
    await tell(officer, "13/QĐ", "hôm nay", "bỏ qua")
    assert await key_of(officer) == "reason"
    said = await officer.say("Có thêm công ty")
    assert "• CĐCS Công ty Mẫu 01: from 5 to 9" in said
    assert "• CĐCS Trường Mẫu 02: taken back (was 10)" in said
    assert "Trường Mẫu 01" not in said, "what stays is no change"
    await officer.say("1")
    assert await given(federation) == {"truong-1": 10, "cong-ty-1": 9}
    assert [entry.quota.amount for entry in await entries(federation, "cong-ty-1")] == [5, 9]


async def test_a_decision_before_the_one_in_force_would_have_no_effect(officer: Chatter) -> None:
    await assigned(officer)
    await tell(officer, "/giaochitieu", "2", "1", "30", "1", "cong ty 9", "xong", "1", "13/QĐ")
    assert "so it would stay" in await officer.say("1/2/2026")
    assert await key_of(officer) == "decided"


# --- Back, change, cancel, later --------------------------------------------------------------------------------------


@each_step
async def test_cancelled_at_each_question_nothing_is_kept(federation: Federation, officer: Chatter, key: str) -> None:
    await at(officer, key)
    assert "Nothing was sent" in await officer.say("huy")
    assert await open_question(officer) is None
    assert await entries(federation) == []


@pytest.mark.parametrize(("before", "key"), list(pairwise(KEYS)))
async def test_back_asks_the_question_before(federation: Federation, officer: Chatter, before: str, key: str) -> None:
    await at(officer, key)
    await officer.tap("Back")
    assert await key_of(officer) == before
    await on(officer)
    assert await given(federation) == SPLIT


@each_step
async def test_put_aside_it_goes_on_from_another_phone(federation: Federation, officer: Chatter, key: str) -> None:
    if key == KEYS[0]:
        pytest.skip("nothing was typed yet")
    await at(officer, key)
    assert "kept for 7 days" in await officer.say("để sau")
    second = await second_phone(federation, officer)
    said = await second.say("giao chi tieu")
    assert "You have put something aside. Go on with it?" in said
    assert ("[1. Net growth of membership (14:00" in said) == (key != KEYS[0])
    await second.say("1")
    assert await key_of(second) == key, second.transcript()
    await on(second)
    assert await given(federation) == SPLIT


CHANGES: dict[str, tuple[str, ...]] = {
    "The lines": ("cong ty 10", "xong"),
    "How it is split": ("chia đều", "xong"),
    "The total": ("60", "chia đều", "xong"),
    "The decision number": ("99/QĐ",),
    "The date of the decision": ("hôm nay",),
    "The photo": ("bỏ qua",),
}


@pytest.mark.parametrize("part", CHANGES)
async def test_each_part_can_be_changed_at_the_review(federation: Federation, officer: Chatter, part: str) -> None:
    await at(officer, "review")
    await officer.tap("Change something")
    await officer.tap(part)
    await tell(officer, *CHANGES[part])
    assert await key_of(officer) == "review", officer.transcript()
    await officer.say("1")
    found = await given(federation)
    if part == "The total":
        assert found == dict.fromkeys(SPLIT, 20)
    elif part in ("The lines", "How it is split"):
        assert found == dict.fromkeys(SPLIT, 10)
    else:
        assert found == SPLIT
    ledger = [entry.quota for entry in await entries(federation)]
    assert {one.decision for one in ledger} == {"99/QĐ" if part == "The decision number" else "12/QĐ-LĐLĐ"}
    assert {one.decided.day for one in ledger} == {13 if part == "The date of the decision" else 12}


# --- The same twice, old taps, restarts -------------------------------------------------------------------------------


async def test_the_same_message_twice_is_one_entry(federation: Federation, officer: Chatter) -> None:
    await at(officer, "review")
    send = next(button for button in officer.buttons if button.action.endswith(":send"))
    assert await handled(officer, send.action, "777")
    assert not await handled(officer, send.action, "777")
    with pytest.raises(HandledBefore):
        await handled_again(officer, send.action, "777")
    assert len(await entries(federation)) == 3


async def test_every_message_finds_its_way_after_a_restart(federation: Federation, officer: Chatter) -> None:
    url = federation.database.url.render_as_string(hide_password=False)
    await officer.say("/giaochitieu")
    while (key := await key_of(officer)) is not None:
        await officer.database.close()
        officer.database = await open_database(url)
        await officer.say(dict(STEPS)[key])
    federation.database = officer.database
    assert await given(federation) == SPLIT
    await officer.database.close()


async def test_an_old_tap_changes_nothing(federation: Federation, officer: Chatter) -> None:
    other = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await officer.say("/giaochitieu")
    seen: list[str] = []
    while (key := await key_of(officer)) is not None:
        before = await open_question(officer)
        for action in seen:
            assert await officer.press(action) == ""
            assert officer.done is not None
            assert officer.done.notice == "This question has been answered already."
        for action in [button.action for button in officer.buttons]:
            await other.press(action)
        assert await open_question(officer) == before
        seen = [button.action for button in officer.heard[-1].rows[0]] if officer.heard[-1].rows else []
        await officer.say(dict(STEPS)[key])
    assert await given(federation) == SPLIT


@each_step
async def test_a_message_sent_before_the_question_was_seen_is_no_answer(officer: Chatter, key: str) -> None:
    slow = Slow.like(await at(officer, key))
    await slow.say(dict(STEPS)[key])
    following = await key_of(slow)
    if following is not None:
        assert "came before this question" in await slow.say("5")
        assert await key_of(slow) == following


@each_step
async def test_what_only_shows_something_repeats_the_question(officer: Chatter, key: str) -> None:
    before = await open_question(await at(officer, key))
    for line in ("/trogiup", "/menu", "/chitieu", "/tiendo"):
        await officer.say(line)
        assert "[Cancel]" in officer.last, line
        assert await open_question(officer) == before
    await officer.send(Came.OTHER)
    assert await open_question(officer) == before


# --- What changes meanwhile -------------------------------------------------------------------------------------------


async def test_somebody_else_assigned_meanwhile(federation: Federation, officer: Chatter) -> None:
    await at(officer, "review")
    other = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await assigned(other, "cong ty 7", total="30")
    said = await officer.say("1")
    assert "Somebody has assigned quotas to these unions meanwhile. Nothing was assigned." in said
    assert "• CĐCS Công ty Mẫu 01: 5 (was 7)" in said, "what was typed stays"
    assert (await given(federation))["cong-ty-1"] == 7
    await tell(officer, "xong", "1")
    assert await key_of(officer) == "decided", "the other decision is the later one"
    await officer.say("hôm nay")
    assert await key_of(officer) == "reason", "now it is a change"
    await tell(officer, "Giao lại", "1")
    assert await given(federation) == SPLIT


async def test_a_union_that_was_closed_meanwhile(federation: Federation, officer: Chatter) -> None:
    await at(officer, "review")
    await close(federation, "cong-ty-1")
    said = await officer.say("1")
    assert "Nothing was assigned." in said
    assert await entries(federation) == []
    assert "Công ty" not in officer.last
    await tell(officer, "xong", "1")
    assert await given(federation) == {"truong-1": 15, "truong-2": 15}


async def close(federation: Federation, unit: str) -> None:
    """Let a union end today."""
    now = federation.clock.now
    plan, unit_id = federation.house.plan, federation.ids[unit]
    await federation.database.write(lambda tx: tree.close(tx, plan, unit_id, now.date(), decision="1/QĐ", now=now))


# --- Who may, and who is told -----------------------------------------------------------------------------------------


async def test_the_officers_below_are_told_each_in_their_language(federation: Federation, officer: Chatter) -> None:
    await federation.chair("truong-1", language="vi")
    await federation.officer(Role.DEPUTY, "truong-2")
    said = await assigned(officer, "cong ty 5")
    notices = sorted(told(officer))
    assert len(notices) == 2
    assert "Đồng chí được giao chỉ tiêu cho CĐCS Trường Mẫu 01:" in notices[1]
    assert "Đoàn viên tăng thêm (thực), năm 2026: 10 người" in notices[1]
    assert "(số thực, đã trừ số giảm)" in notices[1]
    assert "LĐLĐ huyện Đăk Hà giao, quyết định 12/QĐ ngày 13/03/2026" in notices[1]
    assert "[1. Đã nhận]" in notices[1]
    assert "You have been assigned a quota for CĐCS Trường Mẫu 02:" in notices[0]
    assert "could not be told: CĐCS Công ty Mẫu 01" in said


async def test_a_change_is_told_with_its_reason(federation: Federation, officer: Chatter) -> None:
    await federation.chair("truong-1")
    await federation.chair("truong-2")
    await assigned(officer)
    await assigned(officer, "truong mau 01: 12; bo truong mau 02", reason="Có thêm lao động")
    changed, back = sorted(told(officer), key=lambda notice: "taken back" in notice)
    assert "The quota of CĐCS Trường Mẫu 01 has been changed:" in changed
    assert "from 10 people to 12 people" in changed
    assert "Reason: Có thêm lao động" in changed
    assert "The quota of CĐCS Trường Mẫu 02 has been taken back:" in back
    assert "(was 10 people)" in back


async def test_of_several_offices_one_is_chosen(federation: Federation, officer: Chatter) -> None:
    await federation.also(officer, Role.SUPERIOR_OFFICER, "sa-thay")
    assert "For the units below which union?" in await officer.say("/giaochitieu")
    await tell(officer, "sa thay", "2", "1", "8", "chia đều", "xong", "12/QĐ", "hôm nay", "bỏ qua", "1")
    assert await given(federation) == {"cong-ty-2": 8}


@pytest.mark.parametrize("role", [Role.SUPERIOR_LEADER, Role.AUDITOR, Role.LEGAL_ADVISER])
async def test_who_only_looks_assigns_nothing(federation: Federation, role: Role) -> None:
    other = await federation.officer(role, "dak-ha")
    assert "does not include this" in await other.say("/giaochitieu")


async def test_the_sheet_of_what_was_proposed(officer: Chatter) -> None:
    await at(officer, "line1")
    await officer.tap("Spreadsheet")
    assert await open_question(officer) is None
    recipe = file_of(officer).recipe
    assert recipe is not None
    assert recipe.name == "chi-tieu-dak-ha-doan-vien-tang-2026.xlsx"
    assert {line["code"]: line["proposed"] for line in recipe.content["lines"]} == SPLIT


async def test_the_sheet_instead_of_a_way_of_splitting(officer: Chatter) -> None:
    await assigned(officer, "cong ty 5")
    await tell(officer, "/giaochitieu", "2", "1", "30", "bảng tính")
    recipe = file_of(officer).recipe
    assert recipe is not None
    assert {line["code"]: line["given"] for line in recipe.content["lines"]} == SPLIT
    assert recipe.content["basis"] == 3
