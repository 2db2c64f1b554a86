"""What the answers of a case say of how far it is, who looks after it, and what a step asks and leaves behind."""

from __future__ import annotations

from typing import Any

import pytest

from domain.cases import (
    Event,
    State,
    Step,
    before,
    can_go_to,
    corrected,
    frame,
    handed_on,
    happened,
    is_urgent,
    looked_after_by,
    open_steps,
    part,
    state_of,
    words,
)
from tests.case_plan import CASE, CASE_PLAN, STOPPAGE

FORM = CASE_PLAN.form(CASE)
OPENED: dict[str, Any] = {"field": "wages", "people": 3, "urgency": "normal", "how": "write", "words": "Nợ lương"}
TAKEN = OPENED | {"taken-on": "2026-03-13"}
SUPPORTED = TAKEN | {"support": "spoken", "supported-on": "2026-03-14", "represented": "yes"}
CLOSED = SUPPORTED | {"outcome": "settled", "closed-on": "2026-03-20"}
UNION, SUPERIOR, PROVINCE = 100, 10, 1
PATH = (UNION, SUPERIOR, PROVINCE)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (OPENED, State.NEW),
        (TAKEN, State.TAKEN_UP),
        (SUPPORTED, State.TAKEN_UP),
        (handed_on(SUPPORTED, PROVINCE), State.HANDED_ON),
        (handed_on(SUPPORTED, PROVINCE) | {"taken-on": "2026-03-16"}, State.TAKEN_UP),
        (CLOSED, State.CLOSED),
    ],
)
def test_how_far_it_is(answers: dict[str, Any], state: State) -> None:
    assert state_of(answers) is state


@pytest.mark.parametrize(
    ("answers", "path", "unit", "others"),
    [
        (OPENED, PATH, SUPERIOR, [PROVINCE]),
        (handed_on(TAKEN, PROVINCE), PATH, PROVINCE, [SUPERIOR]),
        (handed_on(handed_on(TAKEN, PROVINCE), SUPERIOR), PATH, SUPERIOR, [PROVINCE]),
        (OPENED, (UNION, PROVINCE), PROVINCE, []),
        (OPENED, (SUPERIOR, PROVINCE), PROVINCE, []),
        (OPENED, (PROVINCE,), PROVINCE, []),
        (handed_on(TAKEN, SUPERIOR), (UNION, 11, PROVINCE), 11, [PROVINCE]),
    ],
)
def test_who_looks_after_it(answers: dict[str, Any], path: tuple[int, ...], unit: int, others: list[int]) -> None:
    assert looked_after_by(answers, path) == unit
    assert can_go_to(answers, path) == others


@pytest.mark.parametrize(
    ("earlier", "now", "event"),
    [
        (OPENED, TAKEN, Event.TAKEN_UP),
        (TAKEN, SUPPORTED, Event.SUPPORTED),
        (OPENED, SUPPORTED, Event.TAKEN_UP),
        (SUPPORTED, handed_on(SUPPORTED, PROVINCE), Event.HANDED_ON),
        (OPENED, CLOSED, Event.CLOSED),
        (SUPPORTED, SUPPORTED | {"people": 4}, Event.CORRECTED),
        (CLOSED, CLOSED | {"people": 4}, Event.CORRECTED),
    ],
)
def test_what_a_version_added(earlier: dict[str, Any], now: dict[str, Any], event: Event) -> None:
    assert happened(FORM, earlier, now) is event


def asked(step: Step, answers: dict[str, Any]) -> list[str]:
    return [question.key for question in part(FORM, step, answers).questions]


def test_a_step_asks_what_it_needs_and_the_day_of_taking_up_where_it_is_not_said() -> None:
    assert asked(Step.TAKE_UP, OPENED) == ["taken-on"]
    assert asked(Step.SUPPORT, TAKEN) == ["support", "supported-on", "represented"]
    assert asked(Step.CLOSE, SUPPORTED) == ["outcome", "closed-on"]
    assert asked(Step.CLOSE, OPENED) == ["taken-on", "outcome", "closed-on"]
    assert open_steps(FORM, OPENED) == [Step.TAKE_UP, Step.SUPPORT, Step.CLOSE]
    assert open_steps(FORM, TAKEN) == [Step.SUPPORT, Step.CLOSE]


def test_a_step_done_again_leaves_nothing_of_what_it_said_before() -> None:
    assert before(FORM, Step.SUPPORT, SUPPORTED) == TAKEN
    assert before(FORM, Step.TAKE_UP, handed_on(TAKEN, PROVINCE)) == OPENED | {"with": {"unit": PROVINCE}}
    assert before(FORM, Step.CLOSE, CLOSED) == SUPPORTED


def test_the_opener_corrects_the_own_part_alone() -> None:
    standing = handed_on(SUPPORTED, PROVINCE)
    given = OPENED | {"people": 4, "support": "court", "with": {"unit": 99}}
    assert corrected(FORM, standing, given) == standing | {"people": 4}
    del given["words"]
    assert "words" not in corrected(FORM, standing, given)


def test_the_frame_and_the_words_have_no_question_in_common() -> None:
    shown, hidden = ({one.key for one in form.questions} for form in (frame(FORM), words(FORM)))
    assert hidden == {"words"}
    assert shown == {one.key for one in (*FORM.questions, *FORM.follow_up)} - hidden


def test_what_is_urgent() -> None:
    assert not is_urgent(FORM, OPENED)
    assert is_urgent(FORM, OPENED | {"urgency": "high"})
    assert is_urgent(CASE_PLAN.form(STOPPAGE), {})
