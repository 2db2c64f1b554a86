"""Who gets how much, as it is typed line by line."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import fold, read_count, read_percent
from domain.reading.amounts import Gets, ReadAmount, read_amounts
from domain.reading.exceptions import NotClear, Puzzle


@dataclass(frozen=True)
class Union:
    name: str
    code: str


DAK_HA = Union("LĐLĐ huyện Đăk Hà", "dak-ha")
SA_THAY = Union("LĐLĐ huyện Sa Thầy", "sa-thay")
SCHOOL_1 = Union("CĐCS Trường Mẫu 01", "t1")
SCHOOL_12 = Union("CĐCS Trường Mẫu 12", "t12")
COMPANY_12 = Union("CĐCS Công ty Mẫu 12", "c12")
ALL = (DAK_HA, SA_THAY, SCHOOL_1, SCHOOL_12, COMPANY_12)


def read(text: str, how: ReadAmount = read_count) -> list[tuple[Union, int | None] | tuple[Puzzle, int]]:
    found = read_amounts(text.splitlines(), ALL, how)
    return [(one.union, one.amount) if isinstance(one, Gets) else (one.puzzle, one.found) for one in found]


@pytest.mark.parametrize(
    ("words", "union", "amount"),
    [
        ("dak ha 35", DAK_HA, 35),
        ("Đăk Hà: 35", DAK_HA, 35),
        ("đăk hà = 1.234", DAK_HA, 1234),
        ("dak ha giao 35", DAK_HA, 35),
        ("dak ha 35 nguoi", DAK_HA, 35),
        ("dak-ha ba muoi lam", DAK_HA, 35),
        ("dak ha không", DAK_HA, 0),
        ("mau 1 20", SCHOOL_1, 20),
        ("truong mau 12 12", SCHOOL_12, 12),
        ("truong mau 12: 12", SCHOOL_12, 12),
        ("bo dak ha", DAK_HA, None),
        ("thu hồi sa thầy", SA_THAY, None),
        ("dak ha khong giao", DAK_HA, None),
    ],
)
def test_a_name_and_a_number(words: str, union: Union, amount: int | None) -> None:
    assert read(words) == [(union, amount)]


@pytest.mark.parametrize(
    ("words", "puzzle", "found"),
    [
        ("xyz 5", Puzzle.NO_UNION, 0),
        ("35", Puzzle.NO_UNION, 0),
        ("mau 12 5", Puzzle.SEVERAL_UNIONS, 2),
        ("sa thay", Puzzle.NO_AMOUNT, 1),
        ("dak ha 3,5", Puzzle.NO_AMOUNT, 1),
        ("dak ha -5", Puzzle.NO_AMOUNT, 1),
        ("dak ha khoảng 5", Puzzle.NO_AMOUNT, 1),
        ("bo mau 12", Puzzle.SEVERAL_UNIONS, 2),
    ],
)
def test_what_is_not_clear(words: str, puzzle: Puzzle, found: int) -> None:
    assert read(words) == [(puzzle, found)]


def test_a_number_that_may_be_the_end_of_the_name_is_never_taken_as_the_amount() -> None:
    (puzzle,) = read_amounts(["truong mau 12"], [SCHOOL_12, DAK_HA], read_count)
    assert puzzle == NotClear("truong mau 12", Puzzle.NO_AMOUNT, 1)


def test_many_at_once() -> None:
    assert read("dak ha 35; sa thay 20\nmau 1 5, truong mau 12 6") == [
        (DAK_HA, 35),
        (SA_THAY, 20),
        (SCHOOL_1, 5),
        (SCHOOL_12, 6),
    ]
    assert read(" ;; \n") == []


def test_shares() -> None:
    assert read("dak ha 80%; sa thay 70,5 %", read_percent) == [(DAK_HA, 8000), (SA_THAY, 7050)]
    assert read("dak ha 0,8", read_percent) == [(Puzzle.NO_AMOUNT, 1)]


@given(st.sampled_from(ALL), st.integers(0, 999_999))
def test_the_whole_name_and_any_number(union: Union, amount: int) -> None:
    assert read(f"{union.name} {amount}") == [(union, amount)]
    assert read(f"{fold(union.name)}: {amount}") == [(union, amount)]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_asked_about(words: str) -> None:
    read_amounts(words.splitlines(), ALL, read_count)
    read_amounts(words.splitlines(), ALL, read_percent)
