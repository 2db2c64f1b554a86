"""Beginning something else in the middle of a report: what becomes of the first is a question like any other."""

from __future__ import annotations

import pytest

from handlers.incoming import Came
from handlers.saying import Button
from tests.handlers.answers import Walk
from tests.handlers.federation import PLAN, Federation


@pytest.fixture
async def asked(federation: Federation) -> tuple[Walk, list[Button]]:
    """A chair who has begun another report before saying how many were lost, with the buttons of that question."""
    walk = Walk(chatter=await federation.chair(), plan=PLAN, form=PLAN.form("doan-vien-giam"))
    await walk.begin()
    await walk.on("reason")
    before = walk.chatter.buttons
    assert "not finished yet" in await walk.chatter.say("/baocao tham-hoi")
    return walk, before


async def test_a_screen_in_between_repeats_the_question_that_is_open(asked: tuple[Walk, list[Button]]) -> None:
    chair = asked[0].chatter
    for command in ("/tiendo", "/trogiup", "/khongco"):
        assert "not finished yet" in (await chair.say(command)).split("\n\n")[-1]
    assert "Why?" in await chair.say("1")


async def test_an_edited_message_decides_nothing(asked: tuple[Walk, list[Button]]) -> None:
    chair = asked[0].chatter
    assert "not finished yet" in await chair.send(Came.EDITED, "3")


async def test_what_is_typed_before_the_question_is_seen_decides_nothing(federation: Federation) -> None:
    walk = Walk(chatter=await federation.chair(), plan=PLAN, form=PLAN.form("doan-vien-giam"))
    await walk.begin()
    await walk.on("reason")
    chair = walk.chatter
    await chair.say("/baocao tham-hoi", deliver=False)
    said = await chair.say("3")
    assert "before this question" in said
    assert "not finished yet" in said
    assert "Why?" in await chair.say("1")


async def test_an_old_button_decides_nothing(asked: tuple[Walk, list[Button]]) -> None:
    walk, before = asked
    for button in before:
        await walk.chatter.press(button.action)
        assert walk.chatter.done is not None
        assert walk.chatter.done.notice == "This question has been answered already."
    switching = walk.chatter.buttons
    assert "Why?" in await walk.chatter.say("1")
    for button in switching:
        await walk.chatter.press(button.action)
        assert walk.chatter.done is not None
        assert walk.chatter.done.notice == "This question has been answered already."
