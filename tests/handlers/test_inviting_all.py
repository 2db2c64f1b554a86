"""Inviting all unions below at once: whom the sheet names, and what a spreadsheet makes of it."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from domain.access import Role
from handlers.offices.invitation_sheet import Line, invitation_sheet
from storage.tables import invitations as invitation_rows
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation, new_house


def rows_of(content: bytes) -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def sheet_of(boss: Chatter) -> list[tuple[Any, ...]]:
    """The sheet sent last, without its titles."""
    attachment = boss.heard[-1].attachment
    assert attachment is not None
    assert (attachment.name, attachment.picture) == ("loi-moi.xlsx", False)
    return rows_of(attachment.content)[1:]


async def test_each_union_without_anybody_gets_a_line_that_works(federation: Federation) -> None:
    await federation.chair("truong-1")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    asked = await boss.say("/moi tatca")
    assert "2 unions directly below yours have nobody in office yet." in asked
    assert "1 is left out" in asked
    assert await federation.count(invitation_rows) == 0
    assert "The sheet holds 2 invitations, valid until 12 Apr 2026." in await boss.say("1")
    lines = sheet_of(boss)
    assert [line[:3] for line in lines] == [
        ("cong-ty-1", "CĐCS Công ty Mẫu 01", "Chair"),
        ("truong-2", "CĐCS Trường Mẫu 02", "Chair"),
    ]
    for line in lines:
        assert line[3] == f"https://t.me/tiendo_mau_bot?start={line[4]}"
        assert line[5] == "12 Apr 2026"
        assert str(line[1]) in await federation.stranger().say(f"/start {line[4]}")


async def test_who_was_invited_once_is_left_out_until_the_invitation_expires(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await boss.say("/moi")
    await boss.say("2")
    await boss.say("1")
    assert len(sheet_of(boss)) == 3
    assert await boss.say("/moi tatca") == (
        "Every union directly below yours has somebody in office or an open invitation already."
    )
    federation.clock.forward(days=30)
    assert "3 unions directly below yours have nobody in office yet." in await boss.say("/moi tatca")


async def test_the_province_invites_officers_in_charge_and_the_chairs_directly_below(federation: Federation) -> None:
    admin = await federation.officer(Role.ADMIN, "tinh")
    await admin.say("/moi tatca")
    await admin.say("1")
    assert [(line[0], line[2]) for line in sheet_of(admin)] == [
        ("truc-thuoc", "Chair"),
        ("dak-ha", "Officer in charge"),
        ("sa-thay", "Officer in charge"),
    ]


async def test_no_makes_nothing(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await boss.say("/moi tatca")
    assert await boss.say("2") == "No invitation was made."
    assert await federation.count(invitation_rows) == 0


async def test_a_chair_has_nothing_below(federation: Federation) -> None:
    chair = await federation.chair()
    assert "What is to be done about offices?" in await chair.say("/moi tatca")
    assert "Invite all unions below at once" not in {button.label for button in chair.buttons}


async def test_where_no_link_is_known_the_sheet_holds_codes_alone(federation: Federation) -> None:
    federation.house = new_house(entrances=())
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    await boss.say("/moi tatca")
    await boss.say("1")
    ((_code, _name, _role, link, code, _until),) = sheet_of(boss)
    assert not link
    assert "CĐCS Công ty Mẫu 02" in await federation.stranger().say(str(code))


async def test_with_a_web_page_the_sheet_leads_there_and_is_for_showing_once(federation: Federation) -> None:
    federation.house = new_house(web="https://tiendo.example.vn")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "sa-thay")
    await boss.say("/moi tatca")
    await boss.say("1")
    ((_code, _name, _role, link, code, _until),) = sheet_of(boss)
    assert link == f"https://tiendo.example.vn/#{code}"
    assert [saying.once for saying in boss.heard] == [False, True]


async def test_a_large_branch(federation: Federation) -> None:
    many = tuple((f"xa-{n}", f"CĐCS Xã Mẫu {n:03}", "hcsn", "dak-ha") for n in range(200))
    await federation.found(many)
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await boss.say("/moi tatca")
    await boss.say("1")
    lines = sheet_of(boss)
    assert len({line[4] for line in lines}) == 203


def test_what_looks_like_a_formula_stays_a_name() -> None:
    names = ["=1+1", "+84", "-2", "@sum", '=HYPERLINK("http://x")', "\x01\u202ebad\n=x", "Ia H'Drai & <b>"]
    content = invitation_sheet(
        Line(unit_code="u", unit_name=name, role="Chair", link="", code="c", expires="d") for name in names
    )
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    cells = [sheet.cell(row, 2) for row in range(2, 2 + len(names))]
    assert [cell.value for cell in cells] == [*names[:5], "bad =x", names[6]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert all(cell.quotePrefix for row in sheet.iter_rows() for cell in row)
