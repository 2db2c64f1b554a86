"""Inviting one person: who may offer which office where, and what the invitation says."""

from __future__ import annotations

import re

import pytest

from domain.access import Role
from storage import invitations
from storage.tables import invitations as invitation_rows
from tests.handlers.chatter import Chatter, vi
from tests.handlers.federation import ON_ZALO, Federation, new_house

YES, NO = "1", "2"


async def invite(boss: Chatter, *answers: str) -> str:
    """Walk through "/moi": answers to the questions after "Invite one person"."""
    await boss.say("/moi")
    said = await boss.say("1")
    for answer in answers:
        said = await boss.say(answer)
    return said


def code_in(said: str) -> str:
    found = re.search(r"Code to type: (\S+)", said)
    assert found is not None, said
    return found[1]


async def join(person: Chatter, code: str, name: str = "Y Mẫu") -> str:
    said = ""
    for words in (code, "1", name):
        said = await person.say(words)
    return said


async def test_an_officer_invites_a_chair_by_typed_numbers_alone(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert "[1. Invite one person]" in await boss.say("/moi")
    assert "[4. CĐCS Trường Mẫu 02]" in await boss.say("1")
    assert "Which office in CĐCS Trường Mẫu 02?" in await boss.say("4")
    review = await boss.say("1")
    assert "Office: Chair, CĐCS Trường Mẫu 02. The invitation is valid until 12 Apr 2026." in review
    assert await federation.count(invitation_rows) == 0
    said = await boss.say(YES)
    code = code_in(said)
    assert f"https://t.me/tiendo_mau_bot?start={code}" in said
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", code), "what a link may carry"
    picture = boss.heard[-1].attachment
    assert picture is not None
    assert picture.picture
    assert picture.content.startswith(b"\x89PNG")
    person = federation.stranger()
    assert "CĐCS Trường Mẫu 02" in await join(person, code)


async def test_where_there_is_a_web_page_the_link_leads_there(federation: Federation) -> None:
    federation.house = new_house(web="https://tiendo.example.vn")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    said = await invite(boss, "truong-1", "1", YES)
    assert f"https://tiendo.example.vn/#{code_in(said)}" in said
    assert "t.me" not in said, "the page itself offers Telegram"
    assert boss.heard[-1].attachment is not None


async def test_what_holds_the_code_is_for_showing_once(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await invite(boss, "truong-1", "1", YES)
    assert [saying.once for saying in boss.heard[-2:]] == [False, True]


async def test_an_app_whose_link_takes_no_code_is_named_beside_the_code(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    said = await invite(boss, "truong-1", "1", YES)
    assert f"Link: https://t.me/tiendo_mau_bot?start={code_in(said)}" in said
    assert f"In Zalo: open {ON_ZALO.link} and type the code." in said
    federation.house = new_house(entrances=(ON_ZALO,))
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    said = await invite(boss, "cong-ty-1", "1", YES)
    assert f"Link: {ON_ZALO.link}" in said
    assert said.count("zalo") == 1
    assert boss.heard[-1].attachment is not None


async def test_where_no_link_is_known_there_is_the_code_alone(federation: Federation) -> None:
    federation.house = new_house(entrances=())
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    said = await invite(boss, "truong-1", "1", YES)
    assert "t.me" not in said
    assert boss.heard[-1].attachment is None
    assert "CĐCS Trường Mẫu 01" in await join(federation.stranger(), code_in(said))


@pytest.mark.parametrize(
    ("role", "own", "unit", "roles"),
    [
        (Role.SUPERIOR_OFFICER, "dak-ha", "truong-1", ["Chair", "Deputy chair"]),
        (
            Role.SUPERIOR_OFFICER,
            "dak-ha",
            "dak-ha",
            ["Officer in charge", "Leader of the direct-superior union", "Inspector, reads only", "Legal advice team"],
        ),
        (Role.SUPERIOR_LEADER, "dak-ha", "cong-ty-1", ["Chair", "Deputy chair"]),
        (Role.DEPT_OFFICER, "tinh", "truong-1", ["Chair", "Deputy chair"]),
        (Role.PROVINCIAL_LEADER, "tinh", "truc-thuoc", ["Chair", "Deputy chair"]),
        (
            Role.PROVINCIAL_LEADER,
            "tinh",
            "sa-thay",
            ["Officer in charge", "Leader of the direct-superior union", "Inspector, reads only", "Legal advice team"],
        ),
        (
            Role.ADMIN,
            "tinh",
            "tinh",
            [
                "Department officer",
                "Leader of the provincial federation",
                "Inspector, reads only",
                "Legal advice team",
                "Administrator of this assistant",
            ],
        ),
        (Role.ADMIN, "tinh", "cong-ty-2", ["Chair", "Deputy chair"]),
    ],
)
async def test_the_offices_fit_the_union_and_the_inviter(
    federation: Federation, role: Role, own: str, unit: str, roles: list[str]
) -> None:
    boss = await federation.officer(role, own)
    await invite(boss, unit)
    assert [button.label for button in boss.buttons if button.number is not None] == roles


async def test_a_chair_invites_a_deputy_of_the_own_union_and_nobody_else(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    asked = await invite(chair)
    assert "Office: Deputy chair, CĐCS Trường Mẫu 01." in asked, "nothing is left to choose"
    said = await chair.say(YES)
    deputy = federation.stranger()
    assert "CĐCS Trường Mẫu 01" in await join(deputy, code_in(said))
    assert vi("Your office does not include this. If it should, please ask your superior union.") in await deputy.say(
        "/moi"
    )


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.AUDITOR, None])
async def test_who_may_not_invite(federation: Federation, role: Role | None) -> None:
    officer = await federation.officer(role, "dak-ha" if role is Role.AUDITOR else "truong-1")
    for words in ("/moi", "/moi tatca", "/loimoi", "/thuhoi 1"):
        assert "Your office does not include this." in await officer.say(words)
    assert await federation.count(invitation_rows) == 0


@pytest.mark.parametrize("unit", ["sa-thay", "cong-ty-2", "tinh", "truc-thuoc", "benh vien"])
async def test_a_branch_of_others_cannot_be_found(federation: Federation, unit: str) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await boss.say("/moi")
    await boss.say("1")
    assert "[1. Chair]" not in await boss.say(unit)
    assert "Which office" not in boss.last


async def test_a_department_officer_gets_a_department(federation: Federation) -> None:
    admin = await federation.officer(Role.ADMIN, "tinh")
    asked = await invite(admin, "tinh", "Department officer")
    assert "[4. Finance Department]" in asked
    assert "Office: Finance Department (LĐLĐ tỉnh Mẫu)." in await admin.say("ban tai chinh")
    said = await admin.say(YES)
    assert "Ban Tài chính" in await federation.stranger().say(code_in(said))


async def test_of_many_unions_one_is_found_by_a_part_of_its_name(federation: Federation) -> None:
    many = tuple((f"xa-{n}", f"CĐCS Xã Mẫu {n:02}", "hcsn", "tinh") for n in range(1, 21))
    await federation.found(many)
    admin = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    asked = await invite(admin)
    assert "Type a part of its name" in asked
    assert not [button for button in admin.buttons if button.number is not None]
    assert "No union of yours is called “hoa binh”." in await admin.say("hoa binh")
    assert "20 unions are called so." in await admin.say("xa mau")
    assert len([button for button in admin.buttons if button.number is not None]) == 8
    assert "No union of yours is called “19x”." in await admin.say("19x")
    assert "3 unions are called so." in await admin.say("mau 1"), "and not Mẫu 10"
    assert "Which office in CĐCS Xã Mẫu 19?" in await admin.say("Xã 19")
    await admin.say("quay lại")
    await admin.say("truong mau")
    assert "Which office in CĐCS Trường Mẫu 02?" in await admin.say("2")


async def test_a_whole_name_means_that_union_and_short_names_stand_first(federation: Federation) -> None:
    names = ("Xã Mẫu thứ ba mươi", "Xã Mẫu", "Xã Mẫu thứ hai", *(f"Mẫu {n}" for n in range(8)))
    await federation.found(tuple((f"u-{n}", name, "hcsn", "dak-ha") for n, name in enumerate(names)))
    boss = await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    await invite(boss, "xa mau thu")
    assert [button.label for button in boss.buttons][:2] == ["Xã Mẫu thứ hai", "Xã Mẫu thứ ba mươi"]
    assert "Which office in Xã Mẫu?" in await boss.say("xa mau")


async def test_a_leader_appoints_nobody_in_the_own_union(federation: Federation) -> None:
    leader = await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    await invite(leader)
    assert "LĐLĐ huyện Đăk Hà" not in {button.label for button in leader.buttons}


async def test_a_second_chair_is_a_successor(federation: Federation) -> None:
    former = await federation.officer(Role.CHAIR, "truong-1", name="Y Cũ")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    asked = await invite(boss, "truong-1", "1")
    assert "Y Cũ is chair of CĐCS Trường Mẫu 01 now. Is the invitation for a successor?" in asked
    await boss.say(YES)
    code = code_in(await boss.say(YES))
    assert "Chair, CĐCS Trường Mẫu 01" in await former.say("menu"), "the office goes on until somebody takes it over"
    successor = federation.stranger()
    assert vi("You take it over from the person who holds it now.") in await successor.say(code)
    await successor.say("1")
    said = await successor.say("Y Mới")
    assert "13/03/2026" in said
    assert successor.done is not None
    ((_chat, told),) = successor.done.told
    assert "Your office has ended today: Chair, CĐCS Trường Mẫu 01." in told.text
    assert "You hold no office at present." in await former.say("menu")
    assert "Your office does not include this." in await former.say("/baocao")


async def test_no_second_chair_beside_the_first(federation: Federation) -> None:
    await federation.chair("truong-1")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert await invite(boss, "truong-1", "1", NO) == (
        "No invitation was made: a union has one chair. A deputy can be invited at any time."
    )
    assert await federation.count(invitation_rows) == 0


async def test_a_new_invitation_for_the_chair_takes_the_place_of_the_open_one(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    first = code_in(await invite(boss, "truong-1", "1", YES))
    assert "it will stop working" in await invite(boss, "truong-1", "1")
    second = code_in(await boss.say(YES))
    async with federation.database.read() as tx:
        found = await invitations.find(tx, first, federation.clock.now)
        assert found is invitations.InvitationProblem.REVOKED
        assert isinstance(await invitations.find(tx, second, federation.clock.now), invitations.Invitation)


async def test_deputies_may_be_several(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await invite(boss, "truong-1", "Deputy chair", YES)
    assert "it will stop working" not in await invite(boss, "truong-1", "Deputy chair")
    await boss.say(YES)
    async with federation.database.read() as tx:
        assert len(await invitations.open_of(tx, {federation.ids["truong-1"]}, federation.clock.now)) == 2


async def test_no_at_the_review_makes_nothing(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert await invite(boss, "truong-1", "1", NO) == "No invitation was made."
    assert await federation.count(invitation_rows) == 0


async def test_back_and_another_office(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await invite(boss, "truong-1", "1")
    assert "Which office in CĐCS Trường Mẫu 01?" in await boss.tap("Back")
    assert "In which union" in await boss.tap("Back")
    assert "Which office in CĐCS Công ty Mẫu 01?" in await boss.say("cong ty")
    assert "Office: Deputy chair, CĐCS Công ty Mẫu 01." in await boss.say("deputy")


async def test_whoever_loses_the_office_meanwhile_makes_no_invitation(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    admin = await federation.officer(Role.ADMIN, "tinh")
    await invite(boss, "truong-1", "1")
    for words in ("/moi", "4", "dak-ha", "1", YES):
        await admin.say(words)
    assert await boss.say(YES) == "Your office has ended meanwhile, so nothing was done."
    assert await federation.count(invitation_rows) == 0
    assert "Code to type" not in boss.transcript()
