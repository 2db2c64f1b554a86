"""Telling a bare question about progress ("doi thoai den dau roi") from all else that is typed."""

from __future__ import annotations

import re
from datetime import date

from domain.reading import question_words as patterns
from domain.reading.fold import fold
from domain.reading.lexicon import Lexicon
from domain.reading.periods import read_period
from domain.reading.phrases import Line
from domain.reading.results import LONGEST

_MOST_WORDS = 16
"""Longer texts tell something, whatever words they hold."""
_YEAR = re.compile(r"\d{4}")
_ANY_DAY = date(2030, 12, 31)
"""Which words are a period does not depend on the day."""


def asked_about(text: str) -> str | None:
    """What a question about progress is about, as it was typed but without the words that make it a question.

    "" where it asks about everything ("tiến độ thế nào rồi"). None where the text is no such question: a report
    ("kết nạp 5"), the name of a form alone, an answer, or a question about the bot itself ("nhập thế nào").
    """
    if len(text) > LONGEST:
        return None
    asked = _Asked(Line.of(text, patterns.SPELLED))
    if len(asked.line.words) > _MOST_WORDS:
        return None
    asked.cut(patterns.POLITE)
    openly = asked.cut(*patterns.HEADS)
    if not openly and asked.line.find(*patterns.HOW_TO):
        return None
    if asked.cut(patterns.WHICH):
        openly = True
        asked.cut(patterns.RANKED)
    openly = asked.cut(patterns.HOW_FAR) or openly
    vaguely = asked.cut(*patterns.HOW_MUCH)
    vaguely = asked.cut(*patterns.LOOKING) or vaguely
    asked.cut(patterns.AFTERWARDS)
    if not openly and not vaguely and not asked.cut(patterns.FIGURES_OF) and not asked.begins_with_period():
        return None
    if not openly and not asked.is_subject(numbers=vaguely):
        return None
    asked.cut(patterns.FIGURES_OF)
    asked.cut(patterns.NAMED_BESIDE)
    return str(asked.line)


class _Asked:
    """The words that are left of a text."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def cut(self, *phrases: re.Pattern[str]) -> bool:
        """Take out each of the phrases. Returns whether one of them was there."""
        before = len(self.line.words)
        for phrase in phrases:
            if (match := self.line.find(phrase)) is not None:
                self.line = self.line.without(match)
        return len(self.line.words) < before

    def is_subject(self, *, numbers: bool) -> bool:
        """Whether the words name something besides a period. `numbers`: it may have some in its name."""
        words = self._beside_period()
        if not numbers and any(map(str.isdigit, "".join(words))):
            return False
        return any(not word.isdigit() and not _is_one_of(patterns.NO_SUBJECT, word) for word in words)

    def begins_with_period(self) -> bool:
        """Whether a period comes first and something that may be asked of it follows: "quy 3 nam 2025 ket nap".

        A bare year that comes first may be a count.
        """
        said, rest = fold(str(self.line)).split(), self._beside_period()
        if not 0 < len(rest) < len(said) or said[-len(rest) :] != rest or _YEAR.fullmatch(said[0]):
            return False
        told = any(_is_one_of(patterns.UNTOLD, word) for word in rest)
        return not told and read_period(" ".join(rest), _ANY_DAY) is None

    def _beside_period(self) -> list[str]:
        """The folded words without those of a period."""
        words = str(self.line)
        found = read_period(words, _ANY_DAY)
        return (fold(words) if found is None else found.rest).split()


def _is_one_of(words: Lexicon[bool], folded: str) -> bool:
    return bool(words.meanings(folded))
