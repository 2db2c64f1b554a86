"""The sheet of quotas that goes out: what can be filled in, and what its sums come to."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.making.quota_sheets import write_quota_sheet
from bot.making.workbook import CODES
from domain.limits import MOST
from tests.documents.sheets import FIRST, HEADINGS, LINES, content, edited, sheet
from tests.making import office


def opened(**changes: Any) -> Worksheet:
    return load_workbook(io.BytesIO(sheet(**changes))).worksheets[0]


def test_only_the_new_amounts_can_be_changed() -> None:
    page = opened()
    assert page.protection.sheet
    assert page.protection.password is None
    unlocked = {cell.coordinate for line in page.iter_rows() for cell in line if not cell.protection.locked}
    assert unlocked == {"G8", "G9", "G10"}


def test_an_amount_is_checked_as_it_is_typed() -> None:
    (check,) = opened().data_validations.dataValidation
    assert (check.type, check.formula1, check.formula2) == ("whole", "0", str(MOST))
    assert (str(check.sqref), check.showErrorMessage) == ("G8:G10", True)
    assert check.error == "Xin gõ một số nguyên từ 0 trở lên."
    (check,) = opened(shares=True).data_validations.dataValidation
    assert (check.type, check.formula1, check.formula2) == ("decimal", "0", "100")


def test_the_sums_stand_above_the_headings_and_stay_in_sight() -> None:
    page = opened()
    assert [page.cell(7, place).value for place in range(1, 8)] == list(HEADINGS)
    assert [page[f"C{row}"].value for row in (4, 5, 6)] == ["Cộng đã giao", "Chỉ tiêu của đơn vị", "Còn lại chưa giao"]
    assert [page[f"G{row}"].value for row in (4, 5, 6)] == ["=SUM(G8:G10)", 570, "=G5-G4"]
    assert page.freeze_panes == "D8"
    assert (page.print_title_rows, page.sheet_properties.pageSetUpPr.fitToPage) == ("$7:$7", True)


def test_lines_show_what_is_known_and_blank_where_nothing_is() -> None:
    page = opened()
    found = [tuple(page.cell(FIRST + place, column).value for column in range(1, 8)) for place in range(3)]
    assert found == [
        (1, "dak-ha", "LĐLĐ huyện Đăk Hà", 1200, 1500, 40, 60),
        (2, "dak-to", "=LĐLĐ huyện Đăk Tô", None, 900, None, 35),
        (3, "102", "Công đoàn ngành Giáo dục", 800, None, 0, None),
    ]
    assert {page[f"C{row}"].data_type for row in range(8, 11)} == {page[f"B{row}"].data_type for row in range(8, 11)}
    assert page["C9"].data_type == "s"


def test_shares_are_percent_and_are_not_added_up() -> None:
    page = opened(shares=True, own=8050)
    assert [page[f"G{row}"].value for row in (4, 5, 6)] == [None, 80.5, None]
    assert [page[f"G{row}"].value for row in range(8, 11)] == [0.6, 0.35, None]


def test_without_an_own_quota_nothing_is_left_of_it() -> None:
    page = opened(own=None)
    assert [page[f"G{row}"].value for row in (4, 5, 6)] == ["=SUM(G8:G10)", None, None]


def test_what_the_sheet_is_about_stands_where_no_menu_shows_it() -> None:
    codes = load_workbook(io.BytesIO(sheet()))[CODES]
    assert codes.sheet_state == "veryHidden"
    assert codes.protection.sheet
    assert [codes.cell(row, 2).value for row in range(1, 8)] == [
        *(1, 12, 0, "tinh-mau", "doan-vien-tang", "2026-01-01", "2026-12-31")
    ]
    assert [codes.cell(row, 2).value for row in range(9, 12)] == [line.code for line in LINES]


def test_the_file_brings_its_results_and_is_the_same_each_time() -> None:
    page = load_workbook(io.BytesIO(sheet()), data_only=True).worksheets[0]
    assert [page[f"{letter}4"].value for letter in "DEFG"] == [2000, 2400, 40, 95]
    assert page["G6"].value == 475
    assert write_quota_sheet(content()) == write_quota_sheet(content())


@office.needed
def test_another_program_adds_up_what_was_filled_in(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        for row, amount in ((8, 200), (9, None), (10, 400)):
            book.worksheets[0].cell(row, 7).value = amount

    page = office.recomputed(edited(sheet(), fill), tmp_path).worksheets[0]
    assert [page[f"G{row}"].value for row in (4, 5, 6)] == [600, 570, -30]
    assert [page[f"{letter}4"].value for letter in "DEF"] == [2000, 2400, 40]


def test_a_unit_without_children_has_a_sheet_without_lines() -> None:
    empty = content()
    empty["lines"] = []
    page = load_workbook(io.BytesIO(write_quota_sheet(empty))).worksheets[0]
    assert page.max_row == 7
