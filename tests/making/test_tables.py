"""Tables as spreadsheets: their shape, their formulas, and what those come to by another program."""

from __future__ import annotations

import io
import json
import re
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.making import workbook
from bot.making.tables import write_table
from handlers.progress.table import Column, Row, Table, written
from tests.making import office

COLUMNS = (
    Column(key="name", head="Đơn vị", width=36),
    Column(key="goal", head="Chỉ tiêu giao", kind="number", total="sum"),
    Column(key="value", head="Thực hiện", kind="number", total="sum"),
    Column(key="share", head="Tỷ lệ %", kind="share", of=("value", "goal"), total="ratio"),
    Column(key="before", head="Cùng kỳ năm trước", kind="number"),
    Column(key="more", head="Tăng/giảm", kind="number", less=("value", "before"), total="sum"),
    Column(key="stated", head="Riêng đơn vị đã báo cáo", kind="share"),
    Column(key="mean", head="Bình quân", kind="mean", of=("value", "goal"), total="ratio"),
    Column(key="money", head="Kinh phí", kind="money", total="sum"),
)
HEADS, FIRST = 8, 10
LETTERS = dict(zip((column.key for column in COLUMNS), "BCDEFGHIJ", strict=True))


def row(name: str, goal: Any, value: Any, before: Any = None, **more: Any) -> Row:
    return Row(cells={"name": name, "goal": goal, "value": value, "before": before} | more, code=f"ma-{name}")


ROWS = (
    Row(cells={"name": "Khối doanh nghiệp"}, group="I"),
    row("Một", 10_000, 6_996, 7_000, stated=0.6875, money=1_500_000),
    row("Hai", None, 3, "x"),
    row("Ba", 0, 0, 0),
    Row(cells={"name": "Khối trường học"}, group="II"),
    row("Bốn", 100, 57, 60, stated=0.57),
    row("Năm", "x", "x"),
    row("Sáu", 15, "–", 2),
    row("Bảy", 15, -1, 2),
)


def table(*rows: Row, **changes: Any) -> dict[str, Any]:
    """The content of a recipe, as it comes out of the outbox."""
    said: dict[str, Any] = {
        "above": "LIÊN ĐOÀN LAO ĐỘNG TỈNH MẪU",
        "organisation": "LIÊN ĐOÀN LAO ĐỘNG HUYỆN MẪU",
        "form": "Biểu số 09 – Kèm theo Báo cáo số …",
        "title": "Kết quả thực hiện chỉ tiêu",
        "period": "Kỳ báo cáo: năm 2026",
        "as_of": "Số liệu tính đến ngày 26/11/2026",
        "counted_in": "Đơn vị tính: người",
        "columns": COLUMNS,
        "total": "TỔNG CỘNG",
        "signatures": ("Người lập biểu", "TM. BAN THƯỜNG VỤ"),
        "codes_of": "unit",
        "note": "DỮ LIỆU MẪU",
    }
    content: dict[str, Any] = json.loads(json.dumps(written("bieu.xlsx", Table(rows=rows, **said | changes)).content))
    return content


def opened(content: dict[str, Any], **how: Any) -> Worksheet:
    return load_workbook(io.BytesIO(write_table(content)), **how).worksheets[0]


def texts(sheet: Worksheet, number: int) -> list[Any]:
    return [cell.value for cell in sheet[number]]


def test_it_has_the_shape_of_a_statistical_form() -> None:
    sheet = opened(table(*ROWS))
    assert (sheet["A1"].value, sheet["A2"].value) == ("LIÊN ĐOÀN LAO ĐỘNG TỈNH MẪU", "LIÊN ĐOÀN LAO ĐỘNG HUYỆN MẪU")
    assert sheet["A2"].font.bold
    assert not sheet["A1"].font.bold
    assert "Biểu số 09 – Kèm theo Báo cáo số …" in texts(sheet, 1)
    assert [sheet.cell(number, 1).value for number in range(4, 8)] == [
        "KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
        "Kỳ báo cáo: năm 2026",
        "(Số liệu tính đến ngày 26/11/2026)",
        "Đơn vị tính: người",
    ]
    assert sheet["A6"].font.italic
    assert texts(sheet, HEADS) == ["TT", *(column.head for column in COLUMNS)]
    assert texts(sheet, HEADS + 1) == [f"({place})" for place in range(1, 11)]
    assert [sheet.cell(number, 1).value for number in range(FIRST, FIRST + 9)] == ["I", 1, 2, 3, "II", 4, 5, 6, 7]
    assert sheet[f"B{FIRST}"].font.bold
    assert not sheet[f"B{FIRST + 1}"].font.bold
    assert sheet[f"B{FIRST + 9}"].value == "TỔNG CỘNG"
    below = [cell.value for line in sheet.iter_rows(min_row=FIRST + 10) for cell in line if cell.value]
    assert below == ["DỮ LIỆU MẪU", "Người lập biểu", "TM. BAN THƯỜNG VỤ"]


