"""What all workbooks have in common: text stays text, formulas bring results, the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

CODES = "ma"
"""The name of the hidden sheet with codes ("mã")."""
FONT = "Times New Roman"
LONGEST_TEXT = 32_767
"""So many characters fit into a cell."""

LINE = 16.5
"""Points of a line of words at size 12."""
WIDEST = 1.15
"""How much wider than a digit, by which columns are measured, a letter may be on average."""

THIN = Border(**{edge: Side(style="thin") for edge in ("left", "right", "top", "bottom")})

_BEGINNING = datetime(2021, 1, 1)  # noqa: DTZ001  a workbook knows no time zones
_ENTRY_TIME = (2021, 1, 1, 0, 0, 0)
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f>[^<]*</f>)<v ?/?>(?:</v>)?</c>')
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def font(size: int = 12, *, bold: bool = False, italic: bool = False) -> Font:
    """The letters of official tables."""
    return Font(name=FONT, size=size, bold=bold, italic=italic)


def as_text(cell: Cell, text: str) -> None:
    """Put words into a cell: never a formula, whatever they begin with, also after a person has edited them."""
    fit = _NOT_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))[:LONGEST_TEXT]
    cell.value = fit or None
    if fit:
        cell.data_type = "s"
    if fit.startswith(_FORMULA_LIKE):
        cell.quotePrefix = True


def codes_sheet(book: Workbook) -> Worksheet:
    """Add the sheet with codes, which no menu of a spreadsheet program shows."""
    sheet = book.create_sheet(CODES)
    sheet.sheet_state = "veryHidden"
    return sheet


def sheet_name(words: str) -> str:
    """The words as the name of a sheet, of which a spreadsheet program takes 31 characters and not all of them."""
    name = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", ILLEGAL_CHARACTERS_RE.sub("", _NOT_XML.sub("", words))).split())
    name = name[:31].strip(" '")
    return name if name and name.casefold() != CODES else "1"


def lines_needed(words: str, width: float, size: float = 1.0) -> int:
    """How many lines words take in a column, at most; not every program makes a row high enough by itself."""
    return sum(max(1, ceil(len(line) * WIDEST * size / width)) for line in words.split("\n"))


def print_on_a4(sheet: Worksheet, heads: str) -> None:
    """Lying, as wide as the page, with the rows of the heads ("8:9") on every page and its number below."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = heads
    sheet.print_options.horizontalCentered = True
    for edge in ("left", "right"):
        setattr(sheet.page_margins, edge, 0.5)
    sheet.oddFooter.center.text = "&P/&N"


def bytes_of(book: Workbook, results: Mapping[str, float | str]) -> bytes:
    """The workbook as a file. `results` are those of the formulas of its first sheet, by their cells.

    A phone shows them as they stand in the file: most viewers compute nothing.
    """
    book.properties.created = _BEGINNING
    book.calculation.fullCalcOnLoad = True
    saved, fixed = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + _BEGINNING.isoformat().encode() + b"Z", content)
            elif name == "xl/worksheets/sheet1.xml":
                content = _FORMULA.sub(lambda found: _with_result(found, results), content.decode()).encode()
            entry = zipfile.ZipInfo(name, _ENTRY_TIME)
            out.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _with_result(cell: re.Match[str], results: Mapping[str, float | str]) -> str:
    place, style, formula = cell.groups()
    result = results[place]
    kind = ' t="str"' if isinstance(result, str) else ""
    return f'<c r="{place}"{style}{kind}>{formula}<v>{result}</v></c>'
