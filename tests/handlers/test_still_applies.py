"""A union says that something does not apply to it, and its stated number says that it does: refused everywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.access import Role
from domain.plan import Plan
from handlers.house import House
from tests.handlers.chatter import Chatter
from tests.handlers.evidence import all_reports
from tests.handlers.federation import PLAN, Federation, new_house

BOARD = "nu-cong"
MANY, FEW = "nữ 15", "nữ 9"
"""Women members on both sides of the minimum of 10."""
IN_BULK = Plan.model_validate(
    PLAN.model_dump()
    | {"forms": [form.model_dump() | {"in_bulk": form.code == BOARD or form.in_bulk} for form in PLAN.forms]}
)


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


async def state(chair: Chatter, women: str, day: str = "1/1/2026") -> None:
    assert "0001" in await tell(chair, "/baocao so-luong", day, f"28, {women}", "30, nữ 16", "gửi")


async def test_it_is_refused_with_the_number_and_asked_again(federation: Federation) -> None:
    chair = await federation.chair()
    await state(chair, MANY)
    said = await tell(chair, f"/baocao {BOARD}", "ko đủ đk")
    assert "The union stated 15 (Women members, 1 Jan 2026); from 10 on it is eligible" in said
    assert said.rindex("Does your union have a women's board?") > said.index("stated 15")
    assert "Please check" in await tell(chair, "chưa")
    await tell(chair, "gửi")
    assert (await all_reports(federation))[-1].latest.answers == {"status": "not-yet"}


async def test_the_sentence_in_vietnamese(federation: Federation) -> None:
    chair = await federation.chair(language="vi")
    await state(chair, MANY, "5/3/2026")
    said = await tell(chair, f"/baocao {BOARD}", "không đủ điều kiện")
    assert "Đơn vị đã báo 15 (Đoàn viên nữ, 05/03/2026), từ 10 trở lên là đủ điều kiện" in said


@pytest.mark.parametrize("women", [FEW, None])
async def test_below_the_minimum_and_where_the_number_is_unknown_it_can_be_chosen(
    federation: Federation, women: str | None
) -> None:
    chair = await federation.chair()
    if women is not None:
        await state(chair, women)
    assert "Please check" in await tell(chair, f"/baocao {BOARD}", "ko đủ đk")
    await tell(chair, "gửi")
    assert (await all_reports(federation))[-1].latest.answers == {"status": "not-eligible"}


async def test_the_minimum_itself_is_enough(federation: Federation) -> None:
    chair = await federation.chair()
    await state(chair, "nữ 10")
    assert "stated 10" in await tell(chair, f"/baocao {BOARD}", "ko đủ đk")


async def test_a_correction_is_refused_too(federation: Federation) -> None:
    chair = await federation.chair()
    await tell(chair, f"/baocao {BOARD}", "chưa", "gửi")
    await tell(chair, "/baocao so-luong", "1/1/2026", "28, nữ 15", "30, nữ 16", "gửi")
    said = await tell(chair, "/suabaocao 1 1", "sửa", "1", "ko đủ đk")
    assert "stated 15" in said
    await tell(chair, "hủy")
    assert (await all_reports(federation))[0].latest.version == 1


@pytest.fixture
def house() -> House:
    return replace(new_house(), plan=IN_BULK)


async def test_of_many_units_those_get_none_to_whom_it_applies(federation: Federation) -> None:
    await state(await federation.chair("truong-1"), MANY)
    officer = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    said = await tell(officer, "/nhaploat", "Women's board", "1", "ko đủ đk", "xong")
    assert "By the numbers they stated they are eligible, so they get none: CĐCS Trường Mẫu 01" in said
    assert "In all: 2 units" in said
    await tell(officer, "gửi")
    boards = {report.unit_id for report in await all_reports(federation) if report.form == BOARD}
    assert boards == {federation.ids["truong-2"], federation.ids["cong-ty-1"]}