def test_it_prints_on_a4_and_shows_its_heads_on_every_page() -> None:
    sheet = opened(table(*ROWS))
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${HEADS}:${HEADS + 1}"
    assert sheet.freeze_panes == f"A{FIRST}"
    assert "&P" in sheet.oddFooter.center.text
    cell = sheet[f"C{FIRST + 1}"]
    assert (cell.font.name, cell.font.size, cell.border.left.style) == ("Times New Roman", 12, "thin")
    formats = {key: sheet[f"{letter}{FIRST + 1}"].number_format for key, letter in LETTERS.items()}
    assert (formats["goal"], formats["share"], formats["mean"], formats["money"]) == ("#,##0", "0.0%", "0.00", "#,##0")


def test_silence_nothing_arose_and_not_applicable_look_different() -> None:
    sheet = opened(table(*ROWS))
    silent, nothing, not_asked = sheet[f"C{FIRST + 2}"], sheet[f"D{FIRST + 7}"], sheet[f"D{FIRST + 6}"]
    assert (silent.value, nothing.value, not_asked.value) == (None, "–", "x")
    assert nothing.alignment.horizontal == not_asked.alignment.horizontal == "center"
    assert sheet[f"D{FIRST + 1}"].alignment.horizontal == "right"


def test_the_codes_stand_on_a_sheet_that_no_menu_shows() -> None:
    codes = load_workbook(io.BytesIO(write_table(table(*ROWS))))[workbook.CODES]
    assert codes.sheet_state == "veryHidden"
    found = list(codes.iter_rows(values_only=True))
    assert found[0][0] == "unit"
    assert found[2] == (FIRST + 1, "ma-Một")
    assert len(found) == 1 + len(ROWS)


def test_totals_are_formulas_over_the_rows_of_data() -> None:
    sheet = opened(table(*ROWS))
    first, last = FIRST, FIRST + 8
    assert sheet[f"C{last + 1}"].value == f"=SUM(C{first}:C{last})"
    assert sheet[f"G{last + 1}"].value == f"=SUM(G{first}:G{last})"
    assert sheet[f"E{last + 1}"].value == (
        f'=IF(AND(ISNUMBER(D{last + 1}),ISNUMBER(C{last + 1})),IF(C{last + 1}=0,"",'
        f'TRUNC(D{last + 1}*1000/C{last + 1})/1000),"")'
    )
    assert sheet[f"F{last + 1}"].value is None
    assert sheet[f"H{last + 1}"].value is None


EXPECTED: dict[str, list[Any]] = {
    # By hand: 6.996 of 10.000 is 69,96 %, cut; 57 of 100 is 57,0 % exactly; −1 of 15 is −6,66… %, cut towards nothing.
    "share": [None, 0.699, None, None, None, 0.57, None, None, -0.066, 0.696],
    "more": [None, -4, None, 0, None, -3, None, None, -3, -10],
    "stated": [None, 0.687, None, None, None, 0.57, None, None, None, None],
    "mean": [None, 0.69, None, None, None, 0.57, None, None, -0.06, 0.69],
    "goal": [None, 10_000, None, 0, None, 100, "x", 15, 15, 10_130],
    "value": [None, 6_996, 3, 0, None, 57, "x", "–", -1, 7_055],
    "money": [None, 1_500_000, None, None, None, None, None, None, None, 1_500_000],
}


def assert_as_expected(sheet: Worksheet) -> None:
    for key, expected in EXPECTED.items():
        found = [sheet[f"{LETTERS[key]}{number}"].value or None for number in range(FIRST, FIRST + 10)]
        assert found == [value or None for value in expected], key


def test_the_file_brings_the_results_of_its_formulas() -> None:
    assert_as_expected(opened(table(*ROWS), data_only=True))


@office.needed
def test_another_program_computes_the_same(tmp_path: Path) -> None:
    assert_as_expected(office.recomputed(write_table(table(*ROWS)), tmp_path).worksheets[0])


