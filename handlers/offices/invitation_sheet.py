"""Invitations for many unions at once, as a sheet to pass on line by line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.reading import clean
from locales import _

WIDTHS = (18, 44, 28, 64, 36, 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One invitation. `link` is empty where neither the web page nor the bot can be named."""

    unit_code: str
    unit_name: str
    role: str
    link: str
    code: str
    expires: str


def invitation_sheet(rows: Iterable[Line]) -> bytes:
    """The invitations as an xlsx file. Every cell is text: a name that begins like a formula stays a name."""
    workbook = Workbook()
    sheet: Worksheet = workbook.active
    sheet.title = str(_("Invitations"))
    titles = (_("Union code"), _("Union"), _("Office"), _("Link"), _("Code to type"), _("Valid until"))
    _write(sheet, 1, [str(title) for title in titles])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(rows, 2):
        _write(sheet, number, [row.unit_code, row.unit_name, row.role, row.link, row.code, row.expires])
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, number: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, 1):
        cell: Cell = sheet.cell(number, column)
        cell.value = clean(text)
        # openpyxl takes "=…" for a formula; the quote prefix keeps Excel from doing so when the cell is edited.
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True
