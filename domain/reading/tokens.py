"""Cutting an answer into numbers, words and signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from domain.reading.fold import lower, strip_marks
from domain.reading.lexicon import Lexicon

_RUN = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
_SPACED_THOUSANDS = re.compile(r"(?<![\d.,/-])\d{1,3}(?:(?: \d{3}){2,}|(?: 000)+)(?![\d.,/-])")
_LOOK_ALIKES = str.maketrans({"o": "0", "l": "1"})


class Kind(Enum):
    """What a piece of an answer is."""

    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: `text` in lower case with its diacritics, `key` without them."""

    kind: Kind
    text: str
    key: str


def tokens(text: str, *lexicons: Lexicon[Any]) -> list[Token]:
    """The pieces of `text`; Telex and VNI slips are repaired where the result is a word of `lexicons`."""
    line = _RUN.sub(lambda run: _repair_run(run[0], lexicons), lower(text))
    line = _SPACED_THOUSANDS.sub(lambda number: number[0].replace(" ", "."), line)
    return [_token(piece, lexicons) for piece in _PIECE.findall(line)]


def words(text: str) -> list[str]:
    """The words of `text` in lower case with their diacritics, without signs; numbers count as words."""
    return _RUN.findall(lower(text))


def _token(piece: str, lexicons: Sequence[Lexicon[Any]]) -> Token:
    if piece[0].isdecimal():
        return Token(Kind.NUMBER, piece, piece)
    if not piece[0].isalpha():
        return Token(Kind.SIGN, piece, piece)
    if not _is_known(piece, lexicons):
        piece = _repaired(piece, lexicons) or piece
    return Token(Kind.WORD, piece, strip_marks(piece))


def _repair_run(run: str, lexicons: Sequence[Lexicon[Any]]) -> str:
    """Letters O and l typed for digits, and VNI keys inside a word.

    "ty3" stays as it is: it may be "tỷ" in VNI keys as well as "tỷ 3".
    """
    if not any(c.isdecimal() for c in run) or run.isdecimal():
        return run
    if set(run) <= set("0123456789ol") and (run[-1] != "l"):
        return run.translate(_LOOK_ALIKES)
    start = re.match(r"[^\W\d_]+", run)
    if start is None or _is_known(start[0], lexicons):
        return run
    return _repaired(run, lexicons) or run


def _is_known(word: str, lexicons: Sequence[Lexicon[Any]]) -> bool:
    return any(lexicon.meanings(word) for lexicon in lexicons)


def _repaired(word: str, lexicons: Sequence[Lexicon[Any]]) -> str | None:
    return next((found for lexicon in lexicons if (found := lexicon.repaired(word))), None)
