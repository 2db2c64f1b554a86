from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.reading import Problem, Unclear, Understood, read_count, read_money
from domain.reading.fold import strip_marks
from tests.domain.reading.spelling import spell

VARIANTS = {"linh": "lẻ", "lăm": "nhăm", "tư": "bốn", "nghìn": "ngàn", "tỷ": "tỉ"}


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("5", 5),
        ("1.234", 1234),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("5 000 000", 5000000),
        ("999.999.999", 999999999),
        ("05", 5),
        ("O5", 5),
        ("o5", 5),
        ("l0", 10),
        ("1O", 10),
        ("５", 5),
        ("２５ người", 25),
        ("hai mươi", 20),
        ("HAI MƯƠI", 20),
        ("hai chuc", 20),
        ("2 chục", 20),
        ("hai muoi lam", 25),
        ("hăm lăm", 25),
        ("ham mot", 21),
        ("hai lăm", 25),
        ("hai nhăm", 25),
        ("hai mốt", 21),
        ("hai mươi mốt", 21),
        ("ba tư", 34),
        ("một trăm linh năm", 105),
        ("tram le nam", 105),
        ("một trăm hai", 120),
        ("tram rưỡi", 150),
        ("một trăm năm mươi", 150),
        ("một nghìn không trăm linh năm", 1005),
        ("hai ngàn rưởi", 2500),
        ("2 nghìn", 2000),
        ("1,2 nghìn", 1200),
        ("chục rưỡi", 15),
        ("chục hai", 12),
        ("mười lăm", 15),
        ("muoi lam", 15),
        ("muoi", 10),
        ("một chục", 10),
        ("năm", 5),
        ("nam", 5),
        ("nam nguoi", 5),
        ("sau", 6),
        ("sau nguoi", 6),
        ("mootj", 1),
        ("mo65t", 1),
        ("nawm nguwowif", 5),
        ("hai muwowi", 20),
        ("không", 0),
        ("ko", 0),
        ("ko co", 0),
        ("ko co gi", 0),
        ("k", 0),
        ("K", 0),
        ("kg", 0),
        ("hong", 0),
        ("hok", 0),
        ("0", 0),
        ("không có", 0),
        ("khong phat sinh", 0),
        ("kps", 0),
        ("dạ không ạ", 0),
        ("da chua co a", 0),
        ("5 người", 5),
        ("5 nguoi", 5),
        ("co 5 dong chi", 5),
        ("5 đ/c", 5),
        ("5 đc", 5),
        ("5 đv", 5),
        ("5 dv", 5),
        ("dạ 5 ạ", 5),
        ("Dạ, 5 ạ.", 5),
        ("5.", 5),
        ("(5)", 5),
        ("số 5", 5),
        ("ket nap 5 doan vien", 5),
        ("kn 5", 5),
        ("kn 5 dv", 5),
        ("them 5 nguoi", 5),
        ("giam 2", 2),
        ("2 nguoi nghi huu", 2),
        ("chuyen di 1", 1),
        ("năm nay kết nạp 5 người", 5),
        ("5 nữ", 5),
        ("24 tháng", 24),
    ],
)
def test_reads_a_count(typed: str, count: int) -> None:
    assert read_count(typed) == Understood(count)


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("", Problem.EMPTY, ()),
        ("   \u200b", Problem.EMPTY, ()),
        ("abc", Problem.NOT_A_NUMBER, ()),
        ("?", Problem.NOT_A_NUMBER, ()),
        ("x" * 501, Problem.TOO_LONG, ()),
        ("1,234", Problem.AMBIGUOUS, (1234,)),
        ("12,5", Problem.NOT_WHOLE, (12, 13)),
        ("12.5", Problem.NOT_WHOLE, (12, 13)),
        ("1.23", Problem.NOT_WHOLE, (1, 2)),
        ("1.2345", Problem.BAD_GROUPING, (12345,)),
        ("12.34.567", Problem.BAD_GROUPING, (1234567,)),
        ("5 rưỡi", Problem.OTHER_WORDS, (5,)),
        ("1234567890", Problem.TOO_LARGE, ()),
        ("9" * 400, Problem.TOO_LARGE, ()),
        ("999.999.999.999", Problem.TOO_LARGE, ()),
        ("một tỷ", Problem.TOO_LARGE, ()),
        ("một trăm năm", Problem.AMBIGUOUS, (150, 105)),
        ("mot tram nam", Problem.AMBIGUOUS, (150, 105)),
        ("2 trăm 5", Problem.AMBIGUOUS, (250, 205)),
        ("hai mươi năm", Problem.AMBIGUOUS, (25, 20)),
        ("một triệu hai trăm", Problem.AMBIGUOUS, (1_000_200, 1_200_000)),
        ("một triệu linh năm", Problem.AMBIGUOUS, (1_000_005, 1_005_000)),
        ("hai nghìn hai lăm", Problem.AMBIGUOUS, (2025, 2250)),
        ("hai ba người", Problem.AMBIGUOUS, (23, 2, 3)),
        ("5k", Problem.AMBIGUOUS, (5000, 5)),
        ("5 tr", Problem.AMBIGUOUS, (5_000_000, 5)),
        ("bao cao sau", Problem.AMBIGUOUS, (6,)),
        ("5/2", Problem.COUNT_OR_DATE, (5,)),
        ("12/3/2026", Problem.COUNT_OR_DATE, (12,)),
        ("tháng 5", Problem.COUNT_OR_DATE, (5,)),
        ("ngày 5", Problem.COUNT_OR_DATE, (5,)),
        ("vài", Problem.VAGUE, ()),
        ("vài người", Problem.VAGUE, ()),
        ("mấy", Problem.VAGUE, ()),
        ("may nguoi", Problem.VAGUE, ()),
        ("một số người", Problem.VAGUE, ()),
        ("khoảng 10", Problem.VAGUE, (10,)),
        ("khoang 10", Problem.VAGUE, (10,)),
        ("hơn 20", Problem.VAGUE, (20,)),
        ("hon 20 nguoi", Problem.VAGUE, (20,)),
        ("gần 20", Problem.VAGUE, (20,)),
        ("mười mấy", Problem.VAGUE, (10,)),
        ("chục người", Problem.VAGUE, (10,)),
        ("~5", Problem.VAGUE, (5,)),
        ("5+", Problem.VAGUE, (5,)),
        ("5?", Problem.VAGUE, (5,)),
        ("đến 5", Problem.VAGUE, (5,)),
        ("5-7", Problem.RANGE, (5, 7)),
        ("5 – 7 người", Problem.RANGE, (5, 7)),
        ("5 đến 7", Problem.RANGE, (5, 7)),
        ("tu 5 den 7", Problem.RANGE, (5, 7)),
        ("5 hoặc 6", Problem.RANGE, (5, 6)),
        ("5 7", Problem.SEVERAL_NUMBERS, (5, 7)),
        ("1 234", Problem.SEVERAL_NUMBERS, (1, 234)),
        ("5 nguoi nu 2", Problem.SEVERAL_NUMBERS, (5, 2)),
        ("5, à nhầm 6", Problem.CORRECTED, (6, 5)),
        ("5 a nham 6", Problem.CORRECTED, (6, 5)),
        ("-5", Problem.NEGATIVE, (5,)),
        ("−5", Problem.NEGATIVE, (5,)),
        ("âm 5", Problem.NEGATIVE, (5,)),
        ("không phải 5", Problem.NEGATED, (5,)),
        ("chưa đủ 5", Problem.NEGATED, (5,)),
        ("5 con voi", Problem.OTHER_WORDS, (5,)),
        ("lần 2", Problem.OTHER_WORDS, (2,)),
        ("mỗi tổ 5", Problem.OTHER_WORDS, (5,)),
        ("5%", Problem.OTHER_WORDS, (5,)),
    ],
)
def test_asks_about_what_is_not_one_plain_count(typed: str, problem: Problem, readings: tuple[int, ...]) -> None:
    assert read_count(typed) == Unclear(problem, readings)


