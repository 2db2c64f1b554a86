"""Answers of every type of question, as a file gives them: taken in canonical form, or refused with a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.facts import Fact
from domain.known import Known
from domain.plan import Form, Plan, load_plan, plan_path
from domain.units import Stay, UnitHistory
from domain.validity import Occasion, judged_answers
from tests.storage.moments import NOON

PLAN: Plan = load_plan(plan_path("kontum-66"))
TODAY = date(2026, 3, 13)
OPTIONS = [{"id": one, "name": {"vi": one, "en": one}} for one in ("yes", "no")]


def asked(key: str, type_: str, **more: Any) -> dict[str, Any]:
    words = {"vi": key, "en": key}
    return {"key": key, "type": type_, "label": words, "ask": words, "details": True} | more


FORM = Form.model_validate(
    {
        "code": "everything",
        "group": "doan-vien",
        "name": {"vi": "Mọi loại", "en": "Everything"},
        "for_kinds": ["hcsn", "nnn"],
        "questions": [
            asked("count", "count", details=False),
            asked("part", "count", at_most="count"),
            asked("people", "people", women_may_be_unknown=True),
            asked("among", "count", at_most="people"),
            asked("distinct", "distinct-people", base={"*": "workers"}),
            asked("money", "money"),
            asked("day", "day"),
            asked("planned", "planned-day"),
            asked("any", "any-day"),
            asked("year", "year"),
            asked("percent", "percent"),
            asked("choice", "choice", options=OPTIONS, details=False, may_be_unknown=True),
            asked("why", "text", details=False, when={"question": "choice", "is_in": ["no"]}),
            asked("several", "multi-choice", options=OPTIONS),
            asked("text", "text"),
            asked("other", "unit"),
            asked("photo", "photo", details=False),
            asked("enterprises", "count", details=False, for_kinds=["nnn"]),
        ],
    }
)


def unit(number: int, kind: str = "hcsn", end: date | None = None) -> UnitHistory:
    return UnitHistory(unit=number, stays=(Stay(first_day=date(2020, 1, 1), end=end, kind=kind, path=(number, 1)),))


def judged(kind: str = "hcsn", offered: dict[str, Any] | None = None, **given: Any) -> tuple[dict[str, Any], list[str]]:
    """The answers taken, and what is wrong, for a unit with 30 workers."""
    workers = Fact(measure="workers", day=date(2026, 1, 1), counts_for=2026, value=30, known_at=NOON, order=1)
    own = unit(7, kind)
    occasion = Occasion(
        plan=PLAN,
        form=FORM,
        unit=own,
        kind=kind,
        day=TODAY,
        today=TODAY,
        known=Known(PLAN, date(2020, 1, 1), [workers]),
        units={"own": own, "other": unit(8), "gone": unit(9, end=date(2026, 1, 1)), "wide": unit(1, "tinh")},
    )
    answers, mistakes = judged_answers({"count": 5} | given, occasion, offered or {})
    return answers, [f"{one.field}: {one.says}" for one in mistakes]


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("part", 5, 5),
        ("part", 0, 0),
        ("people", {"total": 5}, {"total": 5, "women": None}),
        ("people", {"total": 0}, {"total": 0, "women": 0}),
        ("people", {"total": 5, "women": 5}, {"total": 5, "women": 5}),
        ("distinct", 30, 30),
        ("money", 10**13, 10**13),
        ("day", "2020-01-01", "2020-01-01"),
        ("planned", "2026-03-13", "2026-03-13"),
        ("any", "2030-01-01", "2030-01-01"),
        ("year", 2021, 2021),
        ("year", 2027, 2027),
        ("percent", 9550, 9550),
        ("several", ["no", "yes"], ["no", "yes"]),
        ("text", "  Hai\u200b  dòng\n", "Hai dòng"),
        ("other", "other", {"unit": 8}),
        ("other", {"unit": "other"}, {"unit": 8}),
        ("other", {"unit": None}, {"unit": None}),
    ],
)
def test_an_answer_is_taken_in_canonical_form(key: str, given: Any, kept: Any) -> None:
    assert judged(**{key: given}) == ({"count": 5, key: kept}, [])


@pytest.mark.parametrize(
    ("key", "given", "says"),
    [
        ("part", 6, "part: 6 is more than the 5 under “count”"),
        ("people", {"total": 5, "women": 6}, "people.women: 6 is more than the total 5"),
        ("people", {"total": 5, "men": 3}, "people: expected "),
        ("distinct", 31, "distinct: 31 is more than the headcount “workers” of 30"),
        ("money", 10**13 + 1, "money: 10000000000001 is more than 10000000000000"),
        ("money", "5tr", 'money: expected a whole number, found "5tr"'),
        ("day", "2026-03-14", "day: 2026-03-14 has not come yet"),
        ("day", "2019-12-31", "day: 2019-12-31 is before the unit was founded (2020-01-01)"),
        ("planned", "2026-03-12", "planned: 2026-03-12 had passed already when it was planned (2026-03-13)"),
        ("any", "31/12/2026", "any: expected a day such as 2026-03-12"),
        ("any", "2019-12-31", "any: 2019-12-31 is before the unit was founded (2020-01-01)"),
        ("year", 2020, "year: 2020 is less than 2021"),
        ("year", 2028, "year: 2028 is more than 2027"),
        ("percent", 95.5, "percent: expected a whole number, found 95.5"),
        ("choice", 1, "choice: 1 is none of yes, no"),
        ("several", ["yes", "maybe"], 'several: "maybe" is none of yes, no'),
        ("text", 5, "text: expected a text, found 5"),
        ("text", "bị bệnh tim", "text: the text seems to hold personal data (illness)"),
        ("other", "gone", 'other: the unit "gone" did not exist on 2026-03-13'),
        ("other", "own", "other: it is the reporting unit itself"),
        ("other", "wide", 'other: the unit "wide" is of the kind tinh'),
        ("photo", {"photo": "ab"}, "photo: a picture cannot come from a file"),
        ("enterprises", 1, "enterprises: a unit of the kind hcsn is not asked this"),
        ("stated", {}, "stated: expected a list of levels"),
        ("stated", [{"measure": ["x"], "number": 1}], 'stated.0.measure: ["x"] is no level of the plan'),
        ("stated", [{"measure": "workers", "number": -1}], "stated.0: -1 is less than 0"),
        ("\x1b[31m", 1, r"\u001b[31m: the form “everything” has no such question"),
    ],
)
def test_a_wrong_answer_is_refused_with_what_was_expected(key: str, given: Any, says: str) -> None:
    answers, (said,) = judged(**{key: given})
    assert said.startswith(says), said
    assert answers == {"count": 5}


def test_a_limit_can_be_a_number_of_people() -> None:
    assert judged(people={"total": 3}, among=4)[1] == ["among: 4 is more than the 3 under “people”"]


def test_a_headcount_that_is_stated_besides_is_what_people_are_counted_out_of() -> None:
    stated = [{"measure": "workers", "number": 40, "day": "2026-03-13"}]
    assert judged(distinct=35, stated=stated) == ({"count": 5, "distinct": 35, "stated": stated}, [])


def test_what_must_be_answered() -> None:
    assert judged(count=None)[1] == ["count: the answer is missing (count)"]
    assert judged(kind="nnn")[1] == ["enterprises: the answer is missing (enterprises)"]
    assert judged(choice="no")[1] == ["why: the answer is missing (why)"]
    assert judged(choice="yes", why="x")[1] == ["why: this is not asked with the answer given to “choice”"]
    assert judged(choice=None)[1] == [], "it may be unknown"


def test_what_depends_on_a_wrong_answer_is_not_judged() -> None:
    assert judged(choice="maybe", why="x")[1] == ['choice: "maybe" is none of yes, no']


def test_what_is_offered_is_taken_where_it_is_asked() -> None:
    assert judged(offered={"day": "2026-03-01", "enterprises": 1})[0] == {"count": 5, "day": "2026-03-01"}
    assert judged(offered={"day": "2026-03-01"}, day="2026-03-02")[0]["day"] == "2026-03-02"


def test_a_long_value_is_cut_where_it_is_repeated() -> None:
    assert judged(text=["x" * 500])[1] == ['text: expected a text, found ["' + "x" * 58 + "…"]
