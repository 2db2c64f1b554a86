"""Reading what Vietnamese officers type: any diacritics or none, words or digits, asked about when unclear."""

from __future__ import annotations

from domain.reading.answers import read_yes_no
from domain.reading.controls import Control, read_control
from domain.reading.fold import clean, fold
from domain.reading.money import read_money
from domain.reading.numbers import read_count
from domain.reading.results import Problem, Reading, Unclear, Understood
from domain.reading.women import CountWithWomen, read_count_with_women

__all__ = [
    "Control",
    "CountWithWomen",
    "Problem",
    "Reading",
    "Unclear",
    "Understood",
    "clean",
    "fold",
    "read_control",
    "read_count",
    "read_count_with_women",
    "read_money",
    "read_yes_no",
]
