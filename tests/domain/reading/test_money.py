from __future__ import annotations

import pytest

from domain.reading import Problem, Unclear, Understood, read_money


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("5tr", 5_000_000),
        ("5 trieu", 5_000_000),
        ("5 củ", 5_000_000),
        ("5 cu", 5_000_000),
        ("5trđ", 5_000_000),
        ("5tr2", 5_200_000),
        ("5 triệu 2", 5_200_000),
        ("năm triệu hai", 5_200_000),
        ("năm triệu hai trăm", 5_200_000),
        ("5tr 200k", 5_200_000),
        ("5tr250", 5_250_000),
        ("5tr050", 5_050_000),
        ("5 trieu ruoi", 5_500_000),
        ("5tr5", 5_500_000),
        ("một triệu năm", 1_500_000),
        ("5,5 triệu", 5_500_000),
        ("1.5tr", 1_500_000),
        ("500k", 500_000),
        ("500 K", 500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn", 500_000),
        ("năm trăm nghìn", 500_000),
        ("1 ty 2", 1_200_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1.2 tỉ", 1_200_000_000),
        ("1.200 triệu", 1_200_000_000),
        ("5.000.000", 5_000_000),
        ("5.000.000đ", 5_000_000),
        ("5.000.000 VNĐ", 5_000_000),
        ("5,000,000", 5_000_000),
        ("5 000 000", 5_000_000),
        ("500 đồng", 500),
        ("chi 5 trieu dong", 5_000_000),
        ("thu 5 trieu", 5_000_000),
        ("nawm trieeju", 5_000_000),
        ("nam tram nghin", 500_000),
        ("1ty2", 1_200_000_000),
        ("2 tỷ rưỡi", 2_500_000_000),
        ("1 ty 200 trieu", 1_200_000_000),
        ("một tỷ không trăm linh năm nghìn", 1_000_005_000),
        ("0", 0),
        ("không", 0),
        ("ko co", 0),
    ],
)
def test_reads_an_amount(typed: str, amount: int) -> None:
    assert read_money(typed) == Understood(amount)


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("", Problem.EMPTY, ()),
        ("x" * 501, Problem.TOO_LONG, ()),
        ("nhiều", Problem.VAGUE, ()),
        ("abc", Problem.NOT_A_NUMBER, ()),
        ("5", Problem.UNSURE_OF_UNIT, (5_000, 5_000_000, 5)),
        ("500", Problem.UNSURE_OF_UNIT, (500_000, 500_000_000, 500)),
        ("999", Problem.UNSURE_OF_UNIT, (999_000, 999_000_000, 999)),
        ("12,5", Problem.UNSURE_OF_UNIT, (12_500, 12_500_000)),
        ("1,234", Problem.AMBIGUOUS, (1234,)),
        ("1,234 tỷ", Problem.AMBIGUOUS, (1_234_000_000_000, 1_234_000_000)),
        ("5tr20", Problem.AMBIGUOUS, (5_200_000, 5_020_000)),
        ("1.2345", Problem.BAD_GROUPING, ()),
        ("khoảng 5tr", Problem.VAGUE, (5_000_000,)),
        ("hơn 5 triệu", Problem.VAGUE, (5_000_000,)),
        ("triệu", Problem.VAGUE, (1_000_000,)),
        ("5-6 triệu", Problem.RANGE, (5_000, 5_000_000, 5, 6_000_000)),
        ("5tr và 6tr", Problem.SEVERAL_NUMBERS, (5_000_000, 6_000_000)),
        ("5tr, à nhầm 6tr", Problem.CORRECTED, (6_000_000, 5_000_000)),
        ("-5tr", Problem.NEGATIVE, (5_000_000,)),
        ("1234,5 đồng", Problem.NOT_WHOLE, ()),
        ("99999 tỷ", Problem.TOO_LARGE, ()),
        ("500k/người", Problem.OTHER_WORDS, (500_000,)),
        ("mỗi người 500k", Problem.OTHER_WORDS, (500_000,)),
        ("5 triệu voi", Problem.OTHER_WORDS, (5_000_000,)),
    ],
)
def test_asks_about_an_unclear_amount(typed: str, problem: Problem, readings: tuple[int, ...]) -> None:
    assert read_money(typed) == Unclear(problem, readings)
