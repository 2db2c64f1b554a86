"""The plan with so few indicators that a screen or two hold them: for tests of the screens and of the ways on."""

from __future__ import annotations

from domain.plan import Plan
from tests.handlers.federation import PLAN

CODES = (
    "tuyen-truyen",
    "doi-thoai-dnnn",
    "doi-thoai-nnn",
    "tham-hoi",
    "doan-vien-moi",
    "doan-vien-giam",
    "doan-vien-tang",
    "tong-dv-tinh",
    "nld-la-dv",
)
FEW: Plan = Plan.model_validate(
    PLAN.model_dump() | {"indicators": [one for one in PLAN.model_dump()["indicators"] if one["code"] in CODES]}
)
