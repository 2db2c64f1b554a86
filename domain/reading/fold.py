"""Cleaning what was typed, and the folded key under which words with and without diacritics meet."""

from __future__ import annotations

import unicodedata

_D_WITH_STROKE = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})


def clean(text: str) -> str:
    """`text` composed (NFC), without control, zero-width and bidi characters, white space collapsed."""
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in text
        if letter.isspace() or not unicodedata.category(letter).startswith("C")
    )
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def narrow(text: str) -> str:
    """`text` with full-width forms and the digits of any script written in ASCII."""
    if text.isascii():
        return text
    return "".join(_narrow(letter) for letter in text)


def lower(text: str) -> str:
    """`text` cleaned, narrowed and in lower case, with its diacritics: what the readers look at first."""
    return unicodedata.normalize("NFC", narrow(clean(text)).lower())


def strip_marks(text: str) -> str:
    """Lower-case `text` without tone marks and vowel marks, `đ` and its look-alikes as `d`."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_D_WITH_STROKE)


def fold(text: str) -> str:
    """The key for comparing words: lower case, no diacritics, punctuation and spaces collapsed.

    Both styles of placing a tone mark (hoà, hòa) and decomposed input fold alike.
    """
    bare = strip_marks(lower(text))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def _narrow(letter: str) -> str:
    if "！" <= letter <= "～":
        return chr(ord(letter) - 0xFEE0)
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return letter
