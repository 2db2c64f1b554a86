"""Writing the spreadsheet in which a superior fills in what each union below is to reach."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from bot.making.workbook import (
    LINE,
    THIN,
    as_text,
    bytes_of,
    codes_sheet,
    font,
    lines_needed,
    print_on_a4,
    sheet_name,
)
from domain.limits import MOST
from handlers.quotas.sheets import SHAPE, OutgoingLine, OutgoingSheet, outgoing_sheet

SIGN = "tiendo-quotas"
"""By this a hidden sheet is known as ours; beside it stands the shape."""
HEADS = 7
"""The row of the headings: above it stand the sums, so that they stay in sight while one fills in."""
NUMBER, CODE, NAME, MEMBERS, WORKERS, GIVEN, AMOUNT = range(1, 8)
"""The columns."""
WIDTHS = (6, 20, 44, 12, 12, 16, 16)

_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TO_FILL_IN = PatternFill("solid", fgColor="FFF2CC")


def write_quota_sheet(content: dict[str, Any]) -> bytes:
    """The spreadsheet (.xlsx) that `handlers.quotas.sheets.sheet_to_fill_in` kept; the same for the same content.

    Only the column of new amounts can be changed. Shares stand in it as percent: 80 or 80,5.
    """
    writer = _Writer(outgoing_sheet(content))
    writer.write()
    return bytes_of(writer.book, writer.results)


class _Writer:
    """Writes one sheet; `results` are what its formulas come to."""

    def __init__(self, outgoing: OutgoingSheet) -> None:
        self.book = Workbook()
        self.results: dict[str, float | str] = {}
        self._outgoing = outgoing
        self._sheet = self.book.active
        self._sheet.title = sheet_name(outgoing.title)
        self._format = "General" if outgoing.shares else "#,##0"
        self._first, self._last = HEADS + 1, HEADS + len(outgoing.lines)

    def write(self) -> None:
        outgoing = self._outgoing
        self._across(1, outgoing.title, font(14, bold=True), _CENTRED)
        self._across(2, outgoing.subtitle, font(italic=True), _CENTRED)
        self._across(3, outgoing.how_to, font(), _LEFT)
        self._write_sums()
        for place, head in enumerate(outgoing.heads, start=1):
            cell = self._sheet.cell(HEADS, place)
            as_text(cell, head)
            cell.font, cell.alignment, cell.border = font(bold=True), _CENTRED, THIN
        for number, line in enumerate(outgoing.lines, start=1):
            self._write_line(number, line)
        self._write_codes()
        self._let_amounts_be_filled_in()
        self._sheet.freeze_panes = self._sheet.cell(HEADS + 1, MEMBERS)
        print_on_a4(self._sheet, f"{HEADS}:{HEADS}")

    def _write_sums(self) -> None:
        """What was given out so far, the own quota, and what is left of it. Shares are not added up."""
        outgoing = self._outgoing
        if not outgoing.shares and outgoing.lines:
            self._sum(4, outgoing.total)
        self._named(5, outgoing.own_said, self._shown(outgoing.own))
        if outgoing.own is not None and not outgoing.shares and outgoing.lines:
            left = self._named(6, outgoing.left_said, "=G5-G4")
            self.results[left.coordinate] = outgoing.own - self.results["G4"]  # type: ignore[operator]

    def _sum(self, row: int, words: str) -> None:
        self._named(row, words, None)
        for column, key in ((MEMBERS, "members"), (WORKERS, "workers"), (GIVEN, "given"), (AMOUNT, "proposed")):
            cell = self._sheet.cell(row, column)
            letter = cell.column_letter
            cell.value = f"=SUM({letter}{self._first}:{letter}{self._last})"
            cell.font, cell.alignment, cell.number_format = font(bold=True), _RIGHT, "#,##0"
            self.results[cell.coordinate] = sum(getattr(line, key) or 0 for line in self._outgoing.lines)

    def _named(self, row: int, words: str, value: float | str | None) -> Cell:
        """A value above the column of amounts with its name; the cell of the value."""
        as_text(self._sheet.cell(row, NAME), words)
        self._sheet.cell(row, NAME).font = font(bold=True)
        cell: Cell = self._sheet.cell(row, AMOUNT)
        cell.value, cell.font, cell.alignment, cell.number_format = value, font(bold=True), _RIGHT, self._format
        return cell

    def _write_line(self, number: int, line: OutgoingLine) -> None:
        row = HEADS + number
        values = (number, line.code, line.name, line.members, line.workers)
        for column, value in enumerate((*values, self._shown(line.given), self._shown(line.proposed)), start=1):
            cell = self._sheet.cell(row, column)
            if isinstance(value, str):
                as_text(cell, value)
            else:
                cell.value = value
            cell.font, cell.border = font(), THIN
            cell.alignment = _LEFT if column in (CODE, NAME) else _RIGHT
            cell.number_format = self._format if column in (GIVEN, AMOUNT) else "#,##0"
        self._sheet.row_dimensions[row].height = LINE * lines_needed(line.name, WIDTHS[NAME - 1])
        amount = self._sheet.cell(row, AMOUNT)
        amount.protection, amount.fill = Protection(locked=False), _TO_FILL_IN

    def _shown(self, amount: int | None) -> float | None:
        """An amount as it stands in a cell: a share in percent."""
        return amount / 100 if amount is not None and self._outgoing.shares else amount

    def _write_codes(self) -> None:
        """What the sheet is about, for reading it again: its headings, too, which are in the language of who asked."""
        outgoing, codes = self._outgoing, codes_sheet(self.book)
        codes.append([SIGN, SHAPE])
        codes.append(["basis", outgoing.basis])
        codes.append(["shares", int(outgoing.shares)])
        for key in ("unit", "indicator", "first_day", "last_day"):
            codes.append([key])
            as_text(codes.cell(codes.max_row, 2), getattr(outgoing, key))
        codes.append(["heads"])
        for place, head in enumerate(outgoing.heads, start=2):
            as_text(codes.cell(codes.max_row, place), head)
        for line in outgoing.lines:
            codes.append(["code"])
            as_text(codes.cell(codes.max_row, 2), line.code)
        codes.protection.sheet = True

    def _let_amounts_be_filled_in(self) -> None:
        protection = self._sheet.protection
        protection.sheet = True
        # To a spreadsheet program these say what stays forbidden.
        protection.formatColumns = protection.formatRows = False
        if not self._outgoing.lines:
            return
        kind, most = ("decimal", "100") if self._outgoing.shares else ("whole", str(MOST))
        check = DataValidation(kind, operator="between", formula1="0", formula2=most, allow_blank=True)
        check.showErrorMessage, check.error = True, self._outgoing.not_a_number[:255]
        column = self._sheet.cell(HEADS, AMOUNT).column_letter
        check.add(f"{column}{self._first}:{column}{self._last}")
        self._sheet.add_data_validation(check)

    def _across(self, row: int, words: str, letters: Any, look: Alignment) -> None:
        for place, width in enumerate(WIDTHS, start=1):
            self._sheet.column_dimensions[self._sheet.cell(row, place).column_letter].width = width
        cell = self._sheet.cell(row, 1)
        as_text(cell, words)
        cell.font, cell.alignment = letters, look
        self._sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(WIDTHS))
        size = letters.size / 12
        self._sheet.row_dimensions[row].height = LINE * size * lines_needed(words, sum(WIDTHS), size)
