"""Exceptions typed in one go: who gets something else, who is left out, and what is not clear."""

from __future__ import annotations

import pytest

from domain.reading import Option
from domain.reading.exceptions import Apart, Puzzle, read_exceptions
from tests.domain.reading.test_unions import Union

UNIONS = [
    Union("CĐCS Trường Mẫu 01", "truong-1"),
    Union("CĐCS Trường Mẫu 05", "truong-5"),
    Union("CĐCS Trường Mẫu 12", "truong-12"),
    Union("CĐCS Công ty Mẫu 03", "cong-ty-3"),
    Union("CĐCS Bộ Chỉ huy Mẫu", "bo-chi-huy"),
    Union("CĐCS Trường TH, THCS Hòa Bình", "hoa-binh"),
]
GRADES = [
    Option("excellent", "Hoàn thành xuất sắc nhiệm vụ", ("xuất sắc",)),
    Option("good", "Hoàn thành tốt nhiệm vụ", ("tốt", "hoàn thành tốt")),
    Option("done", "Hoàn thành nhiệm vụ", ("hoàn thành",)),
    Option("failed", "Không hoàn thành nhiệm vụ", ("không hoàn thành",)),
]


def read(*lines: str) -> list[tuple[str, str | None] | tuple[str, Puzzle, int]]:
    return [
        (one.union.code, one.option) if isinstance(one, Apart) else (one.words, one.puzzle, one.found)
        for one in read_exceptions(lines, UNIONS, GRADES)
    ]


@pytest.mark.parametrize(
    ("words", "code", "option"),
    [
        ("Trường Mẫu 12 xuất sắc", "truong-12", "excellent"),
        ("truong mau 12 xuat sac", "truong-12", "excellent"),
        ("truong 12: hoàn thành tốt nhiệm vụ", "truong-12", "good"),
        ("truong 12 - tot", "truong-12", "good"),
        ("mau 12 đạt xuất sắc", "truong-12", "excellent"),
        ("mau 12 xep loai tot", "truong-12", "good"),
        ("cong ty 3 khong hoan thanh", "cong-ty-3", "failed"),
        ("cong ty 03 hoan thanh", "cong-ty-3", "done"),
        ("cong ty hoàn thành", "cong-ty-3", "done"),
        ("bộ chỉ huy tốt", "bo-chi-huy", "good"),
        ("Trường TH, THCS Hòa Bình xuất sắc", "hoa-binh", "excellent"),
        ("bo truong mau 05", "truong-5", None),
        ("Trừ trường 5", "truong-5", None),
        ("truong 5 bỏ ra", "truong-5", None),
        ("bỏ bộ chỉ huy", "bo-chi-huy", None),
        ("leave out truong 5", "truong-5", None),
    ],
)
def test_one_piece(words: str, code: str, option: str | None) -> None:
    assert read(words) == [(code, option)]


@pytest.mark.parametrize(
    "lines",
    [
        ("truong mau 12 xuat sac; cong ty 03 khong hoan thanh; bo truong mau 05",),
        ("truong mau 12 xuat sac, cong ty 03 khong hoan thanh, bo truong mau 05",),
        ("truong mau 12 xuat sac", "cong ty 03 khong hoan thanh;", "", "bo truong mau 05 ;"),
    ],
)
def test_several_pieces(lines: tuple[str, ...]) -> None:
    assert read(*lines) == [("truong-12", "excellent"), ("cong-ty-3", "failed"), ("truong-5", None)]


@pytest.mark.parametrize(
    ("words", "puzzle", "found"),
    [
        ("truong mau 99 xuat sac", Puzzle.NO_UNION, 0),
        ("truong mau xuat sac", Puzzle.SEVERAL_UNIONS, 3),
        ("truong mau 12", Puzzle.NO_OPTION, 1),
        ("truong mau 12 gioi", Puzzle.NO_UNION, 0),
        ("truong mau 12 nhiệm vụ", Puzzle.NO_OPTION, 1),
        ("truong mau 12 3", Puzzle.NO_UNION, 0),
        ("bo truong mau", Puzzle.SEVERAL_UNIONS, 3),
        ("bo hoa mai", Puzzle.NO_UNION, 0),
        ("xuat sac", Puzzle.NO_UNION, 0),
    ],
)
def test_what_is_not_clear(words: str, puzzle: Puzzle, found: int) -> None:
    assert read(words) == [(words, puzzle, found)]


def test_what_is_clear_stands_beside_what_is_not() -> None:
    assert read("truong 12 tot; hoa mai tot") == [("truong-12", "good"), ("hoa mai tot", Puzzle.NO_UNION, 0)]


@pytest.mark.parametrize("nothing", ["", " ; , ", "…"])
def test_nothing(nothing: str) -> None:
    assert read(nothing) == []
