"""Reading which year something is for: a calendar number, "năm ngoái", or a school year by the year it starts in."""

from __future__ import annotations

import re

from domain.reading.lexicon import word_list
from domain.reading.results import LONGEST, Problem, Reading, Unclear, Understood
from domain.reading.tokens import tokens

_KNOWN = word_list("năm học nay này ngoái trước vừa rồi qua kia sau tới sang dạ ạ vâng em thưa là của cho cả khóa niên")
_AROUND = word_list("năm học dạ ạ vâng em thưa là của cho cả nhé nha niên khóa nk")
_SCHOOL_YEAR = re.compile(r"(?<![\d-])(?:\d{4}-(?:\d{4}|\d{2})|\d{2}-\d{2})(?![\d-])")
_NUMBER = re.compile(r"(?<![\d.,])\d{4}(?![\d.,])|(?<![\d.,-])\d{2}(?![\d.,-])")
_NEAR = re.compile(r"\bnam (hoc )?(?:vua )?(nay|ngoai|truoc|roi|qua|kia|sau|toi)\b|\bsang nam\b")
_AWAY = {"nay": 0, "ngoai": -1, "truoc": -1, "roi": -1, "qua": -1, "kia": -2}


def read_year(text: str, this_year: int) -> Reading[int]:
    """The year that `text` names, seen from `this_year`: "2026", "26", "nam nay", "nam ngoai", "sang nam".

    A school year ("2026-2027", "nam hoc 26-27") is the year in which it starts. One that is named by a single year
    ("năm học 2026", "năm học này") may have started in that year or the one before, and is asked about.
    """
    if len(text) > LONGEST:
        return Unclear(Problem.TOO_LONG)
    line = re.sub(r" ?[-–—/] ?", "-", " ".join(piece.key for piece in tokens(text, _KNOWN)))
    if not line:
        return Unclear(Problem.EMPTY)
    found: list[int] = []

    def spanned(match: re.Match[str]) -> str:
        first, last = (_full(digits) for digits in re.findall(r"\d+", match[0]))
        found.extend((first,) if last == first + 1 else (first, last))
        return " "

    def near(match: re.Match[str]) -> str:
        year = this_year + _AWAY.get(match[2], 1)
        found.extend((year, year - 1) if match[1] else (year,))
        return " "

    def alone(match: re.Match[str]) -> str:
        year = _full(match[0])
        found.extend((year, year - 1) if "nam hoc" in line and not found else (year,))
        return " "

    rest = _NUMBER.sub(alone, _NEAR.sub(near, _SCHOOL_YEAR.sub(spanned, line)))
    years = tuple(dict.fromkeys(found))
    if not years:
        return Unclear(Problem.NOT_A_YEAR)
    if len(years) > 1:
        return Unclear(Problem.AMBIGUOUS, years)
    strange = any(not _AROUND.meanings(word) for word in re.findall(r"\w+|\?", rest))
    return Unclear(Problem.NOT_A_YEAR, years) if strange else Understood(years[0])


def _full(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)
