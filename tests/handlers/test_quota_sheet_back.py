"""The sheet that comes back in the chat: its differences are shown, nothing is assigned before the last word."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from bot.documents import SheetRefused, read_sheet
from bot.making.quota_sheets import AMOUNT, CODE, HEADS, write_quota_sheet
from domain.access import Role
from handlers.incoming import Document
from handlers.quotas.sheets import SheetProblem
from tests.documents.sheets import edited
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.handlers.quota_walk import assigned, entries, file_of, given, key_of, tell


@pytest.fixture
async def officer(federation: Federation) -> Chatter:
    return await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")


async def sheet_of(officer: Chatter) -> bytes:
    """The sheet that an officer gets instead of a way of splitting."""
    await tell(officer, "/giaochitieu", "2", "1", "30", "bảng tính")
    recipe = file_of(officer).recipe
    assert recipe is not None
    return write_quota_sheet(json.loads(json.dumps(recipe.content)))


def filled(file: bytes, **amounts: Any) -> Document:
    """The sheet with amounts by the codes of unions ("_" stands for "-"), as it comes in."""
    wanted = {code.replace("_", "-"): amount for code, amount in amounts.items()}

    def fill(book: Workbook) -> None:
        page = book.worksheets[0]
        for row in range(HEADS + 1, page.max_row + 1):
            code = page.cell(row, CODE).value
            if code in wanted:
                page.cell(row, AMOUNT).value = wanted[code]

    return document(edited(file, fill))


def document(content: bytes) -> Document:
    """A file as the pipeline has read it before the turn."""
    try:
        return Document(name="giao.xlsx", sheet=read_sheet(content), problem=None)
    except SheetRefused as refusal:
        return Document(name="giao.xlsx", sheet=None, problem=refusal.problem)


async def test_from_the_sheet_to_the_receipt(federation: Federation, officer: Chatter) -> None:
    file = await sheet_of(officer)
    said = await officer.send_document(filled(file, truong_1=12, truong_2=9, cong_ty_1=4))
    assert "The sheet was read: Net growth of membership, year 2026." in said
    assert "CĐCS Trường Mẫu 01: 12" in said
    assert await entries(federation) == [], "nothing is in force before the last word"
    await tell(officer, "tiếp", "12/QĐ", "hôm nay", "bỏ qua")
    assert await key_of(officer) == "review"
    assert "✅ The quotas of 3 unions are in force." in await officer.say("giao")
    assert await given(federation) == {"truong-1": 12, "truong-2": 9, "cong-ty-1": 4}


async def test_a_deleted_row_and_an_empty_cell(federation: Federation, officer: Chatter) -> None:
    await assigned(officer)
    file = await sheet_of(officer)

    def without(book: Workbook) -> None:
        page = book.worksheets[0]
        rows = {page.cell(row, CODE).value: row for row in range(HEADS + 1, page.max_row + 1)}
        page.cell(rows["truong-1"], AMOUNT).value = None
        page.delete_rows(rows["cong-ty-1"])

    said = await officer.send_document(document(edited(file, without)))
    assert "CĐCS Trường Mẫu 01" in said
    assert "CĐCS Công ty Mẫu 01" not in said
    await tell(officer, "tiếp", "13/QĐ", "hôm nay", "bỏ qua", "Thu lại", "giao")
    assert await given(federation) == {"truong-2": 10, "cong-ty-1": 10}


async def test_an_old_version_changes_nothing_and_a_new_sheet_is_sent(federation: Federation, officer: Chatter) -> None:
    file = await sheet_of(officer)
    await assigned(officer)
    before = await given(federation)
    said = await officer.send_document(filled(file, truong_1=12))
    assert "it is an old version. Nothing was changed." in said
    assert file_of(officer).recipe is not None
    assert (await given(federation), await key_of(officer)) == (before, None)


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        ("=5+5", "there is a formula, a number is needed"),
        ("nhiều", "“nhiều” is no number"),
        (1.5, "“1,5” is not whole"),
        (-3, "“-3” is below 0"),
        (10**9, "is too large"),
    ],
)
async def test_cells_that_were_not_read_are_named_and_nothing_changes(
    federation: Federation, officer: Chatter, amount: Any, why: str
) -> None:
    file = await sheet_of(officer)
    said = await officer.send_document(filled(file, truong_1=amount, truong_2=9))
    assert "These cells could not be read:" in said
    assert why in said
    assert "Please correct these and send the sheet again. Nothing was changed." in said
    assert (await entries(federation), await key_of(officer)) == ([], None)


@pytest.mark.parametrize("problem", list(SheetProblem))
async def test_a_file_that_cannot_be_used_is_one_sentence(
    federation: Federation, officer: Chatter, problem: SheetProblem
) -> None:
    said = await officer.send_document(Document(name="x", sheet=None, problem=problem))
    assert said.endswith("Nothing was changed.")
    assert (await entries(federation), await key_of(officer)) == ([], None)


async def test_the_sheet_of_another_union_is_not_taken(federation: Federation, officer: Chatter) -> None:
    file = await sheet_of(officer)
    other = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    said = await other.send_document(filled(file, truong_1=12))
    assert "This sheet is of a union for which you do not assign quotas. Nothing was changed." in said


async def test_who_assigns_nothing_sends_no_documents(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    before = await chair.say("thăm hỏi")
    said = await chair.send_document(None)
    assert said.startswith("Only words, numbers and photos can be read here.")
    assert said.endswith(before.splitlines()[-1])


async def test_in_the_middle_of_something_else_it_is_asked_what_becomes_of_that(
    federation: Federation, officer: Chatter
) -> None:
    file = await sheet_of(officer)
    await tell(officer, "/giaochitieu", "2", "1", "30", "chia đều")
    said = await officer.send_document(filled(file, truong_1=12))
    assert "Put it aside" in said
    said = await officer.tap("Put it aside")
    assert "The sheet was read" in said
    assert await entries(federation) == []


async def test_a_row_of_a_union_that_is_gone_is_named(federation: Federation, officer: Chatter) -> None:
    file = await sheet_of(officer)

    def renamed(book: Workbook) -> None:
        for page in book.worksheets:
            for row in page.iter_rows():
                for cell in row:
                    if cell.value == "truong-1":
                        cell.value = "truong-9"

    said = await officer.send_document(document(edited(file, renamed)))
    assert "the code “truong-9” is no union directly below" in said
    assert await entries(federation) == []


def test_every_problem_of_a_file_comes_from_a_real_file(tmp_path: Any) -> None:
    make: dict[SheetProblem, Callable[[], bytes]] = {
        SheetProblem.NOT_A_SHEET: lambda: b"%PDF-1.7",
        SheetProblem.OLD_FORMAT: lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
        SheetProblem.TOO_LARGE: lambda: b"PK" + bytes(3_000_000),
        SheetProblem.DAMAGED: lambda: b"PK\x03\x04" + bytes(50),
    }
    assert {problem: document(content()).problem for problem, content in make.items()} == {one: one for one in make}
