"""The words after a command's name, as buttons carry them and anybody may type them."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST = 9
"""So many digits a number of a report, a unit or a year has at the most."""


def whole_number(word: str) -> int | None:
    """A number as buttons carry it; None for anything else that was typed in its place."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= LONGEST else None


def whole_numbers(words: Sequence[str]) -> list[int]:
    """The numbers among the words."""
    return [number for word in words if (number := whole_number(word)) is not None]
