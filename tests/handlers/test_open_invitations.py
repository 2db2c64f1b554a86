"""The list of open invitations: pages, who sees which, taking one back."""

from __future__ import annotations

import pytest

from domain.access import Role
from storage import invitations
from tests.handlers.chatter import Chatter, vi
from tests.handlers.federation import Federation


async def invited(federation: Federation, count: int) -> None:
    for _place in range(count):
        await federation.invitation(Role.DEPUTY, "truong-1")


def numbers(chatter: Chatter) -> list[int]:
    return [button.number for button in chatter.buttons if button.number is not None]


async def test_five_a_page_with_running_numbers(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert await boss.say("/loimoi") == "No invitation is open."
    await invited(federation, 12)
    first = await boss.say("/loimoi")
    assert "12 invitations are open." in first
    assert "1. Deputy chair, CĐCS Trường Mẫu 01, until 12 Apr 2026" in first
    assert numbers(boss) == [1, 2, 3, 4, 5]
    assert "Earlier ones" not in first
    await boss.tap("Later ones")
    assert numbers(boss) == [6, 7, 8, 9, 10]
    assert boss.heard[-1].edits is not None, "the page takes the place of the one before"
    last = await boss.tap("Later ones")
    assert numbers(boss) == [11, 12]
    assert "Later ones" not in last
    assert "Take back the invitation: Deputy chair, CĐCS Trường Mẫu 01?" in await boss.say("12")


@pytest.mark.parametrize("page", ["99", "0", "-1", "x", "²"])
async def test_a_page_that_does_not_exist(federation: Federation, page: str) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await invited(federation, 1)
    assert "1 invitation is open." in await boss.say(f"/loimoi {page}")
    assert numbers(boss) == [1]


async def test_the_list_at_the_end_of_the_command(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await invited(federation, 6)
    await boss.say("/moi")
    await boss.say("3")
    assert numbers(boss) == [1, 2, 3, 4, 5]
    await boss.tap("Later ones")
    assert numbers(boss) == [6]


async def test_taken_back(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    code = await federation.invitation(Role.CHAIR, "truong-2")
    await boss.say("/loimoi")
    await boss.say("1")
    assert await boss.say("có") == "The invitation was taken back: Chair, CĐCS Trường Mẫu 02."
    said = await federation.stranger().say(code)
    assert said == vi("This invitation was taken back. Please ask your superior union for a new one.")
    assert await boss.say("/thuhoi 1") == "This invitation is no longer open."
    assert await boss.say("/loimoi") == "No invitation is open."


async def test_kept_open(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    code = await federation.invitation(Role.CHAIR, "truong-2")
    await boss.say("/thuhoi 1")
    assert await boss.say("2") == "The invitation stays open."
    async with federation.database.read() as tx:
        assert isinstance(await invitations.find(tx, code, federation.clock.now), invitations.Invitation)


async def test_used_while_it_was_asked(federation: Federation) -> None:
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    code = await federation.invitation(Role.CHAIR, "truong-2")
    await boss.say("/thuhoi 1")
    person = federation.stranger()
    for words in (code, "1", "Y Mẫu"):
        await person.say(words)
    assert await boss.say("1") == "This invitation is no longer open."
    assert "CĐCS Trường Mẫu 02" in await person.say("menu")


async def test_everyone_sees_only_the_own_branch(federation: Federation) -> None:
    await federation.invitation(Role.CHAIR, "cong-ty-2")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert await boss.say("/loimoi") == "No invitation is open."
    assert await boss.say("/thuhoi 1") == "This invitation is no longer open."
    leader = await federation.officer(Role.PROVINCIAL_LEADER, "tinh")
    assert "CĐCS Công ty Mẫu 02" in await leader.say("/loimoi")


async def test_a_chair_sees_deputies_only(federation: Federation) -> None:
    await federation.invitation(Role.CHAIR, "truong-1")
    chair = await federation.chair("truong-1")
    assert await chair.say("/loimoi") == "No invitation is open."
    await federation.invitation(Role.DEPUTY, "truong-1")
    assert "1 invitation is open." in await chair.say("/loimoi")


async def test_where_none_is_named_the_open_ones_are_listed(federation: Federation) -> None:
    await federation.invitation(Role.CHAIR, "truong-1")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert "[1. Take back: Chair, CĐCS Trường Mẫu 01]" in await boss.say("/thuhoi")


@pytest.mark.parametrize("line", ["/thuhoi x", "/thuhoi 99999999999999999999999"])
async def test_nonsense_takes_nothing_back(federation: Federation, line: str) -> None:
    await federation.invitation(Role.CHAIR, "truong-1")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    assert await boss.say(line) == "This invitation is no longer open."


async def test_a_label_is_no_markup(federation: Federation) -> None:
    await federation.found((("ia-h-drai", "CĐCS Ia H'Drai & Cty", "hcsn", "dak-ha"),))
    await federation.invitation(Role.CHAIR, "ia-h-drai")
    boss = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha")
    await boss.say("/loimoi")
    assert "Ia H&#39;Drai &amp; Cty" in boss.heard[-1].text
    assert boss.buttons[0].label == "Take back: Chair, CĐCS Ia H'Drai & Cty"
