"""One indicator of all units of a branch, and who has not answered about it yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.access import Role
from handlers.house import House
from storage import tree
from tests.handlers.chatter import Chatter
from tests.handlers.federation import FOUNDED, PLAN, Federation, new_house
from tests.handlers.few_plan import FEW
from tests.handlers.more_plan import more_plan


@pytest.fixture
def house() -> House:
    return replace(new_house(), plan=FEW)


async def briefed(federation: Federation, **people: int) -> None:
    """Units of 40 workers, of whom so many were briefed: `truong_1=20`."""
    for unit, number in people.items():
        code = unit.replace("_", "-")
        stated = {"members": {"total": 28, "women": None}, "workers": {"total": 40, "women": None}}
        await federation.report(code, "so-luong", "2026-01-01", **stated)
        await federation.report(code, "tuyen-truyen", "2026-03-01", briefed=number)


@pytest.fixture
async def boss(federation: Federation) -> Chatter:
    return await federation.officer(Role.PROVINCIAL_LEADER, "tinh")


def buttons(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if line.startswith("[")]


async def test_all_units_of_the_branch_in_one_list_the_worst_first(federation: Federation, boss: Chatter) -> None:
    await briefed(federation, truong_1=20, truong_2=36, cong_ty_2=10, truc_thuoc=30)
    await boss.press(f"c:td {federation.ids['tinh']} 2026 tuyen-truyen")
    shown = await boss.tap("All units")
    assert shown.splitlines() == [
        "Members and workers briefed: LĐLĐ tỉnh Mẫu, figures up to 13 Mar 2026",
        "5 units are asked, those first that need a hand:",
        "[1. CĐCS Công ty Mẫu 02: 10/40 people (25.0%)]",
        "[2. CĐCS Trường Mẫu 01: 20/40 people (50.0%)]",
        "[3. CĐCS Bệnh viện Mẫu: 30/40 people (75.0%)]",
        "[4. CĐCS Trường Mẫu 02: 36/40 people (90.0%)]",
        "[5. CĐCS Công ty Mẫu 01: no figures yet]",
        "[6. Back to this indicator]",
        "[7. All indicators]",
    ]
    assert "Members and workers briefed: CĐCS Công ty Mẫu 02" in await boss.say("1")


async def test_only_units_of_the_indicators_kinds(federation: Federation, boss: Chatter) -> None:
    shown = await boss.press(f"c:td {federation.ids['tinh']} 2026 doi-thoai-nnn a")
    assert buttons(shown)[:2] == [
        "[1. CĐCS Công ty Mẫu 01: not answered yet]",
        "[2. CĐCS Công ty Mẫu 02: not answered yet]",
    ]
    assert "2 units are asked" in shown


async def test_where_all_units_stand_directly_below_there_is_one_list(federation: Federation, boss: Chatter) -> None:
    shown = await boss.press(f"c:td {federation.ids['dak-ha']} 2026 tuyen-truyen")
    assert "All units" not in shown
    assert "CĐCS Trường Mẫu 01: " in shown


async def test_pages_run_on(federation: Federation, boss: Chatter) -> None:
    await found(federation, [(f"xa-{n:02}", f"CĐCS Xã {n:02}", "hcsn", "sa-thay") for n in range(1, 20)])
    tinh = federation.ids["tinh"]
    await boss.press(f"c:td {tinh} 2026 tuyen-truyen a")
    second = await boss.tap("Next page")
    assert "[9. CĐCS Xã" in second
    third = await boss.tap("Next page")
    assert "[24. CĐCS " in third
    assert "Next page" not in third
    assert await boss.tap("Page before") == second
    silent = await boss.press(f"c:td {tinh} 2026 tuyen-truyen s2")
    assert "[17. CĐCS " in silent


async def test_who_has_not_answered_with_the_union_above(federation: Federation, boss: Chatter) -> None:
    await briefed(federation, truong_1=20, truc_thuoc=30)
    await boss.press(f"c:td {federation.ids['tinh']} 2026 tuyen-truyen")
    shown = await boss.tap("Not answered yet")
    assert shown.splitlines()[1:5] == [
        "3 of 5 units have not answered yet.",
        "[1. CĐCS Công ty Mẫu 01 (LĐLĐ huyện Đăk Hà)]",
        "[2. CĐCS Trường Mẫu 02 (LĐLĐ huyện Đăk Hà)]",
        "[3. CĐCS Công ty Mẫu 02 (LĐLĐ huyện Sa Thầy)]",
    ]
    assert "Members and workers briefed: CĐCS Công ty Mẫu 02" in await boss.say("3")


async def test_where_all_are_of_one_union_it_is_not_named(federation: Federation, boss: Chatter) -> None:
    await briefed(federation, truong_1=20)
    shown = await boss.press(f"c:td {federation.ids['dak-ha']} 2026 tuyen-truyen s")
    assert buttons(shown)[:2] == ["[1. CĐCS Công ty Mẫu 01]", "[2. CĐCS Trường Mẫu 02]"]


async def test_nobody_is_silent(federation: Federation, boss: Chatter) -> None:
    for unit in ("cong-ty-1", "cong-ty-2"):
        await federation.report(unit, "doi-thoai", "2026-03-01", status="not-yet")
    shown = await boss.press(f"c:td {federation.ids['tinh']} 2026 doi-thoai-nnn s")
    assert "0 of 2 units have not answered yet." in shown
    assert "Not answered yet" not in await boss.tap("Back to this indicator")


async def test_a_duty_of_every_level_is_asked_of_each_unit_by_itself(federation: Federation) -> None:
    federation.house = House(plan=more_plan(), sample=False, contact="")
    boss = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    for unit in ("truong-1", "dak-ha"):
        await federation.report(unit, "more-published", "2026-03-01", status="yes")
    tinh = federation.ids["tinh"]
    every = await boss.press(f"c:td {tinh} 2026 more-accounts a")
    assert "8 units are asked" in every
    silent = await boss.press(f"c:td {tinh} 2026 more-accounts s")
    assert "6 of 8 units have not answered yet." in silent
    assert "[1. LĐLĐ tỉnh Mẫu]" in silent
    assert "CĐCS Trường Mẫu 01 (" not in silent
    assert "LĐLĐ huyện Đăk Hà]" not in silent
    assert "[7. CĐCS Trường Mẫu 01: published]" in every
    assert "[8. LĐLĐ huyện Đăk Hà: published]" in every


async def test_of_which_indicators_a_branch_owes_answers(federation: Federation, boss: Chatter) -> None:
    await federation.report("cong-ty-1", "doi-thoai", "2026-03-01", status="not-yet")
    await boss.say("/tiendo")
    shown = await boss.tap("Not answered yet")
    assert shown.startswith("LĐLĐ tỉnh Mẫu, 13 Mar 2026: answers are missing about ")
    assert "1 of 2 units has not answered yet." in await boss.tap(
        "Dialogue in non-state enterprises: 1/2 units missing"
    )


async def test_a_chair_sees_what_is_not_answered_yet_with_the_way_to_report_it(federation: Federation) -> None:
    chair = await federation.chair("cong-ty-1")
    await chair.say("/tiendo")
    shown = await chair.tap("Not answered yet")
    assert "indicators are not answered yet." in shown
    asked = await chair.tap("Dialogue in non-state enterprises")
    assert "Has a workplace dialogue been held this year?" in asked


async def test_what_was_answered_is_not_asked_again(federation: Federation) -> None:
    await federation.report("cong-ty-1", "doi-thoai", "2026-03-01", status="not-yet")
    chair = await federation.chair("cong-ty-1")
    shown = await chair.press(f"c:td {federation.ids['cong-ty-1']} 2026 =silent")
    assert "Dialogue" not in shown
    assert "Members and workers briefed" in shown


async def test_who_may_not_report_for_the_union_comes_to_its_figures(federation: Federation, boss: Chatter) -> None:
    await boss.press(f"c:td {federation.ids['cong-ty-1']} 2026 =silent")
    shown = await boss.tap("Dialogue in non-state enterprises")
    assert shown.startswith("Dialogue in non-state enterprises: CĐCS Công ty Mẫu 01")


async def test_of_a_past_year_nothing_is_reported_from_here(federation: Federation) -> None:
    chair = await federation.chair("cong-ty-1")
    await chair.press(f"c:td {federation.ids['cong-ty-1']} 2025 =silent")
    assert "figures up to 31 Dec 2025" in await chair.tap("Dialogue in non-state enterprises")


async def test_buttons_fit_a_channel_with_the_longest_code(federation: Federation) -> None:
    federation.house = new_house()
    boss = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    await found(federation, [(f"xa-{n:02}", f"CĐCS Xã {n:02}", "hcsn", "sa-thay") for n in range(1, 20)])
    for indicator in PLAN.indicators:
        for part in ("a1", "s1"):
            await boss.press(f"c:td {federation.ids['tinh']} 2026 {indicator.code} {part}")
            longer = 40 - len(indicator.code)
            assert all(len(b.action.encode()) + longer <= 64 for b in boss.buttons if indicator.code in b.action)


async def found(federation: Federation, rows: list[tuple[str, str, str, str]]) -> None:
    new = [
        tree.NewUnit(code=code, name=name, kind=kind, parent=parent, first_day=FOUNDED)
        for code, name, kind, parent in rows
    ]
    federation.ids |= await federation.database.write(
        lambda tx: tree.found_many(tx, PLAN, new, now=federation.clock.now)
    )
