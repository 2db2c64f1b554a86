"""A plan that gave a question another type: what was answered before stands in nobody's way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.plan import Plan
from tests.handlers.answers import open_question
from tests.handlers.chatter import Chatter
from tests.handlers.federation import PLAN, Federation


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


async def open_key(chatter: Chatter) -> str | None:
    """The key of the question that is open."""
    open_ = await open_question(chatter)
    return None if open_ is None else open_.question


def under(chatter: Chatter, plan: Plan) -> None:
    """From now on the bot runs with this plan."""
    chatter.house = replace(chatter.house, plan=plan)


WORDS = {"vi": "Số người đến", "en": "People who came"}


@pytest.fixture
async def halfway(federation: Federation) -> Chatter:
    """A chair who has said how many people came, and is asked for the day."""
    chair = await federation.chair()
    under(chair, asking("people"))
    await tell(chair, "/baocao them", "5 nữ 2")
    return chair


def asking(type_: str) -> Plan:
    """The plan with a form more, whose first question has this type."""
    content = PLAN.model_dump()
    (day,) = (one for one in content["forms"][0]["questions"] if one["key"] == "day")
    people = {"key": "came", "type": type_, "label": WORDS, "ask": WORDS}
    form = {"code": "them", "group": content["groups"][0]["code"], "name": WORDS, "for_kinds": ["hcsn"]}
    form |= {"questions": [people, day], "checks": ["duplicate"]}
    if type_ in ("people", "count"):
        value = "came.total" if type_ == "people" else "came"
        form |= {"facts": [{"measure": "admissions", "value": value, "day": "day"}]}
    return Plan.model_validate(content | {"forms": [*content["forms"], form]})


async def test_an_answer_to_a_question_that_has_another_type_now_is_asked_for_anew(halfway: Chatter) -> None:
    under(halfway, asking("count"))
    assert "The question has changed meanwhile" in await halfway.say("12/3")
    assert await open_key(halfway) == "them.came"
    assert "12/3" not in await tell(halfway, "5", "12/3")


@pytest.mark.parametrize("type_", ["count", "money", "day", "year", "percent", "text", "unit"])
async def test_a_report_can_be_opened_corrected_and_withdrawn_though_a_question_has_another_type(
    halfway: Chatter, type_: str
) -> None:
    await tell(halfway, "12/3", "gửi")
    under(halfway, asking(type_))
    opened = await halfway.say("/xem 1")
    assert "12/03/2026" in opened or "12 Mar" in opened
    assert "women" not in opened
    await halfway.say("/suabaocao 1 1")
    assert await open_key(halfway) == ("them.came.words" if type_ == "unit" else "them.came")
    await halfway.say("/huy")
    await tell(halfway, "/rutbaocao 1 1", "có", "1")
    assert "withdrawn" in halfway.answer


async def test_a_new_report_is_not_kept_from_by_one_whose_question_had_another_type(halfway: Chatter) -> None:
    under(halfway, asking("count"))
    await tell(halfway, "/huy", "/baocao them", "5", "12/3", "gửi")
    under(halfway, asking("people"))
    assert "received" in await tell(halfway, "/baocao them", "5 nữ 2", "12/3", "gửi")
