"""Words that open a form: with numbers beside them, and in the middle of another form."""

from __future__ import annotations

import pytest

from tests.handlers.federation import Federation


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("kn 5 nu 2", "On which day were they admitted?"),
        ("kết nạp 5 người nữ 2", "On which day were they admitted?"),
        ("giam 2", "Why?"),
        ("chuyen di 1", "To which union?"),
        ("kn", "How many new members"),
    ],
)
async def test_words_open_a_form_and_a_number_beside_them_answers_its_first_question(
    federation: Federation, typed: str, asked: str
) -> None:
    chair = await federation.chair()
    assert asked in await chair.say(typed)


async def test_people_briefed_are_heard_beside_the_name_too(federation: Federation) -> None:
    chair = await federation.chair()
    for text in ("so luong", "hom nay", "28 nu 10", "30 nu 12", "gui"):
        await chair.say(text)
    assert "As of which day?" in await chair.say("tuyen truyen 20")


@pytest.mark.parametrize("typed", ["chuyen di 1", "giam 2", "tham hoi 3"])
async def test_another_form_named_in_the_middle_is_never_read_as_a_number(federation: Federation, typed: str) -> None:
    chair = await federation.chair()
    await chair.say("kn")
    assert "How many new members" not in await chair.say(typed)
    chair = await federation.chair("truong-2")
    for text in ("bc", "so luong", "hom nay"):
        await chair.say(text)
    assert "What should become of it?" in await chair.say(typed)
    assert "How many members did your union have" in await chair.say("1")


async def test_the_open_forms_own_words_are_an_answer(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("kn")
    assert "How many of these 3 are women?" in await chair.say("kn 3")


@pytest.mark.parametrize(("unit", "asked"), [("truong-1", "civil servants"), ("cong-ty-1", "employees")])
async def test_of_forms_called_alike_the_one_of_ones_own_kind_opens(
    federation: Federation, unit: str, asked: str
) -> None:
    chair = await federation.chair(unit)
    assert asked in (await chair.say("hoi nghi")).lower()


async def test_a_form_that_is_not_for_ones_kind_of_union_says_so(federation: Federation) -> None:
    chair = await federation.chair("truong-1")
    assert "is not asked of unions of your kind" in await chair.say("thoa uoc")
