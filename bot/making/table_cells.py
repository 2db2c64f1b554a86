"""What the cells of a table hold: values cut as they are shown, formulas, and what those come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from openpyxl.utils import get_column_letter

from handlers.progress.table import Column

DECIMALS = {"share": 3, "mean": 2}
"""So many are kept of a value, since a spreadsheet rounds what it shows and a share is cut: 0.6996 is 69,9 %."""

Value = float | str | None


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds: a value, or a formula and its result ("" where it shows nothing)."""

    value: Value
    formula: str | None = None


class Cells:
    """The cells of one table, of which the rows are asked from the top; `first` is the number of the first column."""

    def __init__(self, columns: Sequence[Column], first: int) -> None:
        self._columns = {column.key: column for column in columns}
        self._letters = {column.key: get_column_letter(first + place) for place, column in enumerate(columns)}
        self._sums: dict[str, float] = dict.fromkeys(self._columns, 0)

    def of_row(self, cells: Mapping[str, Any], row: int) -> list[Held]:
        """What stands in a row that is counted in the totals."""

        def held(key: str) -> Held:
            column = self._columns[key]
            if column.of is None and column.less is None:
                return Held(_cut(column, cells.get(key)))
            return self._computed(column, lambda other: held(other).value, row)

        found = {key: held(key) for key in self._columns}
        for key, one in found.items():
            if isinstance(one.value, int | float):
                self._sums[key] += one.value
        return list(found.values())

    def totals(self, first: int, last: int, row: int) -> list[Held]:
        """What stands in the row of totals of the rows from the first to the last."""

        def held(key: str) -> Held:
            column, letter = self._columns[key], self._letters[key]
            if column.total == "sum":
                return Held(self._sums[key], f"=SUM({letter}{first}:{letter}{last})")
            if column.total == "ratio":
                return self._computed(column, lambda other: held(other).value, row)
            return Held(None)

        return [held(key) for key in self._columns]

    def _computed(self, column: Column, value_of: Callable[[str], Value], row: int) -> Held:
        """A quotient or a difference of two cells of a row, empty where one of them is no number."""
        pair = column.of or column.less
        assert pair is not None
        left, right = (f"{self._letters[key]}{row}" for key in pair)
        a, b = (value_of(key) for key in pair)
        # Scaled up before they are divided, whole numbers lose nothing that a cut would show.
        scale = 10 ** DECIMALS.get(column.kind, 0)
        quotient = f'IF({right}=0,"",TRUNC({left}*{scale}/{right})/{scale})'
        computed = f"{left}-{right}" if column.of is None else quotient
        formula = f'=IF(AND(ISNUMBER({left}),ISNUMBER({right})),{computed},"")'
        if not isinstance(a, int | float) or not isinstance(b, int | float) or (column.of is not None and b == 0):
            return Held("", formula)
        return Held(a - b if column.of is None else int(Fraction(a) * scale / Fraction(b)) / scale, formula)


def _cut(column: Column, value: Value) -> Value:
    if column.kind not in DECIMALS or not isinstance(value, float):
        return value
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-DECIMALS[column.kind]), ROUND_DOWN))
