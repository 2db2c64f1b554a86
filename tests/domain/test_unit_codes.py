"""The code of a new unit follows those beside it, and is nobody else's."""

from __future__ import annotations

import pytest

from domain.unit_codes import next_code

CASES = {
    "the next number of the whole province": (["cdcs-0001", "cdcs-0003"], {"cdcs-0900"}, "cdcs-0901"),
    "a number that grows longer": (["a-9"], set(), "a-10"),
    "the style of most": (["x-1", "cdcs-01", "cdcs-02"], {"x-7"}, "cdcs-03"),
    "no numbers beside it": (["truong-le-loi"], set(), "dak-ha-01"),
    "nobody beside it": ([], {"dak-ha-01"}, "dak-ha-02"),
    "only digits": (["0017"], set(), "0018"),
}


@pytest.mark.parametrize(("beside", "others", "expected"), CASES.values(), ids=CASES.keys())
def test_the_next_code(beside: list[str], others: set[str], expected: str) -> None:
    assert next_code(beside, {*beside, *others}, "dak-ha") == expected
