"""Every indicator of the plan has an example that was reckoned by hand, and the conversations come to the same."""

from __future__ import annotations

import asyncio
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from locales import average, percent, use
from tests.handlers.federation import PLAN
from tests.worked.living import live
from tests.worked.page import Section, Unreadable, read_page
from tests.worked.printing import cells_of, notes_of

PAGE = Path(__file__).parents[2] / "docs" / "vi-du-41-chi-tieu.md"
SECTIONS = read_page(PAGE)


def test_every_indicator_has_its_example() -> None:
    assert [(section.code, section.name) for section in SECTIONS] == [
        (indicator.code, indicator.name.vi) for indicator in PLAN.indicators
    ]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_what_is_typed_comes_to_what_was_reckoned(section: Section, migrated: Path, tmp_path: Path) -> None:
    shutil.copy(migrated, tmp_path / "tiendo.db")
    came = asyncio.run(live(section, tmp_path / "tiendo.db"))
    with use("vi"):
        expected = [(row.line, row.unit, row.on, row.cells | row.notes) for row, _figure in came]
        found = [(row.line, row.unit, row.on, cells_of(figure) | notes_of(figure, row)) for row, figure in came]
    assert found == expected
    assert len(found) > 1


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
def test_the_reckoning_by_hand_is_right(section: Section) -> None:
    values = {row.cells["Giá trị"] for row in section.figures}
    with use("vi"):
        for one in section.results:
            quotient = Fraction(one.part, one.whole)
            printed = percent(quotient) if one.share.endswith("%") else average(quotient)
            assert (one.line, one.share) == (one.line, printed)
            assert one.share in values, f"line {one.line}: {one.share} is no figure of the table"
    shares = {value for value in values if value.endswith("%")}
    assert not shares or section.results, "a share is reckoned by hand"


HEAD = "| Ngày | Đơn vị | Gõ |\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD, 1),
        ("## doi-thoai\n", 1),
        ("## `a` Tên\n\n| Ngày | Gõ |\n", 3),
        ("## `a` Tên\n" + HEAD + "|---|---|---|\n| 30/02/2026 | A | có |\n", 4),
        ("## `a` Tên\n" + HEAD + "|---|---|---|\n| 01/02/2026 | có |\n", 4),
        ("## `a` Tên\n" + HEAD + "|---|---|---|\n| 01/02/2026 | A | có\n", 4),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text: str, line: int, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=f"^line {line}: "):
        read_page(page)
