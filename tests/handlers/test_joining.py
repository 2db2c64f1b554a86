"""Joining by an invitation, as dialogues."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.access import Role
from handlers.offices import consent
from storage import audit, entry_codes, invitations, officers
from storage.database import Tx
from storage.tables import chats, conversations, inbox, outbox
from storage.tables import invitations as invitation_rows
from storage.tables import officers as officer_rows
from tests.handlers.chatter import Chatter, vi
from tests.handlers.federation import Federation

GREETING = (
    "Hello. This assistant serves union officers with an invitation. Please open the link that your superior union "
    "sent you, or type its code here."
)
UNKNOWN = (
    "This code is not known. Please check it letter by letter, or open the link itself; else ask your superior union "
    "for a new invitation."
)
USED = "This invitation has been used already. If that was not you, please tell your superior union."
EXPIRED = "This invitation is no longer valid: its time is over. Please ask your superior union for a new one."
REVOKED = "This invitation was taken back. Please ask your superior union for a new one."
TOO_MANY = "Too many codes were wrong, so none is accepted at present. Please try again in 15 minutes."
NAME = "What name should be shown with your reports?"
HOLDS_IT = "You hold this office already; there is nothing more to do."


async def test_a_chair_joins_by_typed_numbers_alone(federation: Federation) -> None:
    inviter = await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha", name="A Mẫu")
    code = await federation.invitation(Role.CHAIR, "truong-1", created_by=inviter)
    person = federation.stranger()
    assert vi(GREETING) in await person.say("xin chào")
    asked = await person.say(f"/start {code}")
    for shown in ("A Mẫu, LĐLĐ huyện Đăk Hà", "CĐCS Trường Mẫu 01", "/xoadulieu", "Văn phòng LĐLĐ tỉnh Mẫu"):
        assert shown in asked
    assert vi(NAME) in await person.say("1")
    assert await federation.count(officer_rows) == 1, "nobody is kept before the last answer"
    joined = await person.say("Y Mẫu")
    assert (
        vi("Welcome, {name}. You now hold the office: {office}.", name="Y Mẫu", office="{o}").split("{o}")[0] in joined
    )
    assert vi("What would you like to do?") in joined
    async with federation.database.read() as tx:
        kept = await officers.get(tx, await federation.officer_id(person))
        acts = [entry.act for entry in await audit.by(tx, await federation.officer_id(person))]
    assert kept is not None
    assert (kept.name, kept.consent_version, kept.consented_at) == ("Y Mẫu", consent.VERSION, federation.clock.now)
    assert acts == ["consent.given", "appointment.began"]
    assert await federation.count(conversations) == 0
    assert vi("You hold no office at present. Your superior union can invite you again.") not in await person.say(
        "menu"
    )


@pytest.mark.parametrize(
    "typed", ["{code}", "/start {code}", "/START {lower}", "{spaced}", "start {code}", "{mistaken}"]
)
async def test_the_code_is_understood_however_it_is_typed(federation: Federation, typed: str) -> None:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    person = federation.stranger()
    forms = {
        "code": code,
        "lower": code.lower(),
        "spaced": code.replace("-", " "),
        "mistaken": code.replace("0", "O").replace("1", "I"),
    }
    if not re.search(r"\d", typed.format(**forms)):
        pytest.skip("a code of letters alone is taken for a sentence")
    answer = await person.say(typed.format(**forms))
    # "start" without a slash is a word like any other, and so is what follows it.
    assert (vi("I agree") in answer) is (typed != "start {code}")


@pytest.mark.parametrize("yes", ["1", "có", "dong y", "ok", "Đồng ý"])
async def test_yes_in_many_words(federation: Federation, yes: str) -> None:
    person = await _asked_for_consent(federation)
    assert vi(NAME) in await person.say(yes)


@pytest.mark.parametrize("no", ["2", "không", "khong dong y", "ko"])
async def test_who_does_not_agree_leaves_nothing_behind(federation: Federation, no: str) -> None:
    person = await _asked_for_consent(federation)
    said = await person.say(no)
    assert said == vi(
        "Nothing is kept about you, and this chat is forgotten. If you change your mind, please open the invitation "
        "again before it expires."
    )
    await federation.database.write(officers.remove_strangers)
    for table in (officer_rows, chats, conversations, outbox):
        assert await federation.count(table) == 0
    async with federation.database.read() as tx:
        assert set(await tx.scalars(select(inbox.c.raw))) == {None}


async def test_who_did_not_agree_may_come_back(federation: Federation) -> None:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    person = federation.stranger()
    await person.say(f"/start {code}")
    await person.say("2")
    await federation.database.write(officers.remove_strangers)
    await person.say(code)
    await person.say("1")
    await person.say("A")
    assert "CĐCS Trường Mẫu 01" in await person.say("menu")


async def test_an_unclear_answer_is_asked_again(federation: Federation) -> None:
    person = await _asked_for_consent(federation)
    await person.say("để xem đã")
    assert vi("I agree") in person.last
    assert vi(NAME) in await person.say("1")


@pytest.mark.parametrize(
    "name",
    [
        "A",
        "Y Mẫu",
        "U Minh",
        "Thị",
        "H'Mẫu",
        "K’Bình",
        "Ơ̆ Čĭ Ŭk",
        "Nguyễn-Trần Thị Mẫu",
        "Đinh Văn A.",
        "m" * 60,
        "Menu Văn",
        "A Mẫu 05",
    ],
)
async def test_names_of_the_highlands_are_names(federation: Federation, name: str) -> None:
    person = await _asked_for_consent(federation)
    await person.say("1")
    await person.say(name)
    async with federation.database.read() as tx:
        officer = await officers.get(tx, await federation.officer_id(person))
    assert officer is not None
    assert officer.name == name


@pytest.mark.parametrize("name", ["", "5", "Mẫu 12345", "m" * 61, "<b>", "=1+1", "😀", "012345678901", "-", "@mau"])
async def test_what_is_no_name_is_asked_again(federation: Federation, name: str) -> None:
    person = await _asked_for_consent(federation)
    await person.say("1")
    assert vi(NAME) in await person.say(name)
    assert await federation.count(officer_rows) == 0
    assert "CĐCS Trường Mẫu 01" in await person.say("Y Mẫu")


async def test_codes_that_open_nothing(federation: Federation) -> None:
    person = federation.stranger()
    unknown = "7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-Z"
    assert await person.say(unknown) == vi(UNKNOWN)
    assert await person.say("/start abc") == vi(UNKNOWN)
    expired = await federation.invitation(Role.CHAIR, "truong-1")
    federation.clock.forward(days=30)
    assert await person.say(expired) == vi(EXPIRED)
    revoked = await federation.invitation(Role.CHAIR, "truong-1")
    await federation.database.write(lambda tx: invitations.revoke(tx, 2, None, federation.clock.now))
    assert await person.say(f"/start {revoked}") == vi(REVOKED)
    code = await federation.invitation(Role.CHAIR, "truong-1")
    first = federation.stranger()
    for words in (code, "1", "Mẫu"):
        await first.say(words)
    assert await person.say(f"/start {code}") == vi(USED)
    assert await federation.count(conversations) == 0
    assert await federation.count(officer_rows) == 1


@pytest.mark.parametrize("meanwhile", ["used", "revoked", "expired"])
async def test_an_invitation_that_closes_while_it_is_read(federation: Federation, meanwhile: str) -> None:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    slow, quick = federation.stranger(), federation.stranger()
    await slow.say(f"/start {code}")
    await slow.say("1")
    if meanwhile == "used":
        for words in (code, "1", "Nhanh"):
            await quick.say(words)
    elif meanwhile == "revoked":
        await federation.database.write(lambda tx: invitations.revoke(tx, 1, None, federation.clock.now))
    else:
        federation.clock.forward(days=31)
    expected = {"used": USED, "revoked": REVOKED, "expired": EXPIRED}[meanwhile]
    assert await slow.say("Chậm") == vi(expected)
    assert await federation.count(officer_rows) == (1 if meanwhile == "used" else 0)
    assert await federation.count(conversations) == 0


async def test_whoever_is_faster_between_look_and_use(federation: Federation, monkeypatch: pytest.MonkeyPatch) -> None:
    person = await _asked_for_consent(federation)
    await person.say("1")

    async def used_up(*_args: object) -> int:
        raise invitations.InvitationUsedUp

    monkeypatch.setattr(invitations, "use", used_up)
    assert await person.say("Mẫu") == vi(USED)
    assert await federation.count(officer_rows) == 0, "the officer made just before is rolled back"


async def test_the_same_link_opened_again(federation: Federation) -> None:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    person = federation.stranger()
    for words in (code, "1", "Mẫu"):
        await person.say(words)
    said = await person.say(f"/start {code}")
    assert vi(HOLDS_IT) in said
    assert vi("What would you like to do?") in said
    another = await federation.invitation(Role.CHAIR, "truong-1")
    assert vi(HOLDS_IT) in await person.say(another), "nor is a second invitation to it used up"
    async with federation.database.read() as tx:
        assert not isinstance(await invitations.find(tx, another, federation.clock.now), invitations.InvitationProblem)


async def test_start_alone(federation: Federation) -> None:
    assert await federation.stranger().say("/start") == vi(GREETING)
    chair = await federation.chair()
    assert "Chair, CĐCS Trường Mẫu 01" in await chair.say("/start")
    assert await federation.count(conversations) == 0


async def test_a_second_office_asks_only_whether_it_is_accepted(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    code = await federation.invitation(Role.SUPERIOR_LEADER, "dak-ha")
    asked = await chair.say(code)
    assert "Do you accept this office?" in asked
    assert "About your data" not in asked
    assert "You now hold the office: Leader of the direct-superior union, LĐLĐ huyện Đăk Hà." in await chair.tap(
        "Accept"
    )
    shown = await chair.say("menu")
    assert "Chair, CĐCS Trường Mẫu 01" in shown
    assert "Leader of the direct-superior union, LĐLĐ huyện Đăk Hà" in shown


async def test_a_second_office_declined_stays_open(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    code = await federation.invitation(Role.DEPUTY, "truong-2")
    await chair.say(code)
    assert await chair.say("2") == "The office was not taken up. The invitation stays open until it expires."
    assert "Do you accept this office?" in await chair.say(code)


async def test_a_department_is_named(federation: Federation) -> None:
    code = await federation.invitation(Role.DEPT_OFFICER, "tinh", department="tc")
    officer = await federation.chair("truong-1")
    assert "Finance Department (LĐLĐ tỉnh Mẫu)" in await officer.say(code)


async def test_the_code_is_not_kept_while_the_person_thinks(federation: Federation) -> None:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    person = federation.stranger()
    await person.say(f"/start {code}")
    async with federation.database.read() as tx:
        rows = [
            str(row) for table in (conversations, inbox, invitation_rows) for row in await tx.execute(table.select())
        ]
    assert rows
    assert not any(code in row or code.replace("-", "") in row for row in rows)


async def test_back_from_the_name_to_consent(federation: Federation) -> None:
    person = await _asked_for_consent(federation)
    await person.say("1")
    assert vi("I agree") in await person.say("quay lại")


async def test_a_stranger_may_cancel(federation: Federation) -> None:
    person = await _asked_for_consent(federation)
    assert await person.say("/huy") == vi("Cancelled. Nothing was sent.")
    assert await person.say("/huy") == vi(GREETING)
    assert await federation.count(conversations) == 0


async def test_an_answer_sent_before_the_question_arrived_agrees_to_nothing(federation: Federation) -> None:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    person = federation.stranger()
    await person.say(f"/start {code}", deliver=False)
    await person.say("1")
    assert vi(NAME) not in person.last
    assert vi(NAME) in await person.say("1")


async def test_an_invitation_of_a_union_that_was_closed(federation: Federation) -> None:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    federation.clock.now -= timedelta(days=365 * 10)
    assert await federation.stranger().say(code) == vi(REVOKED), "the union does not exist on that day"


async def test_a_short_code_opens_the_invitation_and_is_used_up_by_the_first_look(federation: Federation) -> None:
    code = await _short_code(federation)
    person, other = federation.stranger(), federation.stranger()
    assert "CĐCS Trường Mẫu 01" in await person.say(f"/start {code}")
    assert await other.say(f"/start {code}") == vi(UNKNOWN)
    await person.say("1")
    joined = await person.say("Y Mẫu")
    assert vi("What would you like to do?") in joined
    assert "CĐCS Trường Mẫu 01" in joined


@pytest.mark.parametrize("typed", ["{code}", "/start {code}", "{lower}", "{joined}", "{spaced}", "{mistaken}"])
@pytest.mark.parametrize("who", ["stranger", "officer"])
async def test_a_short_code_is_understood_however_it_is_typed(federation: Federation, typed: str, who: str) -> None:
    person = federation.stranger() if who == "stranger" else await federation.chair("truong-2")
    code = await _short_code(federation)
    forms = {
        "code": code,
        "lower": code.lower(),
        "joined": code.replace("-", ""),
        "spaced": code.replace("-", " "),
        "mistaken": code.replace("0", "o").replace("1", "l"),
    }
    assert "CĐCS Trường Mẫu 01" in await person.say(typed.format(**forms))


async def test_a_short_code_is_not_kept_while_the_person_thinks(federation: Federation) -> None:
    code = await _short_code(federation)
    await federation.stranger().say(code)
    async with federation.database.read() as tx:
        rows = [str(row) for row in await tx.execute(conversations.select())]
    assert rows
    assert not any(code in row or code.replace("-", "") in row for row in rows)


@pytest.mark.parametrize("words", ["hoat dong", "ketnap05", "lich 2026", "tiendo26", "xinchao1"])
async def test_words_are_not_taken_for_short_codes(federation: Federation, words: str) -> None:
    chair = await federation.chair()
    assert UNKNOWN not in await chair.say(words)
    assert await federation.stranger().say(words) == vi(GREETING)


async def test_a_short_code_whose_time_is_over_is_not_known(federation: Federation) -> None:
    code = await _short_code(federation)
    federation.clock.forward(minutes=15)
    assert await federation.stranger().say(code) == vi(UNKNOWN)


async def test_a_short_code_of_an_invitation_that_was_taken_back(federation: Federation) -> None:
    code = await _short_code(federation)
    await federation.database.write(lambda tx: invitations.revoke(tx, 1, None, federation.clock.now))
    assert await federation.stranger().say(code) == vi(REVOKED)


@pytest.mark.parametrize("make", [entry_codes.short_for_officer, entry_codes.way_back])
async def test_a_code_that_leads_back_opens_another_chat(
    federation: Federation, make: Callable[[Tx, int, datetime], Coroutine[Any, Any, str]]
) -> None:
    chair = await federation.chair()
    officer_id = await federation.officer_id(chair)
    code = await federation.database.write(lambda tx: make(tx, officer_id, federation.clock.now))
    assert await chair.say(f"/start {code}") == (
        "This chat is that of Nguyễn Thị Mẫu already, so the code was not used: type it in the other app."
    )
    other = federation.stranger()
    assert (await other.say(code)).startswith("Welcome back, Nguyễn Thị Mẫu. What you have begun elsewhere can be")
    assert "Chair" in await other.say("menu")
    async with federation.database.read() as tx:
        entry = await entry_codes.find(tx, code, federation.clock.now)
    assert (entry is None) == (make is entry_codes.short_for_officer)


async def test_the_chat_of_another_officer_takes_no_code(federation: Federation) -> None:
    chair, leader = await federation.chair(), await federation.officer(Role.SUPERIOR_LEADER, "dak-ha")
    officer_id = await federation.officer_id(chair)
    code = await federation.database.write(
        lambda tx: entry_codes.short_for_officer(tx, officer_id, federation.clock.now)
    )
    assert "the code was not used" in await leader.say(code)
    assert await federation.officer_id(leader) != officer_id


@pytest.mark.parametrize("wrong", ["K7QM-3XTA", "/start abc", "7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-Z"])
async def test_after_five_wrong_codes_none_is_accepted_for_a_while(federation: Federation, wrong: str) -> None:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    person, other = federation.stranger(), federation.stranger()
    for _ in range(5):
        assert await person.say(wrong) == vi(UNKNOWN)
    for words in (wrong, code, f"/start {code}"):
        assert await person.say(words) == vi(TOO_MANY)
    assert "CĐCS Trường Mẫu 01" in await other.say(code), "everybody is counted alone"
    federation.clock.forward(minutes=14)
    assert await person.say(code) == vi(TOO_MANY)
    federation.clock.forward(minutes=1)
    assert "CĐCS Trường Mẫu 01" in await person.say(code)


async def test_a_short_code_survives_while_none_is_accepted(federation: Federation) -> None:
    person, code = federation.stranger(), await _short_code(federation)
    for _ in range(5):
        await person.say("/start abc")
    assert await person.say(code) == vi(TOO_MANY)
    assert "CĐCS Trường Mẫu 01" in await federation.stranger().say(code)


async def test_a_right_code_makes_up_for_wrong_ones(federation: Federation) -> None:
    long, short = await federation.invitation(Role.CHAIR, "truong-2"), await _short_code(federation)
    person = federation.stranger()
    for code in (long, short, long):
        for _ in range(4):
            assert await person.say("/start abc") == vi(UNKNOWN)
        assert "CĐCS Trường Mẫu 0" in await person.say(f"/start {code}")
        await person.say("/huy")


async def _short_code(federation: Federation) -> str:
    """A short code for an invitation, the chair's of truong-1."""
    code, now = await federation.invitation(Role.CHAIR, "truong-1"), federation.clock.now

    async def shorten(tx: Tx) -> str:
        found = await invitations.find(tx, code, now)
        assert not isinstance(found, invitations.InvitationProblem)
        return await entry_codes.short_for_invitation(tx, found.id, now)

    return await federation.database.write(shorten)


async def _asked_for_consent(federation: Federation) -> Chatter:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    person = federation.stranger()
    await person.say(f"/start {code}")
    assert [button.caption for button in person.buttons][:2] == [f"1. {vi('I agree')}", f"2. {vi('I do not agree')}"]
    return person
