"""What is answered at one tap is a filled form: as the conversation would have filled it."""

from __future__ import annotations

from datetime import date

import pytest

from domain.calendar.telling import is_exempt, nothing_happened
from tests.handlers.federation import PLAN

DAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("ket-nap", {"admitted": {"total": 0, "women": 0}, "day": "2026-03-20"}),
        ("doan-vien-giam", {"lost": 0, "day": "2026-03-20"}),
        ("tham-hoi", {"hardship": 0, "visited": 0, "day": "2026-03-20"}),
        ("gioi-thieu-dang", {"introduced": 0, "trained": 0, "admitted": 0, "day": "2026-03-20"}),
        ("so-luong", None),
        ("tuyen-truyen", None),
    ],
)
def test_nothing_happened(form: str, expected: dict[str, object] | None) -> None:
    assert nothing_happened(PLAN.form(form), "hcsn", DAY) == expected


@pytest.mark.parametrize(
    ("form", "kind", "expected"),
    [
        ("doi-thoai", "nnn", {"status": "exempt"}),
        ("hoi-nghi-cbcc", "hcsn", {"status": "exempt"}),
        ("thoa-uoc", "nnn", {"status": "exempt"}),
        ("nu-cong", "nnn", None),  # the number of women decides, so the conversation asks
        ("ket-nap", "nnn", None),
    ],
)
def test_exempt(form: str, kind: str, expected: dict[str, object] | None) -> None:
    assert is_exempt(PLAN, PLAN.form(form), kind, DAY) == expected
