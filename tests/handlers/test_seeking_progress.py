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


async def test_indicators_of_the_same_words_are_answered_together(federation: Federation) -> None:
    boss = await leader(federation)
    for words in ("tien do doi thoai", "doi thoai den dau roi", "Đối thoại đến đâu rồi ạ?"):
        shown = await boss.say(words)
        assert shown.startswith("LĐLĐ tỉnh Mẫu, figures up to 13 Mar 2026\nDialogue in state enterprises: ")
        assert "\nDialogue in non-state enterprises: " in shown
        assert "[2. Dialogue in non-state enterprises]" in shown
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


@pytest.mark.parametrize(
    "words", ["kn duoc bao nhieu roi", "phát triển đoàn viên thế nào rồi", "don vi nao cham ket nap", "xem ket nap"]
)
async def test_an_indicator_found_by_what_its_form_is_called(federation: Federation, words: str) -> None:
    boss = await leader(federation)
    assert (await boss.say(words)).startswith("New members admitted: LĐLĐ tỉnh Mẫu")


@pytest.mark.parametrize(
    "words",
    ["ket nap o dak ha den dau roi", "dak ha ket nap duoc bao nhieu", "tien do kn dak ha", "td dak ha ket nap"],
)
async def test_an_indicator_of_a_unit(federation: Federation, words: str) -> None:
    boss = await leader(federation)
    assert (await boss.say(words)).startswith("New members admitted: LĐLĐ huyện Đăk Hà")


async def test_a_superior_is_meant_before_the_unions_that_bear_its_name(federation: Federation) -> None:
    await found(federation, [("thon", "CĐCS xã Mẫu (Đăk Hà)", "hcsn", "dak-ha")])
    boss = await leader(federation)
    assert "LĐLĐ huyện Đăk Hà, figures up to" in await boss.say("tien do dak ha")
    assert "CĐCS xã Mẫu (Đăk Hà), figures up to" in await boss.say("tien do xa mau dak ha")


async def test_a_department_found_by_words(federation: Federation) -> None:
    boss = await leader(federation)
    assert "Finance" in (await boss.say("tien do ban tai chinh")).splitlines()[0]
    other = await leader(federation, "dak-ha")
    assert "No indicator and no unit" in await other.say("tien do ban tai chinh")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("tien do dak ha thang 2", "LĐLĐ huyện Đăk Hà, Month 2/2026, figures up to 28 Feb 2026"),
        ("thang 2 dak ha the nao roi", "LĐLĐ huyện Đăk Hà, Month 2/2026, figures up to 28 Feb 2026"),
        ("tien do quy 4 nam ngoai", "LĐLĐ tỉnh Mẫu, Quarter 4/2025, figures up to 31 Dec 2025"),
        ("tien do 6 thang dau nam 2025", "LĐLĐ tỉnh Mẫu, First half of 2025, figures up to 30 Jun 2025"),
        ("tien do den het quy 3/2025", "LĐLĐ tỉnh Mẫu, Quarter 3/2025, figures up to 30 Sep 2025"),
        ("tinh hinh tinh den 20/10/2025", "LĐLĐ tỉnh Mẫu, Month 10/2025, figures up to 31 Oct 2025"),
        ("tiendo 2024", "LĐLĐ tỉnh Mẫu, Year 2024, figures up to 31 Dec 2024"),
        ("/tiendo 2024 dak ha", "LĐLĐ huyện Đăk Hà, Year 2024, figures up to 31 Dec 2024"),
        ("tien do giai doan 2021-2025", "LĐLĐ tỉnh Mẫu, Phase 2021–2025, figures up to 31 Dec 2025"),
        ("tien do giai doan den 2030", "LĐLĐ tỉnh Mẫu, Phase 2021–2030, figures up to 13 Mar 2026"),
        ("tien do nhiem ky nay", "LĐLĐ tỉnh Mẫu, Term 2023–2028, figures up to 13 Mar 2026"),
        ("tien do nhiem ky 2023-2028", "LĐLĐ tỉnh Mẫu, Term 2023–2028, figures up to 13 Mar 2026"),
    ],
)
async def test_a_period_in_words(federation: Federation, words: str, shown: str) -> None:
    boss = await leader(federation)
    assert (await boss.say(words)).startswith(shown)


async def test_a_period_without_figures_is_said(federation: Federation) -> None:
    boss = await leader(federation)
    for words in ("tien do nam 2030", "tien do thang 5/2019", "tien do giai doan 2031-2035"):
        assert "There are no figures of that period" in await boss.say(words)
    assert "LĐLĐ tỉnh Mẫu, figures up to 13 Mar 2026" in await boss.say("1")


async def test_a_question_in_the_middle_of_a_report_is_answered_and_the_report_goes_on(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    asked = await chair.say("thăm hỏi")
    answered = await chair.say("tien do tham hoi den dau roi")
    assert answered.startswith("Members in hardship visited: CĐCS Trường Mẫu 01")
    assert answered.endswith(asked.splitlines()[-1])


async def test_a_stranger_asks_nothing(federation: Federation) -> None:
    stranger = federation.stranger()
    assert "figures up to" not in await stranger.say("doi thoai den dau roi")


async def test_other_words_are_no_search(federation: Federation) -> None:
    boss = await leader(federation)
    assert "That was not understood" in await boss.say("sa thay tien do")
    assert "That was not understood" in await boss.say("menu sa thay")
