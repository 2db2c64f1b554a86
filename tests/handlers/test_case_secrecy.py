"""The words of a case are for their author and for those who give legal advice; nobody else is ever sent them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from domain.access import Role
from handlers.house import House
from handlers.saying import Saying
from storage import audit
from storage.tables import metadata, report_versions
from tests.case_plan import CASE, CASE_PLAN, STOPPAGE
from tests.handlers.chatter import Chatter, screen
from tests.handlers.federation import Federation, new_house

WORDS = "Xưởng hai nợ lương ba tháng liền"
SCREENS = ("/vuviec", "/vu {n}", "/vudoc {n}", "/lichsu", "/xem {n}", "/tiendo", "/menu", "/trogiup", "/dulieucuatoi")
CONVERSATIONS = (
    "/suabaocao {n} {version}",
    "/rutbaocao {n} {version}",
    "/xulyvu support {n} {version}",
    "/xulyvu close {n} {version}",
    "/chuyenvu {n} {version}",
    "/baocao",
)
EVERYBODY: dict[str, tuple[Role, str, str | None]] = {
    "author": (Role.CHAIR, "truong-1", None),
    "deputy": (Role.DEPUTY, "truong-1", None),
    "other chair": (Role.CHAIR, "truong-2", None),
    "officer": (Role.SUPERIOR_OFFICER, "dak-ha", None),
    "leader": (Role.SUPERIOR_LEADER, "dak-ha", None),
    "adviser": (Role.LEGAL_ADVISER, "dak-ha", None),
    "other officer": (Role.SUPERIOR_OFFICER, "sa-thay", None),
    "other adviser": (Role.LEGAL_ADVISER, "sa-thay", None),
    "legal department": (Role.DEPT_OFFICER, "tinh", "cspl"),
    "other department": (Role.DEPT_OFFICER, "tinh", "tc"),
    "provincial leader": (Role.PROVINCIAL_LEADER, "tinh", None),
    "auditor": (Role.AUDITOR, "tinh", None),
    "administrator": (Role.ADMIN, "tinh", None),
}
READERS = {"author", "adviser", "legal department"}


@pytest.fixture
def house() -> House:
    return replace(new_house(), plan=CASE_PLAN)


@pytest.fixture
async def people(federation: Federation) -> dict[str, Chatter]:
    """One officer of every kind."""
    return {
        who: await federation.officer(role, unit, department=department)
        for who, (role, unit, department) in EVERYBODY.items()
    }


async def lines(chatter: Chatter, told: list[Saying], *words: str) -> None:
    """Type one line after the other, and note what others are told of them."""
    for line in words:
        await chatter.say(line)
        assert chatter.done is not None
        told.extend(saying for _chat, saying in chatter.done.told)


def with_files(saying: Saying) -> str:
    """A message as a person sees it, and what its file holds."""
    file = saying.attachment.content.decode(errors="replace") if saying.attachment is not None else ""
    return f"{screen(saying)}\n{file}"


async def look_everywhere(chatter: Chatter, told: list[Saying], number: int, version: int) -> None:
    """Open every screen and begin every conversation about a case, typing on blindly."""
    for line in SCREENS:
        await lines(chatter, told, line.format(n=number))
    for line in CONVERSATIONS:
        await lines(chatter, told, line.format(n=number, version=version), "/dulieucuatoi", "1", "/huy")


async def test_the_words_reach_nobody_else(federation: Federation, people: dict[str, Chatter]) -> None:
    told: list[Saying] = []
    author, officer, adviser = people["author"], people["officer"], people["adviser"]
    await lines(author, told, f"/baocao {CASE}", "1", "3", "2", "1", WORDS, "1")
    await lines(author, told, f"/baocao {STOPPAGE}", "hôm nay", "40", "1", WORDS, "1")
    assert len(told) == 2 + 5, "the officer and the adviser; of the stoppage every officer above"
    for chatter in people.values():
        await look_everywhere(chatter, told, 2, 1)
    await lines(officer, told, "/xulyvu take-up 1 1", "hôm nay", "1")
    await lines(officer, told, "/chuyenvu 1 2", "1")
    await lines(author, told, "/suabaocao 1 3", "2", "2", "9", "1", "1")
    await lines(adviser, told, "/xulyvu close 1 4", "hôm nay", "1", "hôm nay", "1")
    for chatter in people.values():
        await look_everywhere(chatter, told, 1, 5)
    await lines(people["deputy"], told, "/rutbaocao 2 1", "có", "1")
    assert len(told) > 10
    for saying in told:
        assert WORDS not in with_files(saying)
    heard = {who for who, one in people.items() if any(WORDS in with_files(saying) for saying in one.heard)}
    assert heard == READERS
    for chatter in people.values():
        await chatter.say("/huy")
    assert await where_it_stands(federation) == {(report_versions.name, "answers")}


async def where_it_stands(federation: Federation) -> set[tuple[str, str]]:
    """The columns that hold the words: (table, column)."""
    found = set()
    async with federation.database.read() as tx:
        for table in metadata.sorted_tables:
            for row in (await tx.execute(select(table))).mappings():
                found |= {(table.name, str(column)) for column, value in row.items() if WORDS in str(value)}
    return found


async def test_every_reading_is_logged_with_who_and_when(federation: Federation, people: dict[str, Chatter]) -> None:
    await lines(people["author"], [], f"/baocao {CASE}", "1", "3", "2", "1", WORDS, "1")
    for chatter in people.values():
        federation.clock.forward(minutes=1)
        await chatter.say("/vudoc 1")
    async with federation.database.read() as tx:
        read = [entry for entry in await audit.of(tx, "report:1") if entry.act == "case.read"]
    who = [await federation.officer_id(people[reader]) for reader in EVERYBODY if reader in READERS]
    assert [entry.actor for entry in read] == who
    assert len({entry.at for entry in read}) == 3


async def test_there_is_nothing_to_read_where_a_call_back_is_wished(people: dict[str, Chatter]) -> None:
    await lines(people["author"], [], f"/baocao {CASE}", "1", "3", "1", "2", "1")
    said = await people["adviser"].say("/vu 1")
    assert "Cách trao đổi: Gọi lại cho tôi" in said
    assert "Read the words" not in said
    await lines(people["author"], [], f"/baocao {CASE}", "2", "3", "1", "1", WORDS, "1")
    assert "Read the words" in await people["adviser"].say("/vu 2")
    assert "Read the words" not in await people["officer"].say("/vu 2")


async def test_an_author_who_left_the_office_reads_no_more(federation: Federation, people: dict[str, Chatter]) -> None:
    author = people["author"]
    await lines(author, [], f"/baocao {CASE}", "1", "3", "1", "1", WORDS, "1")
    assert WORDS in await author.say("/vudoc 1")
    await lines(author, [], "/xoadulieu", "1")
    assert WORDS not in await author.say("/vudoc 1")
