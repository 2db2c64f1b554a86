"""Files as people make them: encodings, delimiters, titles, merged headers, formulas; and files that are none."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from bot.importing import sheet as sheets
from bot.importing.columns import NAMES
from bot.importing.sheet import FileProblem
from bot.importing.verdict import judge_file
from domain.plan import load_plan, plan_path

PLAN = load_plan(plan_path("kontum-66"))
NOW = datetime(2026, 4, 20, 5, tzinfo=UTC)
ROWS = [
    ["Mã", "Tên đơn vị", "Loại hình", "Mã cấp trên", "Số đoàn viên"],
    ["T", "LĐLĐ tỉnh Mẫu", "tinh", "", ""],
    ["A", "CĐCS Trường Mẫu 1", "hcsn", "T", "1.234"],
]


def read(file: Path) -> list[tuple[int, str | None, int | None]]:
    judged = judge_file(file, [], PLAN, NOW)
    assert [row.problems for row in judged.rows] == [[] for _ in judged.rows]
    return [(row.number, row.name, row.members) for row in judged.rows]


EXPECTED = [(2, "LĐLĐ tỉnh Mẫu", None), (3, "CĐCS Trường Mẫu 1", 1234)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_csv(tmp_path: Path, encoding: str, delimiter: str, line_end: str) -> None:
    file = tmp_path / "units.csv"
    text = line_end.join(delimiter.join(row) for row in ROWS)
    file.write_bytes(text.encode(encoding))
    assert read(file) == EXPECTED


def test_rows_are_counted_as_a_spreadsheet_program_counts_them(tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    lines = ["DANH SÁCH,,,,", ",,,,", *(",".join(row) for row in ROWS[:2]), "", ",".join(ROWS[2]), ""]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert [number for number, _, _ in read(file)] == [4, 6]


def save(tmp_path: Path, rows: Sequence[Sequence[object]], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(row)
    for span in merged:
        page.merge_cells(span)
    file = tmp_path / "units.xlsx"
    book.save(file)
    return file


def test_xlsx_with_titles_and_a_header_two_rows_high(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["DANH SÁCH CÔNG ĐOÀN CƠ SỞ", None, None, None, None, None, None, None, None, None],
        [],
        ["STT", "Mã", "Tên", "Loại", "Cấp trên", "Đoàn viên", None, "CNVCLĐ", None, "Ngày thành lập"],
        [None, None, None, None, None, "Tổng số", "Nữ", "Tổng số", "Nữ", None],
        [1, "T", "LĐLĐ tỉnh Mẫu", "tinh"],
        [],
        [2, 12, "CĐCS Mẫu", "HCSN", "t", 28, 15.0, 30, 16, datetime(2015, 5, 1)],  # noqa: DTZ001
        [3, 13, "CĐCS Mẫu 2", "HCSN", "t", 28, 15.0, 30, 16, 42125],
    ]
    judged = judge_file(save(tmp_path, rows, ("A1:J1", "F3:G3", "H3:I3")), [], PLAN, NOW)
    assert [row.problems for row in judged.rows] == [[], [], []]
    unit = judged.rows[1]
    assert (unit.number, unit.code, unit.founded) == (7, "12", date(2015, 5, 1))
    assert (unit.members, unit.members_women, unit.workers, unit.workers_women) == (28, 15, 30, 16)
    assert judged.rows[2].founded == date(2015, 5, 1)
    assert judged.unused == ("STT",)


def test_a_formula_without_a_result_is_told_from_an_empty_cell(tmp_path: Path) -> None:
    file = save(tmp_path, [*ROWS[:2], ["A", "CĐCS Mẫu", "hcsn", "T", "=10+18"]])
    [problem] = judge_file(file, [], PLAN, NOW).rows[1].problems
    assert problem.startswith("column E (Số đoàn viên): the formula has no result in the file")


def test_a_fraction_is_no_number_of_people(tmp_path: Path) -> None:
    # "1.234" typed into a program that takes the dot for a decimal point.
    file = save(tmp_path, [*ROWS[:2], ["A", "CĐCS Mẫu", "hcsn", "T", 1.234]])
    [problem] = judge_file(file, [], PLAN, NOW).rows[1].problems
    assert "“1.234” is no number of people" in problem


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("code,name,kind", "no column for parent"),
        ("a,b,c", "no column for code"),
        ("code,name,kind,parent,mã", "Two columns mean the same: A (“code”) and E (“mã”)"),
    ],
)
def test_headers_that_will_not_do(tmp_path: Path, header: str, expected: str) -> None:
    file = tmp_path / "units.csv"
    file.write_text(f"{header}\nT,LĐLĐ tỉnh,tinh,,\n", encoding="utf-8")
    with pytest.raises(FileProblem) as problem:
        judge_file(file, [], PLAN, NOW)
    assert expected in str(problem.value)


def test_every_header_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "units-file.md").read_text(encoding="utf-8")
    assert [name for names in NAMES.values() for name in names if f"`{name}`" not in page] == []


def broken(tmp_path: Path, kind: str) -> Path:
    file = tmp_path / f"{kind}.xlsx"
    match kind:
        case "old":
            file.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
        case "binary":
            file.write_bytes(bytes(range(256)))
        case "zip":
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr("readme.txt", "no workbook")
        case "cut off":
            whole = save(tmp_path, ROWS)
            file.write_bytes(whole.read_bytes()[:900])
        case "nonsense":
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr("xl/workbook.xml", "<nonsense>")
        case "macros":
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr("xl/workbook.xml", "")
                archive.writestr("xl/vbaProject.bin", "")
        case "bomb":
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("xl/workbook.xml", bytes(sheets.LARGEST_UNPACKED + 1))
        case "missing":
            pass
    return file


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("old", "is an old .xls"),
        ("binary", "is neither an .xlsx nor a CSV"),
        ("zip", "is not an .xlsx"),
        ("cut off", "is damaged"),
        ("nonsense", "is damaged"),
        ("macros", "holds macros"),
        ("bomb", "unpacks to more than"),
        ("missing", "cannot be read"),
    ],
)
def test_files_that_are_none(tmp_path: Path, kind: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(FileProblem) as problem:
        judge_file(broken(tmp_path, kind), [], PLAN, NOW)
    assert expected in str(problem.value)


def test_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "units.csv"
    file.write_text("\n".join(",".join(row) for row in ROWS), encoding="utf-8")
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(FileProblem, match="more than 2 rows"):
        judge_file(file, [], PLAN, NOW)
    monkeypatch.setattr(sheets, "LARGEST_FILE", 10)
    with pytest.raises(FileProblem, match="is larger than"):
        judge_file(file, [], PLAN, NOW)


def test_a_file_without_a_province_or_without_rows(tmp_path: Path) -> None:
    file = tmp_path / "units.csv"
    file.write_text(",".join(ROWS[0]) + "\nA,CĐCS,hcsn,T,\n", encoding="utf-8")
    with pytest.raises(FileProblem, match="has no province: add a row of the kind tinh"):
        judge_file(file, [], PLAN, NOW)
    file.write_text(",".join(ROWS[0]), encoding="utf-8")
    with pytest.raises(FileProblem, match="has no rows below its header"):
        judge_file(file, [], PLAN, NOW)
