"""/tiendo by month, quarter, phase and term; as a picture and as a spreadsheet; goals that no longer apply."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from domain.access import Role
from domain.quotas import Quota
from handlers.progress.chart import Bars, Curve, Mood, chart_of
from handlers.progress.table import Table, table_of
from storage import quotas
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation

NOVEMBER = datetime(2026, 11, 26, 5, tzinfo=UTC)


@pytest.fixture
async def boss(federation: Federation) -> Chatter:
    federation.clock.now = NOVEMBER
    return await federation.officer(Role.PROVINCIAL_LEADER, "tinh")


async def stated(federation: Federation, unit: str, members: int, workers: int) -> None:
    people = {"members": {"total": members, "women": None}, "workers": {"total": workers, "women": None}}
    await federation.report(unit, "so-luong", "2026-01-01", **people)


async def admitted(federation: Federation, unit: str, day: str, people: int) -> None:
    await federation.report(unit, "ket-nap", day, admitted={"total": people, "women": 0})


async def given(federation: Federation, unit: str, amount: int | None, **changes: Any) -> None:
    fields: dict[str, Any] = {
        "indicator": "doan-vien-tang",
        "unit": federation.ids[unit],
        "first_day": date(2026, 1, 1),
        "last_day": date(2026, 12, 31),
        "amount": None if amount is None else Fraction(amount),
        "decision": "12/QĐ-LĐLĐ",
        "decided": date(2026, 1, 5),
        "given_by": federation.ids["tinh"],
        "reason": "",
        "known_at": datetime(2026, 1, 5, 8, tzinfo=UTC),
    }
    quota = Quota(**fields | changes)
    await federation.database.write(lambda tx: quotas.add(tx, [quota], None, quota.known_at))


async def province(federation: Federation) -> None:
    """Đăk Hà has 7 of 20, Sa Thầy 1 of 10; half of Đăk Hà's came in October."""
    for unit in ("truong-1", "cong-ty-1", "cong-ty-2"):
        await stated(federation, unit, 20, 40)
    await given(federation, "dak-ha", 20)
    await given(federation, "sa-thay", 10)
    await admitted(federation, "truong-1", "2026-03-10", 4)
    await admitted(federation, "cong-ty-1", "2026-10-05", 3)
    await admitted(federation, "cong-ty-2", "2026-09-30", 1)


def chart(boss: Chatter) -> Bars | Curve:
    recipe = boss.heard[-1].recipe
    assert recipe is not None
    assert recipe.kind == "chart"
    return chart_of(recipe.content)


def table(boss: Chatter) -> Table:
    recipe = boss.heard[-1].recipe
    assert recipe is not None
    assert recipe.kind == "table"
    return table_of(recipe.content)


async def test_from_the_year_to_a_month_to_the_one_before(federation: Federation, boss: Chatter) -> None:
    await province(federation)
    await boss.press(f"c:td {federation.ids['tinh']} 2026 doan-vien-tang")
    await boss.tap("Another period")
    october = await boss.tap("Month 10/2026")
    assert "Net growth of membership: LĐLĐ tỉnh Mẫu, Month 10/2026, figures up to 31 Oct 2026" in october
    assert "+8 net (admissions 8)/570 (1.4%), +3 in this period" in october
    september = await boss.tap("Month 9/2026")
    assert "+5 net (admissions 5)/570 (0.8%), +1 in this period" in september
    assert "Month 10/2026" in boss.last


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ("2026-q4", "Quarter 4/2026"),
        ("2026-h1", "First half of 2026"),
        ("2026-h2", "Second half of 2026"),
        ("2025", "Year 2025"),
        ("2021-2030", "Phase 2021–2030"),
        ("nk-2023-2028", "Term 2023–2028"),
    ],
)
async def test_every_kind_of_period_has_its_name(federation: Federation, boss: Chatter, code: str, named: str) -> None:
    await province(federation)
    assert f"LĐLĐ tỉnh Mẫu, {named}, figures up to " in await boss.press(f"c:td {federation.ids['tinh']} {code}")


