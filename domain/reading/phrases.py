"""Finding phrases among words, however many of their diacritics were typed, and what is left without them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from domain.reading.fold import fold, lower, strip_marks
from domain.reading.lexicon import Lexicon

_SPACED_YEARS = re.compile(r"(?<!\d)(\d{4}) ?[-–—] ?(\d{4})(?!\d)")
_SPACED_SLASH = re.compile(r"(?<=\d) ?/ ?(?=\d)")
_DATE = re.compile(r"(?<![^\W_])(?:\d+(?:[/.-]\d+)+|[^\W\d_]{1,5}\d+/\d+)(?![^\W_])")


def typed_words(text: str) -> list[str]:
    """The words in lower case with their diacritics, without punctuation; a date stays one word ("10/2026", "t10/26").

    Folded and joined by spaces they are what `fold` makes of the text.
    """
    line = _SPACED_SLASH.sub("/", _SPACED_YEARS.sub(r"\1-\2", lower(text)))
    words: list[str] = []
    end = 0
    for date in _DATE.finditer(line):
        words += [*_plain_words(line[end : date.start()]), date[0]]
        end = date.end()
    return [*words, *_plain_words(line[end:])]


def phrase(pattern: str) -> re.Pattern[str]:
    """A pattern over whole words of a `Line`, its own words spelled without diacritics."""
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """Words, and beside each the key under which phrases find it."""

    words: tuple[str, ...]
    keys: tuple[str, ...]

    @classmethod
    def of(cls, text: str, spelled: Lexicon[Any]) -> Line:
        """The words of a text, for phrases whose words are among those `spelled`.

        A key has no diacritics, but where those typed make it another word than the ones spelled: the "quỹ" of a fund
        is not the "quý" of a year. A slip of the keyboard is repaired where that gives one of them.
        """
        words = tuple(typed_words(text))
        return cls(words, tuple(_key(word, spelled) for word in words))

    def find(self, *phrases: re.Pattern[str]) -> re.Match[str] | None:
        """Where the first of the phrases stands that is there."""
        line = " ".join(self.keys)
        return next((match for phrase in phrases if (match := phrase.search(line))), None)

    def without(self, found: re.Match[str]) -> Line:
        """The words that do not stand in what was found."""
        first = found.string.count(" ", 0, found.start())
        end = first + 1 + found[0].count(" ")
        return Line(self.words[:first] + self.words[end:], self.keys[:first] + self.keys[end:])

    def __str__(self) -> str:
        return " ".join(self.words)


def _plain_words(text: str) -> list[str]:
    kept = "".join(letter if letter.isalnum() or unicodedata.combining(letter) else " " for letter in text)
    return [word for word in kept.split() if fold(word)]


def _key(word: str, spelled: Lexicon[Any]) -> str:
    if spelled.meanings(word):
        return strip_marks(word)
    if not word.isascii():
        return word
    stem = word.rstrip("0123456789")
    # "thang1" may be "tháng" in VNI keys as well as "tháng 1".
    return word if spelled.meanings(stem) else strip_marks(spelled.repaired(word) or word)
