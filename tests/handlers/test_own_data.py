"""What is kept about an officer: seen, changed, erased."""

from __future__ import annotations

import pytest

from domain.access import Role
from handlers.commands import COMMANDS
from storage import audit, officers
from storage.tables import appointments, chats, conversations
from tests.handlers.chatter import Chatter, vi
from tests.handlers.federation import Federation


async def test_everything_that_is_kept(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("/suathongtin")
    await chair.say("Y Mẫu")
    shown = await chair.say("dữ liệu của tôi")
    assert "Name: Y Mẫu" in shown
    assert "You agreed to the notice of 22 Nov 2026 at 14:00 on 13 Mar 2026." in shown
    assert "Chair, CĐCS Trường Mẫu 01, since 13 Mar 2026" in shown
    assert "0 reports were sent by you." in shown
    sheet = chair.heard[-1].attachment
    assert sheet is not None
    text = sheet.content.decode()
    assert f"telegram {chair.address} (14:00 on 13 Mar 2026)" in text
    assert "officer.renamed officer:1" in text
    assert "<b>" not in text


async def test_the_browsers_in_which_one_is_signed_in_are_kept_too(federation: Federation) -> None:
    chair = await federation.chair()
    await federation.browser(chair, "Firefox, Windows")
    await chair.say("/dulieucuatoi")
    sheet = chair.heard[-1].attachment
    assert sheet is not None
    assert "Firefox, Windows (14:00 on 13 Mar 2026 – 14:00 on 13 Mar 2026)" in sheet.content.decode()


async def test_nobody_sees_the_data_of_others(federation: Federation) -> None:
    one, other = await federation.chair("truong-1"), await federation.officer(Role.CHAIR, "truong-2", name="A Khác")
    shown = await one.say("/dulieucuatoi 2")
    assert "A Khác" not in shown
    assert "Trường Mẫu 02" not in shown
    assert "Name: A Khác" in await other.say("/dulieucuatoi")


async def test_a_former_officer_sees_the_office_that_ended(federation: Federation) -> None:
    chair = await federation.chair()
    admin = await federation.officer(Role.ADMIN, "tinh")
    for words in ("/moi", "4", "truong-1", "1", "1"):
        await admin.say(words)
    assert "Chair, CĐCS Trường Mẫu 01, from 13 Mar 2026 to 13 Mar 2026" in await chair.say("/dulieucuatoi")


@pytest.mark.parametrize("wrong", ["", "123", "Mẫu <3"])
async def test_another_name(federation: Federation, wrong: str) -> None:
    chair = await federation.chair()
    await chair.say("/suathongtin")
    assert "A name has letters only" in await chair.say(wrong)
    assert "Your name is now shown as: A Mẫu." in await chair.say("A Mẫu")
    assert "Name: A Mẫu" in await chair.say("/dulieucuatoi")


@pytest.mark.parametrize("yes", ["1", "có", "Erase my data"])
async def test_erased(federation: Federation, yes: str) -> None:
    chair = await federation.chair()
    officer_id = await federation.officer_id(chair)
    warning = await chair.say("/xoadulieu")
    assert "cannot be undone" in warning
    assert "figures that were sent stay" in warning
    assert await chair.say(yes) == "Your data have been erased. Thank you for your work with the assistant."
    async with federation.database.read() as tx:
        officer = await officers.get(tx, officer_id)
        assert officer is not None
        assert (officer.name, officer.anonymised_at) == (None, federation.clock.now)
        assert "officer.anonymised" in [entry.act for entry in await audit.by(tx, officer_id)]
        assert [row.ended_at for row in await tx.execute(appointments.select())] == [federation.clock.now]
    assert await federation.count(conversations) == 0
    assert not chair.buttons
    assert vi("What would you like to do?") not in await chair.say("menu"), "a stranger from now on"
    await federation.database.write(officers.remove_strangers)
    assert await federation.count(chats) == 0


@pytest.mark.parametrize("no", ["2", "không", "Keep my data"])
async def test_not_erased(federation: Federation, no: str) -> None:
    chair = await federation.chair()
    await chair.say("/xoadulieu")
    assert await chair.say(no) == "Nothing was erased."
    assert "Chair, CĐCS Trường Mẫu 01" in await chair.say("menu")


@pytest.mark.parametrize(("command", "answer"), [("/xoadulieu", "1"), ("/suathongtin", "Y Mẫu")])
async def test_a_name_that_is_gone_leaves_the_log_of_the_database_too(
    federation: Federation, command: str, answer: str
) -> None:
    chair = await federation.chair()
    await chair.say(command)
    assert chair.done is not None
    assert not chair.done.personal
    await chair.say(answer)
    assert chair.done.personal


async def test_an_unclear_answer_erases_nothing(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("/xoadulieu")
    assert "Please answer yes or no." in await chair.say("dung xoa")
    assert await chair.say("hủy") == "Cancelled. Nothing was sent.\n[1. Menu]"
    assert "Chair, CĐCS Trường Mẫu 01" in await chair.say("menu")


async def test_who_was_erased_may_be_invited_again(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("/xoadulieu")
    await chair.say("1")
    await _join(chair, await federation.invitation(Role.CHAIR, "truong-2"))
    assert "CĐCS Trường Mẫu 02" in await chair.say("menu")
    assert "CĐCS Trường Mẫu 01" not in await chair.say("/dulieucuatoi")


async def test_they_are_open_to_every_officer() -> None:
    assert {COMMANDS[name].needs for name in ("dulieucuatoi", "suathongtin", "xoadulieu")} == {None}


async def _join(chatter: Chatter, code: str) -> None:
    for words in (code, "1", "Y Mẫu"):
        await chatter.say(words)
