"""Transfers have two ends: sent by one union, taken over by the other, counted once above both."""

from __future__ import annotations

import pytest

from domain.access import Role
from handlers.saying import Saying
from tests.handlers.answers import open_question
from tests.handlers.chatter import Chatter, screen
from tests.handlers.evidence import all_reports, said_of, value_of
from tests.handlers.federation import Federation


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


@pytest.fixture
async def receiver(federation: Federation) -> Chatter:
    return await federation.chair("cong-ty-2")


@pytest.fixture
async def told(federation: Federation, receiver: Chatter) -> list[tuple[int, Saying]]:
    """What is told to others when a union of another branch sends two members to the receiver."""
    sender = await federation.chair("truong-1")
    await tell(sender, "/baocao chuyen-di", "2", "cong ty mau 02")
    await sender.tap("Công ty Mẫu 02")
    await tell(sender, "10/3", "gửi")
    assert receiver.address != sender.address
    assert sender.done is not None
    return list(sender.done.told)


def action(saying: Saying) -> str:
    ((button,),) = saying.rows
    return button.action


async def moved(federation: Federation, unit: str) -> tuple[int, int]:
    """Members transferred out and in this year, as the unit's figures count them."""
    growth = (await value_of(federation, "doan-vien-tang", unit)).growth
    assert growth is not None
    flows = dict(growth.flows)
    return flows["transfers-out"], flows["transfers-in"]


async def test_the_receiver_is_told_and_takes_over_with_one_tap(
    federation: Federation, receiver: Chatter, told: list[tuple[int, Saying]]
) -> None:
    ((_chat, notice),) = told
    assert "CĐCS Trường Mẫu 01 transfers 2 members to your union from 10 Mar 2026" in screen(notice)
    said = await receiver.press(action(notice))
    assert "Report 0002 received" in said
    sent, received = await all_reports(federation)
    assert received.latest.answers == {"moved": 2, "other-end": {"unit": sent.unit_id}, "day": "2026-03-10"}
    assert (sent.taken_over_by, received.takes_over_id) == (received.id, sent.id)
    assert await said_of(federation, "truong-1") == {("transfers-out", "2026-03-10", 2)}
    assert await said_of(federation, "cong-ty-2") == {("transfers-in", "2026-03-10", 2)}
    assert receiver.done is not None
    assert receiver.done.told == ()


async def test_a_transfer_cancels_where_both_ends_meet(
    federation: Federation, receiver: Chatter, told: list[tuple[int, Saying]]
) -> None:
    assert await moved(federation, "tinh") == (-2, 0)
    await receiver.press(action(told[0][1]))
    assert await moved(federation, "dak-ha") == (-2, 0)
    assert await moved(federation, "sa-thay") == (0, 2)
    assert await moved(federation, "tinh") == (-2, 2)
    for unit, growth in (("dak-ha", -2), ("sa-thay", 2), ("tinh", 0)):
        assert ((await value_of(federation, "doan-vien-tang", unit)).value or 0) == growth
        assert not (await value_of(federation, "doan-vien-moi", unit)).value
        assert not (await value_of(federation, "doan-vien-giam", unit)).value


async def test_everyone_who_reports_for_the_receiver_is_told(federation: Federation, receiver: Chatter) -> None:
    deputy = await federation.officer(Role.DEPUTY, "cong-ty-2", language="vi")
    sender = await federation.chair("truong-1")
    await tell(sender, "/baocao chuyen-di", "2", "cong ty mau 02", "1", "10/3", "gửi")
    assert sender.done is not None
    told = [screen(saying) for _chat, saying in sender.done.told]
    assert len(told) == 2
    assert sum("transfers 2 members" in one for one in told) == 1, "each in their own language"
    await receiver.say("/nhan 1")
    await deputy.say("/nhan 1")
    assert await open_question(deputy) is None
    assert len(await all_reports(federation)) == 2


async def test_taken_over_twice_counts_once(
    federation: Federation, receiver: Chatter, told: list[tuple[int, Saying]]
) -> None:
    await receiver.press(action(told[0][1]))
    said = await receiver.press(action(told[0][1]))
    assert "taken over or withdrawn already" in said
    assert len(await all_reports(federation)) == 2


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("line", ["c:nhan 1", "c:nhan 2", "c:nhan", "c:nhan x", "c:nhan ²", "c:nhan 999999999999"])
async def test_no_other_union_takes_it_over(federation: Federation, line: str) -> None:
    for other in (await federation.chair("truong-2"), await federation.chair("truong-1")):
        said = await other.press(line)
        assert "no such transfer to your union" in said
        assert await open_question(other) is None
    assert len(await all_reports(federation)) == 1


async def test_what_was_withdrawn_meanwhile_is_not_taken_over(
    federation: Federation, receiver: Chatter, told: list[tuple[int, Saying]]
) -> None:
    deputy = await federation.officer(Role.DEPUTY, "truong-1")
    await tell(deputy, "/rutbaocao 1 1", "có", "1")
    assert "taken over or withdrawn already" in await receiver.press(action(told[0][1]))
    assert len(await all_reports(federation)) == 1
    assert "transfers wait" not in await receiver.say("/baocao chuyen-den")


@pytest.mark.usefixtures("told")
async def test_it_is_offered_in_the_receivers_form(federation: Federation, receiver: Chatter) -> None:
    said = await receiver.say("/baocao chuyen-den")
    assert "These transfers wait for your union" in said
    assert "2 from CĐCS Trường Mẫu 01" in said
    said = await receiver.say("1")
    assert "Please check before it is sent" in said
    assert "Former union: CĐCS Trường Mẫu 01" in said
    await receiver.say("gửi")
    assert (await all_reports(federation))[1].takes_over_id == 1
    assert "transfers wait" not in await receiver.say("/baocao chuyen-den")


