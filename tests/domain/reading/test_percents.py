from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import Problem, Unclear, Understood, read_percent


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("95", 9500),
        ("95%", 9500),
        ("95 %", 9500),
        ("９５％", 9500),
        ("95,5 %", 9550),
        ("95.5", 9550),
        ("95,55%", 9555),
        ("chín mươi lăm phần trăm", 9500),
        ("chin muoi lam phan tram", 9500),
        ("chisn muwowi phaafn trawm", 9000),
        ("95 phan tram", 9500),
        ("năm phần trăm", 500),
        ("nam phan tram", 500),
        ("một trăm phần trăm", 10000),
        ("100", 10000),
        ("1", 100),
        ("0,95%", 95),
        ("0,95 phan tram", 95),
        ("đạt 95%", 9500),
        ("tỷ lệ 95%", 9500),
        ("ty le dat 95,5 %", 9550),
        ("dạ 95% ạ", 9500),
        ("0", 0),
        ("không", 0),
        ("ko co", 0),
    ],
)
def test_reads_a_share(typed: str, hundredths: int) -> None:
    assert read_percent(typed) == Understood(hundredths)


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("", Problem.EMPTY, ()),
        ("x" * 501, Problem.TOO_LONG, ()),
        ("abc", Problem.NOT_A_NUMBER, ()),
        ("%", Problem.NOT_A_NUMBER, ()),
        ("phần trăm", Problem.NOT_A_NUMBER, ()),
        ("0,95", Problem.AMBIGUOUS, (9500, 95)),
        ("0.5", Problem.AMBIGUOUS, (5000, 50)),
        ("120", Problem.ABOVE_ALL, (12000,)),
        ("100,01%", Problem.ABOVE_ALL, (10001,)),
        ("1000%", Problem.ABOVE_ALL, (100000,)),
        ("1000,01%", Problem.TOO_LARGE, ()),
        ("9550", Problem.TOO_LARGE, ()),
        ("95.555", Problem.TOO_LARGE, ()),
        ("95,555", Problem.TOO_PRECISE, (9555, 9556)),
        ("95,5,5", Problem.BAD_GROUPING, ()),
        ("-5", Problem.NEGATIVE, (500,)),
        ("khoảng 95%", Problem.VAGUE, (9500,)),
        ("trên 95%", Problem.VAGUE, (9500,)),
        ("95% trở lên", Problem.OTHER_WORDS, (9500,)),
        ("95-96%", Problem.RANGE, (9500, 9600)),
        ("95% và 96%", Problem.SEVERAL_NUMBERS, (9500, 9600)),
        ("95%, à nhầm 96%", Problem.CORRECTED, (9600, 9500)),
        ("nhiều", Problem.VAGUE, ()),
    ],
)
def test_asks_about_an_unclear_share(typed: str, problem: Problem, readings: tuple[int, ...]) -> None:
    assert read_percent(typed) == Unclear(problem, readings)


@given(st.integers(0, 10000))
def test_a_share_is_read_back(hundredths: int) -> None:
    assert read_percent(f"{hundredths // 100},{hundredths % 100:02}%") == Understood(hundredths)
