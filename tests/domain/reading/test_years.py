from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import Problem, Unclear, Understood, read_year


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2026", 2026),
        ("26", 2026),
        ("2O26", 2026),  # a letter for the digit
        ("２０２６", 2026),
        ("năm 2026", 2026),
        ("dạ nam 2026 ạ", 2026),
        ("cả năm 2026", 2026),
        ("năm nay", 2026),
        ("nam nay", 2026),
        ("nawm nay", 2026),
        ("na8m nay", 2026),
        ("NĂM NAY", 2026),
        ("năm ngoái", 2025),
        ("nam ngoai", 2025),
        ("năm trước", 2025),
        ("nam vua roi", 2025),
        ("năm vừa qua", 2025),
        ("năm kia", 2024),
        ("sang năm", 2027),
        ("sang nam", 2027),
        ("năm sau", 2027),
        ("nam toi", 2027),
        ("năm nay 2026", 2026),
        ("năm học 2026-2027", 2026),
        ("nam hoc 26-27", 2026),
        ("niên khóa 2026 - 2027", 2026),
        ("2026-2027", 2026),
        ("2026 – 2027", 2026),
        ("2026/2027", 2026),
        ("2026-27", 2026),
        ("26-27", 2026),
        ("2025-2026", 2025),
        ("2019", 2019),
    ],
)
def test_reads_a_year(typed: str, year: int) -> None:
    assert read_year(typed, 2026) == Understood(year)


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("", Problem.EMPTY, ()),
        ("x" * 501, Problem.TOO_LONG, ()),
        ("abc", Problem.NOT_A_YEAR, ()),
        ("5", Problem.NOT_A_YEAR, ()),
        ("nam", Problem.NOT_A_YEAR, ()),
        ("hôm nay", Problem.NOT_A_YEAR, ()),
        ("2.026", Problem.NOT_A_YEAR, ()),
        ("20262027", Problem.NOT_A_YEAR, ()),
        ("12/2026", Problem.NOT_A_YEAR, (2026,)),
        ("12/3/2026", Problem.NOT_A_YEAR, (2026,)),
        ("quý 3 2026", Problem.NOT_A_YEAR, (2026,)),
        ("khoảng 2026", Problem.NOT_A_YEAR, (2026,)),
        ("2026?", Problem.NOT_A_YEAR, (2026,)),
        ("2025, 2026", Problem.AMBIGUOUS, (2025, 2026)),
        ("2025 hoặc 2026", Problem.AMBIGUOUS, (2025, 2026)),
        ("2021-2025", Problem.AMBIGUOUS, (2021, 2025)),
        ("năm ngoái 2024", Problem.AMBIGUOUS, (2025, 2024)),
        ("năm học 2026", Problem.AMBIGUOUS, (2026, 2025)),
        ("nam hoc nay", Problem.AMBIGUOUS, (2026, 2025)),
        ("năm học trước", Problem.AMBIGUOUS, (2025, 2024)),
    ],
)
def test_asks_about_an_unclear_year(typed: str, problem: Problem, readings: tuple[int, ...]) -> None:
    assert read_year(typed, 2026) == Unclear(problem, readings)


@given(st.integers(2000, 2098), st.sampled_from(["{0}", "năm {0}", "{0}-{1}", "nam hoc {0}/{1}", "{0} - {1}"]))
def test_a_year_is_read_back(year: int, form: str) -> None:
    assert read_year(form.format(year, year + 1), 2026) == Understood(year)
