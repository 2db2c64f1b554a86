"""Writing a table of figures as a spreadsheet in the shape of a statistical form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font

from bot.making.table_cells import Cells, Held, Value
from bot.making.workbook import LINE, THIN, as_text, bytes_of, codes_sheet, font, lines_needed, print_on_a4, sheet_name
from handlers.progress.table import Column, Row, Table, table_of

FORMATS = {"number": "#,##0", "money": "#,##0", "share": "0.0%", "mean": "0.00"}
NUMBER_WIDTH = 6

_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")


def write_table(content: dict[str, Any]) -> bytes:
    """The spreadsheet (.xlsx) of a table that `handlers.progress.table.written` kept; the same for the same content."""
    table = table_of(content)
    writer = _Writer(table)
    writer.write()
    return bytes_of(writer.book, writer.results)


class _Writer:
    """Writes one table from the top; `results` are what its formulas come to."""

    def __init__(self, table: Table) -> None:
        self.book = Workbook()
        self.results: dict[str, float | str] = {}
        self._table = table
        self._sheet = self.book.active
        self._sheet.title = sheet_name(table.form)
        self._widths = [NUMBER_WIDTH, *(column.width for column in table.columns)]
        self._last = len(self._widths)
        self._row = 0

    def write(self) -> None:
        self._set_widths()
        self._write_head()
        heads = self._write_headings()
        self._write_body()
        self._write_foot()
        self._sheet.freeze_panes = f"A{heads + 2}"
        print_on_a4(self._sheet, f"{heads}:{heads + 1}")

    def _set_widths(self) -> None:
        letters = (self._sheet.cell(1, place).column_letter for place in range(1, self._last + 1))
        for letter, width in zip(letters, self._widths, strict=True):
            self._sheet.column_dimensions[letter].width = width

    def _write_head(self) -> None:
        """Who reports on the left, which form on the right; then what it is about, in the middle."""
        table = self._table
        self._halves((table.above, font(11)), (table.form, font(11, italic=True)))
        self._halves((table.organisation, font(bold=True)), ("", font()))
        self._row += 1
        self._across(table.title.upper(), font(14, bold=True), _CENTRED)
        self._across(table.period, font(italic=True), _CENTRED)
        self._across(f"({table.as_of})" if table.as_of else "", font(italic=True), _CENTRED)
        self._across(table.counted_in, font(italic=True), _RIGHT)

    def _write_headings(self) -> int:
        """The headings and below them the numbers of the columns; the row of the headings."""
        heads = [self._table.number_head, *(column.head for column in self._table.columns)]
        self._boxed([Held(head) for head in heads], font(bold=True), [_CENTRED] * self._last)
        numbers = [Held(f"({place})") for place in range(1, self._last + 1)]
        self._boxed(numbers, font(11, italic=True), [_CENTRED] * self._last)
        return self._row - 1

    def _write_body(self) -> None:
        table, cells = self._table, Cells(self._table.columns, first=2)
        codes = codes_sheet(self.book)
        as_text(codes.cell(1, 1), table.codes_of)
        first, number = self._row + 1, 0
        for place, row in enumerate(table.rows, start=2):
            if row.group:
                self._write_group(row)
            else:
                number += 1
                self._write_row(Held(number), cells.of_row(row.cells, self._row + 1), font())
            codes.cell(place, 1).value = self._row
            as_text(codes.cell(place, 2), row.code)
        if table.total and number:
            totals = cells.totals(first, self._row, self._row + 1)
            named = [self._named(column, held) for column, held in zip(table.columns, totals, strict=True)]
            self._write_row(Held(None), named, font(bold=True))

    def _named(self, column: Column, held: Held) -> Held:
        return Held(self._table.total) if column.key == "name" else held

    def _write_group(self, row: Row) -> None:
        words = [Held(row.cells.get("name") if column.key == "name" else None) for column in self._table.columns]
        self._write_row(Held(row.group), words, font(bold=True))

    def _write_row(self, number: Held, cells: Sequence[Held], letters: Font) -> None:
        looks = [_CENTRED] + [_look(column, held) for column, held in zip(self._table.columns, cells, strict=True)]
        for column, cell in zip(self._table.columns, self._boxed([number, *cells], letters, looks)[1:], strict=True):
            cell.number_format = FORMATS.get(column.kind, "General")

    def _write_foot(self) -> None:
        """The note, and room for two to sign."""
        self._row += 1
        if self._table.note:
            self._across(self._table.note, font(italic=True), _LEFT)
            self._row += 1
        left, right = self._table.signatures
        self._halves((left, font(bold=True)), (right, font(bold=True)))

    def _boxed(self, cells: Sequence[Held], letters: Font, looks: Sequence[Alignment]) -> list[Cell]:
        """One row of the table, with lines around every cell."""
        self._row += 1
        row = [self._sheet.cell(self._row, place) for place in range(1, self._last + 1)]
        for cell, held, look in zip(row, cells, looks, strict=True):
            self._put(cell, held)
            cell.font, cell.alignment, cell.border = letters, look, THIN
        self._make_room(zip(self._widths, (held.value for held in cells), strict=True))
        return row

    def _put(self, cell: Cell, held: Held) -> None:
        if held.formula is not None:
            assert held.value is not None
            cell.value = held.formula
            self.results[cell.coordinate] = held.value
        elif isinstance(held.value, str):
            as_text(cell, held.value)
        else:
            cell.value = held.value

    def _make_room(self, beside: Iterable[tuple[int, Value]], size: float = 1.0) -> None:
        """Make the row as high as the words (width, words) need: not every program finds that out by itself."""
        lines = (lines_needed(words, width, size) for width, words in beside if isinstance(words, str))
        self._sheet.row_dimensions[self._row].height = LINE * size * max(1, *lines)

    def _across(self, words: str, letters: Font, look: Alignment) -> None:
        """A line over all columns."""
        self._row += 1
        self._merged(1, self._last, words, letters, look)
        self._make_room([(sum(self._widths), words)], letters.size / 12)

    def _halves(self, left: tuple[str, Font], right: tuple[str, Font]) -> None:
        """Words in the left half of a line, and in its right half."""
        self._row += 1
        middle = self._middle()
        self._merged(1, middle, *left, _CENTRED)
        self._merged(middle + 1, self._last, *right, _CENTRED)
        self._make_room([(sum(self._widths[:middle]), left[0]), (sum(self._widths[middle:]), right[0])])

    def _middle(self) -> int:
        """The last column of the left half, by the widths."""
        halves = (place for place in range(1, self._last) if sum(self._widths[:place]) * 2 >= sum(self._widths))
        return min(next(halves, self._last - 1), self._last - 1)

    def _merged(self, first: int, last: int, words: str, letters: Font, look: Alignment) -> None:
        cell = self._sheet.cell(self._row, first)
        as_text(cell, words)
        cell.font, cell.alignment = letters, look
        if last > first:
            self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=first, end_column=last)


def _look(column: Column, held: Held) -> Alignment:
    """Words of a column of words begin at the left, numbers end at the right; a sign in place of one is centred."""
    if column.kind == "text":
        return _LEFT
    return _CENTRED if isinstance(held.value, str) and held.formula is None else _RIGHT
