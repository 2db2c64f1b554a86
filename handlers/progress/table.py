"""What a spreadsheet of progress holds, in the shape of a statistical form; where it is written, nothing is decided."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from handlers.saying import Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, what it holds and how it is added up.

    `key` names it in rows and formulas. `kind`: "text", "number", "money" (whole đồng), "share" (0.479 shows as 47,9%)
    or "mean" (two decimals). `total`: "sum" adds it up in the row of totals; "ratio" divides the totals of the columns
    `of`; "" leaves the cell empty. `of` (numerator, denominator) also makes the cell of every row a formula, left
    empty where a part of it is no number; `less` (a, b) makes it a − b.
    """

    key: str
    head: str
    kind: str = "text"
    width: int = 12
    total: str = ""
    of: tuple[str, str] | None = None
    less: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: cells by the key of their column. A group heading (`group`: "A", "I") has its words in `cells["name"]`.

    A cell is a number, a text, or one of: None "not reported yet" (blank), "–" nothing arose, "x" not applicable. A
    share of 1 is 1.0; fractions come as floats. Numbered rows count on by themselves.
    """

    cells: dict[str, Any]
    group: str = ""
    code: str = ""
    """The unit's or indicator's code, for the hidden sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: who reports (`above`, `organisation`), which form, what, of what period and day, in what unit.

    `total` names the row of totals ("TỔNG CỘNG"), "" for none: it adds up every row without a group. `signatures` are
    the two at the foot. `codes_of` says what the codes on the hidden sheet are ("unit", "indicator"). `note` stands
    below the table ("DỮ LIỆU MẪU").
    """

    above: str
    organisation: str
    form: str
    title: str
    period: str
    as_of: str
    counted_in: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: str
    signatures: tuple[str, str]
    codes_of: str
    number_head: str = "TT"
    note: str = ""


def written(name: str, table: Table) -> Recipe:
    """The spreadsheet to send."""
    return Recipe(name=name, kind="table", content=asdict(table))


def table_of(content: dict[str, Any]) -> Table:
    """What `written` kept, which has been through JSON."""
    given = dict(content)
    columns = tuple(
        Column(**column | {key: tuple(column[key]) for key in ("of", "less") if column[key] is not None})
        for column in given.pop("columns")
    )
    rows = tuple(Row(**row) for row in given.pop("rows"))
    return Table(columns=columns, rows=rows, signatures=tuple(given.pop("signatures")), **given)