@pytest.mark.parametrize("code", ["2026-12", "2027", "2019", "2026-q9", "999999999"])
async def test_a_period_that_cannot_be_looked_at_shows_the_present_year(
    federation: Federation, boss: Chatter, code: str
) -> None:
    shown = await boss.press(f"c:td {federation.ids['tinh']} {code}")
    assert "LĐLĐ tỉnh Mẫu, figures up to 26 Nov 2026" in shown


async def test_the_first_line_says_where_what_is_missing_sits(federation: Federation, boss: Chatter) -> None:
    await province(federation)
    shown = await boss.press(f"c:td {federation.ids['tinh']} 2026 doan-vien-tang")
    assert "2 of 3 units below miss 100.0% of it: LĐLĐ huyện Đăk Hà (13) and LĐLĐ huyện Sa Thầy (9)." in shown


async def test_a_chair_is_not_blamed_for_what_others_decide(federation: Federation) -> None:
    federation.clock.now = NOVEMBER
    chair = await federation.chair("cong-ty-1")
    shown = await chair.say("/tiendo")
    assert "xep-loai" not in shown.splitlines()[0]
    assert "graded" not in shown.splitlines()[0].lower()


async def test_units_as_a_picture(federation: Federation, boss: Chatter) -> None:
    await province(federation)
    await boss.press(f"c:td {federation.ids['tinh']} 2026 doan-vien-tang")
    shown = await boss.tap("As a picture")
    assert "<tien-do-tinh-2026.png>" in shown
    bars = chart(boss)
    assert isinstance(bars, Bars)
    assert bars.title == "Net growth of membership"
    assert bars.subtitle == "LĐLĐ tỉnh Mẫu, figures up to 26 Nov 2026, counted in people"
    assert [(bar.label, bar.said, bar.value, bar.goal, bar.mood) for bar in bars.bars[:2]] == [
        ("LĐLĐ huyện Đăk Hà", "+7/20 (35.0%)", 35.0, 100.0, Mood.FAR_BEHIND),
        ("LĐLĐ huyện Sa Thầy", "+1/10 (10.0%)", 10.0, 100.0, Mood.FAR_BEHIND),
    ]
    assert bars.bars[0].expected == pytest.approx(330 / 365 * 100)
    assert "Net growth of membership: LĐLĐ tỉnh Mẫu" in await boss.tap("Back to this indicator")


async def test_the_course_of_one_unit_as_a_picture(federation: Federation, boss: Chatter) -> None:
    await province(federation)
    await boss.press(f"c:td {federation.ids['cong-ty-1']} 2026 =pic doan-vien-tang")
    curve = chart(boss)
    assert isinstance(curve, Curve)
    assert [value for _passed, value in curve.points] == [0.0] * 10 + [3.0, 3.0]
    assert curve.points[-1][0] == pytest.approx(330 / 365)
    assert (curve.goal, curve.path) == (None, ())
    assert [label for _place, label in curve.ticks] == [str(month) for month in range(1, 13)]


async def test_the_course_has_a_path_where_there_is_a_goal(federation: Federation, boss: Chatter) -> None:
    await province(federation)
    await boss.press(f"c:td {federation.ids['dak-ha']} 2026 doan-vien-tang")
    await boss.tap("As a picture")
    await boss.tap("Through the period")
    curve = chart(boss)
    assert isinstance(curve, Curve)
    assert (curve.goal, curve.goal_said, curve.path[-1]) == (20.0, "Goal 20", (1.0, 20.0))
    assert curve.path[6][0] == pytest.approx(181 / 365)
    assert curve.path[6][1] == pytest.approx(20 * 181 / 365)


async def test_all_indicators_as_a_picture(federation: Federation, boss: Chatter) -> None:
    await province(federation)
    await boss.say("/tiendo")
    await boss.tap("As a picture")
    bars = chart(boss)
    assert isinstance(bars, Bars)
    assert len(bars.bars) == 12
    assert bars.note.startswith("and ")
    assert all(bar.goal == 100 for bar in bars.bars)


