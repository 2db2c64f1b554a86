"""Periods in the words of people: which are found, what is left without them, and what is no period."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.reading.fold import fold
from domain.reading.periods import PeriodFound, PeriodKind, PeriodWords, read_period
from tests.domain.reading.test_any_text import TEXTS

TODAY = date(2026, 11, 26)
MONTH, QUARTER, HALF, YEAR = PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR


@pytest.mark.parametrize(
    ("typed", "kind", "number", "year"),
    [
        ("tháng 10", MONTH, 10, 2026),
        ("thang 12", MONTH, 12, 2025),  # the latest that has begun
        ("thang 12 nam nay", MONTH, 12, 2026),
        ("thang 10 nam ngoai", MONTH, 10, 2025),
        ("nam ngoai thang 10", MONTH, 10, 2025),
        ("thang 10/2025", MONTH, 10, 2025),
        ("thang 10 / 2025", MONTH, 10, 2025),
        ("thang 10-2025", MONTH, 10, 2025),
        ("thang 10 2025", MONTH, 10, 2025),
        ("thang 10 nam 25", MONTH, 10, 2025),
        ("10/2025", MONTH, 10, 2025),
        ("2025-10", MONTH, 10, 2025),
        ("t10", MONTH, 10, 2026),
        ("T10/2025", MONTH, 10, 2025),
        ("t10/25", MONTH, 10, 2025),
        ("thang10", MONTH, 10, 2026),
        ("trong tháng mười", MONTH, 10, 2026),
        ("thang muoi mot", MONTH, 11, 2026),
        ("thang nam", MONTH, 5, 2026),
        ("tháng sáu", MONTH, 6, 2026),
        ("thang nay", MONTH, 11, 2026),
        ("tháng này", MONTH, 11, 2026),
        ("thang truoc", MONTH, 10, 2026),
        ("tháng vừa rồi", MONTH, 10, 2026),
        ("q3", QUARTER, 3, 2026),
        ("quy 3/2025", QUARTER, 3, 2025),
        ("Quý III", QUARTER, 3, 2026),
        ("QUÝ IV NĂM NGOÁI", QUARTER, 4, 2025),
        ("quy 4", QUARTER, 4, 2026),
        ("quy mot", QUARTER, 1, 2026),
        ("quy nay", QUARTER, 4, 2026),
        ("quy truoc", QUARTER, 3, 2026),
        ("3 thang dau nam", QUARTER, 1, 2026),
        ("6 thang dau nam", HALF, 1, 2026),
        ("6 tháng đầu năm 2025", HALF, 1, 2025),
        ("6 thang dau nam nay", HALF, 1, 2026),
        ("sau thang dau nam ngoai", HALF, 1, 2025),
        ("6t dau nam", HALF, 1, 2026),
        ("nua dau nam", HALF, 1, 2026),
        ("nua nam dau 2025", HALF, 1, 2025),
        ("6 thang cuoi nam", HALF, 2, 2026),
        ("nửa cuối năm 2025", HALF, 2, 2025),
        ("nam 2025", YEAR, 0, 2025),
        ("ca nam 2025", YEAR, 0, 2025),
        ("cuoi nam 2025", YEAR, 0, 2025),
        ("2025", YEAR, 0, 2025),
        ("nam 25", YEAR, 0, 2025),
        ("nam nay", YEAR, 0, 2026),
        ("nam ngoai", YEAR, 0, 2025),
        ("nam truoc", YEAR, 0, 2025),
        ("nawm ngoasi", YEAR, 0, 2025),  # keystrokes left as they were
        ("na8m ngoai", YEAR, 0, 2025),
        ("tu dau nam den nay", YEAR, 0, 2026),
        ("luy ke", YEAR, 0, 2026),
        ("năm học 2025-2026", YEAR, 0, 2025),
        ("cung ky", YEAR, 0, 2026),
        ("so voi cung ky nam ngoai", YEAR, 0, 2026),
        ("thang 10 so voi cung ky nam ngoai", MONTH, 10, 2026),
    ],
)
def test_reads_a_part_of_a_year_or_a_year(typed: str, kind: PeriodKind, number: int, year: int) -> None:
    assert read_period(typed, TODAY) == PeriodFound(PeriodWords(kind, number, year), "")


@pytest.mark.parametrize(
    ("typed", "kind", "first", "last"),
    [
        ("giai doan 2021-2025", PeriodKind.PHASE, 2021, 2025),
        ("Giai đoạn 2021 – 2023", PeriodKind.PHASE, 2021, 2023),
        ("giai doan 2021 den 2025", PeriodKind.PHASE, 2021, 2025),
        ("2021-2025", PeriodKind.PHASE, 2021, 2025),
        ("2021-25", PeriodKind.PHASE, 2021, 2025),
        ("tu nam 2021 den nam 2025", PeriodKind.PHASE, 2021, 2025),
        ("giai doan den 2025", PeriodKind.PHASE, None, 2025),
        ("ca giai doan", PeriodKind.PHASE, None, None),
        ("nhiem ky 2023-2028", PeriodKind.TERM, 2023, 2028),
        ("nhiệm kì 2023 đến 2028", PeriodKind.TERM, 2023, 2028),
        ("nhiem ky nay", PeriodKind.TERM, None, None),
        ("tu dau nhiem ky den nay", PeriodKind.TERM, None, None),
    ],
)
def test_reads_a_phase_or_a_term(typed: str, kind: PeriodKind, first: int | None, last: int | None) -> None:
    assert read_period(typed, TODAY) == PeriodFound(PeriodWords(kind, first=first, last=last), "")


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("tính đến 20/10", date(2026, 10, 20)),
        ("den ngay 20/12", date(2025, 12, 20)),
        ("den 20/10/2025", date(2025, 10, 20)),
        ("tinh den ngay 20 thang 10", date(2026, 10, 20)),
        ("tinh den 20/10 nam ngoai", date(2025, 10, 20)),
        ("den het thang 9", date(2026, 9, 30)),
        ("den thang truoc", date(2026, 10, 31)),
        ("tu dau nam den het quy 3", date(2026, 9, 30)),
        ("tu thang 1 den thang 2 nam 2024", date(2024, 2, 29)),
        ("9 tháng đầu năm", date(2026, 9, 30)),
        ("9 thang nam 2025", date(2025, 9, 30)),
    ],
)
def test_reads_up_to_which_day(typed: str, on: date) -> None:
    assert read_period(typed, TODAY) == PeriodFound(PeriodWords(YEAR, year=on.year), "", on)


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("tien do dak ha thang 10", "tien do dak ha"),
        ("Quý 3 năm 2025, kết nạp?", "ket nap"),
        ("doi thoai cua dak ha trong thang 10", "doi thoai cua dak ha"),
        ("truong mau 01 thang 10", "truong mau 01"),
        ("truong mau 01 nam 2025", "truong mau 01"),
        ("cong ty mau 07 t10/2025", "cong ty mau 07"),
        ("tien do 2025", "tien do"),
        ("cong ty viet nam 2025", "cong ty viet nam"),
        ("thang 10 dak ha nam ngoai ket nap", "dak ha ket nap"),
        ("đoàn viên chuyển đến tháng 10", "doan vien chuyen den"),
        ("2025 dak-ha", "dak ha"),
    ],
)
def test_leaves_the_other_words(typed: str, rest: str) -> None:
    found = read_period(typed, TODAY)
    assert found is not None
    assert found.rest == rest


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "mau 012",
        "truong mau 12",
        "cong ty 03",
        "trường 2025",
        "doi so 2025",
        "ket nap 2025 nguoi",
        "2025 đoàn viên",
        "nam 25 nguoi",  # five, or men
        "5 nu 2",
        "12/3",
        "12/3/2026",
        "ngay 5 thang 10",
        "den 31/2",
        "thang 13",
        "quy 5",
        "quỹ 3",  # a fund
        "thắng 10",
        "thang sau",  # the next month, or June
        "tu thang 3 den thang 5",
        "giai doan 2025-2021",
        "nam",
        "hom nay",
        "1999",
        "x" * 501,
    ],
)
def test_is_no_period(typed: str) -> None:
    found = read_period(typed, TODAY)
    assert found is None or (typed.startswith("giai doan") and found.period.first is None)


SPELLED = [
    "tháng 10",
    "Quý III năm ngoái",
    "6 tháng đầu năm 2025",
    "năm nay",
    "giai đoạn 2021-2025",
    "nhiệm kỳ 2023-2028",
    "tính đến 20/10",
    "tháng trước",
]
NAMES = ["Đăk Hà", "CĐCS Trường Mẫu 01", "Công ty Mẫu 007", "thoả ước", "đối thoại", "hoà bình", "Y Ŏ", "kết nạp 5", ""]


@given(st.sampled_from(SPELLED), st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(0, 3))
def test_spelling_does_not_matter_and_no_other_word_is_lost(spelled: str, before: str, after: str, style: int) -> None:
    text = f"{before} {spelled} {after}"
    found = read_period(text, TODAY)
    alone = read_period(spelled, TODAY)
    assert found is not None
    assert alone is not None
    assert (found.period, found.on) == (alone.period, alone.on)
    assert found.rest == fold(f"{before} {after}")
    typed = [text.upper(), unicodedata.normalize("NFD", text), _plain(text), f"  {text.replace(' ', '  ')} ?"][style]
    assert read_period(typed, TODAY) == found


@given(TEXTS | st.lists(st.sampled_from(" ".join(SPELLED).split()), max_size=8).map(" ".join))
@example("\u0301quy 3")
@example("²/3 10/2026/5")
@example("thang 10 " * 400)
def test_any_text_is_read_and_what_is_left_stood_in_it(text: str) -> None:
    found = read_period(text, TODAY)
    if found is not None:
        words = iter(fold(text).split())
        assert all(word in words for word in found.rest.split())


def _plain(text: str) -> str:
    """The text without diacritics, its dates and dashes as they are."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")
