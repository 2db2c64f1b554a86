"""Unions are called by parts of their names, in any order, with or without diacritics."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from domain.reading import called


@dataclass(frozen=True, slots=True)
class Union:
    name: str
    code: str


UNIONS = [
    Union("CĐCS Trường Mẫu 01", "truong-1"),
    Union("CĐCS Trường Mẫu 10", "truong-10"),
    Union("CĐCS Trường Mẫu 101", "truong-101"),
    Union("CĐCS Công ty Đăk Hà", "cty-dh"),
    Union("CĐCS Công ty Đăk Hà Mới", "cty-dhm"),
]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("trường mẫu 01", ["truong-1"]),
        ("truong 1", ["truong-1"]),
        ("mau 10", ["truong-10"]),
        ("10 truong", ["truong-10"]),
        ("mau", ["truong-1", "truong-10", "truong-101"]),
        ("cong ty dak ha", ["cty-dh", "cty-dhm"]),
        ("cdcs cong ty dak ha", ["cty-dh"]),
        ("CTY-DHM", ["cty-dhm"]),
        ("cong ty dak ha moi", ["cty-dhm"]),
        ("truo", ["truong-1", "truong-10", "truong-101"]),
        ("truong 2", []),
        ("hoa binh", []),
        ("", []),
        ("…", []),
    ],
)
def test_which_unions_are_meant(words: str, codes: list[str]) -> None:
    assert [union.code for union in called(words, UNIONS)] == codes