@pytest.mark.usefixtures("told")
async def test_the_receiver_may_have_another_transfer_in_mind(federation: Federation, receiver: Chatter) -> None:
    await tell(receiver, "/baocao chuyen-den", "khác", "1", "ngoài tỉnh")
    if "Former" not in receiver.last:
        await receiver.tap("Outside the province")
    await tell(receiver, "11/3", "gửi")
    other = (await all_reports(federation))[1]
    assert other.takes_over_id is None
    assert "transfers wait" in await receiver.say("/baocao chuyen-den")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("how", ["taken over", "withdrawn"])
async def test_what_ends_while_it_is_being_taken_over_counts_once(
    federation: Federation, receiver: Chatter, how: str
) -> None:
    await tell(receiver, "/baocao chuyen-den", "1")
    if how == "taken over":
        await (await federation.officer(Role.DEPUTY, "cong-ty-2")).say("/nhan 1")
    else:
        await tell(await federation.officer(Role.DEPUTY, "truong-1"), "/rutbaocao 1 1", "có", "1")
    said = await receiver.say("gửi")
    assert "taken over or withdrawn already" in said
    assert await open_question(receiver) is None
    incoming = {fact for fact in await said_of(federation, "cong-ty-2") if fact[0] == "transfers-in"}
    assert incoming == ({("transfers-in", "2026-03-10", 2)} if how == "taken over" else set())


async def test_out_of_the_province_nobody_is_told(federation: Federation) -> None:
    sender = await federation.chair("truong-1")
    await tell(sender, "/baocao chuyen-di", "2")
    await sender.tap("Outside the province")
    await tell(sender, "10/3", "gửi")
    assert sender.done is not None
    assert sender.done.told == ()
    (report,) = await all_reports(federation)
    assert report.counterpart_id is None
    assert (await value_of(federation, "doan-vien-tang", "tinh")).value == -2


@pytest.mark.parametrize("corrected", ["sender", "receiver"])
async def test_the_number_of_either_end_can_be_corrected(
    federation: Federation, receiver: Chatter, told: list[tuple[int, Saying]], corrected: str
) -> None:
    await receiver.press(action(told[0][1]))
    sender = await federation.officer(Role.DEPUTY, "truong-1")
    chatter, number = (sender, 1) if corrected == "sender" else (receiver, 2)
    await tell(chatter, f"/suabaocao {number} 1", "sửa", "1", "3", "gửi", "1")
    assert await moved(federation, "tinh") == ((-3, 2) if corrected == "sender" else (-2, 3))


async def test_the_other_end_of_what_was_taken_over_stays(
    federation: Federation, receiver: Chatter, told: list[tuple[int, Saying]]
) -> None:
    await receiver.press(action(told[0][1]))
    sender = await federation.officer(Role.DEPUTY, "truong-1")
    await tell(sender, "/suabaocao 1 1", "sửa", "2")
    await sender.tap("Outside the province")
    said = await tell(sender, "gửi", "1")
    assert "taken over already" in said
    assert (await all_reports(federation))[0].latest.version == 1


async def test_the_sender_who_withdraws_is_told_that_the_other_end_stands(
    federation: Federation, receiver: Chatter, told: list[tuple[int, Saying]]
) -> None:
    await receiver.press(action(told[0][1]))
    sender = await federation.officer(Role.DEPUTY, "truong-1")
    said = await tell(sender, "/rutbaocao 1 1", "có", "1")
    assert "Please tell its chair" in said
    assert await moved(federation, "tinh") == (0, 2)


async def test_what_the_receiver_withdraws_waits_again(
    federation: Federation, receiver: Chatter, told: list[tuple[int, Saying]]
) -> None:
    await receiver.press(action(told[0][1]))
    await tell(receiver, "/rutbaocao 2 1", "có", "1")
    assert "Report 0003 received" in await receiver.press(action(told[0][1]))
    assert await moved(federation, "tinh") == (-2, 2)


async def test_a_unit_is_found_by_any_part_of_its_name_and_never_the_own_one(federation: Federation) -> None:
    sender = await federation.chair("truong-1")
    said = await tell(sender, "/baocao chuyen-di", "2", "mau")
    assert "Which of these?" in said
    assert "Trường Mẫu 01" not in said
    assert "To which union?" in await sender.tap("None of these")
    assert "No union is called “xyz”" in await sender.say("xyz")
    await sender.say("Trường Mẫu 02")
    assert "Trường Mẫu 02" in sender.last


async def test_a_taken_over_transfer_that_outgrows_the_workers_still_counts(
    federation: Federation, receiver: Chatter, told: list[tuple[int, Saying]]
) -> None:
    await tell(receiver, "/baocao so-luong", "1/1/2026", "10 nữ 5", "10 nữ 5", "gửi")
    await receiver.press(action(told[0][1]))
    assert (await value_of(federation, "tong-dv-tinh", "cong-ty-2")).value == 12


async def test_other_words_look_among_all_unions_not_among_those_listed(federation: Federation) -> None:
    rows = [(f"them-{n}", f"CĐCS Thêm Mẫu {n:03}", "hcsn", "dak-ha") for n in range(1, 11)]
    await federation.found(tuple(rows))
    sender = await federation.chair("truong-1")
    said = await tell(sender, "/baocao chuyen-di", "2", "them")
    assert "Thêm Mẫu 008" in said
    assert "Thêm Mẫu 010" not in said, "only some are listed"
    assert "[1. CĐCS Thêm Mẫu 010]" in await sender.say("mau 010")
    assert "[1. CĐCS Trường Mẫu 02]" in await sender.say("truong mau 02")
    assert "No union is called “mau 999”" in await sender.say("mau 999")
