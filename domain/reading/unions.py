"""Which unions a person means who types a part of their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from domain.reading.fold import fold


class Named(Protocol):
    """A union with what it can be called by."""

    @property
    def name(self) -> str:
        """Its name, "CĐCS Trường Mẫu 01"."""

    @property
    def code(self) -> str:
        """Its code."""


N = TypeVar("N", bound=Named)


def called(words: str, unions: Sequence[N]) -> list[N]:
    """The unions that the words mean, typed with or without diacritics, in any order; the shortest names first.

    The whole name or code comes before words of the name ("mau 1" is "Mẫu 01" and not "Mẫu 10"), and those before
    parts of words.
    """
    said = fold(words).split()
    if not said:
        return []
    whole = " ".join(said)
    found = [union for union in unions if whole in (folded(union.name), folded(union.code))]
    if not found:
        meant = {plain(word) for word in said}
        found = [union for union in unions if meant.issubset(map(plain, folded(union.name).split()))]
    if not found:
        found = [union for union in unions if all(word in folded(union.name) for word in said)]
    return sorted(found, key=lambda union: len(union.name))


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """The key of a name or code: the same few are compared with every word that is typed."""
    return fold(name)


def plain(word: str) -> str:
    """A word of a name; of a number its value, since "1" and "01" name the same union."""
    return str(int(word)) if word.isascii() and word.isdigit() else word
