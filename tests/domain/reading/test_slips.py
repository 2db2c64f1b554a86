from __future__ import annotations

import pytest

from domain.reading.lexicon import could_be
from domain.reading.slips import unslip


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("mootj", "một"),
        ("mo65t", "một"),
        ("ddoanf", "đoàn"),
        ("d9oa2n", "đoàn"),
        ("vieen", "viên"),
        ("vie6n", "viên"),
        ("nguwowif", "người"),
        ("nguoiwf", "người"),
        ("nguoi72", "người"),
        ("trieeju", "triệu"),
        ("nawm", "năm"),
        ("na8m", "năm"),
        ("huyr", "hủy"),
    ],
)
def test_keystrokes_become_the_word(keys: str, word: str) -> None:
    repaired = unslip(keys)
    assert repaired is not None
    assert could_be(repaired, word)
    assert could_be(word, repaired)


@pytest.mark.parametrize("word", ["hai", "5", "đoàn", "", "a" * 30, "x-y"])
def test_what_is_no_slip_stays(word: str) -> None:
    assert unslip(word) is None
