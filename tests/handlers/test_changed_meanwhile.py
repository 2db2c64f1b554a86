"""What changed between two messages, or was not there yet: nothing is lost and nothing breaks."""

from __future__ import annotations

from datetime import date

from domain.access import Role
from storage import tree
from tests.handlers.chatter import AFTERNOON, Chatter
from tests.handlers.evidence import all_reports
from tests.handlers.federation import PLAN, TREE, Federation

NAMES = {code: name for code, name, _kind, _superior in TREE}


async def tell(chatter: Chatter, *lines: str) -> str:
    for line in lines:
        await chatter.say(line)
    return chatter.answer


async def test_a_correction_typed_without_a_version_is_of_the_one_that_was_shown(federation: Federation) -> None:
    chair = await federation.chair()
    deputy = await federation.officer(Role.DEPUTY)
    await tell(chair, "kn 5 nữ 2", "12/3", "gửi", "/suabaocao 1", "sửa", "1", "6 nữ 2")
    await tell(deputy, "/suabaocao 1", "sửa", "1", "9 nữ 2", "gửi", "1")
    assert "changed meanwhile" in await tell(chair, "gửi")
    (report,) = await all_reports(federation)
    assert [version.answers["admitted"]["total"] for version in report.versions] == [5, 9]


async def test_a_union_founded_later_cannot_take_a_transfer_over(federation: Federation) -> None:
    new = tree.NewUnit(code="moi", name="CĐCS Mới Mẫu 09", kind="nnn", parent="dak-ha", first_day=date(2026, 3, 12))
    federation.ids |= await federation.database.write(lambda tx: tree.found_many(tx, PLAN, [new], now=AFTERNOON))
    sender, receiver = await federation.chair("truong-1"), await federation.chair("moi")
    await tell(sender, "/baocao chuyen-di", "2", "mau 09", "1", "10/3", "gửi")
    said = await receiver.say("/nhan 1")
    assert "did not exist" in said
    assert len(await all_reports(federation)) == 1
    assert "What would you like to report?" in await receiver.say("/baocao")


async def test_members_move_only_to_unions_that_have_members(federation: Federation) -> None:
    sender = await federation.chair("truong-1")
    said = await tell(sender, "/baocao chuyen-di", "2", "dak ha")
    assert "No union is called" in said


async def test_a_draft_goes_with_the_office_that_it_is_for(federation: Federation) -> None:
    """Somebody chairs two unions, puts a report of the second aside, and is succeeded in the first, then there."""
    chair = await federation.chair("truong-1")
    await federation.also(chair, Role.CHAIR, "truong-2")
    await tell(chair, "/baocao", "Trường Mẫu 02", "1", "1", "5 nữ 2", "để sau")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    for union, has_draft in (("truong-1", False), ("truong-2", True)):
        successor = await federation.officer(None)
        await tell(boss, "/moi", "1", NAMES[union], "Chair", "có", "có")
        code = next(line for line in boss.answer.splitlines() if "Code to type: " in line).split(": ")[1]
        await tell(successor, code, "có")
        assert ("put something aside" in await successor.say("/baocao")) is has_draft