@office.needed
def test_no_share_is_rounded_up_by_another_program(tmp_path: Path) -> None:
    pairs = [(part, whole) for whole in (3, 7, 1000, 999_983) for part in range(0, whole + 1, whole // 3 + 1)]
    pairs += [(part, 1000) for part in range(1001)]
    rows = [row(str(place), whole, part) for place, (part, whole) in enumerate(pairs)]
    sheet = office.recomputed(write_table(table(*rows)), tmp_path).worksheets[0]
    for number, (part, whole) in enumerate(pairs, FIRST):
        cut = Fraction(part * 1000 // whole, 1000)
        assert Fraction(repr(sheet[f"E{number}"].value)) == cut, (part, whole)
        assert f"{Decimal(repr(sheet[f'E{number}'].value)):.1%}" == f"{float(cut):.1%}"


@office.needed
def test_it_prints_with_its_heads_on_every_page(tmp_path: Path) -> None:
    content = write_table(table(*(row(str(place), 10, 5) for place in range(100))))
    printed = office.converted(content, tmp_path, "pdf").read_bytes()
    assert printed.count(b"/Type/Page\n") + printed.count(b"/Type/Page/") > 1
    assert b"/MediaBox[0 0 841" in printed or b"/MediaBox [0 0 841" in printed


HOSTILE = (
    "=1+1",
    "+84",
    "-Y Mẫu",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "#REF!",
    "\t=1",
    "\r=1",
    "{=1}",
    "TRUE",
    "1/2",
)


def test_what_people_wrote_is_text_whatever_it_begins_with() -> None:
    rows = [row(name, 1, 1) for name in HOSTILE]
    texts_of_head = dict.fromkeys(("above", "organisation", "form", "period", "note", "counted_in"), "=1+1")
    sheet = opened(table(*rows, **texts_of_head, signatures=("=1", "@2")))
    for number, name in enumerate(HOSTILE, FIRST):
        cell = sheet[f"B{number}"]
        assert cell.data_type == "s"
        assert cell.value.strip() == name.strip()
        assert cell.quotePrefix == name.startswith(("=", "+", "-", "@", "\t", "\r"))
    formulas = {cell.column_letter for line in sheet.iter_rows() for cell in line if cell.data_type == "f"}
    assert formulas <= set("CDEGIJ")


@office.needed
def test_what_people_wrote_is_text_to_another_program(tmp_path: Path) -> None:
    sheet = office.recomputed(write_table(table(*(row(name, 1, 1) for name in HOSTILE))), tmp_path).worksheets[0]
    assert [sheet[f"B{number}"].value.strip() for number, _name in enumerate(HOSTILE, FIRST)] == [
        name.strip() for name in HOSTILE
    ]


def test_signs_that_a_workbook_cannot_hold_are_left_out() -> None:
    sheet = opened(table(row("Đăk\x00 Hà\x0b\x1f\ufffe\ud800", 1, 1)))
    assert sheet[f"B{FIRST}"].value == "Đăk Hà"


def test_the_same_content_gives_the_same_bytes() -> None:
    content = write_table(table(*ROWS))
    assert write_table(table(*ROWS)) == content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        times = {part.date_time for part in parts.infolist()}
        stated = re.findall(rb"<dcterms:(?:created|modified)[^>]*>([^<]*)", parts.read("docProps/core.xml"))
    assert times == {(2021, 1, 1, 0, 0, 0)}
    assert stated == [b"2021-01-01T00:00:00Z"] * 2


def test_without_rows_there_is_nothing_to_add_up() -> None:
    for rows in ([], [Row(cells={"name": "Khối"}, group="I")]):
        sheet = opened(table(*rows))
        assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)


numbers = st.none() | st.integers(-10, 10**6) | st.sampled_from(["x", "–"])


@given(st.lists(st.tuples(st.text(max_size=40), numbers, numbers, st.booleans()), max_size=12), st.text(max_size=40))
def test_anything_can_be_written_and_its_totals_are_exact(
    given_rows: list[tuple[str, Any, Any, bool]], words: str
) -> None:
    rows = [
        Row(cells={"name": name}, group="I") if is_group else row(name, goal, value)
        for name, goal, value, is_group in given_rows
    ]
    content = table(*rows, title=words, form=words, note=words)
    sheet = opened(content, data_only=True)
    counted = [one for one in given_rows if not one[3]]
    if counted:
        goals, values = ([n for one in counted if isinstance(n := one[place], int)] for place in (1, 2))
        last = FIRST + len(rows)
        assert sheet[f"C{last}"].value == sum(goals)
        assert sheet[f"D{last}"].value == sum(values)
        if sum(goals):
            assert sheet[f"E{last}"].value == int(Fraction(sum(values) * 1000, sum(goals))) / 1000
