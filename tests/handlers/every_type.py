"""The plan with two more forms, which ask in every way that the plan's own forms may not use yet."""

from __future__ import annotations

from typing import Any

from domain.plan import Plan
from tests.handlers import federation


def words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def question(key: str, type_: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": type_, "label": words(f"Label {key}"), "ask": words(f"Ask {key}")} | more


def option(id_: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "name": words(name)} | more


FEES: dict[str, Any] = {
    "code": "thu-phi",
    "group": "cham-lo",
    "name": words("Thu phí thử"),
    "for_kinds": ["hcsn", "nnn"],
    "facts": [],
    "differences": [{"label": words("Còn nợ"), "of": "due", "less": "paid"}],
    "questions": [
        question("year", "year"),
        question("since", "any-day"),
        question("share", "percent"),
        question("due", "money"),
        question("paid", "money", may_be_unknown=True),
        question(
            "ways",
            "multi-choice",
            options=[
                option("cash", "Tiền mặt"),
                option("bank", "Chuyển khoản"),
                option("none", "Chưa thu", alone=True),
            ],
        ),
        question("receipts", "count", details=True, when={"question": "ways", "is_in": ["cash"]}),
        question("enterprise", "count", details=True, for_kinds=["nnn"]),
        question("offices", "count", details=True, for_kinds=["hcsn"]),
        question("story", "text", details=True, private=True),
        question("lender", "unit", details=True),
    ],
}
"""Every new type and condition."""

UNKNOWN: dict[str, Any] = {
    "code": "chua-ro",
    "group": "cham-lo",
    "name": words("Điều chưa rõ"),
    "for_kinds": ["nnn", "hcsn"],
    "facts": [],
    "questions": [
        question("people", "people", may_be_unknown=True),
        question("different", "distinct-people", may_be_unknown=True, base={"*": "workers"}),
        question("other", "unit", may_be_unknown=True),
        question("day", "any-day", may_be_unknown=True),
        question("kind", "choice", may_be_unknown=True, options=[option("one", "Loại một"), option("two", "Loại hai")]),
        question("picture", "photo", may_be_unknown=True),
        question("places", "count", details=True, when={"question": "people", "above": 0}),
    ],
}
"""Questions of many types that may be answered with "not known"."""


PLAN = Plan.model_validate(
    federation.PLAN.model_dump() | {"forms": [*federation.PLAN.model_dump()["forms"], FEES, UNKNOWN]}
)
