"""A plan that founds and ends unions must be able to record their people: each mistake is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from domain.plan import Plan
from domain.plan.events import admissions, arrivals, departures, membership, workforce
from tests.events_plan import PLAN, content

Content = dict[str, Any]


def form(plan: Content, code: str) -> Content:
    found: Content = next(one for one in plan["forms"] if one["code"] == code)
    return found


def question(plan: Content, code: str, key: str) -> Content:
    found: Content = next(one for one in form(plan, code)["questions"] if one["key"] == key)
    return found


def test_which_forms_record_the_people() -> None:
    found = [admissions(PLAN), arrivals(PLAN), departures(PLAN)]
    assert [one.form.code for one in found if one is not None] == ["ket-nap", "nhan-sap-xep", "giao-sap-xep"]
    assert membership(PLAN) == "members"
    assert workforce(PLAN, "hcsn") == "workers"


def without_form(code: str) -> Callable[[Content], None]:
    def change(plan: Content) -> None:
        plan["forms"].remove(form(plan, code))

    return change


def without_question(code: str, key: str) -> Callable[[Content], None]:
    def change(plan: Content) -> None:
        form(plan, code)["questions"].remove(question(plan, code, key))

    return change


def changed(code: str, key: str, **more: Any) -> Callable[[Content], None]:
    def change(plan: Content) -> None:
        question(plan, code, key).update(more)

    return change


def option(code: str, key: str, id_: str) -> Callable[[Content], None]:
    def change(plan: Content) -> None:
        question(plan, code, key)["options"].append({"id": id_, "name": {"vi": id_, "en": id_}})

    return change


FOUND, END = "hd-thanh-lap-cdcs", "hd-giai-the-cdcs"
MISTAKES: dict[str, tuple[str, Callable[[Content], None]]] = {
    "no admissions": ("no form records first members", without_form("ket-nap")),
    "no arrivals": ("no form records people who come by a merger", without_form("nhan-sap-xep")),
    "no departures": ("no form records people who go by a split", without_form("giao-sap-xep")),
    "no name": (f"form '{FOUND}' (event 'found') needs a question 'name'", without_question(FOUND, "name")),
    "no day": (f"form '{END}' (event 'end') needs a question 'day'", without_question(END, "day")),
    "no receiver": ("needs a question 'into'", without_question(END, "into")),
    "no number moved": ("needs a question 'members' for unions that are merged", without_question(END, "members")),
    "a receiver among the details": (
        "question 'into' must not be among the details",
        changed(END, "into", details=True),
    ),
    "workers as people": ("question 'workers' must be of the type count", changed(FOUND, "workers", type="people")),
    "a kind without members": ("option 'cttt' of 'kind' means nothing here", option(FOUND, "kind", "cttt")),
    "an unknown way": ("option 'sold' of 'way' means nothing here", option(END, "way", "sold")),
    "an unknown origin": ("option 'old' of 'origin' means nothing here", option(FOUND, "origin", "old")),
}


@pytest.mark.parametrize(("said", "change"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named(said: str, change: Callable[[Content], None]) -> None:
    plan = content()
    change(plan)
    with pytest.raises(ValidationError) as caught:
        Plan.model_validate(plan)
    assert said in str(caught.value)
