"""`tiendo quotas`: many quotas from a list or from the sheet of an officer, and the ledger listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.commands import quotas
from bot.making.quota_sheets import AMOUNT, CODE, HEADS
from handlers.quotas.sheets import OutgoingLine
from tests.documents.sheets import sheet
from tests.importing.conftest import Tiendo, tiendo

__all__ = ["tiendo"]
REGISTERED = (quotas,)
"""The module whose import adds the sub-commands to the app."""
UNITS = (
    "code,name,kind,parent,members,workers,as_of",
    "T,LĐLĐ tỉnh Mẫu,tinh,,,,",
    "X,LĐLĐ huyện X,cttt,T,,,",
    "Y,LĐLĐ huyện Y,cttt,T,,,",
    "A,CĐCS Trường A,hcsn,X,28,30,2026-01-01",
    "B,CĐCS Công ty B,nnn,Y,10,40,2026-01-01",
)
HEADER = "mã đơn vị;chỉ tiêu;kỳ;số giao;số qđ;ngày qđ;lý do"
BY = ("--decision", "13/QĐ", "--decided", "2026-02-02")


@pytest.fixture
def province(tiendo: Tiendo) -> Tiendo:
    Path("units.csv").write_text("\n".join(UNITS), encoding="utf-8")
    done = tiendo("init", "--units", "units.csv")
    assert done.exit_code == 0, done.output
    return tiendo


def listed(province: Tiendo, unit: str = "T", *arguments: str) -> dict[str, Any]:
    """What is listed, by unit, indicator and first year: the amount."""
    done = province("quotas", "list", unit, "--json", *arguments)
    assert done.exit_code == 0, done.output
    return {f"{one['unit']} {one['indicator']} {one['from'][:4]}": one for one in json.loads(done.output)["quotas"]}


def amounts(province: Tiendo, unit: str = "T", *arguments: str) -> dict[str, Any]:
    return {key: one["amount"] for key, one in listed(province, unit, *arguments).items()}


def entered(province: Tiendo, *lines: str, arguments: tuple[str, ...] = ("--yes",)) -> str:
    """Import a list with these lines, which goes well."""
    Path("list.csv").write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    done = province("quotas", "import", "list.csv", *arguments)
    assert done.exit_code == 0, done.output
    return str(done.output)


def newest(province: Tiendo) -> int:
    return max((one["id"] for one in listed(province).values()), default=0)


def sheet_of(province: Tiendo, path: str = "giao.xlsx", **lines: int | None) -> None:
    """The sheet that an officer of the province gets, filled in."""
    out = [
        OutgoingLine(code=code, name=code, members=1, workers=9, given=None, proposed=n) for code, n in lines.items()
    ]
    Path(path).write_bytes(sheet(*out, unit="T", basis=newest(province)))


def test_a_list_says_what_it_changes_and_enters_it(province: Tiendo) -> None:
    said = entered(
        province,
        "X;doan-vien-tang;2026;30;12/QĐ;05/01/2026;",
        "Y;Đoàn viên tăng thêm (thực);2026;1.200;12/QĐ;05/01/2026;",
        "X;tuyen-truyen;2026;90%;12/QĐ;05/01/2026;",
    )
    assert "doan-vien-tang, 2026: 2 new, 0 changed, 0 withdrawn; together 0 → 1.230" in said
    assert "Line 2: X, doan-vien-tang, 2026: none → 30" in said
    assert "Written: 3 entries." in said
    assert amounts(province) == {"X doan-vien-tang 2026": 30, "Y doan-vien-tang 2026": 1200, "X tuyen-truyen 2026": 0.9}


def test_what_is_in_force_already_changes_nothing(province: Tiendo) -> None:
    line = "X;doan-vien-tang;2026;30;12/QĐ;05/01/2026;"
    entered(province, line)
    assert "Nothing changes." in entered(province, line)
    assert len(listed(province, "T", "--history")) == 1


def test_a_change_needs_a_reason_and_the_ledger_keeps_both(province: Tiendo) -> None:
    entered(province, "X;doan-vien-tang;2026;30;12/QĐ;05/01/2026;")
    Path("list.csv").write_text(f"{HEADER}\nX;doan-vien-tang;2026;35;20/QĐ;01/03/2026;", encoding="utf-8")
    done = province("quotas", "import", "list.csv", "--yes")
    assert done.exit_code == 1
    assert "Line 2: it changes a quota in force, or sets a share below the plan's: a reason is needed." in done.output
    entered(province, "X;doan-vien-tang;2026;35;20/QĐ;01/03/2026;Thêm hai công ty")
    assert amounts(province) == {"X doan-vien-tang 2026": 35}
    assert amounts(province, "T", "--on", "2026-02-28") == {"X doan-vien-tang 2026": 30}
    assert listed(province)["X doan-vien-tang 2026"]["reason"] == "Thêm hai công ty"
    assert "(30)" in str(province("quotas", "list", "T", "--history").output)


def test_a_quota_is_taken_back(province: Tiendo) -> None:
    entered(province, "X;doan-vien-tang;2026;30;12/QĐ;05/01/2026;")
    entered(province, "X;doan-vien-tang;2026;thu hồi;20/QĐ;01/03/2026;Nhầm")
    assert amounts(province) == {}


def test_every_mistake_is_named_with_its_line_and_nothing_is_written(province: Tiendo) -> None:
    lines = (
        "X;doan-vien-tang;2026;30;12/QĐ;05/01/2026;",
        "Z;doan-vien-tang;2026;30;12/QĐ;05/01/2026;",
        "X;khong-co;2026;30;12/QĐ;05/01/2026;",
        "X;doan-vien-tang;1999;30;12/QĐ;05/01/2026;",
        "X;doan-vien-tang;2027;ba mươi;12/QĐ;05/01/2026;",
        "Y;doan-vien-tang;2026;-3;12/QĐ;05/01/2026;",
        "Y;doan-vien-tang;2027;3;12/QĐ;05/01/2199;",
        "X;doan-vien-tang;2026;31;12/QĐ;05/01/2026;",
        "A;doan-vien-moi;2026;4;;05/01/2026;",
    )
    Path("list.csv").write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    done = province("quotas", "import", "list.csv", "--yes")
    assert done.exit_code == 1
    for number in range(3, 11):
        assert f"Line {number}: " in done.output
    assert "Line 2: " not in done.output
    assert "8 lines cannot be used. Nothing was written." in done.output
    assert amounts(province) == {}


def test_it_is_asked_before_anything_is_written(province: Tiendo) -> None:
    line = "X;doan-vien-tang;2026;30;12/QĐ;05/01/2026;"
    assert "Nothing was written, as --dry-run asks." in entered(province, line, arguments=("--dry-run",))
    Path("list.csv").write_text(f"{HEADER}\n{line}", encoding="utf-8")
    done = province("quotas", "import", "list.csv")
    assert (done.exit_code, amounts(province)) == (1, {})
    assert "Apply?" in done.output


def test_a_sheet_is_entered_by_the_decision_that_is_given(province: Tiendo) -> None:
    sheet_of(province, X=60, Y=35)
    done = province("quotas", "import", "giao.xlsx", "--yes", *BY)
    assert done.exit_code == 0, done.output
    assert "Cell G" in done.output
    assert amounts(province) == {"X doan-vien-tang 2026": 60, "Y doan-vien-tang 2026": 35}
    one = listed(province)["X doan-vien-tang 2026"]
    assert (one["decision"], one["decided"], one["given_by"]) == ("13/QĐ", "2026-02-02", "T")


@pytest.mark.parametrize("arguments", [(), ("--decision", "13/QĐ"), ("--decided", "2026-02-02")])
def test_a_sheet_without_a_decision_is_not_entered(province: Tiendo, arguments: tuple[str, ...]) -> None:
    sheet_of(province, X=60)
    done = province("quotas", "import", "giao.xlsx", "--yes", *arguments)
    assert done.exit_code == 1
    assert "A sheet does not say by which decision it assigns: give --decision and --decided." in done.output
    assert amounts(province) == {}


def test_a_list_has_its_own_decisions(province: Tiendo) -> None:
    Path("list.csv").write_text(f"{HEADER}\nX;doan-vien-tang;2026;30;12/QĐ;05/01/2026;", encoding="utf-8")
    done = province("quotas", "import", "list.csv", "--yes", *BY)
    assert done.exit_code == 1
    assert "a list has a column for each" in done.output


def test_an_old_version_of_the_sheet_changes_nothing(province: Tiendo) -> None:
    sheet_of(province, X=60, Y=35)
    entered(province, "X;doan-vien-tang;2026;30;12/QĐ;05/01/2026;")
    done = province("quotas", "import", "giao.xlsx", "--yes", *BY)
    assert done.exit_code == 1
    assert "Quotas of these units were assigned since the sheet was made: get a new sheet." in done.output
    assert amounts(province) == {"X doan-vien-tang 2026": 30}


def test_cells_that_were_not_read_are_named(province: Tiendo) -> None:
    sheet_of(province, X=60, Y=35, NO=4)
    book = load_workbook("giao.xlsx")
    page = book.worksheets[0]
    rows = {page.cell(row, CODE).value: row for row in range(HEADS + 1, HEADS + 4)}
    page.cell(rows["X"], AMOUNT).value = "=30+30"
    page.cell(rows["Y"], AMOUNT).value = "nhiều"
    book.save("giao.xlsx")
    done = province("quotas", "import", "giao.xlsx", "--yes", *BY)
    assert done.exit_code == 1
    assert f"Cell G{rows['X']}: there is a formula, a number is needed." in done.output
    assert f"Cell G{rows['Y']}: “nhiều” is no number." in done.output
    assert f"Cell G{rows['NO']}: there is no unit with the code “NO” today." in done.output
    assert amounts(province) == {}


def test_a_unit_that_is_not_below_is_refused(province: Tiendo) -> None:
    sheet_of(province, A=5)
    done = province("quotas", "import", "giao.xlsx", "--yes", *BY)
    assert done.exit_code == 1
    assert "no unit above it could assign to it" in done.output


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"PK\x03\x04nothing", "is damaged"), (b"\xd0\xcf\x11\xe0old", "save it"), (b"", "no column for unit")],
)
def test_a_wrong_file_is_one_sentence(province: Tiendo, content: bytes, why: str) -> None:
    Path("giao.xlsx").write_bytes(content)
    done = province("quotas", "import", "giao.xlsx", "--yes")
    assert done.exit_code == 1
    assert why in done.output


def test_another_spreadsheet_is_read_as_a_list(province: Tiendo) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEADER.split(";"))
    page.append(["X", "doan-vien-tang", 2026, 30, "12/QĐ", "05/01/2026", None])
    book.save("list.xlsx")
    assert province("quotas", "import", "list.xlsx", "--yes").exit_code == 0
    assert amounts(province) == {"X doan-vien-tang 2026": 30}
