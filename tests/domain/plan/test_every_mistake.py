"""Every mistake that a plan file can hold beyond its types: each is named by its place, with what was expected.

What `test_references` and `test_events` show of plan 66 is not shown again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from domain.plan import Plan, plan_path

Content = dict[str, Any]
Change = Callable[[Content], None]
HARBOUR = Path(__file__).parents[2] / "plans" / "harbour.toml"


def entry(plan: Content, part: str, code: str) -> Content:
    found: Content = next(one for one in plan[part] if one.get("code") == code)
    return found


def put(part: str, code: str, **values: Any) -> Change:
    """Change keys of an entry; None takes a key away."""

    def change(plan: Content) -> None:
        of = entry(plan, part, code)
        of.update(values)
        for key in [key for key, value in values.items() if value is None]:
            del of[key]

    return change


def inside(part: str, code: str, key: str, /, **values: Any) -> Change:
    """Change what stands under a key of an entry."""
    return lambda plan: entry(plan, part, code)[key].update(values)


def question(form: str, asked: str, **values: Any) -> Change:
    def change(plan: Content) -> None:
        of = entry(plan, "forms", form)
        next(one for one in (*of["questions"], *of.get("follow_up", ())) if one["key"] == asked).update(values)

    return change


def fact(form: str, **values: Any) -> Change:
    """Change the first fact of a form; None takes a key away."""

    def change(plan: Content) -> None:
        of = entry(plan, "forms", form)["facts"][0]
        of.update(values)
        for key in [key for key, value in values.items() if value is None]:
            del of[key]

    return change


def eligible(code: str, **rule: Any) -> Change:
    return put("measures", code, eligible=rule)


def formula(code: str, **values: Any) -> Change:
    return inside("indicators", code, "formula", **values)


def following(form: str, key: str) -> Change:
    """Ask one more question of the superior."""
    more = {"key": key, "type": "count", "label": "More", "ask": "How many?"}
    return lambda plan: entry(plan, "forms", form)["follow_up"].append(more)


LEVEL = {"level": "hands", "at_least": "committee-min-workers"}
AGE = {"months": "grade-min-months", "months_after_reorganisation": "grade-min-months-after-reorganisation"}
SECOND = {"also": "grade", "also_if": "committee-min-workers"}
MISTAKES: dict[str, tuple[Change, str]] = {
    # --- Measures
    "a level that reorganises": (
        put("measures", "hands", reorganises=True),
        "measure 'hands': only a flow reorganises",
    ),
    "grace of an answer of the year": (
        put("measures", "meeting", grace_days=90),
        "measure 'meeting': only an answer of which the latest holds has days of grace",
    ),
    "a level that applies to some": (
        eligible("hands", **LEVEL),
        "measure 'hands': eligible: only an answer applies to some units and not to others",
    ),
    "eligible by nothing": (
        eligible("committee"),
        "measure 'committee': eligible takes either a level with at_least, or months with months_after_reorganisation",
    ),
    "eligible by both": (
        eligible("committee", **LEVEL, **AGE),
        "eligible takes either a level with at_least, or months",
    ),
    "eligible by a flow": (
        eligible("committee", **LEVEL | {"level": "joined"}),
        "measure 'committee': eligible: 'joined' is not a level of this plan",
    ),
    "eligible from so many on that is no parameter": (
        eligible("committee", **LEVEL | {"at_least": "nothing"}),
        "measure 'committee': eligible: 'nothing' is not among the parameters of the plan",
    ),
    "an age that is no parameter": (
        eligible("grade", **AGE | {"months": "nothing"}),
        "measure 'grade': eligible: 'nothing' is not among the parameters of the plan",
    ),
    "an answer of the year by a level": (
        eligible("grade", **LEVEL),
        "measure 'grade': eligible: by age where the answer is for a year, by a level where the latest holds",
    ),
    "a flag beside a level that decides": (
        eligible("committee", **LEVEL, level_decides=True, flag="big"),
        "measure 'committee': eligible: level_decides is for a level without a flag",
    ),
    # --- Forms
    "an unknown question set": (
        put("forms", "join", sets=["nothing"]),
        "form 'join': question set 'nothing' is not in the plan",
    ),
    "an unknown activity": (
        put("forms", "join", activity="nothing"),
        "form 'join': activity 'nothing' is not in the plan",
    ),
    "a difference of what is not asked": (
        put("forms", "dues", differences=[{"label": "Owed", "of": "due", "less": "nothing"}]),
        "form 'dues': a difference is made of 'nothing', which is not asked",
    ),
    "a follow-up that asks again": (
        following("dispute", "about"),
        "form 'dispute': follow-up question 'about' stands in the form more than once",
    ),
    "a follow-up that depends on nothing": (
        question("dispute", "outcome", when={"question": "nothing"}),
        "form 'dispute': follow-up question 'outcome' depends on 'nothing', not asked before it",
    ),
    "a case without a day of its end": (
        question("dispute", "closed-on", type="planned-day"),
        "form 'dispute': the follow-up of a case has a question 'closed-on' of type day",
    ),
    "a question for nobody": (
        question("join", "people", for_kinds=["nowhere"]),
        "form 'join': question 'people': unit kind 'nowhere' is not in the plan",
    ),
    "options of a count": (
        question("leave", "people", options=[{"id": "one", "name": "One"}]),
        "form 'leave': question 'people' must have options exactly when it is a choice",
    ),
    # --- Facts
    "a value and an amount": (
        fact("join", amount=1),
        "form 'join': fact 'joined' takes either a value from a question or a fixed amount",
    ),
    "a condition on nothing": (
        fact("join", when={"question": "nothing"}),
        "form 'join': fact 'joined' depends on 'nothing', which is not asked",
    ),
    "the year of a choice": (
        fact("meeting", counts_for="status"),
        "form 'meeting': fact 'meeting' takes its year from 'status', which is not asked as one of year, day, any-day",
    ),
    "until a count": (
        fact("join", until="people"),
        "form 'join': fact 'joined' takes its last day from 'people', which is not asked as one of day, any-day",
    ),
    "months of a day": (
        fact("join", months="day"),
        "form 'join': fact 'joined' takes its months from 'day', which is not asked as one of count",
    ),
    # --- Keys that mean something
    "a planned day of the report": (
        question("join", "day", type="planned-day"),
        "form 'join': question 'day' must be of the type day or any-day",
    ),
    "a decision that is a number": (
        question("leave", "people", key="decision"),
        "form 'leave': question 'decision' must be of the type text",
    ),
    "a key of the program": (
        question("leave", "people", key="review"),
        "form 'leave': question 'review': this key is kept for the program; choose another one",
    ),
    "a transfer without the number": (
        put("forms", "leave", takes_over="join"),
        "form 'leave' (takes_over) needs a question 'moved' of the type count",
    ),
    "a transfer from nobody": (
        put("forms", "leave", takes_over="join"),
        "form 'join' (takes a transfer over) needs one question of the type unit: the union at the other end",
    ),
    # --- Indicators
    "beside nothing": (
        put("indicators", "growth", beside=["nothing"]),
        "indicator 'growth': beside 'nothing' is not a measure of this plan",
    ),
    "told by nothing": (
        put("indicators", "growth", told_by="nothing"),
        "indicator 'growth': told_by 'nothing' is not a form of this plan",
    ),
    "one part": (
        formula("money", parts=["dues"]),
        "indicator 'money': a combined share needs at least two parts",
    ),
    "a part that is no declared share": (
        formula("money", parts=["dues", "growth"]),
        "indicator 'money': part 'growth' is not a declared share of this plan",
    ),
    "another measure of a sum for some": (
        formula("growth", numerator_for={"port": "hands"}),
        "indicator 'growth': only a level or a density counts another measure for some kinds",
    ),
    "a further answer on a condition that is no parameter": (
        formula("meetings", **SECOND | {"also_if": "nothing"}),
        "indicator 'meetings': also_if 'nothing' is not among the parameters of the plan",
    ),
    "a further answer that is a level": (
        formula("meetings", **SECOND | {"also": "hands"}),
        "indicator 'meetings': a share-of-units takes an answer where it names 'hands'",
    ),
    "a further answer of which the latest holds": (
        formula("meetings", **SECOND | {"also": "committee"}),
        "indicator 'meetings': two answers are asked for together only where both are for a year",
    ),
    "each at least of people": (
        formula("drilled-share", each_at_least="0.5"),
        "indicator 'drilled-share': each_at_least is for declared shares of running amounts",
    ),
    "a quota of the province": (
        put("indicators", "growth", quota_at=["province"]),
        "indicator 'growth': quota_at: nobody assigns to the province; expected direct-superior, grassroots or both",
    ),
    "a quota of what is shown at the top only": (
        put("indicators", "growth", quota_at=["direct-superior"], top_only=True),
        "indicator 'growth': quota_at: a top_only indicator is shown nowhere below, so it takes no quota",
    ),
    "a share of one unit": (
        put("indicators", "meetings", quota_at=["grassroots"]),
        "indicator 'meetings': quota_at: one grassroots union answers yes or no, so it takes no share of units",
    ),
    "a quota of what is told": (
        put("indicators", "gear", quota_at=["direct-superior"], formula={"kind": "narrative"}),
        "indicator 'gear': quota_at: a narrative has no number, so it takes no quota; leave quota_at out",
    ),
    "a quota of units that are not asked": (
        put("indicators", "gear", quota_at=["grassroots"], scope=["coast"]),
        "indicator 'gear': quota_at: no union of the level grassroots or below is in the scope coast",
    ),
    "a goal both ways": (
        put("indicators", "gear", goals=[{"value": 1, "first_year": 2026, "by": "2027-11-30"}]),
        "indicator 'gear': a goal is either yearly (first_year) or a milestone (by)",
    ),
    # --- Activities
    "an activity that nothing records": (
        lambda plan: plan.update(activities=[{"code": "trip", "name": "Trip", "clause": "1", "department": "office"}]),
        "activity 'trip': no form records it",
    ),
    "an activity that nobody follows": (
        lambda plan: plan.update(activities=[{"code": "trip", "name": "Trip", "clause": "1", "department": "no"}]),
        "activity 'trip': department 'no' is not in the plan",
    ),
}


@pytest.mark.parametrize(("change", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_it_is_named(change: Change, said: str) -> None:
    plan = tomllib.loads(HARBOUR.read_text(encoding="utf-8"))
    Plan.model_validate(plan)
    change(plan)
    with pytest.raises(ValidationError) as caught:
        Plan.model_validate(plan)
    assert said in str(caught.value)


@pytest.mark.parametrize("part", ["departments", "unit_kinds", "phases", "groups", "measures", "forms", "indicators"])
def test_two_of_one_code(part: str) -> None:
    plan = tomllib.loads(plan_path(str(HARBOUR)).read_text(encoding="utf-8"))
    plan[part].append(plan[part][0])
    with pytest.raises(ValidationError) as caught:
        Plan.model_validate(plan)
    title = part.removesuffix("s").replace("_", " ")
    assert f"{title} '{plan[part][0]['code']}' stands in the plan more than once" in str(caught.value)
