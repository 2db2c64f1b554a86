"""Every kind of mistake in a file of units gets its sentence, at its row; what is right is read as it is meant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from bot.importing.rows import Row
from bot.importing.verdict import Judged, judge_file
from domain.plan import Plan, load_plan, plan_path
from storage.units import Unit

PLAN: Plan = load_plan(plan_path("kontum-66"))
NOW = datetime(2026, 4, 20, 5, tzinfo=UTC)
TODAY = date(2026, 4, 20)
HEADER = "Mã,Tên đơn vị,Loại hình,Mã cấp trên,Ngày thành lập,Số đoàn viên,Đoàn viên nữ,CNVCLĐ,CNVCLĐ nữ,Tính đến ngày"
TOP = ["T,LĐLĐ tỉnh Mẫu,tinh,,,,,,,", "X,LĐLĐ huyện Mẫu,cttt,T,,,,,,"]


def judge(tmp_path: Path, *rows: str, header: str = HEADER, known: list[Unit] | None = None) -> Judged:
    file = tmp_path / "units.csv"
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    return judge_file(file, known or [], PLAN, NOW)


def last(tmp_path: Path, row: str, known: list[Unit] | None = None) -> Row:
    """The verdict on a row below a province and a direct-superior union."""
    return judge(tmp_path, *TOP, row, known=known).rows[-1]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A,CĐCS Mẫu,hcsn,,,,,,,", "only the province has none"),
        (",CĐCS Mẫu,hcsn,X,,,,,,", "column A (Mã): it is empty"),
        ("A,,hcsn,X,,,,,,", "column B (Tên đơn vị): it is empty"),
        ("A,CĐCS Mẫu,,X,,,,,,", "column C (Loại hình): it is empty"),
        ("A b,CĐCS Mẫu,hcsn,X,,,,,,", "“A b” is no code"),
        ("Đ01,CĐCS Mẫu,hcsn,X,,,,,,", "“Đ01” is no code"),
        ("A,123,hcsn,X,,,,,,", "“123” is no name"),
        ("A,CĐCS Mẫu,trường học,X,,,,,,", "“trường học” is no kind of union: expected one of hcsn"),
        ("X,CĐCS Mẫu,hcsn,X,,,,,,", "“X” stands in row 3 already"),
        ("x,CĐCS Mẫu,hcsn,T,,,,,,", "“x” stands in row 3 already"),
        ("A,CĐCS Mẫu,hcsn,Z,,,,,,", "no superior with the code “Z”"),
        ("A,CĐCS Mẫu,hcsn,A,,,,,,", "in a circle"),
        ("T2,LĐLĐ tỉnh khác,tinh,,,,,,,", "there is a province already (“T”)"),
        ("T2,LĐLĐ tỉnh khác,tinh,T,,,,,,", "the province has no superior"),
        ("A,CĐCS Mẫu,hcsn,X,31/02/2020,,,,,", "31/02/2020 is not in the calendar"),
        ("A,CĐCS Mẫu,hcsn,X,năm 2019,,,,,", "“năm 2019” is no day"),
        ("A,CĐCS Mẫu,hcsn,X,1/5/21,,,,,", "“1/5/21” is no day"),
        ("A,CĐCS Mẫu,hcsn,X,21/04/2026,,,,,", "column E (Ngày thành lập): 21/04/2026 has not come yet"),
        ("A,CĐCS Mẫu,hcsn,X,,28,,,,21/04/2026", "column J (Tính đến ngày): 21/04/2026 has not come yet"),
        ("A,CĐCS Mẫu,hcsn,X,01/03/2022,28,,,,01/02/2022", "before the unit was founded (01/03/2022)"),
        ("A,CĐCS Mẫu,hcsn,X,,khoảng 30,,,,", "“khoảng 30” is no number of people"),
        ("A,CĐCS Mẫu,hcsn,X,,-3,,,,", "“-3” is no number of people"),
        ('A,CĐCS Mẫu,hcsn,X,,"12,5",,,,', "“12,5” is no number of people"),
        ('A,CĐCS Mẫu,hcsn,X,,"1.234,567",,,,', "is no number of people"),
        ("A,CĐCS Mẫu,hcsn,X,,28,30,,,", "30 women are more than the 28 members"),
        ("A,CĐCS Mẫu,hcsn,X,,,,30,31,", "31 women are more than the 30 workers"),
        ("A,CĐCS Mẫu,hcsn,X,,,12,,,", "12 women, but no number of members"),
        ("Y,LĐLĐ huyện khác,cttt,T,,100,,,,", "only grassroots unions state headcounts"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, row: str, expected: str) -> None:
    found = last(tmp_path, row)
    assert found.number == 4
    assert any(expected in problem for problem in found.problems), found.problems


@pytest.mark.parametrize(
    ("row", "field", "expected"),
    [
        ("A,CĐCS Mẫu,HCSN,x,,,,,,", "parent", "X"),
        ("A,CĐCS Mẫu,hanh chinh su nghiep,X,,,,,,", "kind", "hcsn"),
        ("A,CĐCS Mẫu,Nghiệp đoàn,T,,,,,,", "kind", "nd"),
        ("A,CĐCS Mẫu,DN ngoài nhà nước,X,,,,,,", "kind", "nnn"),
        ("12,CĐCS Mẫu,hcsn,X,,,,,,", "code", "12"),
        ("A,CĐCS Mẫu,hcsn,X,1/5/2021,,,,,", "founded", date(2021, 5, 1)),
        ("A,CĐCS Mẫu,hcsn,X,2021-05-01,,,,,", "founded", date(2021, 5, 1)),
        ("A,CĐCS Mẫu,hcsn,X,01.05.2021,,,,,", "founded", date(2021, 5, 1)),
        ("A,CĐCS Mẫu,hcsn,X,,,,,,", "founded", date(2020, 1, 1)),
        ("A,CĐCS Mẫu,hcsn,X,,1.234,,2000,,", "members", 1234),
        ("A,CĐCS Mẫu,hcsn,X,,1 234,,2000,,", "members", 1234),
        ("A,CĐCS Mẫu,hcsn,X,,28,,30,,", "as_of", TODAY),
        ("A,CĐCS Mẫu,hcsn,X,,0,,30,,", "members", 0),
    ],
)
def test_what_is_right_is_understood(tmp_path: Path, row: str, field: str, expected: object) -> None:
    found = last(tmp_path, row)
    assert found.problems == []
    assert getattr(found, field) == expected


def test_more_members_than_workers_is_a_warning(tmp_path: Path) -> None:
    found = last(tmp_path, "A,CĐCS Mẫu,hcsn,X,,31,,30,,")
    assert (found.problems, found.warnings) == ([], ["31 members are more than the 30 workers"])


def test_a_grassroots_union_leads_nobody(tmp_path: Path) -> None:
    rows = judge(tmp_path, *TOP, "A,CĐCS Mẫu 1,hcsn,X,,,,,,", "B,CĐCS Mẫu 2,hcsn,A,,,,,,").rows
    assert ["it is a grassroots union" in " ".join(row.problems) for row in rows] == [False, False, False, True]


def test_a_circle_of_superiors(tmp_path: Path) -> None:
    rows = judge(tmp_path, *TOP, "Y,CĐ ngành 1,cttt,Z,,,,,,", "Z,CĐ ngành 2,cttt,Y,,,,,,").rows
    assert ["in a circle" in " ".join(row.problems) for row in rows] == [False, False, True, True]


def test_superiors_may_stand_below_their_units(tmp_path: Path) -> None:
    rows = judge(tmp_path, "A,CĐCS Mẫu,hcsn,X,,,,,,", *reversed(TOP)).rows
    assert [row.problems for row in rows] == [[], [], []]


def test_a_superior_without_a_day_is_as_old_as_its_oldest_union(tmp_path: Path) -> None:
    rows = judge(tmp_path, *TOP, "A,CĐCS Mẫu,hcsn,X,19/05/1995,,,,,").rows
    assert [row.founded for row in rows] == [date(1995, 5, 19)] * 3
    assert [row.problems for row in rows] == [[], [], []]


def test_no_union_is_older_than_its_superior(tmp_path: Path) -> None:
    superior = "X,LĐLĐ huyện Mẫu,cttt,T,01/01/2010,,,,,"
    found = judge(tmp_path, TOP[0], superior, "A,CĐCS Mẫu,hcsn,X,19/05/1995,,,,,").rows[-1]
    assert any("before its superior “X” (01/01/2010)" in problem for problem in found.problems)


def known(code: str = "A", name: str = "CĐCS Mẫu", kind: str = "hcsn", parent_id: int | None = 2) -> list[Unit]:
    long_ago = date(2015, 1, 1)
    top = Unit(id=1, code="T", name="LĐLĐ tỉnh Mẫu", kind="tinh", parent_id=None, first_day=long_ago, traits={})
    superior = Unit(id=2, code="X", name="LĐLĐ huyện Mẫu", kind="cttt", parent_id=1, first_day=long_ago, traits={})
    unit = Unit(id=3, code=code, name=name, kind=kind, parent_id=parent_id, first_day=long_ago, traits={})
    return [top, superior, unit]


def test_what_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    judged = judge(tmp_path, *TOP, "A,CĐCS Mẫu,hcsn,X,,28,,30,,", "B,CĐCS Mẫu 2,hcsn,x,,,,,,", known=known())
    assert [row.problems for row in judged.rows] == [[], [], [], []]
    assert (judged.new, judged.there, judged.headcounts) == (1, 3, 0)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("A,CĐCS khác,hcsn,X,,,,,,", "another name (“CĐCS Mẫu”)"),
        ("A,CĐCS Mẫu,nnn,X,,,,,,", "another kind (“hcsn”)"),
        ("A,CĐCS Mẫu,hcsn,T,,,,,,", "another superior (“X”)"),
    ],
)
def test_what_is_there_already_is_never_changed(tmp_path: Path, row: str, what: str) -> None:
    found = last(tmp_path, row, known=known())
    assert any(what in problem for problem in found.problems), found.problems


def test_units_below_what_is_there_already(tmp_path: Path) -> None:
    judged = judge(tmp_path, "B,CĐCS Mẫu 2,hcsn,x,,,,,,", known=known())
    assert [row.problems for row in judged.rows] == [[]]
    assert judged.rows[0].parent == "X"


def workbook(tmp_path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    file = tmp_path / "units.xlsx"
    book.save(file)
    return file


def test_five_thousand_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [["code", "name", "kind", "parent", "members", "workers", "founded"]]
    rows.append(["T", "LĐLĐ tỉnh Mẫu", "tinh", None])
    rows += [[f"X{n}", f"LĐLĐ huyện Mẫu {n}", "cttt", "T"] for n in range(20)]
    day = datetime(2015, 5, 1)  # noqa: DTZ001  as a workbook keeps it
    rows += [[f"A{n}", f"CĐCS Mẫu {n}", "hcsn", f"X{n % 20}", 20 + n % 9, 30, day] for n in range(5000)]
    file = workbook(tmp_path, rows)
    judged = judge_file(file, [], PLAN, NOW)
    assert (judged.new, judged.headcounts) == (5021, 5000)
    assert not any(row.problems for row in judged.rows)
