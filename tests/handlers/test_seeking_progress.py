"""/tiendo with words behind it: an indicator or a unit of one's own branch is found by a part of its name."""

from __future__ import annotations

import pytest

from tests.handlers.federation import Federation
from tests.handlers.test_across_units import found
from tests.handlers.test_tiendo import leader


async def test_a_unit_found_by_words(federation: Federation) -> None:
    boss = await leader(federation)
    assert "LĐLĐ huyện Sa Thầy, figures up to" in await boss.say("/tiendo sa thay")
    assert "[2. CĐCS Trường Mẫu 02]" in await boss.say("/td truong")
    assert "CĐCS Trường Mẫu 02, figures up to" in await boss.say("2")
    assert "No indicator and no unit" in await boss.say("/tiendo hà nội")
    other = await leader(federation, "sa-thay")
    assert "No indicator and no unit" in await other.say("/tiendo truong")


@pytest.mark.parametrize("words", ["tien do sa thay", "tiendo Sa Thầy", "TD sa thay", "/td sa-thay"])
async def test_words_after_the_commands_own(federation: Federation, words: str) -> None:
    boss = await leader(federation)
    assert "LĐLĐ huyện Sa Thầy, figures up to" in await boss.say(words)


async def test_an_indicator_found_by_words(federation: Federation) -> None:
    boss = await leader(federation)
    assert (await boss.say("tiendo thăm hỏi")).startswith("Members in hardship visited: LĐLĐ tỉnh Mẫu")
    assert (await boss.say("/tiendo hardship")).startswith("Members in hardship visited: LĐLĐ tỉnh Mẫu")
    asked = await boss.say("tien do doi thoai")
    assert asked.startswith("Which one do you mean?")
    assert "[2. Dialogue in non-state enterprises]" in asked
    assert (await boss.say("2")).startswith("Dialogue in non-state enterprises: LĐLĐ tỉnh Mẫu")


async def test_words_of_an_indicator_are_looked_for_where_its_words_begin(federation: Federation) -> None:
    boss = await leader(federation)
    for words in ("tien do thoa uoc", "td thỏa ước", "/tiendo thoa-uoc"):
        assert (await boss.say(words)).startswith("Collective agreements in force: LĐLĐ tỉnh Mẫu")


async def test_indicators_and_units_of_the_same_words_are_chosen_from(federation: Federation) -> None:
    await found(federation, [("hoi", "CĐCS Thăm Hỏi", "hcsn", "sa-thay")])
    boss = await leader(federation)
    assert (await boss.say("td tham hoi")).splitlines() == [
        "Which one do you mean?",
        "[1. Members in hardship visited]",
        "[2. CĐCS Thăm Hỏi]",
    ]


async def test_a_chair_finds_only_indicators_that_the_union_is_asked_about(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    assert "No indicator and no unit" in await chair.say("tiendo doi thoai")
    assert "CĐCS Trường Mẫu 01" in await chair.say("tiendo tham hoi")


async def test_other_words_are_no_search(federation: Federation) -> None:
    boss = await leader(federation)
    assert "That was not understood" in await boss.say("sa thay tien do")
    assert "That was not understood" in await boss.say("menu sa thay")
