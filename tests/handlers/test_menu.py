"""The menu, the help, leaving what is open, the language."""

from __future__ import annotations

import pytest

from domain.access import Role
from handlers.commands import COMMANDS
from handlers.menu import ORDER
from storage import officers
from storage.tables import conversations
from tests.handlers.chatter import vi
from tests.handlers.federation import Federation

REPORT, PROGRESS, INVITE = "Report", "See the progress", "Offices and invitations"


@pytest.mark.parametrize(
    ("role", "unit", "offered", "missing"),
    [
        (Role.CHAIR, "truong-1", {REPORT, PROGRESS, INVITE}, set()),
        (Role.CHAIR, "truc-thuoc", {REPORT, PROGRESS, INVITE}, set()),
        (Role.DEPUTY, "truong-1", {REPORT, PROGRESS}, {INVITE}),
        (Role.SUPERIOR_OFFICER, "dak-ha", {PROGRESS, INVITE}, set()),
        (Role.SUPERIOR_LEADER, "dak-ha", {PROGRESS, INVITE}, {REPORT}),
        (Role.DEPT_OFFICER, "tinh", {PROGRESS, INVITE}, set()),
        (Role.PROVINCIAL_LEADER, "tinh", {PROGRESS, INVITE}, {REPORT}),
        (Role.AUDITOR, "dak-ha", {PROGRESS}, {REPORT, INVITE}),
        (Role.ADMIN, "tinh", {PROGRESS, INVITE}, set()),
    ],
)
async def test_the_menu_holds_what_the_office_includes(
    federation: Federation, role: Role, unit: str, offered: set[str], missing: set[str]
) -> None:
    officer = await federation.officer(role, unit)
    await officer.say("/menu")
    labels = {button.label for button in officer.buttons}
    assert offered | {"Help", "Language", "Account and devices", "My data"} <= labels
    assert not missing & labels
    wanted = [str(COMMANDS[name].title) for name in ORDER]
    assert [button.label for button in officer.buttons] == [title for title in wanted if title in labels]
    assert [button.number for button in officer.buttons] == list(range(1, len(officer.buttons) + 1))


async def test_everything_in_the_menu_has_its_place() -> None:
    assert {command.name for command in COMMANDS.values() if command.in_menu} == set(ORDER)


@pytest.mark.parametrize("words", ["menu", "Menu", "/menu", "mục lục", "MUC LUC", "/menu@tiendo_mau_bot"])
async def test_the_menu_by_any_of_its_names(federation: Federation, words: str) -> None:
    chair = await federation.chair()
    assert "What would you like to do?" in await chair.say(words)


async def test_several_offices_are_named(federation: Federation) -> None:
    officer = await federation.chair("truong-1")
    await federation.also(officer, Role.SUPERIOR_OFFICER, "dak-ha")
    shown = await officer.say("menu")
    assert "Chair, CĐCS Trường Mẫu 01\nOfficer in charge, LĐLĐ huyện Đăk Hà\n" in shown


async def test_a_number_chooses_from_the_menu_for_a_day(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("menu")
    help_number = next(button.number for button in chair.buttons if button.label == "Help")
    assert "Diacritics are not needed" in await chair.say(f"{help_number}")
    await chair.say("menu")
    federation.clock.forward(days=2)
    assert "That was not understood" in await chair.say(f"{help_number}")


async def test_the_numbers_of_a_menu_end_with_the_next_question(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("menu")
    help_number = next(button.number for button in chair.buttons if button.label == "Help")
    await chair.say("/xoadulieu")
    await chair.say("huy")
    said = await chair.say(f"{help_number}")
    assert "Diacritics are not needed" not in said
    assert "That was not understood" in said


async def test_the_words_of_a_menu_can_be_typed_after_a_question(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("menu")
    await chair.say("/xoadulieu")
    await chair.say("huy")
    assert "Diacritics are not needed" in await chair.say("Help")


async def test_a_former_officer_keeps_help_language_account_and_own_data(federation: Federation) -> None:
    former = await federation.officer(None)
    shown = await former.say("menu")
    assert "You hold no office at present." in shown
    assert {button.label for button in former.buttons} == {"Help", "Language", "Account and devices", "My data"}
    assert "Your office does not include this." in await former.say("/moi")


@pytest.mark.parametrize(
    "words", ["/menu", "/trogiup", "/ngonngu en", "/dulieucuatoi", "/xoadulieu", "/moi", "/loimoi"]
)
async def test_a_stranger_gets_one_sentence_and_nothing_else(federation: Federation, words: str) -> None:
    person = federation.stranger()
    said = await person.say(words)
    assert said == await person.say("xin chào")
    assert not person.buttons


async def test_help_speaks_of_what_the_office_includes(federation: Federation) -> None:
    chair, auditor = await federation.chair(), await federation.officer(Role.AUDITOR, "dak-ha")
    assert "“report” starts a report" in await chair.say("/trogiup")
    said = await auditor.say("giúp")
    assert "“report” starts a report" not in said
    assert "“tiendo” shows" in said
    assert "Văn phòng LĐLĐ tỉnh Mẫu" in said


async def test_help_in_the_middle_repeats_the_question(federation: Federation) -> None:
    chair = await federation.chair()
    question = await chair.say("/suathongtin")
    said = await chair.say("trợ giúp")
    assert "Diacritics are not needed" in said
    assert said.endswith(question)
    assert "Your name is now shown as: Y Mẫu." in await chair.say("Y Mẫu")


async def test_leaving_what_is_open(federation: Federation) -> None:
    chair = await federation.chair()
    assert "Nothing is open" in await chair.say("hủy")
    await chair.say("/suathongtin")
    assert await chair.say("/huy") == "Cancelled. Nothing was sent.\n[1. Menu]"
    assert await federation.count(conversations) == 0
    await chair.say("/suathongtin")
    assert await chair.say("huy") == "Cancelled. Nothing was sent.\n[1. Menu]"
    assert "Nothing is open" in await chair.say("/huy")


async def test_the_language_is_changed_and_kept(federation: Federation) -> None:
    chair = await federation.chair()
    shown = await chair.say("ngôn ngữ")
    assert "[1. Tiếng Việt]" in shown
    assert "[2. English]" in shown
    assert vi("What would you like to do?") in await chair.say("1")
    async with federation.database.read() as tx:
        officer = await officers.get(tx, await federation.officer_id(chair))
    assert officer is not None
    assert officer.language == "vi"
    assert vi("What would you like to do?") in await chair.say("menu")
    assert "From now on this assistant speaks English to you." in await chair.say("/ngonngu en")
    assert "In which language" in await chair.say("/ngonngu klingon")
