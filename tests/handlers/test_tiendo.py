"""/tiendo: what a leader and a chair see, the way down and back, and what nobody sees who may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.access import Role
from handlers.house import House
from storage import tree
from tests.handlers.chatter import Chatter
from tests.handlers.federation import FOUNDED, PLAN, Federation, new_house
from tests.handlers.few_plan import FEW

REFUSED = "not in your branch"
SCREENS = (
    "",
    " 2026",
    " 2025 =more 1",
    " 2026 =units",
    " 2026 =list 0",
    " 2026 =silent",
    " 2026 tuyen-truyen",
    " 2026 tuyen-truyen a",
    " 2026 tuyen-truyen s1",
    " 2021 doi-thoai-nnn 3",
)


@pytest.fixture
def house() -> House:
    return replace(new_house(), plan=FEW)


async def numbers(federation: Federation, unit: str, members: int, workers: int, day: str = "2026-01-01") -> None:
    stated = {"members": {"total": members, "women": None}, "workers": {"total": workers, "women": None}}
    await federation.report(unit, "so-luong", day, **stated)


async def leader(federation: Federation, unit: str = "tinh", language: str = "en") -> Chatter:
    role = Role.PROVINCIAL_LEADER if unit == "tinh" else Role.SUPERIOR_LEADER
    return await federation.officer(role, unit, language=language)


async def test_one_sentence_and_at_most_seven_lines(federation: Federation) -> None:
    await numbers(federation, "truong-1", 28, 30)
    await federation.report("truong-1", "tuyen-truyen", "2026-03-01", briefed=9)
    boss = await leader(federation)
    shown = (await boss.say("/tiendo")).splitlines()
    text = [line for line in shown if not line.startswith("[")]
    assert text[0].startswith("LĐLĐ tỉnh Mẫu, figures up to 13 Mar 2026: ")
    assert len(text) == 8
    assert "Members and workers briefed: 9/30 people (30.0%), goal 70%, 12 people missing" in "\n".join(text)
    assert text[-1].startswith("Members lost: no figures yet")
    assert "[1. More indicators]" in shown


@pytest.mark.parametrize("words", ["tiendo", "tien do", "Tiến độ", "td", "/td", "TIẾN ĐỘ", "progress", "/tiendo"])
async def test_every_way_of_asking(federation: Federation, words: str) -> None:
    chair = await federation.chair()
    assert "CĐCS Trường Mẫu 01, figures up to" in await chair.say(words)


async def test_down_and_up_by_typed_numbers_alone(federation: Federation) -> None:
    boss = await leader(federation)
    await boss.say("/tiendo")
    units = await boss.say("2")
    assert units.splitlines() == [
        "LĐLĐ tỉnh Mẫu: 3 units directly below.",
        "[1. LĐLĐ huyện Đăk Hà]",
        "[2. LĐLĐ huyện Sa Thầy]",
        "[3. CĐCS Bệnh viện Mẫu]",
        "[4. All indicators]",
    ]
    assert "LĐLĐ huyện Đăk Hà, figures up to" in await boss.say("1")
    assert "[3. CĐCS Trường Mẫu 02]" in await boss.say("2")
    below = await boss.say("3")
    assert "CĐCS Trường Mẫu 02, figures up to" in below
    assert "Units below" not in below
    assert "[7. Up: LĐLĐ huyện Đăk Hà]" in below
    assert "LĐLĐ huyện Đăk Hà, figures up to" in await boss.say("7")
    assert "[9. Up: LĐLĐ tỉnh Mẫu]" in boss.last
    assert "LĐLĐ tỉnh Mẫu, figures up to" in await boss.say("9")
    assert "Up:" not in boss.last


async def test_a_union_directly_under_the_province_is_looked_at_like_any_other(federation: Federation) -> None:
    boss = await leader(federation)
    await boss.say("/tiendo")
    await boss.tap("Units below")
    assert "CĐCS Bệnh viện Mẫu, figures up to" in await boss.tap("Bệnh viện")
    assert "LĐLĐ tỉnh Mẫu, figures up to" in await boss.tap("Up: LĐLĐ tỉnh Mẫu")


async def test_an_indicator_with_the_units_below_worst_first(federation: Federation) -> None:
    for unit, briefed in (("truong-1", 20), ("cong-ty-2", 10), ("truc-thuoc", 30)):
        await numbers(federation, unit, 28, 40)
        await federation.report(unit, "tuyen-truyen", "2026-03-01", briefed=briefed)
    boss = await leader(federation)
    await boss.say("/tiendo")
    await boss.tap("One indicator")
    shown = await boss.tap("Members and workers briefed")
    assert shown.splitlines()[:4] == [
        "Members and workers briefed: LĐLĐ tỉnh Mẫu, figures up to 13 Mar 2026",
        (
            "60/120 people (50.0%), goal 70%, 13.8% should be there by this day, 24 people missing, "
            "3 people a month are needed, on track"
        ),
        "2 of 3 units below miss 100.0% of it: LĐLĐ huyện Sa Thầy (18) and LĐLĐ huyện Đăk Hà (8).",
        "3/5 units have reported, among those alone 60/120 people (50.0%)",
    ]
    assert [line for line in shown.splitlines() if "%)]" in line] == [
        "[1. LĐLĐ huyện Sa Thầy: 10/40 people (25.0%)]",
        "[2. LĐLĐ huyện Đăk Hà: 20/40 people (50.0%)]",
        "[3. CĐCS Bệnh viện Mẫu: 30/40 people (75.0%)]",
    ]
    below = await boss.say("1")
    assert "Members and workers briefed: LĐLĐ huyện Sa Thầy" in below
    one = await boss.say("1")
    assert "Members and workers briefed: CĐCS Công ty Mẫu 02" in one
    assert "Members and workers briefed: LĐLĐ huyện Sa Thầy" in await boss.tap("Up: LĐLĐ huyện Sa Thầy")
    assert "LĐLĐ huyện Sa Thầy, figures up to" in await boss.tap("All indicators")


async def test_a_chair_sees_the_own_union_and_no_way_out_of_it(federation: Federation) -> None:
    chair = await federation.chair("cong-ty-1")
    shown = await chair.say("/tiendo")
    assert "Dialogue in non-state enterprises: not answered yet" in shown
    assert "state enterprises: " not in shown.replace("non-state", "")
    assert "Up:" not in shown
    assert "Units below" not in shown
    one = await chair.press(f"c:td {federation.ids['cong-ty-1']} 2026 doi-thoai-nnn")
    assert one.splitlines()[1] == "Not answered yet"


@pytest.mark.parametrize("rest", SCREENS)
@pytest.mark.parametrize(
    ("role", "own", "foreign"),
    [
        (Role.CHAIR, "truong-1", "dak-ha"),
        (Role.CHAIR, "truong-1", "truong-2"),
        (Role.DEPUTY, "truong-1", "tinh"),
        (Role.CHAIR, "truc-thuoc", "tinh"),
        (Role.CHAIR, "truc-thuoc", "dak-ha"),
        (Role.SUPERIOR_OFFICER, "dak-ha", "sa-thay"),
        (Role.SUPERIOR_LEADER, "dak-ha", "cong-ty-2"),
        (Role.AUDITOR, "sa-thay", "truong-1"),
        (Role.SUPERIOR_LEADER, "dak-ha", "tinh"),
    ],
)
async def test_a_forged_button_shows_nothing_of_another_branch(
    federation: Federation, role: Role, own: str, foreign: str, rest: str
) -> None:
    officer = await federation.officer(role, own)
    name = (await federation.unit(foreign)).name
    for shown in (
        await officer.press(f"c:td {federation.ids[foreign]}{rest}"),
        await officer.say(f"/td {federation.ids[foreign]}{rest}"),
    ):
        assert REFUSED in shown
        assert name not in shown
        assert "[" not in shown


@pytest.mark.parametrize("unit", ["0", "999", "999999999"])
async def test_a_unit_that_never_was(federation: Federation, unit: str) -> None:
    boss = await leader(federation)
    assert REFUSED in await boss.press(f"c:td {unit}")


@pytest.mark.parametrize(
    "rest",
    [
        "1 2026 nothing",
        "1 2026 =units -1",
        "1 2026 =units 99",
        "1 2026 =silent x",
        "1 2026 tuyen-truyen asas",
        "1 2026 tuyen-truyen s99",
        "1 0",
        "1 9999 =more 77",
        "1 2026 tong-dv-tinh ٣ 4 5",
    ],
)
async def test_nonsense_after_the_unit_shows_some_screen_of_it(federation: Federation, rest: str) -> None:
    boss = await leader(federation)
    assert "LĐLĐ tỉnh Mẫu" in await boss.press(f"c:td {rest}")


async def test_a_former_officer_and_a_stranger_see_nothing(federation: Federation) -> None:
    former = await federation.officer(None)
    stranger = federation.stranger()
    for person in (former, stranger):
        for attempt in (
            person.say("/tiendo"),
            person.say("tien do"),
            person.press(f"c:td {federation.ids['truong-1']}"),
        ):
            assert "CĐCS" not in await attempt


async def test_the_year_before_and_back(federation: Federation) -> None:
    await federation.report("truong-1", "ket-nap", "2025-06-30", admitted={"total": 4, "women": 1})
    await federation.report("truong-1", "ket-nap", "2026-02-01", admitted={"total": 9, "women": 2})
    boss = await leader(federation, "dak-ha")
    await boss.say("/tiendo")
    assert "LĐLĐ huyện Đăk Hà, Year 2025, figures up to 31 Dec 2025" in await boss.tap("Year 2025")
    await boss.tap("One indicator")
    last_year = await boss.tap("New members admitted")
    assert "figures up to 31 Dec 2025\n4 new members" in last_year
    assert "figures up to 13 Mar 2026\n9 new members" in await boss.tap("Year 2026")
    await boss.tap("Year 2025")
    await boss.tap("All indicators")
    await boss.tap("Units below")
    assert "figures up to 31 Dec 2025" in await boss.tap("CĐCS Trường Mẫu 01")
    assert "Year 2024" in boss.last
    assert "figures up to 13 Mar 2026" in await boss.tap("Year 2026")
    assert "Year 2027" not in boss.last


async def test_the_plan_has_no_year_before_its_first(federation: Federation) -> None:
    boss = await leader(federation)
    first = await boss.press(f"c:td {federation.ids['tinh']} 2021")
    assert "figures up to 31 Dec 2021" in first
    assert "Year 2020" not in first


async def test_a_union_founded_later_was_not_there_last_year(federation: Federation) -> None:
    await found(federation, [("moi", "CĐCS mới", "nnn", "dak-ha")], date(2026, 2, 1))
    chair = await federation.chair("moi")
    assert "CĐCS mới, figures up to" in await chair.say("/tiendo")
    assert "no such unit on 31 Dec 2025" in await chair.tap("Year 2025")
    assert "CĐCS mới, figures up to 13 Mar 2026" in await chair.say("1")


async def test_a_union_that_moved_is_seen_where_it_stands_and_for_the_past_where_it_stood(
    federation: Federation,
) -> None:
    moved, new = federation.ids["truong-1"], federation.ids["sa-thay"]
    await federation.database.write(
        lambda tx: tree.move(tx, PLAN, moved, new, date(2026, 2, 1), now=federation.clock.now)
    )
    before, after = await leader(federation, "dak-ha"), await leader(federation, "sa-thay")
    assert REFUSED in await before.press(f"c:td {moved} 2026")
    assert "CĐCS Trường Mẫu 01, Year 2025, figures up to 31 Dec 2025" in await before.press(f"c:td {moved} 2025")
    assert "CĐCS Trường Mẫu 01, figures up to 13 Mar 2026" in await after.press(f"c:td {moved} 2026")
    past = await after.press(f"c:td {moved} 2025")
    assert "CĐCS Trường Mẫu 01, Year 2025, figures up to 31 Dec 2025" in past
    assert "Up:" not in past


async def test_several_offices_the_highest_first(federation: Federation) -> None:
    officer = await federation.chair("truong-1")
    await federation.also(officer, Role.SUPERIOR_LEADER, "sa-thay")
    await federation.also(officer, Role.DEPUTY, "truong-1")
    assert (await officer.say("/tiendo")).splitlines() == [
        "Which unit do you mean?",
        "[1. LĐLĐ huyện Sa Thầy]",
        "[2. CĐCS Trường Mẫu 01]",
    ]
    assert "CĐCS Trường Mẫu 01, figures up to" in await officer.say("2")
    assert "Which unit do you mean?" in await officer.tap("My other units")
    assert "LĐLĐ huyện Sa Thầy, figures up to" in await officer.say("1")
    assert REFUSED in await officer.press(f"c:td {federation.ids['dak-ha']}")


async def test_numbers_run_on_from_page_to_page(federation: Federation) -> None:
    await found(federation, [(f"xa-{n:02}", f"CĐCS Xã {n:02}", "hcsn", "sa-thay") for n in range(1, 20)])
    boss = await leader(federation, "sa-thay")
    await boss.say("/tiendo")
    first = await boss.tap("Units below")
    assert "20 units directly below" in first
    assert "[8. CĐCS Xã 07]" in first
    second = await boss.say("9")
    assert "[9. CĐCS Xã 08]" in second
    assert "[16. CĐCS Xã 15]" in second
    assert "[17. Next page]" in second
    third = await boss.say("17")
    assert "[20. CĐCS Xã 19]" in third
    assert "Next page" not in third
    assert "[16. CĐCS Xã 15]" in await boss.tap("Page before")
    assert "CĐCS Xã 15, figures up to" in await boss.say("16")


async def test_more_indicators_and_back(federation: Federation) -> None:
    boss = await leader(federation)
    first = await boss.say("/tiendo")
    more = await boss.say("1")
    assert "Workers who are members" not in first
    assert "Workers who are members" in more
    assert await boss.tap("All indicators") == first


async def test_a_tap_edits_the_screen_and_words_show_a_new_one(federation: Federation) -> None:
    boss = await leader(federation)
    await boss.say("/tiendo")
    assert boss.heard[-1].edits is None
    await boss.tap("Units below")
    assert boss.heard[-1].edits == "1"
    await boss.say("1")
    assert boss.heard[-1].edits is None


async def test_screens_fit_the_phone(federation: Federation) -> None:
    """Long names, large ids, every button within what a channel carries."""
    name = "CĐCS Công ty Trách nhiệm hữu hạn Một thành viên Đầu tư Xây dựng và Thương mại Mẫu số 0001"
    await found(federation, [(f"dai-{n}", f"{name} {n}", "nnn", "sa-thay") for n in range(12)])
    for language in ("vi", "en"):
        boss = await leader(federation, language=language)
        await boss.say("/tiendo")
        for part in ("", "=units 1", "=list", "=silent", *(indicator.code for indicator in PLAN.indicators)):
            for unit in ("tinh", "sa-thay", "dai-1"):
                shown = await boss.press(f"c:td {federation.ids[unit]} 2026 {part}")
                assert len(shown.split("\n[")[0]) <= 1200
                # Ids grow: five more digits must still fit.
                assert all(len(button.action.encode()) <= 59 for button in boss.buttons)


async def test_in_the_middle_of_a_report_the_open_question_comes_again(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("kn")
    question = chair.last
    shown = await chair.say("tien do")
    assert "CĐCS Trường Mẫu 01, figures up to" in shown
    assert chair.last == question


async def test_a_report_counts_at_once_all_the_way_up(federation: Federation) -> None:
    people = {
        "truong-2": await federation.chair("truong-2"),
        "dak-ha": await leader(federation, "dak-ha"),
        "tinh": await leader(federation),
    }
    await numbers(federation, "truong-2", 28, 30)
    await federation.report("truong-2", "ket-nap", "2026-03-12", admitted={"total": 5, "women": 2})
    for unit, person in people.items():
        assert "Members managed by the federation: 33" in await person.say("/tiendo")
        shown = await person.press(f"c:td {federation.ids[unit]} 2026 doan-vien-moi")
        assert "5 new members" in shown


async def found(federation: Federation, rows: list[tuple[str, str, str, str]], first_day: date = FOUNDED) -> None:
    new = [
        tree.NewUnit(code=code, name=name, kind=kind, parent=parent, first_day=first_day)
        for code, name, kind, parent in rows
    ]
    federation.ids |= await federation.database.write(
        lambda tx: tree.found_many(tx, PLAN, new, now=federation.clock.now)
    )
