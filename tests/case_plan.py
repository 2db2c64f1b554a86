"""The plan with two forms that open cases: one with words or a call back, and one that is told at once."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

from domain.plan import Plan, load_plan, plan_path

PLAN = load_plan(plan_path("kontum-66"))
CASE, STOPPAGE = "vu-viec-mau", "ngung-viec-mau"
KINDS = [kind.code for kind in PLAN.unit_kinds]


def named(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


def question(key: str, kind: str, label: str, **more: Any) -> dict[str, Any]:
    """A question whose label and sentence are the same in both languages."""
    return {"key": key, "type": kind, "label": named(label, label), "ask": named(f"{label}?", f"{label}?"), **more}


def options(**names: str) -> list[dict[str, Any]]:
    return [{"id": code.replace("_", "-"), "name": named(name, name)} for code, name in names.items()]


FOLLOW_UP = [
    question("taken-on", "day", "Ngày tiếp nhận"),
    question(
        "support", "choice", "Hình thức hỗ trợ", options=options(spoken="Tư vấn miệng", court="Tại tòa", none="Chưa")
    ),
    question("supported-on", "day", "Ngày hỗ trợ", when={"question": "support", "is_in": ["spoken", "court"]}),
    question("represented", "choice", "Đại diện tham gia", options=options(yes="Có", no="Không")),
    question("outcome", "choice", "Kết quả", options=options(settled="Đã giải quyết", passed="Chuyển cơ quan khác")),
    question("closed-on", "day", "Ngày kết thúc"),
]
URGENCY = options(normal="Bình thường", high="Khẩn")
URGENCY[1]["urgent"] = True
FORMS = [
    {
        "code": CASE,
        "group": PLAN.groups[0].code,
        "name": named("Vụ việc mẫu", "Sample case"),
        "for_kinds": KINDS,
        "facts": [
            {"measure": "mau-cases", "amount": 1},
            {
                "measure": "mau-cases-supported",
                "amount": 1,
                "day": "supported-on",
                "when": {"question": "support", "is_in": ["spoken", "court"]},
            },
        ],
        "questions": [
            question("field", "choice", "Lĩnh vực", options=options(wages="Tiền lương", contract="Hợp đồng")),
            question("people", "count", "Số người liên quan"),
            question("urgency", "choice", "Mức độ", options=URGENCY),
            question("how", "choice", "Cách trao đổi", options=options(write="Viết ra", call="Gọi lại cho tôi")),
            question("words", "text", "Nội dung", private=True, when={"question": "how", "is_in": ["write"]}),
        ],
        "follow_up": FOLLOW_UP,
    },
    {
        "code": STOPPAGE,
        "group": PLAN.groups[0].code,
        "name": named("Ngừng việc mẫu", "Sample stoppage"),
        "for_kinds": KINDS,
        "urgent": True,
        "questions": [
            question("day", "day", "Ngày bắt đầu"),
            question("people", "count", "Số người ngừng việc"),
            question("cause", "choice", "Nguyên nhân", options=options(wages="Lương", meals="Bữa ăn ca")),
            question("words", "text", "Đang xử lý", private=True),
        ],
        "follow_up": [
            FOLLOW_UP[0],
            question("back", "count", "Số người trở lại làm việc", at_most="people"),
            FOLLOW_UP[-2] | {"when": {"question": "back", "above": 0}},
            FOLLOW_UP[-1],
        ],
    },
]
MEASURES = [{"code": code, "kind": "flow", "name": named(code, code)} for code in ("mau-cases", "mau-cases-supported")]


def content_with_cases() -> dict[str, Any]:
    """The content of the plan file with these forms in it."""
    content = tomllib.loads(plan_path("kontum-66").read_text(encoding="utf-8"))
    content["forms"] = [*content["forms"], *deepcopy(FORMS)]
    content["measures"] = [*content["measures"], *MEASURES]
    for department in content["departments"]:
        department["gives_legal_advice"] = department["code"] == "cspl"
    return content


CASE_PLAN: Plan = Plan.model_validate(content_with_cases())