async def test_units_as_a_spreadsheet(federation: Federation, boss: Chatter) -> None:
    await province(federation)
    await boss.press(f"c:td {federation.ids['tinh']} 2026-10 doan-vien-tang")
    shown = await boss.tap("As a spreadsheet")
    assert "<tien-do-doan-vien-tang-tinh-2026-10.xlsx>" in shown
    made = table(boss)
    assert (made.organisation, made.period, made.as_of) == (
        "LĐLĐ tỉnh Mẫu",
        "Period: Month 10/2026",
        "Figures up to 31 Oct 2026",
    )
    rows = {row.cells["name"]: row.cells for row in made.rows}
    dak_ha = rows["LĐLĐ huyện Đăk Hà"]
    assert (dak_ha["goal"], dak_ha["within"], dak_ha["done"], dak_ha["last"]) == (20, 3, 7, None)
    assert (rows["LĐLĐ huyện Sa Thầy"]["done"], rows["CĐCS Bệnh viện Mẫu"]["done"]) == (1, None)
    assert [column.key for column in made.columns] == [
        "name", "kind", "goal", "within", "done", "rate", "last", "change", "note"
    ]  # fmt: skip
    assert sum(row.cells["done"] or 0 for row in made.rows) == 8


async def test_who_is_not_asked_and_where_nothing_arose_in_a_spreadsheet(federation: Federation, boss: Chatter) -> None:
    await federation.report("cong-ty-1", "doi-thoai", "2026-04-10", status="exempt")
    await federation.report("truong-1", "ket-nap", "2026-04-10", admitted={"total": 0, "women": 0})
    await boss.press(f"c:td {federation.ids['dak-ha']} 2026 =xlsx doi-thoai-nnn")
    rows = {row.code: row.cells for row in table(boss).rows}
    assert (rows["cong-ty-1"]["done"], rows["truong-1"]["done"]) == ("x", "x")
    await boss.press(f"c:td {federation.ids['dak-ha']} 2026 =xlsx doan-vien-moi")
    rows = {row.code: row.cells for row in table(boss).rows}
    assert (rows["truong-1"]["done"], rows["truong-2"]["done"]) == ("–", None)


async def test_the_superior_unions_own_answer_is_a_row_of_its_own(federation: Federation, boss: Chatter) -> None:
    await boss.press(f"c:td {federation.ids['dak-ha']} 2026 =xlsx cong-khai-tc")
    made = table(boss)
    assert {row.code for row in made.rows} == {"truong-1", "truong-2", "cong-ty-1", "dak-ha"}
    assert sum(row.cells["base"] for row in made.rows) == 4


async def test_a_departments_indicators(federation: Federation, boss: Chatter) -> None:
    await boss.say("/tiendo")
    departments = await boss.tap("By department")
    assert "Which department's indicators?" in departments
    shown = await boss.tap("Finance")
    assert "Trade-union income collected" in shown or "published" in shown.lower() or "fund" in shown.lower()
    await boss.tap("As a spreadsheet")
    assert {federation.house.plan.indicator(row.code).department for row in table(boss).rows} == {"tc"}


async def test_a_quota_that_was_taken_back_says_since_when_and_why(federation: Federation, boss: Chatter) -> None:
    await province(federation)
    later = datetime(2026, 6, 1, 8, tzinfo=UTC)
    await given(
        federation,
        "sa-thay",
        None,
        decision="40/QĐ-LĐLĐ",
        decided=date(2026, 6, 1),
        reason="sắp xếp lại",
        known_at=later,
    )
    shown = await boss.press(f"c:td {federation.ids['sa-thay']} 2026 doan-vien-tang")
    assert "The quota up to 31 Dec 2026 no longer applies since 1 Jun 2026 (decision 40/QĐ-LĐLĐ): sắp xếp lại" in shown
    before = await boss.press(f"c:td {federation.ids['sa-thay']} 2026-04 doan-vien-tang")
    assert "no longer applies" not in before


async def test_a_union_to_which_it_does_not_apply_says_since_when(federation: Federation, boss: Chatter) -> None:
    await federation.report("cong-ty-1", "doi-thoai", "2026-04-10", status="exempt")
    shown = await boss.press(f"c:td {federation.ids['cong-ty-1']} 2026 doi-thoai-nnn")
    assert "Does not apply to this union since 10 Apr 2026" in shown


async def test_a_picture_of_nothing_says_so(federation: Federation, boss: Chatter) -> None:
    await boss.press(f"c:td {federation.ids['cong-ty-1']} 2026 =pic tong-dv-tinh")
    assert "There are no figures yet that could be drawn." in boss.last
