"""A sheet of quotas that comes back: what is read of it, cell by cell, and what is refused as a whole."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from bot.documents import LARGEST, SheetRefused, read_sheet
from bot.documents.quota_sheet import LARGEST_UNPACKED
from bot.making.workbook import CODES
from handlers.quotas.sheets import CellProblem, SentLine, SentSheet, SheetProblem, UnreadCell
from tests.documents.sheets import edited, filled_in, part_of, repacked, sheet
from tests.making import office

PAGE = "xl/worksheets/sheet1.xml"


def amounts(sent: SentSheet) -> dict[str, Fraction | None]:
    return {line.code: line.amount for line in sent.lines}


def refused(file: bytes) -> SheetProblem:
    with pytest.raises(SheetRefused) as refusal:
        read_sheet(file)
    return refusal.value.problem


def test_what_went_out_comes_back() -> None:
    assert read_sheet(sheet()) == SentSheet(
        unit="tinh-mau",
        indicator="doan-vien-tang",
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
        basis=12,
        lines=(
            SentLine(cell="G8", code="dak-ha", amount=Fraction(60)),
            SentLine(cell="G9", code="dak-to", amount=Fraction(35)),
            SentLine(cell="G10", code="102", amount=None),
        ),
        unread=(),
    )
    assert SentSheet.of(read_sheet(sheet()).as_json()) == read_sheet(sheet())


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (35, 35),
        (35.0, 35),
        (0, 0),
        (None, None),
        ("  ", None),
        ("35", 35),
        (" 1.234 ", 1234),
        ("35 người", 35),
        ("không", 0),
        ("=35", CellProblem.FORMULA),
        (ArrayFormula("G8:G8", "=SUM(A1:A2)"), CellProblem.FORMULA),
        (35.5, CellProblem.NOT_WHOLE),
        ("12,5", CellProblem.NOT_WHOLE),
        ("1,234", CellProblem.NOT_A_NUMBER),
        ("5/2", CellProblem.NOT_A_NUMBER),
        ("khoảng 10", CellProblem.NOT_A_NUMBER),
        ("x", CellProblem.NOT_A_NUMBER),
        (True, CellProblem.NOT_A_NUMBER),
        (datetime(2026, 2, 5), CellProblem.NOT_A_NUMBER),  # noqa: DTZ001
        ("#REF!", CellProblem.NOT_A_NUMBER),
        ("y" * 5000, CellProblem.NOT_A_NUMBER),
        (-1, CellProblem.NEGATIVE),
        ("-5", CellProblem.NEGATIVE),
        (1_000_000, CellProblem.TOO_LARGE),
        (1e300, CellProblem.TOO_LARGE),
        ("1.000.000", CellProblem.TOO_LARGE),
    ],
)
def test_counts_are_read_as_people_type_them(typed: Any, read: Any) -> None:
    sent = read_sheet(filled_in(typed))
    if isinstance(read, CellProblem):
        assert [(one.cell, one.why) for one in sent.unread] == [("G8", read)]
        assert "dak-ha" not in amounts(sent)
    else:
        assert amounts(sent)["dak-ha"] == read
        assert not sent.unread
    assert amounts(sent)["dak-to"] == 35, "the other rows are read all the same"


@pytest.mark.parametrize(
    ("typed", "shown_as", "read"),
    [
        (80, "General", Fraction(80, 100)),
        (80.55, "General", Fraction(8055, 10000)),
        (66.67, "0.00", Fraction(6667, 10000)),
        (0.8, "0%", Fraction(80, 100)),
        (0.8055, "0.00%", Fraction(8055, 10000)),
        (1, "0%", Fraction(1)),
        ("80%", "General", Fraction(80, 100)),
        ("80,5 %", "@", Fraction(805, 1000)),
        ("80", "@", Fraction(80, 100)),
        (0, "General", Fraction(0)),
        (100, "General", Fraction(1)),
        (0.8, "General", CellProblem.NOT_A_NUMBER),
        ("0,8", "@", CellProblem.NOT_A_NUMBER),
        (66.667, "General", CellProblem.NOT_A_NUMBER),
        (100.5, "General", CellProblem.TOO_LARGE),
        (1.2, "0%", CellProblem.TOO_LARGE),
        ("120%", "@", CellProblem.TOO_LARGE),
        (-1, "General", CellProblem.NEGATIVE),
        ("=80/100", "0%", CellProblem.FORMULA),
    ],
)
def test_shares_are_read_as_people_type_them(typed: Any, shown_as: str, read: Any) -> None:
    sent = read_sheet(filled_in(typed, None, None, shown_as=shown_as, shares=True))
    found = [one.why for one in sent.unread] if sent.unread else amounts(sent)["dak-ha"]
    assert found == ([read] if isinstance(read, CellProblem) else read)


def test_what_was_not_understood_is_shown_as_it_stands_there() -> None:
    sent = read_sheet(filled_in(35.5, "=A1+B1", datetime(2026, 2, 5)))  # noqa: DTZ001
    assert [one.words for one in sent.unread] == ["35,5", "=A1+B1", "05/02/2026"]


def test_a_phone_number_is_not_repeated() -> None:
    (one,) = read_sheet(filled_in("gọi 0912 345 678")).unread
    assert one.words == "…"


def test_rows_may_be_sorted_and_left_out() -> None:
    def turn_over(book: Workbook) -> None:
        page = book.worksheets[0]
        for column in range(1, 8):
            above, below = page.cell(8, column), page.cell(10, column)
            above.value, below.value = below.value, above.value
            page.cell(9, column).value = None

    assert amounts(read_sheet(edited(sheet(), turn_over))) == {"102": None, "dak-ha": 60}


def test_codes_of_no_union_and_codes_that_stand_twice_are_not_read() -> None:
    def change(book: Workbook) -> None:
        page = book.worksheets[0]
        page["B8"], page["B9"], page["B10"] = "kon-ray", "dak-to", "dak-to"
        page["G11"] = 7

    sent = read_sheet(edited(sheet(), change))
    assert not sent.lines
    assert sent.unread == (
        UnreadCell(cell="B8", words="kon-ray", why=CellProblem.UNKNOWN_UNIT),
        UnreadCell(cell="B9", words="dak-to", why=CellProblem.UNKNOWN_UNIT),
        UnreadCell(cell="B10", words="dak-to", why=CellProblem.UNKNOWN_UNIT),
        UnreadCell(cell="G11", words="7", why=CellProblem.UNKNOWN_UNIT),
    )


def test_sheets_may_be_renamed_and_added() -> None:
    def change(book: Workbook) -> None:
        book.worksheets[0].title = "Tờ khác"
        book.create_sheet("Nháp", 0).append(["a", "b"])

    assert amounts(read_sheet(edited(sheet(), change))) == amounts(read_sheet(sheet()))


@office.needed
def test_what_another_program_saved_is_read(tmp_path: Path) -> None:
    saved = office.converted(filled_in(12, "1.234", None), tmp_path, "xlsx").read_bytes()
    assert amounts(read_sheet(saved)) == {"dak-ha": 12, "dak-to": 1234, "102": None}


def _without_codes(book: Workbook) -> None:
    del book[CODES]


def _moved(book: Workbook) -> None:
    book.worksheets[0].insert_rows(1)


def _renamed_heading(book: Workbook) -> None:
    book.worksheets[0]["G7"] = "Khác"


def _of_tomorrow(book: Workbook) -> None:
    book[CODES]["B1"] = 2


def _without_a_day(book: Workbook) -> None:
    book[CODES]["B6"] = "hôm qua"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_without_codes, SheetProblem.NOT_OURS),
        (_moved, SheetProblem.NOT_OURS),
        (_renamed_heading, SheetProblem.NOT_OURS),
        (_without_a_day, SheetProblem.NOT_OURS),
        (_of_tomorrow, SheetProblem.OTHER_SHAPE),
    ],
)
def test_a_sheet_of_another_make_is_refused(change: Any, problem: SheetProblem) -> None:
    assert refused(edited(sheet(), change)) == problem


def _bomb() -> bytes:
    return repacked(sheet(), {PAGE: b"<worksheet>" + bytes(LARGEST_UNPACKED)})


def _lying_bomb() -> bytes:
    """An archive that says that its largest part has ten bytes."""
    bomb, real = bytearray(_bomb()), LARGEST_UNPACKED + len(b"<worksheet>")
    return bytes(bomb.replace(real.to_bytes(4, "little"), (10).to_bytes(4, "little")))


def _with_entities(part: str) -> bytes:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(98, 107)
    )
    return repacked(sheet(), {part: laughs + b"]><x>&j;</x>"})


def _many_parts() -> bytes:
    return repacked(sheet(), {f"xl/media/{number}.png": b"" for number in range(2000)})


def _encrypted() -> bytes:
    file = bytearray(sheet())
    at = file.find(b"PK\x01\x02")
    while at >= 0:
        file[at + 8] |= 1
        at = file.find(b"PK\x01\x02", at + 4)
    return bytes(file)


def _twice() -> bytes:
    out = io.BytesIO(sheet())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(PAGE, part_of(sheet(), PAGE))
    return out.getvalue()


def _macro_type() -> bytes:
    name = "[Content_Types].xml"
    plain, macro = b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    return repacked(sheet(), {name: part_of(sheet(), name).replace(plain, macro)})


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (b"", SheetProblem.NOT_A_SHEET),
        (b"%PDF-1.7", SheetProblem.NOT_A_SHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", SheetProblem.OLD_FORMAT),
        (b"PK", SheetProblem.DAMAGED),
        (bytes(LARGEST + 1), SheetProblem.TOO_LARGE),
        (sheet()[:3000], SheetProblem.DAMAGED),
        (repacked(sheet(), {"xl/workbook.xml": None, "word/document.xml": b"<a/>"}), SheetProblem.NOT_A_SHEET),
        (repacked(sheet(), {"xl/vbaProject.bin": b"x"}), SheetProblem.MACROS),
        (repacked(sheet(), {"other/VBAPROJECT.BIN": b"x"}), SheetProblem.MACROS),
        (repacked(sheet(), {"xl/macrosheets/sheet1.xml": b"<a/>"}), SheetProblem.MACROS),
        (_macro_type(), SheetProblem.MACROS),
        (_bomb(), SheetProblem.TOO_LARGE),
        (_lying_bomb(), SheetProblem.DAMAGED),
        (_many_parts(), SheetProblem.TOO_LARGE),
        (_with_entities(PAGE), SheetProblem.DAMAGED),
        (_with_entities("xl/sharedStrings.xml"), SheetProblem.DAMAGED),
        (_with_entities("docProps/core.xml"), SheetProblem.DAMAGED),
        (repacked(sheet(), {PAGE: '<?xml version="1.0"?><!DOCTYPE a>'.encode("utf-16")}), SheetProblem.DAMAGED),
        (repacked(sheet(), {PAGE: b" " * ((1 << 20) - 5) + b"<!DOCTYPE a>"}), SheetProblem.DAMAGED),
        (repacked(sheet(), {PAGE: b"<worksheet>"}), SheetProblem.DAMAGED),
        (repacked(sheet(), {}, zipfile.ZIP_LZMA), SheetProblem.DAMAGED),
        (_encrypted(), SheetProblem.OLD_FORMAT),
        (_twice(), SheetProblem.DAMAGED),
    ],
)
def test_what_is_dangerous_or_damaged_is_refused(file: bytes, problem: SheetProblem) -> None:
    assert refused(file) == problem


def test_links_to_other_files_are_not_followed() -> None:
    def link(book: Workbook) -> None:
        book.worksheets[0]["A20"] = "='file:///etc/[passwd.xlsx]a'!A1"

    assert amounts(read_sheet(edited(sheet(), link)))["dak-ha"] == 60


def test_rows_and_columns_far_away_do_no_harm() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    file = repacked(sheet(), {PAGE: part_of(sheet(), PAGE).replace(b"</sheetData>", far)})
    assert amounts(read_sheet(file)) == amounts(read_sheet(sheet()))


def _only_refuses(file: bytes) -> None:
    with suppress(SheetRefused):
        read_sheet(file)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8), st.floats(0, 1))
def test_whatever_happens_to_the_bytes_it_is_read_or_refused(changes: list[tuple[float, int]], cut: float) -> None:
    file = bytearray(sheet())
    for place, value in changes:
        file[int(place * (len(file) - 1))] = value
    _only_refuses(bytes(file))
    _only_refuses(bytes(file[: int(cut * len(file))]))


PARTS = zipfile.ZipFile(io.BytesIO(sheet())).namelist()
SNIPPETS = (
    b"",
    b"<c/>",
    b'<c r="G8" t="s"><v>9</v></c>',
    b'<f t="shared" si="0"/>',
    b"<v>1e999</v>",
    b'r="A0"',
    b"\xff",
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(PARTS),
    st.sampled_from(PARTS),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(SNIPPETS), st.integers(0, 30)), max_size=4),
)
def test_whatever_happens_to_the_parts_it_is_read_or_refused(
    one: str, other: str, changes: list[tuple[float, bytes, int]]
) -> None:
    part = part_of(sheet(), other)
    for place, snippet, instead_of in changes:
        at = int(place * len(part))
        part = part[:at] + snippet + part[at + instead_of :]
    _only_refuses(repacked(sheet(), {one: part}))


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["n", "s", "str", "b", "e", "d", "inlineStr", "zz"]),
    st.text("0123456789.eE-+infNaT:#", max_size=12),
)
def test_whatever_stands_in_a_cell_it_is_read_or_refused(kind: str, value: str) -> None:
    page = part_of(sheet(), PAGE)
    at = page.index(b'<c r="G8"')
    cell = f'<c r="G8" t="{kind}"><v>{value}</v></c>'.encode()
    _only_refuses(repacked(sheet(), {PAGE: page[:at] + cell + page[page.index(b"</row>", at) :]}))
