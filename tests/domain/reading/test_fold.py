from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import clean, fold


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Đoàn viên", "doan vien"),
        (unicodedata.normalize("NFD", "Đoàn viên mới"), "doan vien moi"),
        ("ÐOÀN VIÊN", "doan vien"),  # U+00D0, the Icelandic look-alike
        ("hoà thuỷ", "hoa thuy"),
        ("hòa thủy", "hoa thuy"),
        ("  đối   thoại,  hội-nghị!! ", "doi thoai hoi nghi"),
        ("/tiendo", "tiendo"),
        ("ＡＢＣ　１２", "abc 12"),
        ("Y Ŏ Kơ̆", "y o ko"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_folds_to_one_key(typed: str, key: str) -> None:
    assert fold(typed) == key


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("kết\u200b nạp", "kết nạp"),
        ("\u202e5\u202c", "5"),
        ("\ufeff a\t b\r\nc\x00 ", "a b c"),
        (unicodedata.normalize("NFD", "hội nghị"), "hội nghị"),
        ("ho\u200b\u0302i", "hôi"),
    ],
)
def test_cleans_what_cannot_be_seen(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text(max_size=60))
def test_cleaning_and_folding_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
