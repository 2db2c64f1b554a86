"""Sheets of quotas as they come back: filled in, handled by other programs, and made to harm."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook

from bot.making.quota_sheets import HEADS, write_quota_sheet
from handlers.quotas.sheets import OutgoingLine, OutgoingSheet, sheet_to_fill_in

FIRST = HEADS + 1
HEADINGS = ("TT", "Mã đơn vị", "Đơn vị", "Đoàn viên", "CNVCLĐ", "Đã giao", "Giao mới")
LINES = (
    OutgoingLine(code="dak-ha", name="LĐLĐ huyện Đăk Hà", members=1200, workers=1500, given=40, proposed=60),
    OutgoingLine(code="dak-to", name="=LĐLĐ huyện Đăk Tô", members=None, workers=900, given=None, proposed=35),
    OutgoingLine(code="102", name="Công đoàn ngành Giáo dục", members=800, workers=None, given=0, proposed=None),
)


def content(*lines: OutgoingLine, **changes: Any) -> dict[str, Any]:
    """The content of a recipe, as it comes out of the outbox."""
    said: dict[str, Any] = {
        "unit": "tinh-mau",
        "indicator": "doan-vien-tang",
        "first_day": "2026-01-01",
        "last_day": "2026-12-31",
        "basis": 12,
        "shares": False,
        "own": 570,
        "title": "Giao chỉ tiêu: đoàn viên tăng thêm năm 2026",
        "subtitle": "LĐLĐ tỉnh Mẫu giao cho các đơn vị trực thuộc",
        "how_to": "Chỉ gõ vào cột “Giao mới”, rồi gửi lại tệp này.",
        "own_said": "Chỉ tiêu của đơn vị",
        "left_said": "Còn lại chưa giao",
        "heads": HEADINGS,
        "total": "Cộng đã giao",
        "not_a_number": "Xin gõ một số nguyên từ 0 trở lên.",
    }
    sheet = OutgoingSheet(lines=lines or LINES, **said | changes)
    kept: dict[str, Any] = json.loads(json.dumps(sheet_to_fill_in("giao.xlsx", sheet).content))
    return kept


def sheet(*lines: OutgoingLine, **changes: Any) -> bytes:
    """The sheet as it goes out."""
    return write_quota_sheet(content(*lines, **changes))


def edited(file: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The sheet after a person has changed something in it and saved it."""
    book = load_workbook(io.BytesIO(file))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def filled_in(*amounts: Any, shown_as: str = "General", **changes: Any) -> bytes:
    """The sheet with these in the column of new amounts, from the top."""

    def fill(book: Workbook) -> None:
        for row, amount in enumerate(amounts, FIRST):
            cell = book.worksheets[0].cell(row, 7)
            # In this order: a date brings its own format.
            cell.number_format, cell.value = shown_as, amount

    return edited(sheet(**changes), fill)


def repacked(file: bytes, changed: dict[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive with other parts under these names; None leaves one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as parts, zipfile.ZipFile(out, "w", method) as archive:
        kept = {name: parts.read(name) for name in parts.namelist()}
        for name, part in (kept | changed).items():
            if part is not None:
                archive.writestr(name, part)
    return out.getvalue()


def part_of(file: bytes, name: str) -> bytes:
    """One part of the archive."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return parts.read(name)
