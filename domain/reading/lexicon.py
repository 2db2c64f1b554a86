"""Words with a meaning, found however many of their diacritics were typed.

A person may leave marks out but hardly ever adds wrong ones. So a typed word can be every word that has
at least its marks: "dung" can be "đúng" and "đừng", "đúng" only itself. Marks that are there settle it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Generic, TypeVar

from domain.reading.fold import strip_marks
from domain.reading.slips import unslip

M = TypeVar("M")

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_Word = tuple[tuple[frozenset[str], ...], str]


class Lexicon(Generic[M]):
    """Lower-case Vietnamese words or phrases, spelled in full, and what each means."""

    def __init__(self, meaning_of: Mapping[str, M]) -> None:
        self._by_key: dict[str, list[tuple[tuple[_Word, ...], M]]] = {}
        for spelling, meaning in meaning_of.items():
            self._by_key.setdefault(strip_marks(spelling), []).append((_marks(spelling), meaning))

    def meanings(self, typed: str) -> tuple[M, ...]:
        """What the lower-case words `typed` can mean: nothing, one thing, or several.

        A word typed with marks that is spelled in full means only that one.
        """
        known = self._by_key.get(strip_marks(typed), ())
        if not known:
            return ()
        marks = _marks(typed)
        if not typed.isascii():
            exact = [meaning for spelling, meaning in known if spelling == marks]
            if exact:
                return tuple(dict.fromkeys(exact))
        return tuple(dict.fromkeys(meaning for spelling, meaning in known if _can_be(marks, spelling)))

    def repaired(self, typed: str) -> str | None:
        """The word here that `typed` is when taken as a Telex or VNI slip; None when there is none."""
        word = unslip(typed)
        if word is None:
            return None
        marks = _marks(word)
        return word if any(_can_be(marks, own) for own, _ in self._by_key.get(strip_marks(word), ())) else None


def word_list(words: str) -> Lexicon[bool]:
    """A lexicon that only tells these words, separated by spaces, from others."""
    return Lexicon(dict.fromkeys(words.split(), True))


def could_be(typed: str, meant: str) -> bool:
    """Whether the lower-case words `typed` are `meant` with all, some or none of its diacritics."""
    return strip_marks(typed) == strip_marks(meant) and _can_be(_marks(typed), _marks(meant))


def _marks(phrase: str) -> tuple[_Word, ...]:
    """Per word the marks on each letter, and the tone, which belongs to the whole word (hoà = hòa)."""
    return tuple(_word_marks(word) for word in phrase.split())


def _word_marks(word: str) -> _Word:
    letters: list[frozenset[str]] = []
    tone = ""
    for part in unicodedata.normalize("NFD", word):
        if part in _TONES:
            tone = part
        elif unicodedata.combining(part):
            letters[-1:] = [letters[-1] | {part}] if letters else []
        else:
            letters.append(frozenset("đ") if part == "đ" else frozenset())
    return tuple(letters), tone


def _can_be(typed: tuple[_Word, ...], meant: tuple[_Word, ...]) -> bool:
    return all(
        typed_tone in {"", meant_tone} and all(a <= b for a, b in zip(typed_letters, meant_letters, strict=True))
        for (typed_letters, typed_tone), (meant_letters, meant_tone) in zip(typed, meant, strict=True)
    )