def test_marks_settle_what_plain_letters_leave_open() -> None:
    assert read_count("bảy người") == Understood(7)
    assert not isinstance(read_count("bấy người"), Understood)
    assert not isinstance(read_count("nấm"), Understood)


NUMBERS = st.one_of(
    st.integers(0, 2000),
    st.integers(0, 10**9),
    st.builds(lambda a, b: a * 10**b, st.integers(1, 999), st.integers(0, 6)),
)


@given(NUMBERS, st.sets(st.sampled_from(sorted(VARIANTS))), st.booleans())
@example(10**9, set(), False)
@example(1_000_005, {"linh"}, True)
@example(555_555_555, {"lăm"}, True)
def test_a_number_in_words_is_never_read_as_another(n: int, swapped: set[str], bare: bool) -> None:
    words = spell(n, lambda word: VARIANTS[word] if word in swapped else word)
    typed = strip_marks(words) if bare else words
    count = read_count(typed)
    if n <= 999_999_999:
        assert count == Understood(n)
    else:
        assert isinstance(count, Unclear)
    money = read_money(typed)
    assert money == Understood(n) if n >= 1000 or n == 0 else isinstance(money, Unclear)
    assert read_money(typed + " đồng") == Understood(n)


@given(NUMBERS.filter(lambda n: n < 10**9))
def test_digits_grouped_by_points_are_read_back(n: int) -> None:
    assert read_count(f"{n:,}".replace(",", ".")) == Understood(n)


@given(st.integers(1, 10**9), st.data())
def test_a_number_with_words_left_out_is_read_or_asked_about_but_not_refused(n: int, data: st.DataObject) -> None:
    words = spell(n).split()
    kept = data.draw(st.lists(st.sampled_from(range(len(words))), min_size=1, unique=True).map(sorted))
    for read in (read_count, read_money):
        reading = read(" ".join(words[i] for i in kept))
        assert isinstance(reading, Understood | Unclear)
        if isinstance(reading, Unclear):
            assert reading.problem in set(Problem)
