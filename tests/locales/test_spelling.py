from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import Understood, read_money
from locales import in_words, use


@pytest.mark.parametrize(
    ("amount", "vi", "en"),
    [
        (100_000_000, "một trăm triệu", "100 million"),
        (1_005_000, "một triệu không trăm linh năm nghìn", "1.005 million"),
        (21_000_000, "hai mươi mốt triệu", "21 million"),
        (24_000_000, "hai mươi tư triệu", "24 million"),
        (115_000_000, "một trăm mười lăm triệu", "115 million"),
        (105_000_000, "một trăm linh năm triệu", "105 million"),
        (111_144_155, "một trăm mười một triệu một trăm bốn mươi tư nghìn một trăm năm mươi lăm", "111.144155 million"),
        (1_200_000_000, "một tỷ hai trăm triệu", "1.2 billion"),
        (1_024_015_000, "một tỷ không trăm hai mươi tư triệu không trăm mười lăm nghìn", "1.024015 billion"),
        (5_200_000_000, "năm tỷ hai trăm triệu", "5.2 billion"),
        (12_345_000_000_000, "mười hai nghìn ba trăm bốn mươi lăm tỷ", "12.345 trillion"),
        (10_000_000_000_500, "mười nghìn tỷ năm trăm", "10.0000000005 trillion"),
    ],
)
def test_an_amount_in_words(amount: int, vi: str, en: str) -> None:
    assert in_words(amount) == vi
    with use("en"):
        assert in_words(amount) == en


@given(st.integers(10_000, 10**10).map(lambda thousands: thousands * 1000))
def test_what_is_written_in_words_is_read_as_the_same_amount(amount: int) -> None:
    reading = read_money(in_words(amount))
    readings = (reading.value,) if isinstance(reading, Understood) else reading.readings
    assert amount in readings
