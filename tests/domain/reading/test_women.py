from __future__ import annotations

import pytest

from domain.reading import CountWithWomen, Problem, Unclear, Understood, read_count_with_women


@pytest.mark.parametrize(
    ("typed", "total", "women"),
    [
        ("5", 5, None),
        ("5 người", 5, None),
        ("năm", 5, None),
        ("không", 0, None),
        ("5 nguoi nu 2", 5, 2),
        ("5 nguoi, nu 2", 5, 2),
        ("5, nu 2", 5, 2),
        ("5 nu 2", 5, 2),
        ("5nu2", 5, 2),
        ("kn 5 dv nu 2", 5, 2),
        ("5 người (2 nữ)", 5, 2),
        ("5 người (nữ: 2)", 5, 2),
        ("5 trong đó nữ 2", 5, 2),
        ("5 người, trong đó có 2 nữ", 5, 2),
        ("12 nguoi trong do nu 7", 12, 7),
        ("2 nữ trong 5 người", 5, 2),
        ("năm, nữ hai", 5, 2),
        ("nam nguoi nu 2", 5, 2),
        ("nam nguoi, nu hai nguoi", 5, 2),
        ("5 nam 2 nu", 7, 2),
        ("3 nam, 2 nữ", 5, 2),
        ("nam 3 nu 2", 5, 2),
        ("5 người, 3 nam 2 nữ", 5, 2),
        ("5 người, nữ 2, nam 3", 5, 2),
        ("5, không có nữ", 5, 0),
        ("5 ko nu", 5, 0),
        ("5 nữ không", 5, 0),
        ("5 người, nữ 0", 5, 0),
        ("5 nữ 5", 5, 5),
    ],
)
def test_reads_people_and_the_women_among_them(typed: str, total: int, women: int | None) -> None:
    assert read_count_with_women(typed) == Understood(CountWithWomen(total, women))


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("", Problem.EMPTY, ()),
        ("x" * 501, Problem.TOO_LONG, ()),
        ("abc", Problem.NOT_A_NUMBER, ()),
        ("nữ", Problem.TOTAL_MISSING, ()),
        ("5 nguoi nu 7", Problem.MORE_WOMEN_THAN_PEOPLE, ()),
        ("2 nu 5", Problem.MORE_WOMEN_THAN_PEOPLE, ((5, 2),)),
        ("5 nu", Problem.TOTAL_MISSING, ((5, 5),)),
        ("nu 2", Problem.TOTAL_MISSING, ((2, 2),)),
        ("nam nu 2", Problem.TOTAL_MISSING, ((5, 2),)),
        ("5 người, 1 nam 2 nữ", Problem.SUM_DIFFERS, ((5, 2),)),
        ("5/2", Problem.COUNT_OR_DATE, ((5, 2), (5, None))),
        ("5 2", Problem.SEVERAL_NUMBERS, ((5, 2), (5, None))),
        ("2 5", Problem.SEVERAL_NUMBERS, ((2, None), (5, None))),
        ("khoảng 5, nữ 2", Problem.VAGUE, ((5, 2),)),
        ("5, nữ vài người", Problem.VAGUE, ((5, 5),)),
        ("5 nữ 2 à nhầm nữ 3", Problem.CORRECTED, ((5, 3),)),
        ("một trăm năm, nữ 2", Problem.AMBIGUOUS, ((150, 2),)),
        ("1,234 nữ 2", Problem.AMBIGUOUS, ((1234, 2),)),
        ("5 voi nữ 2", Problem.OTHER_WORDS, ((5, 2),)),
    ],
)
def test_asks_about_the_rest(typed: str, problem: Problem, readings: tuple[tuple[int, int | None], ...]) -> None:
    offered = tuple(CountWithWomen(total, women) for total, women in readings)
    assert read_count_with_women(typed) == Unclear(problem, offered)
